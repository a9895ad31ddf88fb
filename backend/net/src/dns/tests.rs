//! Tests the client with servers on loopback that each misbehave in one way.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Instant,
};

use hickory_proto::{
    op::{Message, MessageType, ResponseCode},
    rr::{
        Name, RData, Record,
        rdata::{A, CNAME, TXT},
    },
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, UdpSocket},
};

use super::*;

/// Starts a server that answers each datagram with the messages that `answer` returns. The counter says how many
/// datagrams came.
async fn udp(
    answer: impl Fn(usize, Message) -> Vec<Message> + Send + 'static,
) -> (SocketAddr, Arc<AtomicUsize>) {
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let (address, count) = (socket.local_addr().unwrap(), Arc::new(AtomicUsize::new(0)));
    let counter = Arc::clone(&count);
    tokio::spawn(async move {
        let mut buffer = [0; 4096];
        loop {
            let (length, from) = socket.recv_from(&mut buffer).await.unwrap();
            let number = counter.fetch_add(1, Ordering::SeqCst);
            for reply in answer(number, Message::from_vec(&buffer[..length]).unwrap()) {
                socket.send_to(&reply.to_vec().unwrap(), from).await.unwrap();
            }
        }
    });
    (address, count)
}

fn respond(mut message: Message) -> Message {
    message.metadata.message_type = MessageType::Response;
    message.edns = None;
    message
}

fn name(text: &str) -> Name {
    wire::name(text).unwrap()
}

fn add(message: &mut Message, owner: &str, data: RData) {
    message.add_answer(Record::from_rdata(name(owner), 300, data));
}

fn txt(strings: &[&str]) -> RData {
    RData::TXT(TXT::new(strings.iter().map(|&text| text.to_owned()).collect()))
}

#[tokio::test]
async fn strings_of_a_text_are_joined_without_spaces_and_names_compare_without_case() {
    let (server, _) = udp(|_, query| {
        let mut reply = respond(query);
        add(&mut reply, "SHOP.test", txt(&["v=spf1 ip4:192.0.", "2.1 -all"]));
        vec![reply]
    })
    .await;
    let answer = Dns::new(vec![server], false).ask("shop.TEST.", Kind::Txt).await;
    assert_eq!(answer.texts().collect::<Vec<_>>(), ["v=spf1 ip4:192.0.2.1 -all"]);
    assert_eq!(answer.ttl(), 300);
}

#[tokio::test]
async fn replies_to_other_queries_are_ignored() {
    let (server, _) = udp(|_, query| {
        let mut other_id = respond(query.clone());
        other_id.metadata.id ^= 1;
        add(&mut other_id, "shop.test", RData::A(A::new(192, 0, 2, 66)));
        let mut other_name = respond(query.clone());
        other_name.queries[0].set_name(name("evil.test"));
        add(&mut other_name, "shop.test", RData::A(A::new(192, 0, 2, 67)));
        let mut right = respond(query);
        add(&mut right, "evil.test", RData::A(A::new(192, 0, 2, 68)));
        add(&mut right, "shop.test", RData::A(A::new(192, 0, 2, 1)));
        vec![other_id, other_name, right]
    })
    .await;
    let answer = Dns::new(vec![server], false).ask("shop.test", Kind::A).await;
    assert_eq!(answer.addresses().collect::<Vec<_>>(), ["192.0.2.1".parse::<IpAddr>().unwrap()]);
}

#[tokio::test]
async fn a_silent_server_is_queried_twice_and_named() {
    let (server, count) = udp(|_, _| vec![]).await;
    let start = Instant::now();
    let answer = Dns::new(vec![server], false).ask("shop.test", Kind::Mx).await;
    assert_eq!(answer, Answer::Unknown(Silence { server: server.to_string(), why: Why::TimedOut }));
    assert_eq!(count.load(Ordering::SeqCst), 2);
    assert!(start.elapsed().as_millis() >= 2000);
}

