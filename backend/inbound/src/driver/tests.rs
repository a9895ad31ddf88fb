//! Tests with real sockets, and time limits in simulated time.

use std::sync::Mutex;

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    transport::smtp::client::{Tls, TlsParameters},
};
use shared::delivery::TlsVersion;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex},
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    time::Instant,
};

use super::*;

const KNOWN: &str = "x7@agency.test";

struct Room(UnboundedSender<Arrival>);

impl Mailroom for Room {
    async fn accepts(&self, address: &Address) -> Accepts {
        (address.as_str() == KNOWN).into()
    }

    async fn delivered(&self, arrival: Arrival) -> JoinHandle<()> {
        self.0.send(arrival).unwrap();
        tokio::spawn(async {})
    }
}

fn receiver(limits: Limits) -> Receiver {
    let host: Domain = "mx.agency.test".parse().unwrap();
    Receiver { tls: self_signed(&host).unwrap(), host, limits, clock: || 1_000 }
}

/// Starts a receiver on a free port.
async fn start(limits: Limits) -> (SocketAddr, UnboundedReceiver<Arrival>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (sender, arrivals) = unbounded_channel();
    tokio::spawn(serve(listener, receiver(limits), Room(sender)));
    (address, arrivals)
}

fn message(to: &str) -> Message {
    let message = Message::builder().from("Ada <ada@shop.test>".parse().unwrap()).to(to.parse().unwrap());
    message.subject("A test").body(String::from("Hi.\n.\nBye.\n")).unwrap()
}

fn transport(port: u16) -> AsyncSmtpTransport<Tokio1Executor> {
    let tls = TlsParameters::builder("mx.agency.test".into()).dangerous_accept_invalid_certs(true);
    AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous("127.0.0.1")
        .port(port)
        .tls(Tls::Required(tls.build_rustls().unwrap()))
        .build()
}

#[tokio::test]
async fn a_message_arrives_over_tls() {
    let (address, mut arrivals) = start(Limits::default()).await;
    transport(address.port()).send(message(KNOWN)).await.unwrap();
    let Arrival { received, arrived } = arrivals.recv().await.unwrap();
    let envelope = &received.envelope;
    assert_eq!((envelope.tls, envelope.peer), (Some(TlsVersion::Tls13), address.ip()));
    assert_eq!((envelope.rcpt_to.as_str(), arrived), (KNOWN, 1_000));
    let text = String::from_utf8(received.message.to_vec()).unwrap();
    assert!(text.contains("Subject: A test\r\n") && text.contains("\r\n\r\nHi.\r\n.\r\nBye.\r\n"), "{text}");
}

#[tokio::test]
async fn a_message_for_anyone_else_is_rejected() {
    let (address, mut arrivals) = start(Limits::default()).await;
    for to in ["y8@agency.test", "ada@other.test"] {
        let error = transport(address.port()).send(message(to)).await.unwrap_err();
        assert!(error.is_permanent() && error.to_string().contains("5.1.1"), "{error}");
    }
    assert!(arrivals.try_recv().is_err());
}

/// Text that someone injects after STARTTLS must not count as sent over TLS.
#[tokio::test]
async fn text_before_the_handshake_is_dropped() {
    let (address, mut arrivals) = start(Limits::default()).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    let text =
        format!("EHLO a.test\r\nSTARTTLS\r\nEHLO a.test\r\nMAIL FROM:<>\r\nRCPT TO:<{KNOWN}>\r\nDATA\r\n");
    stream.write_all(text.as_bytes()).await.unwrap();
    stream.write_all(b"Hi\r\n.\r\n").await.unwrap();
    stream.shutdown().await.unwrap();
    let mut heard = Vec::new();
    // It isn't a handshake, so the receiver gives up.
    let _ = stream.read_to_end(&mut heard).await;
    let heard = String::from_utf8_lossy(&heard);
    assert_eq!(heard.matches("\r\n220 2.0.0").count(), 1, "{heard}");
    assert!(!heard.contains("354"), "{heard}");
    assert!(arrivals.try_recv().is_err());
}

#[tokio::test]
async fn connections_over_a_limit_are_told_why() {
    let (address, _arrivals) = start(Limits { per_address: 1, ..Limits::default() }).await;
    let mut first = TcpStream::connect(address).await.unwrap();
    let mut start = [0; 4];
    first.read_exact(&mut start).await.unwrap();
    assert_eq!(&start, b"220 ");
    let mut second = TcpStream::connect(address).await.unwrap();
    let mut heard = String::new();
    second.read_to_string(&mut heard).await.unwrap();
    assert!(heard.starts_with("421 4.7.0"), "{heard}");
}

