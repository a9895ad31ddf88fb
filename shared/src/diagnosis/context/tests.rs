use super::*;
use crate::diagnosis::{
    AboutEnd, AboutLogin, AboutNetwork, AboutPort, AboutServer, Acts, Protocol, Statement, When, word,
};

struct Seen {
    stages: Vec<StageReport>,
    certificate: Option<Certificate>,
    neighbors: Vec<Neighbor>,
}

impl Seen {
    fn nothing() -> Self {
        Self { stages: Vec::new(), certificate: None, neighbors: Vec::new() }
    }

    fn replied(mut self, stage: Stage, detail: &str) -> Self {
        self.stages.push(StageReport { stage, outcome: StageOutcome::Ok, millis: 1, detail: detail.into() });
        self
    }

    fn failed(mut self, stage: Stage, detail: &str) -> Self {
        self.stages.push(StageReport {
            stage,
            outcome: StageOutcome::Fail,
            millis: 1,
            detail: detail.into(),
        });
        self
    }

    fn shown(mut self, names: &[&str], issuer: &str) -> Self {
        let names = names.iter().map(ToString::to_string).collect();
        self.certificate = Some(Certificate { names, issuer: issuer.into(), not_before: 0, not_after: 1 });
        self
    }

    fn beside(mut self, port: u16, security: Security, answers: bool) -> Self {
        let failure = if answers { "" } else { word::REFUSED }.to_owned();
        self.neighbors.push(Neighbor { port: Port::new(port).unwrap(), security, answers, failure });
        self
    }

    fn explain(&self, host: &str, port: u16, stage: Stage, words: &str) -> Option<Found> {
        let security = if port == 465 { Security::ImplicitTls } else { Security::Starttls };
        let host = host.parse().unwrap();
        explain(&Context {
            host: &host,
            port: Port::new(port).unwrap(),
            security,
            stage,
            words,
            stages: &self.stages,
            certificate: self.certificate.as_ref(),
            neighbors: &self.neighbors,
        })
    }

    fn cause(&self, host: &str, port: u16, stage: Stage, words: &str) -> &'static str {
        self.explain(host, port, stage, words).map_or("", |found| found.cause.as_str())
    }
}

#[test]
fn the_network_is_blamed_if_another_server_answers() {
    let foreign = Seen::nothing().shown(&["cp7.webhost.example"], "R11");
    for words in [word::TLS_NAME, word::TLS_SELF_SIGNED, word::TLS_UNKNOWN_ISSUER, word::TLS_EXPIRED] {
        assert_eq!(
            foreign.cause("smtp.postmarkapp.com", 587, Stage::Tls, words),
            "smtp-intercepted",
            "{words}"
        );
    }
    let own = Seen::nothing().shown(&["*.zoho.com"], "Sectigo");
    assert_eq!(own.cause("smtp.zoho.eu", 465, Stage::Tls, word::TLS_NAME), "", "the operator's own mistake");
    assert_eq!(
        foreign.cause("mail.bakery.example", 465, Stage::Tls, word::TLS_NAME),
        "",
        "no operator publishes this host"
    );
    let greeted = Seen::nothing().replied(Stage::Greeting, "220 cp7.webhost.example ESMTP Exim 4.98");
    let found =
        greeted.explain("smtp.mailgun.org", 587, Stage::Starttls, word::STARTTLS_NOT_OFFERED).unwrap();
    assert_eq!((found.cause.as_str(), found.acts), ("smtp-intercepted", Acts::Technician));
    let name = "cp7.webhost.example".to_owned();
    assert!(found.technician.contains(&Statement::Network(AboutNetwork::CallsItself { name })), "{found:?}");
    let refused = "550 outgoing SMTP is not allowed from this account";
    assert_eq!(greeted.cause("smtp.mailgun.org", 587, Stage::Ehlo, refused), "smtp-intercepted");
    let refusal = "554 cp7.webhost.example no outgoing SMTP here";
    assert_eq!(Seen::nothing().cause("smtp.gmail.com", 587, Stage::Greeting, refusal), "smtp-intercepted");
    for own in ["554 kundenserver.de no SMTP service", "554 mx.other.example your IP is blocked by policy"] {
        assert_eq!(Seen::nothing().cause("smtp.ionos.de", 587, Stage::Greeting, own), "", "{own}");
    }
}