#[tokio::test]
async fn the_second_attempt_goes_to_the_second_server() {
    let (broken, asked) = udp(|_, query| {
        let mut reply = respond(query);
        reply.metadata.response_code = ResponseCode::ServFail;
        vec![reply]
    })
    .await;
    let (good, _) = udp(|_, query| vec![respond(query)]).await;
    assert_eq!(
        Dns::new(vec![broken, good], false).ask("shop.test", Kind::Mx).await,
        Answer::NoData { hops: vec![] }
    );
    let alone = Dns::new(vec![broken], false).ask("shop.test", Kind::Mx).await;
    assert_eq!(alone.silence().unwrap().why, Why::ServFail);
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn aliases_that_the_server_does_not_follow_are_followed() {
    let (server, _) = udp(|_, query| {
        let asked = query.queries[0].name().to_ascii();
        let mut reply = respond(query);
        match asked.as_str() {
            "a.test." => add(&mut reply, "a.test", RData::CNAME(CNAME(name("B.test")))),
            "b.test." => add(&mut reply, "b.test", RData::A(A::new(192, 0, 2, 1))),
            "loop.test." => add(&mut reply, "loop.test", RData::CNAME(CNAME(name("loop.test")))),
            _ => reply.metadata.response_code = ResponseCode::NXDomain,
        }
        vec![reply]
    })
    .await;
    let dns = Dns::new(vec![server], false);
    let Answer::Found(found) = dns.ask("a.test", Kind::A).await else { panic!("expected an address") };
    assert_eq!((found.hops, found.data.len()), (vec!["b.test".to_owned()], 1));
    assert_eq!(dns.ask("gone.test", Kind::A).await, Answer::NxDomain { hops: vec![] });
    assert!(matches!(dns.ask("loop.test", Kind::A).await, Answer::NoData { .. }));
}

#[tokio::test]
async fn a_truncated_answer_is_repeated_over_tcp() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let socket = UdpSocket::bind(address).await.unwrap();
    tokio::spawn(async move {
        let mut buffer = [0; 4096];
        let (length, from) = socket.recv_from(&mut buffer).await.unwrap();
        let mut cut = respond(Message::from_vec(&buffer[..length]).unwrap());
        cut.metadata.truncation = true;
        socket.send_to(&cut.to_vec().unwrap(), from).await.unwrap();

        let (mut stream, _) = listener.accept().await.unwrap();
        let length = stream.read_u16().await.unwrap();
        stream.read_exact(&mut buffer[..length.into()]).await.unwrap();
        let mut whole = respond(Message::from_vec(&buffer[..length.into()]).unwrap());
        let long = "x".repeat(250);
        add(&mut whole, "shop.test", txt(&[long.as_str(); 20]));
        let bytes = whole.to_vec().unwrap();
        stream.write_u16(u16::try_from(bytes.len()).unwrap()).await.unwrap();
        stream.write_all(&bytes).await.unwrap();
    });
    let answer = Dns::new(vec![address], false).ask("shop.test", Kind::Txt).await;
    assert_eq!(answer.texts().map(|text| text.len()).collect::<Vec<_>>(), [5000]);
}

#[tokio::test]
async fn a_text_without_strings_does_not_hide_the_others() {
    let (server, _) = udp(|_, question| {
        let mut reply = respond(question);
        for strings in [&[][..], &["v=spf1 ", "-all"][..]] {
            add(&mut reply, "shop.test", txt(strings));
        }
        vec![reply]
    })
    .await;
    let answer = Dns::new(vec![server], false).ask("shop.test", Kind::Txt).await;
    assert_eq!(answer.texts().collect::<Vec<_>>(), ["v=spf1 -all"]);
}

#[tokio::test]
async fn an_answered_name_can_be_queried() {
    let odd = "foo:bar/baz.0-25.shop.test";
    let (server, _) = udp(move |number, question| {
        let asked = question.queries[0].name().clone();
        let mut reply = respond(question);
        let labels = odd.split('.').map(str::as_bytes);
        let target = Name::from_labels(labels).unwrap();
        let data =
            if number == 0 { RData::CNAME(CNAME(target.clone())) } else { RData::A(A::new(192, 0, 2, 1)) };
        assert!(number == 0 || asked == target, "{asked}");
        reply.add_answer(Record::from_rdata(asked, 60, data));
        vec![reply]
    })
    .await;
    let answer = Dns::new(vec![server], false).ask("www.shop.test", Kind::A).await;
    assert_eq!((answer.hops(), answer.addresses().count()), (&[odd.to_owned()][..], 1));
}

