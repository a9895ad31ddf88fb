use std::time::Duration;

use axum::{Router, routing::get};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
    time::timeout,
};

use super::{Bounds, HEAD_MAX, serve};

/// Far longer than anything here takes; only what never comes is waited for so long.
const FAR: Duration = Duration::from_secs(20);

struct Served {
    listener: std::net::SocketAddr,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<()>,
}

async fn served(bounds: Bounds) -> Served {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let large = || async { vec![b'x'; 64 << 20] };
    let router = Router::new().route("/", get(|| async { "hello" })).route("/large", get(large));
    let (stop, stopped) = oneshot::channel();
    let ended = tokio::spawn(async move {
        serve(&listener, router, bounds, async { drop(stopped.await) }).await;
    });
    Served { listener: address, stop, ended }
}

fn bounds(millis: u64, connections: usize) -> Bounds {
    Bounds { patience: Duration::from_millis(millis), connections }
}

async fn ask(stream: &mut TcpStream) -> String {
    stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    let mut answer = vec![0; 1024];
    let length = timeout(FAR, stream.read(&mut answer)).await.unwrap().unwrap();
    String::from_utf8_lossy(&answer[..length]).into_owned()
}

/// Whether the other side hangs up, whatever it says before.
async fn is_closed(stream: &mut TcpStream) -> bool {
    let mut rest = Vec::new();
    // A reset ends it as well as a goodbye does.
    timeout(FAR, stream.read_to_end(&mut rest)).await.is_ok()
}

#[tokio::test]
async fn a_head_that_does_not_end_is_not_waited_for() {
    let server = served(bounds(300, 10)).await;
    let mut silent = TcpStream::connect(server.listener).await.unwrap();
    assert!(is_closed(&mut silent).await, "nothing was ever said");
    let mut slow = TcpStream::connect(server.listener).await.unwrap();
    slow.write_all(b"GET / HTTP/1.1\r\n").await.unwrap();
    let (mut reader, mut writer) = slow.split();
    let mut rest = Vec::new();
    // Each line arrives well in time, and the head never comes to its end.
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
async fn a_head_without_end_is_not_kept() {
    let server = served(bounds(20_000, 10)).await;
    let mut stream = TcpStream::connect(server.listener).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\na: ").await.unwrap();
    // It may be refused before all of it is sent.
    let _ = stream.write_all(&vec![b'a'; 2 * HEAD_MAX]).await;
    assert!(is_closed(&mut stream).await);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn whoever_takes_nothing_of_an_answer_is_let_go() {
    let server = served(bounds(300, 1)).await;
    let mut greedy = TcpStream::connect(server.listener).await.unwrap();
    greedy.write_all(b"GET /large HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    let mut other = TcpStream::connect(server.listener).await.unwrap();
    assert!(ask(&mut other).await.ends_with("hello"), "the only place is free again");
    drop(greedy);
}

#[tokio::test]
async fn no_more_at_once_than_there_is_room_for() {
    let server = served(bounds(20_000, 1)).await;
    let mut first = TcpStream::connect(server.listener).await.unwrap();
    assert!(ask(&mut first).await.ends_with("hello"));
    let mut second = TcpStream::connect(server.listener).await.unwrap();
    second.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    assert!(ask(&mut first).await.ends_with("hello"), "whoever has a place keeps it");
    drop(first);
    let mut answer = [0; 12];
    timeout(FAR, second.read_exact(&mut answer)).await.unwrap().unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200");
}

#[tokio::test]
async fn told_to_stop_it_ends_and_idle_connections_with_it() {
    let server = served(bounds(20_000, 10)).await;
    let mut idle = TcpStream::connect(server.listener).await.unwrap();
    assert!(ask(&mut idle).await.ends_with("hello"));
    server.stop.send(()).unwrap();
    timeout(FAR, server.ended).await.unwrap().unwrap();
    assert!(is_closed(&mut idle).await);
}
