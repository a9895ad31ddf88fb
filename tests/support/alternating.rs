//! A proxy in front of several servers. Each connection goes to the next server, skipping those that are down.

use std::{
    io,
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

/// A running proxy.
pub struct Alternating {
    address: SocketAddr,
    passed: Arc<Vec<AtomicUsize>>,
}

/// A listening socket that is opened before the servers start, because they have to know their public address.
pub struct Door(TcpListener);

impl Door {
    /// Listens on a free port.
    pub fn open() -> Self {
        Self(TcpListener::bind("127.0.0.1:0").expect("a loopback address can be bound"))
    }

    /// Returns the address as a base URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.0.local_addr().expect("it is bound"))
    }

    /// Passes connections on to these servers in turn.
    pub fn before(self, servers: Vec<SocketAddr>) -> Alternating {
        let address = self.0.local_addr().expect("it is bound");
        let passed: Arc<Vec<AtomicUsize>> = Arc::new(servers.iter().map(|_| AtomicUsize::new(0)).collect());
        let counts = Arc::clone(&passed);
        thread::spawn(move || {
            for (turn, client) in self.0.incoming().flatten().enumerate() {
                let mut order = (0..servers.len()).map(|offset| (turn + offset) % servers.len());
                let reached = order.find_map(|at| Some((at, TcpStream::connect(servers[at]).ok()?)));
                let Some((at, server)) = reached else { continue };
                counts[at].fetch_add(1, Ordering::Relaxed);
                pass_both_ways(client, server);
            }
        });
        Alternating { address, passed }
    }
}

impl Alternating {
    /// Returns the proxy's base URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns the number of connections that each server got.
    pub fn passed(&self) -> Vec<usize> {
        self.passed.iter().map(|count| count.load(Ordering::Relaxed)).collect()
    }
}

fn pass_both_ways(client: TcpStream, server: TcpStream) {
    let pairs = [(client.try_clone(), server.try_clone()), (Ok(server), Ok(client))];
    for (from, to) in pairs {
        let (Ok(mut from), Ok(mut to)) = (from, to) else { return };
        thread::spawn(move || {
            // Either side may have closed already.
            let _ = io::copy(&mut from, &mut to);
            let _ = to.shutdown(Shutdown::Write);
        });
    }
}
