mod dialogues;
mod server;

use net::{Policy, dns::Dns};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedKey, CustomExtension, DistinguishedName, DnType, IsCa,
    Issuer, KeyPair, SanType, generate_simple_self_signed,
};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use server::{Do, Server, serve, serve_with};
use shared::{details::Oddity, diagnosis::Cause};
use time::{Duration as Days, OffsetDateTime};
use zeroize::Zeroizing;

use super::{
    find::{Nothing, find},
    *,
};
use crate::provider::{Account, MailProvider};

const SECRET: &str = "correct horse";
const USER: &str = "ada@shop.test";

fn egress(policy: Policy, authority: &str) -> Egress {
    Egress::new(policy, Dns::new(Vec::new(), false), Some(authority.as_bytes())).unwrap()
}

fn request(port: Port, security: Security, secret: &str, from: &str) -> CheckRequest {
    let login = Login {
        username: USER.parse().unwrap(),
        secret: Secret::new(secret.into()).unwrap(),
        proof: Proof::Password,
        address: Some(from.parse().unwrap()),
    };
    let target = Target {
        provider: None,
        host: "localhost".parse().unwrap(),
        port,
        security,
        attested_by: Attested::Technician,
        at: 0,
        limits: Limits {
            stage: Duration::from_millis(400),
            greeting: Duration::from_millis(400),
            total: Duration::from_secs(2),
            silence: Duration::from_millis(600),
            goodbye: Duration::from_millis(200),
            beside: Duration::from_millis(300),
        },
    };
    CheckRequest { target, login }
}

async fn run(egress: &Egress, request: &CheckRequest) -> CheckReport<Found> {
    let mut seen = Vec::new();
    let report = check(egress, request, &mut |stage| seen.push(stage.clone())).await;
    assert_eq!(report.stages, seen, "every stage is told as it ends");
    report
}

async fn against(server: &Server, security: Security) -> CheckReport<Found> {
    run(&egress(Policy::anywhere(), &server.authority), &request(server.port, security, SECRET, USER)).await
}

fn names(report: &CheckReport<Found>) -> Vec<&'static str> {
    report.stages.iter().map(|stage| stage.stage.as_str()).collect()
}

async fn provider() -> MailProvider {
    let account = Account {
        username: USER.into(),
        password: Zeroizing::new(SECRET.into()),
        senders: vec![USER.into()],
    };
    MailProvider::start("localhost", account).await.unwrap()
}

#[tokio::test]
async fn a_good_login_in_both_ways() {
    let provider = provider().await;
    let egress = egress(Policy::anywhere(), &provider.authority);
    let implicit = Port::new(provider.implicit_tls.port()).unwrap();
    let report = run(&egress, &request(implicit, Security::ImplicitTls, SECRET, USER)).await;
    assert_eq!((report.verdict, report.cause.as_str()), (CheckVerdict::Ok, ""), "{report:#?}");
    assert_eq!(names(&report), ["resolve", "connect", "tls", "greeting", "ehlo", "auth", "sender", "quit"]);
    assert_eq!(report.tls.unwrap().version, "1.3");
    assert!(report.capabilities.contains(&"AUTH LOGIN PLAIN".to_owned()));

    let starttls = Port::new(provider.starttls.port()).unwrap();
    let report = run(&egress, &request(starttls, Security::Starttls, SECRET, USER)).await;
    assert_eq!(report.verdict, CheckVerdict::Ok, "{report:#?}");
    assert_eq!(names(&report)[2..6], ["greeting", "ehlo", "starttls", "tls"]);
}

