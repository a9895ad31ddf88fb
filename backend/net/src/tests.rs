use std::{
    net::Ipv4Addr,
    sync::Arc,
    sync::atomic::{AtomicUsize, Ordering},
};

use hickory_proto::{
    op::{Message, MessageType},
    rr::{RData, Record, RecordType, rdata::A},
};
use tokio::net::{TcpListener, UdpSocket};

use super::*;

fn egress(allow: &[&str], ports: Option<&[u16]>) -> Egress {
    let policy = Policy {
        allow: allow.iter().map(|net| net.parse().unwrap()).collect(),
        ports: ports.map(|ports| ports.iter().filter_map(|&port| Port::new(port)).collect()),
        ..Policy::default()
    };
    Egress::new(policy, Dns::new(Vec::new(), false), None).unwrap()
}

async fn vet(egress: &Egress, host: &str, port: u16) -> Result<Vec<String>, EgressError> {
    let vetted = egress.vet(&host.parse().unwrap(), Port::new(port).unwrap()).await?;
    Ok(vetted.addresses().iter().map(ToString::to_string).collect())
}

#[tokio::test]
async fn only_public_and_allowed_addresses_are_connected_to() {
    let strict = egress(&[], Some(&[465, 587]));
    for host in [
        "127.0.0.1",
        "[::1]",
        "10.1.2.3",
        "169.254.169.254",
        "::ffff:10.0.0.1",
        "localhost",
        "64:ff9b::a00:1",
    ] {
        let refused = vet(&strict, host, 587).await.unwrap_err();
        assert_eq!(refused, EgressError::NotPublic { host: host.parse().unwrap() });
        assert!(refused.is_refusal());
    }
    assert_eq!(vet(&strict, "192.5.6.30", 465).await.unwrap(), ["192.5.6.30:465"]);
    assert_eq!(
        vet(&strict, "192.5.6.30", 25).await,
        Err(EgressError::PortNotAllowed { port: Port::new(25).unwrap() })
    );
    let lenient = egress(&["127.0.0.0/8"], None);
    assert_eq!(vet(&lenient, "localhost", 25).await.unwrap(), ["127.0.0.1:25"]);
}

#[tokio::test]
async fn a_person_can_connect_anywhere() {
    let open = Egress::new(Policy::anywhere(), Dns::new(Vec::new(), false), None).unwrap();
    assert_eq!(vet(&open, "localhost", 2465).await.unwrap(), ["127.0.0.1:2465", "[::1]:2465"]);
    assert_eq!(vet(&open, "192.168.1.1", 1).await.unwrap(), ["192.168.1.1:1"]);
}

#[tokio::test]
async fn a_failed_lookup_does_not_mean_a_nonexistent_host() {
    let answer = vet(&egress(&[], None), "smtp.shop.test", 587).await.unwrap_err();
    assert!(matches!(answer, EgressError::Unknown { .. }), "{answer}");
    let gone = Answer::NxDomain { hops: Vec::new() };
    let none = Answer::NoData { hops: Vec::new() };
    let host: Host = "smtp.shop.test".parse().unwrap();
    assert_eq!(nothing_found(host.clone(), &gone, &gone), EgressError::NoSuchHost { host: host.clone() });
    assert_eq!(nothing_found(host.clone(), &none, &none), EgressError::NoAddress { host });
}

/// In every notation, the address is refused, or the text is a name that the system's resolver never sees.
#[tokio::test]
async fn an_address_is_refused_in_every_notation() {
    let strict = egress(&[], None);
    for text in [
        "127.0.0.1",
        "127.0.0.1.",
        "127.1",
        "127.0.1",
        "0177.0.0.1",
        "0x7f.0.0.1",
        "0x7f000001",
        "2130706433",
        "017700000001",
        "127.0.0.1%lo",
        "\u{2460}\u{2461}\u{2466}.0.0.1",
        "127\u{3002}0\u{3002}0\u{3002}1",
        "[::1]",
        "[::]",
        "::ffff:127.0.0.1",
        "::ffff:7f00:1",
        "[::ffff:169.254.169.254]",
        "0:0:0:0:0:ffff:7f00:1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "fe80::1%eth0",
        "[fe80::1%25eth0]",
        "fd00:ec2::254",
        "169.254.169.254",
        "100.100.100.200",
        "localhost",
        "LOCALHOST",
    ] {
        // The form already rejects text that isn't a host.
        let Ok(host) = text.parse::<Host>() else { continue };
        let vetted = strict.vet(&host, Port::new(465).unwrap()).await;
        assert!(vetted.is_err(), "{text} is vetted as {vetted:?}");
        let is_name = host.ip().is_none() && host.as_str() != "localhost";
        assert!(is_name || vetted.is_err_and(|error| error.is_refusal()), "{text}");
    }
}

/// Starts a nameserver that knows one name. `addresses` gives the answer to each query by its number.
async fn name_server(addresses: fn(usize) -> Vec<Ipv4Addr>) -> (Dns, Arc<AtomicUsize>) {
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let (server, asked) = (socket.local_addr().unwrap(), Arc::new(AtomicUsize::new(0)));
    let count = asked.clone();
    tokio::spawn(async move {
        let mut buffer = [0; 4096];
        loop {
            let (length, from) = socket.recv_from(&mut buffer).await.unwrap();
            let mut message = Message::from_vec(&buffer[..length]).unwrap();
            message.metadata.message_type = MessageType::Response;
            message.edns = None;
            let question = message.queries[0].clone();
            if question.query_type() == RecordType::A {
                for address in addresses(count.fetch_add(1, Ordering::SeqCst)) {
                    message.add_answer(Record::from_rdata(question.name().clone(), 0, RData::A(A(address))));
                }
            }
            socket.send_to(&message.to_vec().unwrap(), from).await.unwrap();
        }
    });
    (Dns::new(vec![server], true), asked)
}

