//! A proxy that adds network latency: every byte is delayed in each direction, and so is each connection.

use std::{
    io::{Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex, mpsc},
    thread,
    time::{Duration, Instant},
};

/// A proxy with a fixed latency.
pub struct Distance {
    address: SocketAddr,
    taken: Arc<Mutex<Vec<Instant>>>,
}

impl Distance {
    /// Listens on the target's address, on another port.
    pub fn before(target: SocketAddr, one_way: Duration) -> Self {
        let listener = TcpListener::bind((target.ip(), 0)).expect("a loopback address can be bound");
        let address = listener.local_addr().expect("it is bound");
        let taken = Arc::<Mutex<Vec<Instant>>>::default();
        let known = Arc::clone(&taken);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                known.lock().expect("no thread panicked").push(Instant::now());
                thread::spawn(move || connect(client, target, one_way));
            }
        });
        Self { address, taken }
    }

    /// Returns the address on which it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns when it accepted each connection so far.
    pub fn taken(&self) -> Vec<Instant> {
        self.taken.lock().expect("no thread panicked").clone()
    }
}

fn connect(client: TcpStream, target: SocketAddr, one_way: Duration) {
    // The kernel has already completed the handshake with the client. Over a real distance that takes a round trip.
    thread::sleep(one_way * 2);
    let Ok(server) = TcpStream::connect(target) else { return };
    for stream in [&client, &server] {
        stream.set_nodelay(true).expect("a socket");
    }
    let copy = |stream: &TcpStream| stream.try_clone().expect("a second handle");
    let (from, to) = (copy(&client), copy(&server));
    thread::spawn(move || pass(from, to, one_way));
    pass(server, client, one_way);
}

/// Reads at once, and writes each piece after the latency.
fn pass(mut from: TcpStream, mut to: TcpStream, one_way: Duration) {
    let (pieces, arriving) = mpsc::channel::<(Instant, Vec<u8>)>();
    thread::spawn(move || {
        for (due, piece) in arriving {
            thread::sleep(due.saturating_duration_since(Instant::now()));
            if to.write_all(&piece).is_err() {
                break;
            }
        }
        // Either side may have closed already.
        let _ = to.shutdown(Shutdown::Write);
    });
    let mut buffer = [0; 16 * 1024];
    while let Ok(length) = from.read(&mut buffer) {
        if length == 0 || pieces.send((Instant::now() + one_way, buffer[..length].to_vec())).is_err() {
            break;
        }
    }
}