/// Behind NAT it is an address of the inner network.
#[tokio::test]
async fn an_address_that_is_not_public_is_not_told_where_the_server_has_a_name() {
    let door = |name: Option<&str>| {
        let egress = Egress::new(Policy::anywhere(), Dns::new(Vec::new(), false), None).unwrap();
        egress.known_as(name.map(|name| name.parse().unwrap()), None)
    };
    for (name, said) in
        [(Some("post.agency.test"), "EHLO post.agency.test\r\n"), (None, "EHLO [127.0.0.1]\r\n")]
    {
        let server = serve(&[Do::Say("220 mx.test\r\n"), Do::Hear]).await;
        run(&door(name), &request(server.port, Security::Starttls, SECRET, USER)).await;
        assert_eq!(server.heard(), said, "{name:?}");
    }
    let named = door(Some("post.agency.test"));
    let said = |local: &str| drive::our_name(&named, local.parse().unwrap()).to_string();
    assert_eq!(["10.0.0.7", "fd00::7"].map(said), ["post.agency.test", "post.agency.test"]);
    assert_eq!(["192.5.6.30", "2a00:1450::6c"].map(said), ["192.5.6.30", "2a00:1450::6c"]);
}

#[tokio::test]
async fn a_wrong_password_and_a_foreign_sender() {
    let provider = provider().await;
    let egress = egress(Policy::anywhere(), &provider.authority);
    let port = Port::new(provider.implicit_tls.port()).unwrap();
    let report = run(&egress, &request(port, Security::ImplicitTls, "wrong", USER)).await;
    assert_eq!(
        (report.verdict, &*report.cause, &*report.acts),
        (CheckVerdict::Fail, "generic-535", "client")
    );
    assert!(report.diagnosis.unwrap().secret_refused);

    let mut google = request(port, Security::ImplicitTls, "wrong", USER);
    google.target.provider = Some("google-workspace".into());
    assert_eq!(run(&egress, &google).await.cause, "google-bad-credentials");

    let report = run(&egress, &request(port, Security::ImplicitTls, SECRET, "info@other.test")).await;
    assert_eq!((report.verdict, &*report.cause), (CheckVerdict::Fail, "send-as-not-owned"));
}

#[tokio::test]
async fn the_right_port_is_found_and_plain_text_is_told_from_tls() {
    let provider = provider().await;
    let egress = egress(Policy::anywhere(), &provider.authority);
    let host = "localhost".parse().unwrap();
    let limit = Duration::from_secs(2);
    for (address, security) in
        [(provider.implicit_tls, Security::ImplicitTls), (provider.starttls, Security::Starttls)]
    {
        let port = Port::new(address.port()).unwrap();
        assert_eq!(find(&egress, &host, &find::at(port), limit).await, Ok((port, security)));
    }
    let plain = Port::new(provider.starttls.port()).unwrap();
    let report = run(&egress, &request(plain, Security::ImplicitTls, SECRET, USER)).await;
    assert_eq!((report.verdict, &*report.cause), (CheckVerdict::Unreachable, "tls-plain-answer"));
    let tls = Port::new(provider.implicit_tls.port()).unwrap();
    let report = run(&egress, &request(tls, Security::Starttls, SECRET, USER)).await;
    assert_eq!((report.verdict, &*report.cause), (CheckVerdict::Unreachable, "greeting-timeout"));
    let silent = serve(&[Do::Hold]).await;
    let found = find(&egress, &host, &[(silent.port, Security::Starttls)], Duration::from_millis(200)).await;
    assert_eq!(
        found,
        Err(Nothing {
            all_timed_out: false,
            speaks_tls: None,
            slow: Some((silent.port, Security::Starttls))
        })
    );
}

#[tokio::test]
async fn a_port_that_waits_for_tls_is_found_out_without_waiting_for_its_greeting() {
    let server = serve(&[Do::Tls, Do::Say("220 x\r\n"), Do::Hear]).await;
    let mut request = request(server.port, Security::Starttls, SECRET, USER);
    // Longer than any test may take.
    request.target.limits.greeting = Duration::from_hours(1);
    request.target.limits.total = Duration::from_hours(2);
    let report = run(&egress(Policy::anywhere(), &server.authority), &request).await;
    let works = report.works_instead().expect("TLS from the first byte");
    assert_eq!((works.port, works.security), (server.port, Security::ImplicitTls));
    assert_eq!(report.cause, "greeting-timeout");
}