/// Talks over a pipe, and returns the other end, the messages, and how long it takes in the end.
async fn talk(run: impl AsyncFnOnce(&mut DuplexStream)) -> (Duration, Option<Received>) {
    let (mut ours, theirs) = duplex(8192);
    let (sender, mut arrivals) = unbounded_channel();
    let mut work = None;
    let (receiver, room) = (receiver(Limits::default()), Room(sender));
    let started = Instant::now();
    let took = Mutex::new(Duration::ZERO);
    let talking = async {
        let talk = talk::talk(theirs, "192.0.2.7".parse().unwrap(), &receiver, &room, &mut work);
        let _ = timeout(receiver.limits.total, talk).await;
        *took.lock().unwrap() = started.elapsed();
    };
    tokio::join!(talking, run(&mut ours));
    let took = *took.lock().unwrap();
    (took, arrivals.try_recv().ok().map(|arrival| arrival.received))
}

#[tokio::test(start_paused = true)]
async fn a_silent_sender_is_closed_after_a_minute() {
    let mut heard = String::new();
    let (took, _) = talk(async |stream| {
        stream.read_to_string(&mut heard).await.unwrap();
    })
    .await;
    assert_eq!(took, Duration::from_mins(1));
    assert!(heard.ends_with("421 4.4.2 Timed out\r\n"), "{heard}");
}

/// Each byte comes in time, but the command doesn't.
#[tokio::test(start_paused = true)]
async fn a_slow_command_is_closed_after_a_minute() {
    let (took, _) = talk(async |stream| {
        while stream.write_all(b"x").await.is_ok() {
            sleep(Duration::from_secs(7)).await;
        }
    })
    .await;
    assert_eq!(took, Duration::from_mins(1));
}

/// Each command comes in time, but there are too many.
#[tokio::test(start_paused = true)]
async fn a_whole_connection_takes_at_most_three_minutes() {
    let (took, _) = talk(async |stream| {
        while stream.write_all(b"NOOP\r\n").await.is_ok() {
            sleep(Duration::from_secs(50)).await;
        }
    })
    .await;
    assert_eq!(took, Duration::from_mins(3));
}

/// A sender that has read "250" drops its copy. If the server stops right then, the message must not be lost.
#[tokio::test]
async fn a_message_is_taken_before_the_sender_reads_that_it_was_accepted() {
    let (sender, mut arrivals) = unbounded_channel();
    let (receiver, room, mut work) = (receiver(Limits::default()), Room(sender), None);
    // So little fits into the pipe that the sender reads the reply while it is still being written.
    let (ours, theirs) = duplex(8);
    let (mut read, mut write) = tokio::io::split(ours);
    let talking = talk::talk(theirs, "192.0.2.7".parse().unwrap(), &receiver, &room, &mut work);
    let text = format!("HELO a.test\r\nMAIL FROM:<>\r\nRCPT TO:<{KNOWN}>\r\nDATA\r\nHi\r\n.\r\n");
    let writing = async {
        write.write_all(text.as_bytes()).await.unwrap();
    };
    let reading = async {
        let mut heard = String::new();
        while !heard.contains("250 2.0.0 Message") {
            let mut byte = [0];
            read.read_exact(&mut byte).await.unwrap();
            heard.push(char::from(byte[0]));
        }
    };
    let sending = async { tokio::join!(writing, reading) };
    // The server stops as soon as the sender has read the reply.
    tokio::select! {
        biased;
        ((), ()) = sending => {}
        _ = talking => panic!("the connection ended early"),
    }
    assert_eq!(&arrivals.try_recv().unwrap().received.message[..], b"Hi\r\n");
    assert!(work.is_some(), "the task goes on");
}

#[tokio::test]
async fn a_message_counts_even_if_the_sender_leaves_without_quit() {
    let (_, delivered) = talk(async |stream| {
        let text = format!("HELO a.test\r\nMAIL FROM:<>\r\nRCPT TO:<{KNOWN}>\r\nDATA\r\nHi\r\n.\r\n");
        stream.write_all(text.as_bytes()).await.unwrap();
        stream.shutdown().await.unwrap();
    })
    .await;
    let received = delivered.unwrap();
    assert_eq!((received.envelope.tls, &received.message[..]), (None, &b"Hi\r\n"[..]));
}
