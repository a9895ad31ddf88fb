//! Tests the relay with servers and browsers that follow a script.

use std::{collections::VecDeque, time::Duration};

use net::{Policy, dns::Dns};
use shared::{check::CheckVerdict, diagnosis::word, rules::Port, smtp::Proof};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    time::{sleep, sleep_until},
};

use super::{hello::tests::client_hello, *};

/// A browser that sends each of these after a pause, and nothing more.
#[derive(Default)]
struct Script {
    says: VecDeque<(Duration, FromBrowser)>,
    since: Option<Instant>,
    given: Vec<u8>,
}

impl Script {
    fn bytes(pieces: &[&[u8]], pause: Duration) -> Self {
        let says = pieces.iter().map(|piece| (pause, FromBrowser::Bytes(piece.to_vec()))).collect();
        Self { says, ..Self::default() }
    }

    fn at_once(bytes: &[u8]) -> Self {
        Self::bytes(&[bytes], Duration::ZERO)
    }
}

impl Browser for Script {
    async fn receive(&mut self) -> Option<FromBrowser> {
        let Some((pause, _)) = self.says.front() else { return std::future::pending().await };
        let since = *self.since.get_or_insert_with(Instant::now);
        sleep_until(since + *pause).await;
        self.since = None;
        self.says.pop_front().map(|(_, received)| received)
    }

    async fn send(&mut self, bytes: Vec<u8>) -> bool {
        self.given.extend(bytes);
        true
    }
}

fn limits() -> Limits {
    Limits {
        stage: Duration::from_millis(400),
        greeting: Duration::from_millis(400),
        total: Duration::from_secs(2),
        silence: Duration::from_millis(300),
        goodbye: Duration::from_millis(100),
        beside: Duration::from_millis(300),
    }
}

/// Accepts one connection, runs `serve` on it, and sends on what it received after the client has closed it.
async fn server<F>(serve: impl FnOnce(TcpStream) -> F + Send + 'static) -> (Port, oneshot::Receiver<Vec<u8>>)
where
    F: Future<Output = TcpStream> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = Port::new(listener.local_addr().unwrap().port()).unwrap();
    let (tell, received) = oneshot::channel();
    tokio::spawn(async move {
        let mut stream = serve(listener.accept().await.unwrap().0).await;
        let mut all = Vec::new();
        // A reset also counts as the end.
        let _ = stream.read_to_end(&mut all).await;
        let _ = tell.send(all);
    });
    (port, received)
}

async fn begun(port: Port, security: Security) -> Begun<Open> {
    let egress = Egress::new(Policy::anywhere(), Dns::new(Vec::new(), false), None).unwrap();
    begun_through(&egress, port, security).await
}

async fn begun_through(egress: &Egress, port: Port, security: Security) -> Begun<Open> {
    let to = RelayTo {
        provider: None,
        host: "localhost".parse().unwrap(),
        port,
        security,
        proof: Proof::Password,
        needs_token: false,
    };
    begin(egress, &to, None, limits(), 0, &mut |_| {}).await
}

fn locator() -> Locator {
    Locator::try_from("0".repeat(26)).unwrap()
}

async fn relayed(port: Port, browser: &mut Script) -> End {
    match begun(port, Security::ImplicitTls).await {
        Begun::Open(open) => open.relay(browser, &locator()).await.0,
        Begun::Over(report) => panic!("{report:#?}"),
    }
}

