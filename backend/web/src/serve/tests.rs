use std::{io, net::SocketAddr, time::Duration};

use axum::{Router, extract::Request, http::StatusCode, routing::get};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
    time::timeout,
};

use super::{Bounds, HEAD_MAX, serve};

/// Much longer than anything here takes. Only something that never happens takes this long.
const FAR: Duration = Duration::from_secs(20);

struct Served {
    listener: SocketAddr,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<()>,
}

async fn served(bounds: Bounds) -> Served {
    let large = || async { vec![b'x'; 64 << 20] };
    served_by(Router::new().route("/", get(|| async { "hello" })).route("/large", get(large)), bounds).await
}

async fn served_by(router: Router, bounds: Bounds) -> Served {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let ended = tokio::spawn(async move {
        serve(&listener, router, bounds, async { drop(stopped.await) }).await;
    });
    Served { listener: address, stop, ended }
}

fn bounds(millis: u64, connections: usize) -> Bounds {
    Bounds { patience: Duration::from_millis(millis), connections, proxies: Vec::new() }
}

async fn ask(stream: &mut TcpStream) -> String {
    try_ask(stream).await.unwrap()
}

/// Sends a request, if the server hasn't closed the connection.
async fn try_ask(stream: &mut TcpStream) -> io::Result<String> {
    stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await?;
    let mut answer = vec![0; 1024];
    match timeout(FAR, stream.read(&mut answer)).await.unwrap()? {
        0 => Err(io::ErrorKind::UnexpectedEof.into()),
        length => Ok(String::from_utf8_lossy(&answer[..length]).into_owned()),
    }
}

/// Returns true if the other side hangs up, no matter what it sends before.
async fn is_closed(stream: &mut TcpStream) -> bool {
    let mut rest = Vec::new();
    // A reset also ends the connection.
    timeout(FAR, stream.read_to_end(&mut rest)).await.is_ok()
}