#[tokio::test]
async fn a_greeting_that_was_begun_is_slow_and_no_word_of_tls() {
    let server = serve(&[Do::Say("220-x\r\n"), Do::Hold]).await;
    let report = against(&server, Security::Starttls).await;
    assert_eq!((report.verdict, &*report.cause), (CheckVerdict::Unreachable, word::GREETING_SLOW));
    let binary = serve(&[Do::Say("J\0\0\x005.7.44-log"), Do::Hold]).await;
    assert_eq!(against(&binary, Security::Starttls).await.cause, word::NOT_SMTP);
}

#[tokio::test]
async fn a_mechanism_that_is_refused_is_followed_by_the_next() {
    let refused = "504 PLAIN authentication mechanism not supported\r\n";
    let login = [
        Do::Say(AUTH),
        Do::Hear,
        Do::Say(refused),
        Do::Hear,
        Do::Say("334 VXNlcm5hbWU6\r\n"),
        Do::Hear,
        Do::Say("334 UGFzc3dvcmQ6\r\n"),
        Do::Hear,
        Do::Say("235 ok\r\n"),
        Do::Hear,
        Do::Say("250 ok\r\n"),
        Do::Hear,
        Do::Say("250 ok\r\n"),
        Do::Hear,
    ];
    let server = serve(&[&UP[..], &login].concat()).await;
    assert_eq!(against(&server, Security::Starttls).await.verdict, CheckVerdict::Ok);
    let wrong = [Do::Say(AUTH), Do::Hear, Do::Say("535 5.7.8 no such mechanism of yours\r\n"), Do::Hear];
    let server = serve(&[&UP[..], &wrong].concat()).await;
    assert_eq!(against(&server, Security::Starttls).await.verdict, CheckVerdict::Fail);
    assert_eq!(server.heard().matches("AUTH ").count(), 1, "a refused password is not sent again");
}

#[tokio::test]
async fn a_secrets_form_is_looked_at_before_it_is_blamed() {
    let refusal = [Do::Say(AUTH), Do::Hear, Do::Say("535 5.7.8 authentication failed\r\n"), Do::Hear];
    let server = serve(&[&UP[..], &refusal].concat()).await;
    for (secret, is_odd) in [("hunter2 ", true), ("hunter 2", false)] {
        let request = request(server.port, Security::Starttls, secret, USER);
        let mut report = run(&egress(Policy::anywhere(), &server.authority), &request).await;
        let said = report.diagnosis.take().unwrap().client;
        assert_eq!(said.contains(&Said::Oddity(Oddity::Space)), is_odd, "{said:?}");
    }
}

#[tokio::test]
async fn what_is_not_allowed_is_not_connected_to() {
    let server = serve(&[Do::Say("220 x\r\n"), Do::Hear]).await;
    let request = request(server.port, Security::Starttls, SECRET, USER);
    for (policy, cause) in [
        (Policy { allow: Vec::new(), ports: None, ..Policy::default() }, "dns-private-address"),
        (Policy { ports: Some(Vec::new()), ..Policy::anywhere() }, "port-not-allowed"),
    ] {
        let report = run(&egress(policy, &server.authority), &request).await;
        assert_eq!((report.verdict, &*report.cause), (CheckVerdict::Refused, cause));
        assert_eq!((names(&report), server.heard()), (vec!["resolve"], String::new()));
    }
}

#[tokio::test]
async fn nothing_listens() {
    let server = serve(&[]).await;
    let (port, authority) = (server.port, server.authority.clone());
    drop(server);
    tokio::task::yield_now().await;
    let report =
        run(&egress(Policy::anywhere(), &authority), &request(port, Security::ImplicitTls, SECRET, USER))
            .await;
    assert_eq!((report.verdict, &*report.cause), (CheckVerdict::Unreachable, "tcp-refused"));
}