fn closed(end: &End) -> &str {
    match end {
        End::Closed(closed) => closed.word,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_our_page_never_sends_is_not_forwarded() {
    for (bytes, breach) in [
        (b"EHLO me\r\nAUTH PLAIN AHgAeQ==\r\n".to_vec(), Breach::NotTls),
        (client_hello("other.test"), Breach::OtherHost),
        (client_hello("127.0.0.1"), Breach::OtherHost),
    ] {
        let (port, received) = server(|stream| async { stream }).await;
        assert_eq!(relayed(port, &mut Script::at_once(&bytes)).await, End::Abused(breach));
        assert_eq!(received.await.unwrap(), b"", "nothing is forwarded");
    }
}

#[tokio::test]
async fn a_slow_drip_counts_as_silence() {
    let hello = client_hello("localhost");
    let pieces: Vec<&[u8]> = hello.chunks(1).collect();
    let (port, received) = server(|stream| async { stream }).await;
    let mut browser = Script::bytes(&pieces, Duration::from_millis(20));
    assert_eq!(closed(&relayed(port, &mut browser).await), word::WENT_SILENT);
    assert!(!browser.says.is_empty(), "the relay ends before all bytes are sent");
    assert_eq!(received.await.unwrap(), b"");
}

#[tokio::test]
async fn a_relay_ends_in_time_even_if_it_is_busy() {
    let (port, _heard) = server(|mut stream| async {
        while stream.write_all(&[21, 3, 3, 0, 1, 7]).await.is_ok() {
            sleep(Duration::from_millis(20)).await;
        }
        stream
    })
    .await;
    let end = relayed(port, &mut Script::at_once(&client_hello("localhost"))).await;
    assert_eq!(
        end,
        End::Closed(Closed { word: word::WENT_SILENT, detail: "the time for a whole check is over".into() })
    );
}

#[tokio::test]
async fn the_server_is_limited_too() {
    let flood = [23, 3, 3, 0x10, 0].into_iter().chain([7; 0x1000]).collect::<Vec<u8>>().repeat(7);
    for (text, expected) in [
        (b"220 mx.test ESMTP\r\n".to_vec(), word::TLS_PLAIN_ANSWER),
        (flood, word::TOO_MUCH),
        (vec![], word::CLOSED),
    ] {
        let (port, _heard) = server(|mut stream| async move {
            // The relay can close the connection in the middle of this.
            let _ = stream.write_all(&text).await;
            let _ = stream.shutdown().await;
            stream
        })
        .await;
        let mut browser = Script::at_once(&client_hello("localhost"));
        assert_eq!(closed(&relayed(port, &mut browser).await), expected);
        assert!(!browser.given.windows(3).any(|bytes| bytes == b"220"), "the banner isn't forwarded");
        assert!(browser.given.len() <= guard::DOWN_MAX + 7 * records::HEADER);
    }
}

#[tokio::test]
async fn the_browsers_result_ends_the_relay() {
    let (port, received) = server(|stream| async { stream }).await;
    let hello = client_hello("localhost");
    let mut browser = Script::at_once(&hello);
    browser.says.push_back((Duration::ZERO, FromBrowser::Text("{}".into())));
    browser.says.push_back((Duration::ZERO, FromBrowser::Bytes(b"more".to_vec())));
    assert_eq!(relayed(port, &mut browser).await, End::Outcome("{}".into()));
    assert_eq!(received.await.unwrap(), hello, "nothing is forwarded after the result");
}

#[tokio::test]
async fn a_failure_before_tls_is_the_servers_own_report() {
    let (port, received) = server(|mut stream| async {
        stream.write_all(b"220 mx.test\r\n250-mx.test\r\n").await.unwrap();
        stream
    })
    .await;
    let Begun::Over(report) = begun(port, Security::Starttls).await else { panic!("handed over") };
    assert_eq!((report.verdict, &*report.cause), (CheckVerdict::Unreachable, "out-of-step"), "{report:#?}");
    assert_eq!(report.attested_by, Attested::Server);
    assert_eq!(received.await.unwrap(), b"");
}

#[tokio::test]
async fn the_browser_uses_our_name_in_ehlo() {
    let (port, received) = server(|mut stream| async {
        stream.write_all(b"220 mx.test\r\n").await.unwrap();
        let mut ehlo = [0; 23];
        stream.read_exact(&mut ehlo).await.unwrap();
        assert_eq!(&ehlo, b"EHLO post.agency.test\r\n");
        stream.write_all(b"250-mx.test\r\n250 STARTTLS\r\n").await.unwrap();
        stream.read_exact(&mut [0; 10]).await.unwrap();
        stream.write_all(b"220 go\r\n").await.unwrap();
        stream
    })
    .await;
    let egress = Egress::new(Policy::anywhere(), Dns::new(Vec::new(), false), None).unwrap();
    let egress = egress.known_as(Some("post.agency.test".parse().unwrap()), None);
    let begun = begun_through(&egress, port, Security::Starttls).await;
    let Begun::Open(open) = begun else { panic!("the connection wasn't handed over") };
    assert_eq!(open.helo().as_str(), "post.agency.test");
    drop(open);
    assert_eq!(received.await.unwrap(), b"");
}

#[tokio::test]
async fn with_starttls_the_browser_starts_with_the_handshake() {
    let (port, received) = server(|mut stream| async {
        let mut line = [0; 256];
        stream.write_all(b"220 mx.test\r\n").await.unwrap();
        let _ = stream.read(&mut line).await.unwrap();
        stream.write_all(b"250-mx.test\r\n250 STARTTLS\r\n").await.unwrap();
        let _ = stream.read(&mut line).await.unwrap();
        stream.write_all(b"220 go\r\n").await.unwrap();
        stream
    })
    .await;
    let Begun::Open(open) = begun(port, Security::Starttls).await else {
        panic!("the connection wasn't handed over")
    };
    assert_eq!(open.helo().as_str(), "127.0.0.1");
    let stages: Vec<_> = open.so_far.known.stages.iter().map(|stage| stage.stage.as_str()).collect();
    assert_eq!(stages, ["resolve", "connect", "greeting", "ehlo", "starttls"]);
    let mut browser = Script::at_once(b"EHLO me\r\n");
    let (end, relayed) = open.relay(&mut browser, &locator()).await;
    assert_eq!(end, End::Abused(Breach::NotTls));
    assert_eq!(received.await.unwrap(), b"");
    let egress = Egress::new(Policy::anywhere(), Dns::new(Vec::new(), false), None).unwrap();
    let claim = r#"{"stages":[{"stage":"tls","outcome":"ok","millis":1,"detail":""},
        {"stage":"ehlo","outcome":"ok","millis":1,"detail":""},{"stage":"auth","outcome":"ok","millis":1,"detail":""}],
        "stopped":null,"tls":{"version":"1.3","cipher":"X"},"capabilities":[]}"#;
    let answer = relayed.report(&egress, claim).await;
    assert!(answer.is_err(), "a sign-in without any forwarded data");
}