#[test]
fn an_unreachable_published_host_is_not_a_typo() {
    let refused = Seen::nothing().beside(587, Security::Starttls, false);
    let found = refused.explain("smtp.fastmail.com", 465, Stage::Connect, word::REFUSED).unwrap();
    assert_eq!((found.cause.as_str(), found.acts), ("tcp-port-blocked", Acts::Technician));
    let open = Seen::nothing().beside(587, Security::Starttls, true);
    assert_eq!(open.cause("smtp.fastmail.com", 465, Stage::Connect, word::REFUSED), "", "another port works");
    assert_eq!(refused.cause("mail.bakery.example", 465, Stage::Connect, word::REFUSED), "");
    let silent = Seen::nothing();
    assert_eq!(
        silent.cause("smtp.gmail.com", 587, Stage::Greeting, word::GREETING_TIMED_OUT),
        "tcp-port-blocked"
    );
    for words in [word::NO_SUCH_HOST, word::NO_ADDRESS, word::NOT_PUBLIC] {
        assert_eq!(silent.cause("smtp.gmail.com", 587, Stage::Resolve, words), "resolver-fails");
        assert_eq!(silent.cause("mail.bakery.example", 587, Stage::Resolve, words), "");
    }
    let typo = silent.explain("smtp.gmial.com", 587, Stage::Resolve, word::NO_SUCH_HOST).unwrap();
    let near = "smtp.gmail.com".to_owned();
    assert_eq!(
        (typo.acts, &typo.client[..]),
        (Acts::Client, &[Statement::Network(AboutNetwork::DidYouMean { near })][..])
    );
}

#[test]
fn products_in_between_are_recognized_by_issuer_greeting_and_masking() {
    let issuer = |name| Seen::nothing().shown(&["mail.bakery.example"], name);
    for name in
        ["Norton Web/Mail Shield Root", "SonicWALL Firewall DPI-SSL", "ESET SSL Filter CA", "FortiGate CA"]
    {
        let cause = issuer(name).cause("mail.bakery.example", 465, Stage::Tls, word::TLS_UNKNOWN_ISSUER);
        assert_eq!(cause, word::TLS_INTERCEPTED, "{name}");
    }
    let unknown =
        issuer("College CA").cause("mail.bakery.example", 465, Stage::Tls, word::TLS_UNKNOWN_ISSUER);
    assert_eq!(unknown, "");
    let published = Seen::nothing().shown(&["smtp.gmail.com"], "Office CA");
    assert_eq!(
        published.cause("smtp.gmail.com", 465, Stage::Tls, word::TLS_UNKNOWN_ISSUER),
        word::TLS_INTERCEPTED
    );
    let gave_up = "421 Cannot connect to SMTP server 203.0.113.9 (203.0.113.9:587), connect error 10061";
    let nothing = Seen::nothing();
    assert_eq!(nothing.cause("mail.bakery.example", 587, Stage::Greeting, gave_up), "scanner-in-between");
    let product = "421 AVG: can't connect to server mail.bakery.example:587";
    assert_eq!(nothing.cause("mail.bakery.example", 587, Stage::Greeting, product), "scanner-in-between");
    let absent = "451 Request aborted by the mail proxy: server is not available";
    assert_eq!(nothing.cause("mail.bakery.example", 587, Stage::Greeting, absent), "scanner-in-between");
    let backend = "421 4.3.0 cannot connect to backend of the mail server";
    assert_eq!(nothing.cause("mail.bakery.example", 587, Stage::Greeting, backend), "");
    let masked = Seen::nothing().replied(Stage::Greeting, "220 *****2***0*");
    assert_eq!(
        masked.cause("mail.bakery.example", 587, Stage::Ehlo, "500 what is XXXX?"),
        word::STARTTLS_HIDDEN
    );
    assert_eq!(
        masked.cause("mail.bakery.example", 587, Stage::Starttls, "502 unknown"),
        word::STARTTLS_HIDDEN
    );
}

