//! Replays providers' answers over sockets: each reply in the error catalog at its stage, whole and in pieces, and
//! servers that disconnect at any point. Hostile servers are in `tests/support/hostile_mail`.

use super::*;

/// One reply for each row of the catalog: ID, provider, stage, reply.
const REPLIES: &str = include_str!("../../../../../shared/fixtures/replies.tsv");

/// Returns the server's script up to the stage of the reply.
fn up_to(stage: &str) -> Option<Vec<Do>> {
    let greeted = [Do::Send("220 x\r\n"), Do::ReadLine];
    let signed_in = [Do::Send(AUTH), Do::ReadLine, Do::Send("235 ok\r\n"), Do::ReadLine];
    Some(match stage {
        "greeting" => Vec::new(),
        "ehlo" => greeted.to_vec(),
        "starttls" => [&greeted[..], &[Do::Send(EHLO), Do::ReadLine]].concat(),
        "auth" => [&UP[..], &signed_in[..2]].concat(),
        "sender" => [&UP[..], &signed_in].concat(),
        _ => return None,
    })
}

/// Splits a reply into two lines, as servers do with long sentences. Each line starts with the codes.
fn in_two_lines(reply: &str) -> String {
    let (code, text) = reply.split_at(3);
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let is_enhanced =
        |word: &&str| word.split('.').count() == 3 && word.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let (enhanced, words) = match &words[..] {
        [first, rest @ ..] if is_enhanced(first) => (format!("{first} "), rest),
        all => (String::new(), all),
    };
    let (one, two) = words.split_at(words.len() / 2);
    format!("{code}-{enhanced}{}\r\n{code} {enhanced}{}\r\n", one.join(" "), two.join(" "))
}

async fn checked(provider: &str, script: &[Do], reply: Do) -> CheckReport<Found> {
    let server = serve(&[script, &[reply, Do::ReadLine]].concat()).await;
    let mut request = request(server.port, Security::Starttls, SECRET, USER);
    request.target.provider = Some(provider.to_owned()).filter(|provider| provider != "-");
    request.target.limits = Limits::default();
    run(&egress(Policy::anywhere(), &server.authority), &request).await
}

#[tokio::test]
async fn every_reply_in_the_catalog_is_explained_as_in_its_row() {
    let mut replayed = 0;
    for line in REPLIES.lines().filter(|line| !line.starts_with('#')) {
        let [id, provider, stage, reply] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let is_reply =
            reply.as_bytes().first_chunk::<3>().is_some_and(|code| code.iter().all(u8::is_ascii_digit));
        let Some(script) = up_to(stage).filter(|_| is_reply) else { continue };
        let whole = Do::Send(format!("{reply}\r\n").leak());
        let broken = Do::Drip(in_two_lines(reply).leak().as_bytes());
        for form in [whole, broken] {
            let report = checked(provider, &script, form).await;
            assert_eq!(report.cause, id, "{form:?} {report:#?}");
            let diagnosis = report.diagnosis.expect("a failure has a diagnosis");
            assert_eq!(report.acts, diagnosis.acts.as_str(), "{diagnosis:?}");
        }
        replayed += 1;
    }
    assert!(replayed > 80, "only {replayed} replies in the catalog");
}

#[tokio::test]
async fn a_server_that_disconnects_at_any_point_is_reported() {
    let whole = [&UP[..], &[Do::Send(AUTH), Do::ReadLine, Do::Send("235 ok\r\n"), Do::ReadLine]].concat();
    for end in (0..whole.len()).filter(|end| !matches!(whole[*end], Do::ReadLine)) {
        let server = serve(&whole[..end]).await;
        let report = against(&server, Security::Starttls).await;
        assert_eq!(
            (report.verdict, &*report.cause),
            (CheckVerdict::Unreachable, "closed-early"),
            "{end} {report:#?}"
        );
        assert!(!report.diagnosis.unwrap().secret_refused);
    }
}

#[tokio::test]
async fn replies_in_any_alphabet_are_understood_by_their_codes() {
    let auth = up_to("auth").unwrap();
    for (reply, cause, refused) in [
        (&b"535 5.7.8 \xc9chec de l'authentification\r\n"[..], "generic-535", true),
        (b"535 \x94F\x8b\x8ar\x82\xc9\x8e\xb8\x94s\r\n", "generic-535", false),
        (b"535-5.7.8 Anmeldung\r\n535-5.7.8 fehl\r\n535 5.7.8 geschlagen\r\n", "generic-535", true),
        (b"454 4.7.0 Voor\xfcbergehend\n", "auth-temporary", false),
        (b"525 5.7.13 \xff\r\n", "account-disabled", false),
        (b"550 nie\r\n", "generic-5xx", false),
    ] {
        let report = checked("-", &auth, Do::Drip(reply)).await;
        assert_eq!((report.verdict, &*report.cause), (CheckVerdict::Fail, cause), "{report:#?}");
        assert_eq!(report.diagnosis.unwrap().secret_refused, refused, "{reply:?}");
    }
}

/// A server with too many connections says so in plain text, even on a port for implicit TLS.
#[tokio::test]
async fn a_rejection_before_tls_is_not_a_wrong_port() {
    for (refusal, cause, acts) in [
        ("421 Too many concurrent SMTP connections\r\n", "greeting-421", "wait"),
        ("554-mx.test\r\n554 Your IP address is on our blacklist\r\n", "blocklisted", "technician"),
    ] {
        let server = serve(&[Do::Send(refusal)]).await;
        let report = against(&server, Security::ImplicitTls).await;
        assert_eq!((&*report.cause, &*report.acts), (cause, acts), "{report:#?}");
        let found = report.diagnosis.unwrap();
        assert_eq!(found.cause.as_str(), cause);
        assert!(
            matches!(found.technician.last(), Some(Statement::Port(AboutPort::SaidInTheClear { .. }))),
            "{found:?}"
        );
    }
    let server = serve(&[Do::Send("220 mx.test ESMTP\r\n"), Do::Hold]).await;
    let report = against(&server, Security::ImplicitTls).await;
    let client = report.diagnosis.unwrap().client;
    let is_told = |statement: &Statement| {
        matches!(
            statement,
            Statement::Cause(Cause::TlsPlainAnswer, ..) | Statement::Port(AboutPort::Choose { .. })
        )
    };
    assert!(client.iter().any(is_told), "a greeting isn't a rejection: {client:?}");
}