/// A token is long enough to hide a message, so we decide if the secret is one, not the browser.
#[test]
fn a_token_passes_only_if_the_provider_accepts_tokens() {
    let to = |host: &str, claim| RelayTo {
        provider: Some("google-workspace".into()),
        host: host.parse().unwrap(),
        port: Port::new(465).unwrap(),
        security: Security::ImplicitTls,
        proof: claim,
        needs_token: false,
    };
    assert_eq!(proof(&to("smtp.gmail.com", Proof::Token)), Proof::Token);
    assert_eq!(proof(&to("smtp.gmail.com", Proof::Password)), Proof::Password);
    for host in ["mail.shop.test", "192.0.2.7", "smtp.gmail.com.shop.test", "smtp.sendgrid.net"] {
        assert_eq!(proof(&to(host, Proof::Token)), Proof::Password, "{host}");
    }
}

/// The browser keeps the user name, and says only which domain the mailbox is in. A private mailbox has no
/// administrator to ask.
#[tokio::test]
async fn a_private_mailbox_is_not_referred_to_an_administrator() {
    let claim = |user: &str| {
        let stage = |name: &str, outcome: &str| {
            format!(r#"{{"stage":"{name}","outcome":"{outcome}","millis":1,"detail":"220 x"}}"#)
        };
        let went_well = ["tls", "greeting", "ehlo", "auth"].map(|name| stage(name, "ok")).join(",");
        let words = "550 5.7.1 Invalid credentials for relay [198.51.100.9].";
        format!(
            r#"{{"stages":[{went_well},{}],"tls":{{"version":"1.3","cipher":"X"}},"capabilities":[],"user":{user},
            "stopped":{{"stage":"sender","answered":true,"words":"{words}"}}}}"#,
            stage("sender", "fail")
        )
    };
    let egress = Egress::new(Policy::anywhere(), Dns::new(Vec::new(), false), None).unwrap();
    for (user, acts) in [
        (r#"{"address-at":"gmail.com"}"#, "client"),
        (r#"{"address-at":"bakery.example"}"#, "administrator"),
        (r#""no-address""#, "administrator"),
    ] {
        let target = Target {
            provider: None,
            host: "smtp-relay.gmail.com".parse().unwrap(),
            port: Port::new(465).unwrap(),
            security: Security::ImplicitTls,
            attested_by: Attested::Browser,
            at: 0,
            limits: limits(),
        };
        let so_far = SoFar { target, known: Known::default(), end: Instant::now() };
        let report = Relayed { so_far, has_data: true }.report(&egress, &claim(user)).await.unwrap();
        assert_eq!((&*report.cause, &*report.acts), ("google-relay-denied", acts), "{user}");
    }
}