#[test]
fn other_kinds_of_servers_are_named() {
    for (words, protocol) in [
        ("HTTP/1.1 400 Bad Request", Protocol::Web),
        ("* OK [CAPABILITY IMAP4rev1] ready", Protocol::Imap),
        ("+OK POP3 ready", Protocol::Pop3),
        ("SSH-2.0-OpenSSH_9.9", Protocol::Ssh),
    ] {
        let found = Seen::nothing().explain("mail.bakery.example", 587, Stage::Greeting, words).unwrap();
        assert_eq!((found.cause.as_str(), found.acts), ("greeting-not-smtp", Acts::Client));
        assert_eq!(found.technician, [Statement::Server(AboutServer::AboutProtocol(protocol))]);
    }
    let news = Seen::nothing().failed(Stage::Greeting, "200 news.example InterNetNews NNRP, posting allowed");
    let news = news.explain("news.example", 587, Stage::Greeting, word::OUT_OF_STEP).unwrap();
    assert_eq!(news.technician, [Statement::Server(AboutServer::AboutProtocol(Protocol::News))]);
    let greeted = |greeting| Seen::nothing().replied(Stage::Greeting, greeting);
    for (greeting, reply, cause) in [
        ("220 (vsFTPd 3.0.5)", "530 Please login with USER and PASS.", "greeting-not-smtp"),
        ("220 ProFTPD Server ready.", "500 EHLO not understood", "greeting-not-smtp"),
        ("220 ftp.bakery.example ESMTP Postfix", "501 invalid domain", ""),
        ("220 mail.example LMTP ready", "500 unknown", "lmtp-server"),
        ("220 mail.example ready", "500 5.5.1 LHLO expected", "lmtp-server"),
        ("220 mail.example Dovecot ready.", "500 5.5.1 Unknown command", "lmtp-server"),
        ("220 relay.example ready", "502 unimplemented (#5.5.1)", "no-esmtp"),
    ] {
        assert_eq!(
            greeted(greeting).cause("mail.bakery.example", 587, Stage::Ehlo, reply),
            cause,
            "{greeting}"
        );
    }
}

#[test]
fn a_server_that_hangs_up_after_its_greeting_had_the_right_port() {
    let spoke = Seen::nothing().replied(Stage::Greeting, "220 mail.bakery.example").beside(
        587,
        Security::Starttls,
        true,
    );
    let found = spoke.explain("mail.bakery.example", 465, Stage::Auth, word::CLOSED).unwrap();
    assert_eq!((found.cause.as_str(), found.acts), ("closed-early", Acts::Wait));
    assert_eq!(
        (&found.client[..], &found.meaning),
        (
            &[Statement::Login(AboutLogin::TryInMinutes)][..],
            &Statement::End(AboutEnd::HungUp(When::DuringSignIn))
        )
    );
    let slow =
        Seen::nothing().explain("mail.bakery.example", 587, Stage::Greeting, word::GREETING_SLOW).unwrap();
    assert!(matches!(slow.meaning, Statement::End(AboutEnd::GreetingUnfinished { .. })), "{slow:?}");
}