#[tokio::test]
async fn a_head_that_arrives_too_slowly_ends_the_connection() {
    let server = served(bounds(300, 10)).await;
    let mut silent = TcpStream::connect(server.listener).await.unwrap();
    assert!(is_closed(&mut silent).await, "nothing was sent");
    let mut slow = TcpStream::connect(server.listener).await.unwrap();
    slow.write_all(b"GET / HTTP/1.1\r\n").await.unwrap();
    let (mut reader, mut writer) = slow.split();
    let mut rest = Vec::new();
    // Each line arrives in time, but the head never ends.
    let drip = async {
        while writer.write_all(b"a: b\r\n").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let is_let_go = tokio::select! {
        read = timeout(FAR, reader.read_to_end(&mut rest)) => read.is_ok(),
        () = drip => true,
    };
    assert!(is_let_go);
    let mut after_an_answer = TcpStream::connect(server.listener).await.unwrap();
    assert!(ask(&mut after_an_answer).await.ends_with("hello"));
    assert!(is_closed(&mut after_an_answer).await, "the next request never came");
}

#[tokio::test]
async fn a_head_that_is_too_long_is_refused() {
    let server = served(bounds(20_000, 10)).await;
    let mut stream = TcpStream::connect(server.listener).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\na: ").await.unwrap();
    // The server may refuse before it has received everything.
    let _ = stream.write_all(&vec![b'a'; 2 * HEAD_MAX]).await;
    assert!(is_closed(&mut stream).await);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_client_that_reads_nothing_is_dropped() {
    let server = served(bounds(300, 1)).await;
    let mut greedy = TcpStream::connect(server.listener).await.unwrap();
    greedy.write_all(b"GET /large HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    let mut other = TcpStream::connect(server.listener).await.unwrap();
    assert!(ask(&mut other).await.ends_with("hello"), "the only place is available again");
    drop(greedy);
}

#[tokio::test]
async fn connections_are_limited_in_number() {
    let server = served(bounds(20_000, 1)).await;
    let mut first = TcpStream::connect(server.listener).await.unwrap();
    assert!(ask(&mut first).await.ends_with("hello"));
    let mut second = TcpStream::connect(server.listener).await.unwrap();
    second.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    assert!(ask(&mut first).await.ends_with("hello"), "an open connection keeps its place");
    drop(first);
    let mut answer = [0; 12];
    timeout(FAR, second.read_exact(&mut answer)).await.unwrap().unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200");
}

#[tokio::test]
async fn stopping_ends_the_server_and_idle_connections() {
    let server = served(bounds(20_000, 10)).await;
    let mut idle = TcpStream::connect(server.listener).await.unwrap();
    assert!(ask(&mut idle).await.ends_with("hello"));
    server.stop.send(()).unwrap();
    timeout(FAR, server.ended).await.unwrap().unwrap();
    assert!(is_closed(&mut idle).await);
}

/// A service that upgrades every request, and reads until the other side closes.
fn upgrading() -> Router {
    let keep = async |mut request: Request| {
        let upgrade = hyper::upgrade::on(&mut request);
        tokio::spawn(async move {
            let mut socket = TokioIo::new(upgrade.await.expect("an upgraded connection"));
            let mut rest = Vec::new();
            // A reset also ends the connection.
            let _ = socket.read_to_end(&mut rest).await;
        });
        (StatusCode::SWITCHING_PROTOCOLS, [("connection", "upgrade"), ("upgrade", "x")])
    };
    Router::new().route("/", get(|| async { "hello" })).route("/socket", get(keep))
}

async fn upgraded(server: SocketAddr) -> TcpStream {
    let mut socket = TcpStream::connect(server).await.unwrap();
    let ask = b"GET /socket HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n";
    socket.write_all(ask).await.unwrap();
    let mut answer = [0; 12];
    timeout(FAR, socket.read_exact(&mut answer)).await.unwrap().unwrap();
    assert_eq!(&answer, b"HTTP/1.1 101");
    socket
}

#[tokio::test]
async fn an_upgraded_socket_keeps_its_place_until_it_is_closed() {
    let server = served_by(upgrading(), bounds(20_000, 2)).await;
    let (first, _second) = (upgraded(server.listener).await, upgraded(server.listener).await);
    let mut third = TcpStream::connect(server.listener).await.unwrap();
    third.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    let mut answer = [0; 12];
    let early = timeout(Duration::from_millis(500), third.peek(&mut answer)).await;
    assert!(early.is_err(), "both places are taken by sockets");
    drop(first);
    timeout(FAR, third.read_exact(&mut answer)).await.unwrap().unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200");
}

#[tokio::test]
async fn one_address_cannot_exceed_its_share() {
    let room = 32;
    let share = (room / 8).max(16);
    let server = served(bounds(20_000, room)).await;
    let mut held = Vec::new();
    for _ in 0..share {
        let mut stream = TcpStream::connect(server.listener).await.unwrap();
        assert!(ask(&mut stream).await.ends_with("hello"));
        held.push(stream);
    }
    for _ in 0..share {
        let mut more = TcpStream::connect(server.listener).await.unwrap();
        assert!(is_closed(&mut more).await, "its share is full");
    }
    let from = |address: &str| {
        let socket = tokio::net::TcpSocket::new_v4().unwrap();
        socket.bind(format!("{address}:0").parse().unwrap()).unwrap();
        socket.connect(server.listener)
    };
    let mut other = from("127.0.0.2").await.unwrap();
    assert!(ask(&mut other).await.ends_with("hello"), "other addresses have their own share");
    drop(held.pop());
    let mut again = loop {
        let mut again = TcpStream::connect(server.listener).await.unwrap();
        // The server has to notice first that the other client has left.
        if let Ok(answer) = try_ask(&mut again).await {
            assert!(answer.ends_with("hello"));
            break again;
        }
    };
    assert!(ask(&mut again).await.ends_with("hello"));
}

#[tokio::test]
async fn a_trusted_proxy_has_no_share() {
    let proxies = vec!["127.0.0.0/8".parse().unwrap()];
    let server = served(Bounds { proxies, ..bounds(20_000, 32) }).await;
    let mut held = Vec::new();
    for _ in 0..32 {
        let mut stream = TcpStream::connect(server.listener).await.unwrap();
        assert!(ask(&mut stream).await.ends_with("hello"));
        held.push(stream);
    }
}