/// A certificate of the authority of the scripted server, with a name of its own.
fn params(name: &str) -> CertificateParams {
    let mut params = CertificateParams::new([name.to_owned()]).unwrap();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    params
}

/// What an authority that browsers trust writes into each certificate (RFC 6962).
fn logged(mut params: CertificateParams) -> CertificateParams {
    let id = [1, 3, 6, 1, 4, 1, 11129, 2, 4, 2];
    params.custom_extensions.push(CustomExtension::from_oid_content(&id, vec![4, 0]));
    params
}

#[tokio::test]
async fn certificates_are_named_as_what_they_are() {
    let now = OffsetDateTime::now_utc();
    let mut expired = params("localhost");
    expired.not_after = now - Days::days(2);
    let mut early = params("localhost");
    early.not_before = now + Days::days(2);
    for (params, trusted, cause, detail) in [
        (params("mail.other.test"), true, "tls-name-mismatch", "the certificate is for: mail.other.test"),
        (expired, true, "tls-expired", "the certificate ran out on 20"),
        (early, true, "tls-not-yet-valid", "the certificate begins to be valid on 20"),
        (params("localhost"), false, "tls-unknown-issuer", "an authority that we do not know: rcgen"),
        (
            logged(params("localhost")),
            false,
            "tls-incomplete-chain",
            "does not send the certificate of rcgen",
        ),
    ] {
        let name = params.subject_alt_names.clone();
        let server = serve_with(&[Do::Tls, Do::Say("220 x\r\n"), Do::Hear], params).await;
        let other = serve(&[]).await;
        let authority = if trusted { &server.authority } else { &other.authority };
        let request = request(server.port, Security::ImplicitTls, SECRET, USER);
        let report = run(&egress(Policy::anywhere(), authority), &request).await;
        assert_eq!((report.verdict, &*report.cause), (CheckVerdict::Unreachable, cause), "{report:#?}");
        let last = report.stages.last().unwrap();
        assert!(last.detail.contains(detail), "{}", last.detail);
        assert_eq!(server.heard(), "");
        let tls = report.tls.expect("the certificate was seen");
        let certificate = tls.certificate.expect("and read");
        assert_eq!(
            (tls.version.as_str(), name),
            ("", vec![SanType::DnsName(certificate.names[0].parse().unwrap())])
        );
        assert!(certificate.not_before < certificate.not_after);
    }
}

#[tokio::test]
async fn a_certificate_that_vouches_for_itself_is_called_so() {
    for (own, cause) in [
        (generate_simple_self_signed(["localhost".to_owned()]).unwrap(), "tls-self-signed"),
        (self_signed_as("Avast Web/Mail Shield Root"), "tls-self-signed"),
    ] {
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(own.signing_key.serialize_der()));
        let server =
            server::serve_as(&[Do::Tls, Do::Say("220 x\r\n")], vec![own.cert.der().clone()], key).await;
        let report = against(&server, Security::ImplicitTls).await;
        assert_eq!(report.cause, cause);
        assert_eq!(report.stages.last().unwrap().detail, "the certificate vouches for itself");
    }
}

fn self_signed_as(name: &str) -> CertifiedKey<KeyPair> {
    let mut params = params("localhost");
    params.distinguished_name.push(DnType::OrganizationName, name);
    let signing_key = KeyPair::generate().unwrap();
    CertifiedKey { cert: params.self_signed(&signing_key).unwrap(), signing_key }
}

#[tokio::test]
async fn a_port_with_a_bad_certificate_is_known_at_once() {
    let server = serve_with(&[Do::Tls, Do::Say("220 x\r\n")], params("other.test")).await;
    let candidates = [(server.port, Security::Starttls), (server.port, Security::ImplicitTls)];
    let egress = egress(Policy::anywhere(), &server.authority);
    // Longer than any test may take: a greeting in the clear, which cannot come, is not waited for.
    let found = find(&egress, &"localhost".parse().unwrap(), &candidates, Duration::from_hours(1)).await;
    assert_eq!(found, Err(Nothing { all_timed_out: false, speaks_tls: Some(candidates[1]), slow: None }));
}