fn allowing(net: &str, dns: Dns) -> Egress {
    let policy = Policy { allow: vec![net.parse().unwrap()], ports: None, ..Policy::default() };
    Egress::new(policy, dns, None).unwrap()
}

/// DNS rebinding: the name resolves to a public address while it is vetted, and to another one afterwards.
#[tokio::test]
async fn only_the_vetted_address_is_connected_to() {
    let good = TcpListener::bind("127.0.0.2:0").await.unwrap();
    let port = good.local_addr().unwrap().port();
    let inside = TcpListener::bind(("127.0.0.3", port)).await.unwrap();
    let (dns, asked) =
        name_server(|number| vec![Ipv4Addr::new(127, 0, 0, if number == 0 { 2 } else { 3 })]).await;
    let egress = allowing("127.0.0.2/32", dns);
    let host: Host = "mail.shop.test".parse().unwrap();
    let vetted = egress.vet(&host, Port::new(port).unwrap()).await.unwrap();
    let connection = egress.open(&vetted).await.unwrap();
    assert_eq!(connection.peer(), good.local_addr().unwrap());
    assert_eq!(asked.load(Ordering::SeqCst), 1, "the name must be looked up only once");
    let again = egress.vet(&host, Port::new(port).unwrap()).await;
    assert_eq!(again, Err(EgressError::NotPublic { host }), "the name now resolves to another address");
    drop(inside);
}

#[tokio::test]
async fn only_public_addresses_of_a_mixed_host_are_tried() {
    let (dns, _) = name_server(|_| {
        let inside = [[127, 0, 0, 1], [10, 0, 0, 1], [169, 254, 169, 254], [100, 64, 0, 1]];
        inside.into_iter().chain([[192, 5, 6, 30]]).map(Ipv4Addr::from).collect()
    })
    .await;
    let mixed =
        Egress::new(Policy { allow: Vec::new(), ports: None, ..Policy::default() }, dns, None).unwrap();
    assert_eq!(vet(&mixed, "mail.shop.test", 465).await.unwrap(), ["192.5.6.30:465"]);
}

/// A mail server on this machine could accept mail from us without a sign-in.
#[tokio::test]
async fn a_mail_server_on_our_own_machine_is_refused() {
    // Simulates an interface with a public address. `Policy::anywhere` allows all addresses.
    let strict = Policy { own: OwnAddresses::Refused, ..Policy::anywhere() };
    let here = std::net::UdpSocket::bind("0.0.0.0:0").unwrap();
    here.connect("192.0.2.1:9").expect("a route to the internet (nothing is sent)");
    let here = here.local_addr().unwrap().ip();
    let through = |policy: Policy| Egress::new(policy, Dns::new(Vec::new(), false), None).unwrap();
    let host: Host = here.to_string().parse().unwrap();
    let excluded = Err(EgressError::Excluded { host: host.clone() });
    assert_eq!(vet(&through(strict.clone()), host.as_str(), 465).await, excluded);
    let named = Policy { allow: [strict.allow.clone(), vec![here.into()]].concat(), ..strict.clone() };
    assert!(vet(&through(named), host.as_str(), 465).await.is_ok(), "the operator allows this address");
    assert!(vet(&through(Policy::anywhere()), host.as_str(), 465).await.is_ok(), "a person's own machine");

    // Also by name: if one of its addresses is ours, the others are refused too.
    let (dns, _) =
        name_server(|_| [[192, 5, 6, 30], [127, 0, 0, 1]].into_iter().map(Ipv4Addr::from).collect()).await;
    let policy = Policy { allow: vec!["127.0.0.0/8".parse().unwrap()], ..Policy::default() };
    let mut egress = Egress::new(policy, dns, None).unwrap();
    assert!(vet(&egress, "mail.shop.test", 465).await.is_ok(), "loopback is allowed in a test");
    egress.name = Some("post.agency.test".parse().unwrap());
    let host: Host = "mail.shop.test".parse().unwrap();
    // The addresses of our own name count as ours, even if no interface has them.
    egress.policy.allow.clear();
    assert_eq!(vet(&egress, "mail.shop.test", 465).await, Err(EgressError::Excluded { host }));
}

#[tokio::test]
async fn addresses_that_the_operator_excludes_are_never_connected_to() {
    let (dns, _) = name_server(|_| vec![[192, 5, 6, 30].into(), [192, 5, 7, 1].into()]).await;
    let refuse = vec!["192.5.7.0/24".parse().unwrap()];
    let policy = Policy { refuse, ..Policy::anywhere() };
    let egress = Egress::new(policy, dns, None).unwrap();
    for host in ["192.5.7.99", "::ffff:192.5.7.99", "mail.shop.test"] {
        let refused = vet(&egress, host, 465).await.unwrap_err();
        assert_eq!(refused, EgressError::Excluded { host: host.parse().unwrap() });
        assert!(refused.is_refusal());
    }
    assert!(vet(&egress, "192.5.6.30", 465).await.is_ok());
}
