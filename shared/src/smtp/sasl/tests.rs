use super::*;
use crate::details::SecretText;

fn login(secret: &str) -> Login {
    Login {
        username: "ada@shop.test".parse().unwrap(),
        secret: SecretText::new(secret.into()).unwrap(),
        proof: Proof::Password,
        address: None,
    }
}

fn token(secret: &str) -> Login {
    Login { proof: Proof::Token, ..login(secret) }
}

fn exchange(login: &Login, lines: &[&str]) -> Result<Exchange, &'static str> {
    let lines: Vec<String> = lines.iter().map(|&line| line.to_owned()).collect();
    Exchange::choose(&lines, login, &Nonce::new([0; 18]))
}

fn choose(login: &Login, lines: &[&str]) -> Result<&'static str, &'static str> {
    exchange(login, lines).map(|exchange| match exchange.mechanism {
        Mechanism::Scram(..) => "SCRAM-SHA-256",
        Mechanism::Plain => "PLAIN",
        Mechanism::Login => "LOGIN",
        Mechanism::Xoauth2 => "XOAUTH2",
    })
}

fn sent(answer: Answer) -> String {
    match answer {
        Answer::Say(bytes) => String::from_utf8(bytes.to_vec()).unwrap(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_best_common_mechanism_is_chosen() {
    let ascii = login("pass");
    assert_eq!(choose(&ascii, &["SIZE 1", "AUTH LOGIN PLAIN XOAUTH2"]), Ok("PLAIN"));
    assert_eq!(choose(&ascii, &["AUTH PLAIN SCRAM-SHA-256-PLUS SCRAM-SHA-256"]), Ok("SCRAM-SHA-256"));
    assert_eq!(choose(&ascii, &["AUTH SCRAM-SHA-1 SCRAM-SHA-256-PLUS LOGIN"]), Ok("LOGIN"));
    assert_eq!(choose(&login("pässword"), &["AUTH PLAIN SCRAM-SHA-256"]), Ok("PLAIN"));
    assert_eq!(choose(&login("pässword"), &["AUTH SCRAM-SHA-256"]), Ok("SCRAM-SHA-256"));
    assert_eq!(choose(&ascii, &["auth login"]), Ok("LOGIN"));
    assert_eq!(choose(&ascii, &["AUTH=PLAIN"]), Ok("PLAIN"));
    assert_eq!(choose(&ascii, &["AUTH XOAUTH2 OAUTHBEARER"]), Err(word::AUTH_OAUTH_ONLY));
    assert_eq!(choose(&ascii, &["AUTH CRAM-MD5"]), Err(word::NO_COMMON_MECHANISM));
    assert_eq!(choose(&token("t"), &["AUTH PLAIN XOAUTH2"]), Ok("XOAUTH2"));
    assert_eq!(choose(&token("t"), &["AUTH PLAIN SCRAM-SHA-256"]), Err(word::TOKEN_NOT_TAKEN));
    for nothing in
        [&["AUTH"][..], &["AUTH "], &["AUTHPLAIN"], &["X-AUTH PLAIN"], &["STARTTLS"], &[], &["aut\u{e4}x"]]
    {
        assert_eq!(choose(&ascii, nothing), Err(word::AUTH_NOT_OFFERED), "{nothing:?}");
    }
}

#[test]
fn a_long_plain_message_waits_for_the_server() {
    let mut short = exchange(&login("pass"), &["AUTH PLAIN"]).unwrap();
    let command = short.command(&login("pass"));
    assert_eq!(*command, b"AUTH PLAIN AGFkYUBzaG9wLnRlc3QAcGFzcw==\r\n");
    // A server that ignored the first answer can ask for it once, but not again.
    assert_eq!(sent(short.answer(&login("pass"), "")), "AGFkYUBzaG9wLnRlc3QAcGFzcw==\r\n");
    assert!(matches!(short.answer(&login("pass"), ""), Answer::OutOfStep));

    let long = login(&"t".repeat(2000));
    assert_eq!(*exchange(&long, &["AUTH PLAIN"]).unwrap().command(&long), b"AUTH PLAIN\r\n");
}

#[test]
fn login_sends_user_name_and_password_separately() {
    let mut exchange = exchange(&login("pass"), &["AUTH LOGIN"]).unwrap();
    assert_eq!(*exchange.command(&login("pass")), b"AUTH LOGIN\r\n");
    assert_eq!(sent(exchange.answer(&login("pass"), "VXNlcm5hbWU6")), "YWRhQHNob3AudGVzdA==\r\n");
    assert_eq!(sent(exchange.answer(&login("pass"), "UGFzc3dvcmQ6")), "cGFzcw==\r\n");
    assert!(matches!(exchange.answer(&login("pass"), ""), Answer::OutOfStep));
}

#[test]
fn a_token_is_sent_and_its_rejection_is_read() {
    let login = token("ya29.token");
    let mut exchange = exchange(&login, &["AUTH XOAUTH2"]).unwrap();
    let message = STANDARD.encode("user=ada@shop.test\x01auth=Bearer ya29.token\x01\x01");
    assert_eq!(*exchange.command(&login), format!("AUTH XOAUTH2 {message}\r\n").into_bytes());
    let why = r#"{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}"#;
    assert_eq!(sent(exchange.answer(&login, &STANDARD.encode(why))), "\r\n");
    assert_eq!(exchange.in_full("535 5.7.8 no"), format!("535 5.7.8 no ({why})"));
    assert!(matches!(exchange.answer(&login, ""), Answer::OutOfStep));

    // A long token waits for the server, which can still reject it.
    let login = token(&"t".repeat(1500));
    let mut long = self::exchange(&login, &["AUTH XOAUTH2"]).unwrap();
    assert_eq!(*long.command(&login), b"AUTH XOAUTH2\r\n");
    assert!(sent(long.answer(&login, "")).len() > 2000);
    assert_eq!(sent(long.answer(&login, "eyJ9")), "\r\n");
}

#[test]
fn plain_is_tried_after_scram_fails_before_the_proof_and_not_after() {
    let all = ["AUTH PLAIN LOGIN SCRAM-SHA-256".to_owned()];
    let login = login("pencil");
    let mut exchange = Exchange::choose(&all, &login, &Nonce::new([0; 18])).unwrap();
    let plain = exchange.instead(&all, 535, "535 no").unwrap();
    assert!(plain.command(&login).starts_with(b"AUTH PLAIN "));
    assert!(plain.instead(&all, 535, "535 no").is_none(), "PLAIN is tried only once");
    for code in [421, 432, 454, 503, 525, 530, 538] {
        assert!(exchange.instead(&all, code, "").is_none(), "{code}");
    }
    assert!(exchange.instead(&["AUTH SCRAM-SHA-256".to_owned()], 535, "").is_none());

    let first =
        STANDARD.encode(format!("r={}more,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=64", STANDARD.encode([0; 18])));
    assert!(sent(exchange.answer(&login, &first)).len() > 40);
    assert!(exchange.instead(&all, 535, "535 no").is_none(), "the proof was already sent");
    assert!(!exchange.is_proved());
    assert!(matches!(exchange.answer(&login, &STANDARD.encode("v=AAAA")), Answer::Impostor));
    assert_eq!(sent(exchange.answer(&login, &STANDARD.encode("e=invalid-proof"))), "\r\n");
    assert!(exchange.instead(&all, 535, "535 no").is_none() && !exchange.is_proved());
}

#[test]
fn an_unusable_challenge_cancels_the_exchange() {
    let all = ["AUTH PLAIN SCRAM-SHA-256".to_owned()];
    let login = login("pencil");
    for prompt in ["cj1vdGhlcixzPUFBPT0saT0x", "?", "ZT1vdGhlci1lcnJvcg=="] {
        let mut exchange = Exchange::choose(&all, &login, &Nonce::new([0; 18])).unwrap();
        assert_eq!(sent(exchange.answer(&login, prompt)), "*\r\n", "{prompt}");
        assert!(!exchange.is_proved());
        assert!(exchange.instead(&all, 501, "501 canceled").is_some());
    }
}
