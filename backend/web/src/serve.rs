//! Connections that come in, bounded in number, in all and from each address, and in how long each may keep us waiting:
//! for the head of a request (its body has a bound of its own, `routes/body.rs`), and for its end to take what we send.

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

/// Bytes of a request's head. Browsers send about one thousand.
const HEAD_MAX: usize = 32 * 1024;

/// Connections at once, however many files may be open.
const CONNECTIONS_MAX: usize = 8192;

/// How long to wait where the system has no more room for a connection.
const FULL: Duration = Duration::from_secs(1);

/// Files that the database, the log and the listening socket keep open.
const OWN_FILES: usize = 64;

/// What a connection may take.
#[derive(Debug, Clone)]
pub struct Bounds {
    /// How long the head of a request may take to arrive, counted from the connection's beginning or from the answer
    /// before; and how long its other end may take nothing of what is sent.
    pub patience: Duration,
    /// How many there may be at once, WebSockets included. More of them wait until one ends. One address has a share
    /// of them; what it opens beyond that is closed at once.
    pub connections: usize,
    /// Proxies that bring connections of many: they have no share.
    pub proxies: Vec<IpNet>,
}

impl Bounds {
    /// As many connections as this process may have files open, after it has raised that as far as it may: a check
    /// takes one to the browser and one to the mail server, and questions to name servers take their own.
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
    // Where it may not, the limit that there was still holds.
    let _ = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit });
    let now = getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX);
    usize::try_from(now).unwrap_or(usize::MAX)
}

#[cfg(not(target_os = "linux"))]
fn files() -> usize {
    1024
}

/// Serves until `stop`, then lets the requests that have begun come to their end.
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
        let (service, told) = (service(router.clone(), peer), stopping.subscribe());
        tokio::spawn(converse(Seated::new(stream, place), service, patience, told));
    }
    // Each connection has a receiver, and drops it at its end.
    stopping.send_replace(());
    stopping.closed().await;
}

/// The next connection, with its place in the room. One from an address whose share is full is closed.
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

/// True if the error is about this one connection only.
fn is_its_own(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// Sends small messages at once, so that each stage of a check shows when it happens. The system drops a client that reads
/// nothing of a response: no request timeout applies to it.
fn take_bounds(stream: &TcpStream, patience: Duration) {
    // A socket that is closed already refuses; the conversation finds out.
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

/// Serves a connection until it ends. When told to stop, it finishes the current request.
async fn converse(
    stream: Seated,
    service: impl Service<Request<Incoming>, Response = Response<Body>, Error = Infallible, Future: Send> + Send,
    patience: Duration,
    mut told: watch::Receiver<()>,
) {
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(patience)
        .max_buf_size(HEAD_MAX)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    let mut connection = pin!(connection);
    // After a connection broke, no one is left to tell.
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = told.changed() => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

#[cfg(test)]
mod tests;