#[test]
fn after_a_silent_close_only_working_ports_are_suggested() {
    let explain = |host: &str, others: &[(u16, bool)], words| {
        let beside = |seen: Seen, (port, answers): &(u16, bool)| {
            let security = if *port == 465 { Security::ImplicitTls } else { Security::Starttls };
            seen.beside(*port, security, *answers)
        };
        let seen = others.iter().fold(Seen::nothing(), beside);
        seen.explain(host, 587, Stage::Greeting, words).expect("an explanation")
    };
    for words in [word::CLOSED, word::RESET] {
        for host in ["mail.bakery.example", "smtp.aliyun.com"] {
            let seen = explain(host, &[(465, true)], words);
            let (port, instead) = (Port::new(587).unwrap(), Port::new(465).unwrap());
            let security = Security::ImplicitTls;
            assert_eq!(seen.client, [Statement::Port(AboutPort::Use { port: instead, security })]);
            assert_eq!(seen.meaning, Statement::End(AboutEnd::ClosedOtherWorks { port, instead, security }));
            let is_foreign = seen
                .technician
                .iter()
                .any(|statement| matches!(statement, Statement::Port(AboutPort::PortNotPublished { .. })));
            assert_eq!((seen.acts, is_foreign), (Acts::Client, host == "smtp.aliyun.com"));
        }
        for others in [&[][..], &[(465, false), (2525, false)]] {
            let unseen = explain("mail.bakery.example", others, words);
            assert_eq!(unseen.acts, Acts::Wait, "{unseen:?}");
            assert_eq!(unseen.client, [Statement::Login(AboutLogin::TryInMinutes)]);
        }
    }
    let spoken = Seen::nothing().replied(Stage::Greeting, "220 mx ready").replied(Stage::Starttls, "220 go");
    let found = spoken.explain("mail.bakery.example", 587, Stage::Tls, word::CLOSED).unwrap();
    assert_eq!((found.meaning, found.acts), (Statement::End(AboutEnd::HungUp(When::DuringTls)), Acts::Wait));
}

#[test]
fn a_published_server_supports_modern_tls() {
    let nothing = Seen::nothing();
    for words in [word::TLS_TOO_OLD, word::TLS_ACCESS_DENIED] {
        let found = nothing.explain("smtp.fastmail.com", 465, Stage::Tls, words).unwrap();
        assert_eq!((found.cause.as_str(), found.acts), ("tls-version", Acts::Technician), "{found:?}");
        assert!(
            matches!(found.meaning, Statement::Network(AboutNetwork::RefusedInBetween { .. })),
            "{found:?}"
        );
        assert_eq!(nothing.explain("mail.bakery.example", 465, Stage::Tls, words), None);
    }
}

#[test]
fn issuers_named_like_filters_are_in_between() {
    for issuer in ["Untangle, Edge", "Acme Web Filter CA", "Some Internet Security Root", "Qustodio CA"] {
        let seen = Seen::nothing().shown(&["mail.bakery.example"], issuer);
        let cause = seen.cause("mail.bakery.example", 465, Stage::Tls, word::TLS_UNKNOWN_ISSUER);
        assert_eq!(cause, word::TLS_INTERCEPTED, "{issuer}");
    }
    for issuer in ["Bakery Internal CA", "Proxmox Virtual Environment", "Kerio Connect", "Synology Inc. CA"] {
        let seen = Seen::nothing().shown(&["mail.bakery.example"], issuer);
        assert_eq!(
            seen.cause("mail.bakery.example", 465, Stage::Tls, word::TLS_UNKNOWN_ISSUER),
            "",
            "{issuer}"
        );
    }
    let blocked = "554 Blocked by Norton mail protection";
    assert_eq!(
        Seen::nothing().cause("mail.bakery.example", 587, Stage::Greeting, blocked),
        "scanner-in-between"
    );
    let ftp = Seen::nothing().replied(Stage::Greeting, "220-FileZilla Server 1.7");
    assert_eq!(ftp.cause("www.bakery.example", 587, Stage::Ehlo, "503 Use AUTH first."), "greeting-not-smtp");
}

#[test]
fn a_silent_port_is_not_said_to_wait_for_tls_if_another_greets() {
    for (port, beside, with) in [(587, 465, Security::ImplicitTls), (465, 587, Security::Starttls)] {
        let words = if port == 587 { word::GREETING_TIMED_OUT } else { word::WENT_SILENT };
        let seen = Seen::nothing().beside(beside, with, true);
        let found = seen.explain("mail.bakery.example", port, Stage::Greeting, words).unwrap();
        assert_eq!(found.acts, Acts::Client);
        let instead = Port::new(beside).unwrap();
        assert_eq!(found.client, [Statement::Port(AboutPort::Use { port: instead, security: with })]);
        assert!(matches!(found.meaning, Statement::End(AboutEnd::NoGreetingOtherWorks { .. })), "{found:?}");
    }
}
