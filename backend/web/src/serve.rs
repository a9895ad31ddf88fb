//! Accepts connections. Limits their number, in total and per address, and how long each can keep the server waiting
//! for the head of a request (`routes/body.rs` limits the body) or for its client to read the response.

mod room;

use std::{convert::Infallible, future::Future, io, net::SocketAddr, pin::pin, time::Duration};

use axum::{Router, body::Body, extract::ConnectInfo, http::Response};
use hyper::{
    Request,
    body::Incoming,
    server::conn::http1,
    service::{Service, service_fn},
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use ipnet::IpNet;
use net::dns;
use room::{Place, Room, Seated};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
};

/// Largest head of a request, in bytes. Browsers send about 1,000.
const HEAD_MAX: usize = 32 * 1024;

/// Most connections at once, no matter how many files the process can open.
const CONNECTIONS_MAX: usize = 8192;

/// How long to wait if the system can't accept another connection.
const FULL: Duration = Duration::from_secs(1);

/// Files that the database, the log and the listening socket keep open.
const OWN_FILES: usize = 64;

/// The limits for connections.
#[derive(Debug, Clone)]
pub struct Bounds {
    /// How long the head of a request can take to arrive, from the start of the connection or the previous response.
    /// Also how long the client can go without reading what is sent.
    pub patience: Duration,
    /// How many connections can be open at once, including WebSockets. Others wait until one ends. Each address has a
    /// share of them. Connections over that share are closed at once.
    pub connections: usize,
    /// Proxies that bring connections from many clients. No share applies to them.
    pub proxies: Vec<IpNet>,
}

impl Bounds {
    /// Derives the limits from the number of files that this process can open, which it first raises as far as
    /// possible: a check needs one connection to the browser and one to the mail server, and DNS queries need their
    /// own.
    pub fn of_this_process(proxies: Vec<IpNet>) -> Self {
        let left = files().saturating_sub(OWN_FILES + dns::IN_FLIGHT_MAX);
        let connections = (left / 2).clamp(64, CONNECTIONS_MAX);
        Self { patience: Duration::from_secs(20), connections, proxies }
    }
}

#[cfg(target_os = "linux")]
fn files() -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let limit = getrlimit(Resource::Nofile);
    // If the limit can't be raised, the old one still applies.
    let _ = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit });
    let now = getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX);
    usize::try_from(now).unwrap_or(usize::MAX)
}

#[cfg(not(target_os = "linux"))]
fn files() -> usize {
    1024
}

/// Serves until `stop`, then finishes the requests that have begun.
pub async fn serve(listener: &TcpListener, router: Router, bounds: Bounds, stop: impl Future<Output = ()>) {
    let room = Room::new(bounds.connections, bounds.proxies);
    let patience = bounds.patience;
    let (stopping, _) = watch::channel(());
    let mut stop = pin!(stop);
    loop {
        let (stream, peer, place) = tokio::select! {
            next = next(listener, &room) => next,
            () = &mut stop => break,
        };
        take_bounds(&stream, patience);
        let (service, stopped) = (service(router.clone(), peer), stopping.subscribe());
        tokio::spawn(converse(Seated::new(stream, place), service, patience, stopped));
    }
    // Each connection has a receiver, and drops it when it ends.
    stopping.send_replace(());
    stopping.closed().await;
}

/// Returns the next connection and its place. Closes connections from addresses whose share is used up.
async fn next(listener: &TcpListener, room: &Room) -> (TcpStream, SocketAddr, Place) {
    let mut free = room.wait().await;
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => match room.seat(free, peer.ip()) {
                Some(place) => return (stream, peer, place),
                None => free = room.wait().await,
            },
            Err(error) if is_its_own(&error) => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be taken");
                tokio::time::sleep(FULL).await;
            }
        }
    }
}

/// Returns true if the error is about this one connection only.
fn is_its_own(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// Sends small messages at once, so that each stage of a check shows as it happens. Also makes the system drop a
/// client that doesn't read the response, because no request timeout covers that.
fn take_bounds(stream: &TcpStream, patience: Duration) {
    // If the socket is already closed, setting the option fails. The conversation will notice.
    let _ = stream.set_nodelay(true);
    #[cfg(target_os = "linux")]
    {
        let millis = u32::try_from(patience.as_millis()).unwrap_or(u32::MAX);
        let _ = rustix::net::sockopt::set_tcp_user_timeout(stream, millis);
    }
    #[cfg(not(target_os = "linux"))]
    let _ = patience;
}

fn service(
    router: Router,
    peer: SocketAddr,
) -> impl Service<Request<Incoming>, Response = Response<Body>, Error = Infallible, Future: Send> {
    let router = TowerToHyperService::new(router);
    service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        router.call(request)
    })
}

/// Serves a connection until it ends. When the server stops, it finishes the current request.
async fn converse(
    stream: Seated,
    service: impl Service<Request<Incoming>, Response = Response<Body>, Error = Infallible, Future: Send> + Send,
    patience: Duration,
    mut stopped: watch::Receiver<()>,
) {
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(patience)
        .max_buf_size(HEAD_MAX)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    let mut connection = pin!(connection);
    // An error here means that the connection broke. No one is left to tell.
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = stopped.changed() => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

#[cfg(test)]
mod tests;