#[tokio::test]
async fn a_refused_connection_is_distinguished_from_silence() {
    let free = UdpSocket::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let answer = Dns::new(vec![free], false).ask("shop.test", Kind::A).await;
    assert_eq!(answer.silence().unwrap().why, Why::Unreachable);
}

#[tokio::test]
async fn some_names_are_answered_without_asking() {
    let dns = Dns::new(vec![], false);
    let v4 = dns.ask("LocalHost.", Kind::A).await;
    assert_eq!(v4.addresses().collect::<Vec<_>>(), [IpAddr::V4(Ipv4Addr::LOCALHOST)]);
    assert_eq!(
        dns.ask(&format!("{}.test", "a".repeat(64)), Kind::A).await,
        Answer::NxDomain { hops: vec![] }
    );
    assert_eq!(dns.ask("a..test", Kind::A).await, Answer::NxDomain { hops: vec![] });
    assert_eq!(dns.ask("shop.test", Kind::A).await.silence().unwrap().why, Why::NoServer);
}

#[test]
fn only_a_loopback_resolver_sets_the_port_of_authorities() {
    let port = |server: &str, loopback| Dns::new(vec![server.parse().unwrap()], loopback).authority_port();
    assert_eq!(port("127.0.0.1:5353", true), 5353);
    assert_eq!(port("127.0.0.1:5353", false), 53);
    assert_eq!(port("192.0.2.53:5353", true), 53);
}

/// Starts a server whose UDP answers are all truncated, and a TCP listener on the same port. If another process has the
/// TCP port, tries another one.
async fn cut_short() -> (SocketAddr, TcpListener) {
    for _ in 0..20 {
        let (server, _) = udp(|_, query| {
            let mut cut = respond(query);
            cut.metadata.truncation = true;
            vec![cut]
        })
        .await;
        if let Ok(listener) = TcpListener::bind(server).await {
            return (server, listener);
        }
    }
    panic!("no port is free for both UDP and TCP");
}

/// Starts a server that announces TCP over UDP, and answers with this message over TCP.
async fn over_tcp(message: impl Fn(Message) -> Vec<u8> + Send + 'static) -> SocketAddr {
    let (server, listener) = cut_short().await;
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut query = vec![0; stream.read_u16().await.unwrap().into()];
            stream.read_exact(&mut query).await.unwrap();
            let answer = message(Message::from_vec(&query).unwrap());
            stream.write_u16(u16::try_from(answer.len()).unwrap()).await.unwrap();
            // The client closes the connection early if the answer is too long.
            let _ = stream.write_all(&answer).await;
        }
    });
    server
}

/// A truncated answer counts as unknown, because the missing records could include the one that matters.
#[tokio::test]
async fn answers_are_limited_in_records_strings_and_bytes() {
    let ask = async |records: usize, strings: usize, length: usize| {
        let server = over_tcp(move |query| {
            let mut reply = respond(query);
            for n in 0..records {
                let text = format!("{n:0length$}");
                add(&mut reply, "shop.test", txt(&vec![&text[..]; strings]));
            }
            reply.to_vec().unwrap()
        })
        .await;
        Dns::new(vec![server], false).ask("shop.test", Kind::Txt).await
    };
    let whole = ask(100, 1, 250).await;
    assert_eq!(whole.data().len(), 100, "a domain can have many texts: {whole:?}");
    assert!(whole.size() < 64 * 1024, "{}", whole.size());
    for (records, strings, length) in [(300, 1, 3), (1, 600, 3), (200, 1, 200)] {
        let answer = ask(records, strings, length).await;
        assert_eq!(
            answer.silence().map(|silence| silence.why),
            Some(Why::TooLarge),
            "{records} {strings} {length}"
        );
        assert!(!answer.is_nothing());
    }
}