#[tokio::test]
async fn a_virus_scanner_in_between_is_recognised() {
    let mut authority = params("scanner");
    authority.distinguished_name.push(DnType::OrganizationName, "Avast Web/Mail Shield");
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let issuer = Issuer::new(authority, KeyPair::generate().unwrap());
    let key = KeyPair::generate().unwrap();
    let own = params("localhost").signed_by(&key, &issuer).unwrap();
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let server = server::serve_as(&[Do::Tls, Do::Say("220 x\r\n")], vec![own.der().clone()], key).await;
    let report = against(&server, Security::ImplicitTls).await;
    assert_eq!(report.cause, word::TLS_INTERCEPTED, "{report:#?}");
}

#[tokio::test]
async fn a_silent_port_is_concluded_from_only_beside_the_others() {
    // The provider's port is refused, and so are all of the usual ones.
    let gone = serve(&[]).await;
    let (port, authority) = (gone.port, gone.authority.clone());
    drop(gone);
    tokio::task::yield_now().await;
    let only = |ports: Vec<Port>| Policy { ports: Some(ports), ..Policy::anywhere() };
    let report =
        run(&egress(only(vec![port]), &authority), &request(port, Security::ImplicitTls, SECRET, USER)).await;
    assert_eq!((&*report.cause, report.neighbours), ("tcp-refused", vec![]), "no port beside may be reached");

    // A port that speaks TLS from the first byte is told from one that does not, and both kinds are tried.
    let provider = provider().await;
    let egress = egress(Policy::anywhere(), &provider.authority);
    let plain = Port::new(provider.starttls.port()).unwrap();
    let report = run(&egress, &request(plain, Security::ImplicitTls, SECRET, USER)).await;
    let works = report.works_instead().expect("the other kind of encryption");
    assert_eq!((works.port, works.security, &*report.cause), (plain, Security::Starttls, "tls-plain-answer"));
    let choose = Said::Choose { security: Security::Starttls, port: plain };
    assert_eq!(report.diagnosis.unwrap().client, [choose]);
}

const EHLO: &str = "250-x\r\n250 STARTTLS\r\n";
const AUTH: &str = "250-x\r\n250 AUTH PLAIN LOGIN\r\n";
/// Up to the EHLO after TLS.
const UP: [Do; 7] =
    [Do::Say("220 x\r\n"), Do::Hear, Do::Say(EHLO), Do::Hear, Do::Say("220 go\r\n"), Do::Tls, Do::Hear];

#[tokio::test]
async fn a_check_ends_in_time_however_slow_the_server_is() {
    let drip = [Do::Say("220 x\r\n"), Do::Hear, Do::Say("250-x\r\n"), Do::Hold];
    let server = serve(&drip).await;
    let mut request = request(server.port, Security::Starttls, SECRET, USER);
    request.target.limits.stage = Duration::from_mins(1);
    request.target.limits.total = Duration::from_millis(300);
    let report = run(&egress(Policy::anywhere(), &server.authority), &request).await;
    assert_eq!((report.verdict, &*report.cause), (CheckVerdict::Unreachable, word::WENT_SILENT));
    assert_eq!(report.stages.last().unwrap().outcome, StageOutcome::TimedOut);
}

/// Servers hold the greeting back for 10 to 30 seconds on purpose.
#[test]
fn a_greeting_is_waited_for_by_all_that_wait() {
    let least = Duration::from_secs(30);
    let limits = Limits::default();
    assert!(limits.greeting >= least, "the driver: {limits:?}");
    assert!(limits.silence > limits.greeting, "the relay of a blind check: {limits:?}");
    assert!(limits.total >= limits.greeting + 2 * limits.stage, "what comes after it has time: {limits:?}");
    assert!(shared::smtp::time_of(Stage::Greeting) >= least, "the browser");
}
