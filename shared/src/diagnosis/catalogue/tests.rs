use std::collections::HashSet;

use super::*;
use crate::{
    diagnosis::{AboutLogin, Acts, Mailbox as Kind, Side, Statement, word},
    facts::Retry,
};

mod corpus;
mod parties;

/// One reply for each row: id, provider, stage, reply.
const REPLIES: &str = include_str!("../../../fixtures/replies.tsv");

fn stage(name: &str) -> Option<Stage> {
    serde_json::from_value(name.into()).ok()
}

fn cause(provider: Option<&str>, stage: Stage, failure: &str) -> &'static str {
    diagnose(provider, stage, failure).cause.as_str()
}

fn failed<'a>(provider: Option<&'a str>, stage: Stage, words: &'a str, user: &'a str) -> Failed<'a> {
    Failed { provider, stage, words, host: "", greeting: "", user: User::Whole(user) }
}

/// Returns a row's explanation as this mailbox's owner reads it.
fn rendered(row: &'static ErrorRow, provider: Option<&str>, user: &str) -> Option<Found> {
    let failed = failed(provider, Stage::Auth, "", user);
    let mailbox = Mailbox::of(&failed);
    mailbox.can_have(row).then(|| explain::row(Match::row(row), &failed, mailbox, None))
}

#[test]
fn every_row_is_found_by_its_reply() {
    let (mut seen, mut others) = (HashSet::new(), Vec::new());
    for line in REPLIES.lines().filter(|line| !line.starts_with('#')) {
        let [id, provider, at, reply] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}: expected four columns")
        };
        assert!(seen.insert(id), "{id} appears twice");
        let row = facts::errors().iter().find(|row| row.id == id).expect(id);
        let provider = Some(provider).filter(|provider| *provider != "-");
        let diagnosis = if let Some(stage) = stage(at) {
            diagnose(provider, stage, reply)
        } else {
            let (_, pattern) = PATTERNS.iter().find(|(row, _)| row.id == id).expect(id);
            assert!(pattern.is_match(reply), "{id}");
            rendered(row, None, "").expect(id)
        };
        if diagnosis.cause.as_str() != id {
            others.push(format!("{id}: found {} for {reply}", diagnosis.cause.as_str()));
        }
    }
    let all = facts::errors().iter().filter(|row| row.stage != "input").count();
    assert_eq!((seen.len(), others), (all, Vec::new()));
}

#[test]
fn every_row_asks_the_party_that_can_act() {
    for row in facts::errors().iter().filter(|row| row.stage != "input") {
        let own = facts::provider(&row.provider).map(|provider| provider.id.as_str());
        assert!(row.provider == "any" || own.is_some(), "{} names an unknown provider", row.id);
        for provider in [own, Some("google-workspace"), None] {
            let Some(diagnosis) = rendered(row, provider, "ada@shop.test") else { continue };
            assert!(diagnosis.url.is_empty() || diagnosis.url.starts_with("https://"), "{}", row.id);
            let is_admins = diagnosis.acts == Acts::Administrator;
            assert!(!row.needs_admin || is_admins || row.consumer.is_some(), "{}", row.id);
            // If waiting is enough, nobody has to change anything, least of all the password.
            let passes = row.retry == Retry::Later && !row.needs_admin;
            assert_eq!(diagnosis.acts == Acts::Wait, passes, "{}", row.id);
            assert!(!passes || diagnosis.url.is_empty(), "{}", row.id);
        }
    }
}

#[test]
fn unknown_replies_are_explained_by_their_codes() {
    // If the reply is translated, cut off, not UTF-8 or has no space, the code decides, and the password isn't
    // blamed.
    for (reply, id, refused) in [
        ("535 Authentifizierung fehlgeschlagen", "generic-535", false),
        ("535 5.7.8 Falsche Zugangsdaten", "generic-535", true),
        ("535 \u{fffd}\u{fffd}chec de l\u{fffd}authentification", "generic-535", false),
        ("535", "generic-535", false),
        ("554 5.7.8 nein", "generic-535", true),
        ("550 5.7.13 konto gesperrt", "account-disabled", false),
        ("500 5.7.11 nope", "auth-encryption-required", false),
        ("432 4.7.12 nope", "auth-password-transition", false),
        ("421 4.7.0 nope", "generic-4xx", false),
        ("599 what", "generic-5xx", false),
        ("499 4.9.9 what", "generic-4xx", false),
        ("", "unknown-failure", false),
        ("nonsense", "unknown-failure", false),
    ] {
        let diagnosis = diagnose(None, Stage::Auth, reply);
        assert_eq!((diagnosis.cause.as_str(), diagnosis.secret_refused), (id, refused), "{reply}");
    }
    assert_eq!(cause(None, Stage::Sender, "550 5.1.8 nein"), "sender-domain-missing");
    let silent = diagnose(None, Stage::Auth, "535 nein").meaning;
    assert_eq!(silent, Statement::Login(AboutLogin::NoReasonGiven));
}

#[test]
fn the_lists_contain_existing_ids() {
    assert!(row_of(GENERIC_REFUSAL).is_some());
    for (member, head) in FAMILIES {
        assert!(facts::provider(member).is_some() && facts::provider(head).is_some(), "{member}");
    }
}

#[test]
fn a_family_shares_its_rows() {
    let denied = "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.";
    for provider in ["microsoft-365", "outlook-com", "godaddy-m365"] {
        assert_eq!(cause(Some(provider), Stage::Auth, denied), "ms-basic-auth-disabled");
    }
    assert_eq!(
        cause(Some("bluehost"), Stage::Auth, "535 Incorrect authentication data"),
        "cpanel-bad-credentials"
    );
    assert_eq!(cause(Some("migadu"), Stage::Auth, "535 Incorrect authentication data"), "generic-535");
    assert_eq!(cause(None, Stage::Auth, denied), "auth-oauth-only");
    assert_eq!(cause(Some("no-such-provider"), Stage::Auth, "535 no"), "generic-535");
}

#[test]
fn a_wrong_password_is_blamed_only_if_the_reply_says_so() {
    let refused = |provider, reply| diagnose(provider, Stage::Auth, reply).secret_refused;
    assert!(refused(None, "535 5.7.8 Error: authentication failed:"));
    assert!(refused(Some("google-workspace"), "535 5.7.8 Username and Password not accepted."));
    assert!(refused(Some("cpanel"), "535 Incorrect authentication data"));
    for reply in [
        "535 Authentication failed",
        "535 5.7.3 Authentication unsuccessful",
        "535 5.7.0 Not from here",
        "534 5.7.9 no",
        "535 5.7.8 account is disabled",
        "454 4.7.0 Temporary authentication failure",
        word::CLOSED,
        word::AUTH_NOT_OFFERED,
    ] {
        assert!(!refused(None, reply), "{reply}");
    }
    let tenant =
        "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.";
    let diagnosis = diagnose(Some("microsoft-365"), Stage::Auth, tenant);
    assert_eq!((diagnosis.acts, diagnosis.secret_refused), (Acts::Administrator, false));
}

#[test]
fn codes_decide_if_the_words_say_nothing() {
    assert_eq!(cause(None, Stage::Auth, "435 Unable to authenticate at present"), "auth-temporary");
    assert_eq!(cause(None, Stage::Auth, "451 Could not verify you"), "auth-temporary");
    assert_eq!(cause(None, Stage::Auth, "525 5.7.13 nope"), "account-disabled");
    assert_eq!(cause(None, Stage::Auth, "454 4.7.0 nope"), "auth-temporary");
    assert_eq!(cause(None, Stage::Starttls, "454 4.7.0 nope"), "starttls-refused");
    assert_eq!(cause(Some("brevo"), Stage::Auth, "525 5.7.1 nope"), "brevo-unauthorized-ip");
    assert_eq!(cause(None, Stage::Sender, "553 5.7.1 nope"), "send-as-not-owned");
    assert_eq!(cause(None, Stage::Sender, "550 5.7.1 nope"), "generic-5xx");
    assert_eq!(cause(None, Stage::Auth, "451"), "generic-4xx");
}

#[test]
fn a_row_is_not_used_if_it_cannot_apply() {
    // These rows are about the network, about what was typed, and about a recipient that no check names.
    assert_eq!(cause(None, Stage::Auth, "535 5.7.8 your password has expired"), "password-expired");
    assert_eq!(cause(None, Stage::Auth, "535 user ada@shop.test: alert"), "generic-535");
    assert_eq!(cause(None, Stage::Auth, "535 5.7.8 no such user"), "generic-535");
    assert_eq!(cause(None, Stage::Sender, "550 5.1.1 mailbox unavailable"), "generic-5xx");
}

/// Returns all constants of [`word`], read from its source so that none is left out.
fn fixed_words() -> Vec<&'static str> {
    let module = include_str!("../../check/word.rs");
    module.split(": &str = \"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

/// A stage, a fixed word, and the cause that explains it there.
const EXPLAINED: [(Stage, &str, &str); 52] = [
    (Stage::Resolve, word::NO_SUCH_HOST, "dns-nxdomain"),
    (Stage::Resolve, word::NO_ADDRESS, "dns-no-address"),
    (Stage::Resolve, word::DNS_SILENT, "dns-servfail"),
    (Stage::Resolve, word::NOT_PUBLIC, "dns-private-address"),
    (Stage::Connect, word::PORT_NOT_ALLOWED, "port-not-allowed"),
    (Stage::Connect, word::REFUSED, "tcp-refused"),
    (Stage::Connect, word::CONNECT_TIMED_OUT, "tcp-timeout"),
    (Stage::Connect, word::ALL_PORTS_TIMED_OUT, "tcp-port-blocked"),
    (Stage::Connect, word::UNREACHABLE, "tcp-unreachable"),
    (Stage::Auth, word::RESET, "tcp-reset"),
    (Stage::Auth, word::CLOSED, "closed-early"),
    (Stage::Greeting, word::GREETING_TIMED_OUT, "greeting-timeout"),
    (Stage::Ehlo, word::WENT_SILENT, "went-silent"),
    (Stage::Ehlo, word::TOO_MUCH, "too-much"),
    (Stage::Greeting, word::NOT_SMTP, "not-smtp"),
    (Stage::Greeting, "HTTP/1.1 400 Bad Request", "greeting-not-smtp"),
    (Stage::Greeting, word::TLS_EXPECTED, "tls-expected"),
    (Stage::Auth, word::OUT_OF_STEP, "out-of-step"),
    (Stage::Tls, word::TLS_PLAIN_ANSWER, "tls-plain-answer"),
    (Stage::Tls, word::TLS_NAME, "tls-name-mismatch"),
    (Stage::Tls, word::TLS_EXPIRED, "tls-expired"),
    (Stage::Tls, word::TLS_NOT_YET, "tls-not-yet-valid"),
    (Stage::Tls, word::TLS_UNKNOWN_ISSUER, "tls-unknown-issuer"),
    (Stage::Tls, word::TLS_SELF_SIGNED, "tls-self-signed"),
    (Stage::Tls, word::TLS_REVOKED, "tls-revoked"),
    (Stage::Tls, word::TLS_TOO_OLD, "tls-version"),
    (Stage::Tls, word::TLS_HANDSHAKE, "tls-handshake"),
    (Stage::Starttls, word::STARTTLS_NOT_OFFERED, "starttls-not-offered"),
    (Stage::Starttls, word::STARTTLS_INJECTION, "starttls-injection"),
    (Stage::Starttls, word::STARTTLS_HIDDEN, "starttls-hidden"),
    (Stage::Tls, word::TLS_INCOMPLETE, "tls-incomplete-chain"),
    (Stage::Tls, word::TLS_INTERCEPTED, "tls-intercepted"),
    (Stage::Connect, word::NO_PORT_ANSWERS, "no-port-answers"),
    (Stage::Auth, word::SERVER_NOT_PROVED, "server-not-proved"),
    (Stage::Auth, word::TOKEN_REFUSED, "token-refused"),
    (Stage::Token, word::TOKEN_SILENT, "token-silent"),
    (Stage::Token, word::TOKEN_UNTRUSTED, "token-untrusted"),
    (Stage::Token, word::TOKEN_DENIED, "token-denied"),
    (Stage::Token, word::KEY_UNUSABLE, "key-unusable"),
    (Stage::Auth, word::RELAY_CLOSED, "relay-closed"),
    (Stage::Auth, word::AUTH_NOT_OFFERED, "auth-not-offered"),
    (Stage::Auth, word::AUTH_OAUTH_ONLY, "auth-oauth-only"),
    (Stage::Auth, word::NO_COMMON_MECHANISM, word::NO_COMMON_MECHANISM),
    (Stage::Auth, word::TOKEN_NOT_TAKEN, word::TOKEN_NOT_TAKEN),
    (Stage::Auth, word::CHALLENGE_UNUSABLE, word::CHALLENGE_UNUSABLE),
    (Stage::Resolve, word::EXCLUDED, word::EXCLUDED),
    (Stage::Tls, word::TLS_SHORT_KEY, word::TLS_SHORT_KEY),
    (Stage::Tls, word::TLS_WEAK, word::TLS_WEAK),
    (Stage::Tls, word::TLS_UNSUITABLE, word::TLS_UNSUITABLE),
    (Stage::Tls, word::TLS_NAME_UNKNOWN, word::TLS_NAME_UNKNOWN),
    (Stage::Tls, word::TLS_SERVER_FAULT, word::TLS_SERVER_FAULT),
    (Stage::Tls, word::TLS_ACCESS_DENIED, word::TLS_ACCESS_DENIED),
];

#[test]
fn every_fixed_word_is_explained() {
    // A slow greeting is explained from what else was seen.
    let by_context = [word::GREETING_SLOW];
    for word in fixed_words() {
        let is_listed = EXPLAINED.iter().any(|(_, listed, _)| *listed == word) || by_context.contains(&word);
        assert!(is_listed, "{word} has no explanation");
    }
    for (stage, word, id) in EXPLAINED {
        let diagnosis = diagnose(None, stage, word);
        assert_eq!(diagnosis.cause.as_str(), id, "{word}");
        assert!(!diagnosis.secret_refused, "{word}");
    }
}

#[test]
fn weak_certificates_and_short_keys_are_named() {
    for word in [word::TLS_SHORT_KEY, word::TLS_WEAK] {
        let found = diagnose(None, Stage::Tls, word);
        assert_eq!((found.cause.as_str(), found.acts), (word, Acts::Provider));
    }
}

/// An explanation says what a service requires in its two fields, or that an account belongs to a region.
#[test]
fn each_field_of_a_service_is_explained() {
    let refused = |provider, user, words| explain(&failed(Some(provider), Stage::Auth, words, user));
    let no = "535 5.7.8 Authentication failed";
    for (provider, text) in [
        ("postmark", Statement::Login(AboutLogin::EnterTokenTwice)),
        ("mailjet", Statement::Login(AboutLogin::EnterKeyAndSecret)),
        ("sendgrid", Statement::Login(AboutLogin::EnterWord { word: "apikey".into() })),
        ("resend", Statement::Login(AboutLogin::EnterWord { word: "resend".into() })),
    ] {
        for user in ["ada@shop.test", "ada@gmail.com"] {
            let found = refused(provider, user, no);
            assert_eq!(found.client, std::slice::from_ref(&text), "{provider}: {found:?}");
            assert_eq!((found.acts, found.secret_refused), (Acts::Client, false), "{provider}");
        }
    }
    for (provider, words) in [
        ("sparkpost", "535 5.7.8 This account is in the EU region"),
        ("mailgun", "535 the domain is in another region"),
        ("amazon-ses", "535 Authentication Credentials Invalid"),
    ] {
        let found = refused(provider, "AKIAEXAMPLE", words);
        assert_eq!(found.acts, Acts::Client, "{provider}: {found:?}");
        assert!(
            matches!(found.meaning, Statement::Cause(_, Kind::Any, Side::Meaning, _)),
            "{provider}: {found:?}"
        );
    }
}

#[test]
fn a_page_is_linked_if_the_client_can_act_there() {
    let url = |provider, reply| diagnose(Some(provider), Stage::Auth, reply).url;
    assert_eq!(
        url("google-workspace", "534 5.7.9 Application-specific password required."),
        "https://myaccount.google.com/apppasswords"
    );
    assert_eq!(url("google-workspace", "454 4.7.0 Too many login attempts"), "");
    // The provider's help says what an administrator has to do.
    let tenant =
        "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.";
    assert_eq!(url("microsoft-365", tenant), facts::provider("microsoft-365").unwrap().help_url);
}

/// What a blind check knows about the user name is enough to tell whose mailbox it is.
#[test]
fn the_domain_is_enough_to_know_who_acts() {
    let reply = "550 5.7.0 Mail relay denied [198.51.100.9]. Invalid credentials for relay.";
    let acts = |user| {
        let provider = Some("google-workspace");
        let host = "smtp-relay.gmail.com";
        explain(&Failed { provider, stage: Stage::Sender, words: reply, host, greeting: "", user }).acts
    };
    assert_ne!(acts(User::AddressAt("gmail.com")), Acts::Administrator);
    assert_eq!(acts(User::AddressAt("bakery.example")), Acts::Administrator);
    assert_eq!(acts(User::Whole("ada@gmail.com")), acts(User::AddressAt("gmail.com")));
    let client = |provider, user| {
        let words = "535 5.7.8 Authentication failed";
        let failed =
            Failed { provider: Some(provider), stage: Stage::Auth, words, host: "", greeting: "", user };
        explain(&failed).client
    };
    let word = Statement::Login(AboutLogin::EnterWord { word: "apikey".into() });
    assert_eq!(client("sendgrid", User::AddressAt("bakery.example")), std::slice::from_ref(&word));
    assert_ne!(client("sendgrid", User::NoAddress), [word]);
    assert_eq!(client("hostinger", User::NoAddress), [Statement::Login(AboutLogin::EnterWholeAddress)]);
}

#[test]
fn the_secret_is_doubted_if_the_reply_gives_no_other_reason() {
    let doubted = |reply| diagnose(None, Stage::Auth, reply).secret_doubted;
    for reply in ["535 5.7.8 Error: authentication failed", "535 Authentication failed", "535 wrong password"]
    {
        assert!(doubted(reply), "{reply}");
    }
    for reply in
        ["535 SMTP is disabled for this account", "454 4.7.0 Temporary failure", "530 Must issue a STARTTLS"]
    {
        assert!(!doubted(reply), "{reply}");
    }
}

#[test]
fn a_503_reply_to_ehlo_is_about_the_order_of_commands() {
    for reply in [
        "503 5.5.1 Error: bad sequence of commands",
        "503 Duplicate HELO/EHLO",
        "503 already greeted",
        "554 SMTP synchronization error",
    ] {
        let found = diagnose(None, Stage::Ehlo, reply);
        assert_eq!((found.cause.as_str(), found.acts), ("ehlo-out-of-order", Acts::Technician), "{reply}");
    }
    assert_eq!(cause(None, Stage::Ehlo, "503 Service temporarily unavailable"), "server-fault");
    assert_eq!(cause(None, Stage::Ehlo, "503 too many connections"), "rate-limited");
}

#[test]
fn a_sender_that_a_service_rejects_is_not_verified() {
    let found = |host, greeting, user| {
        let words = "553 Sender name is not valid";
        explain(&Failed {
            provider: None,
            stage: Stage::Sender,
            words,
            host,
            greeting,
            user: User::Whole(user),
        })
    };
    let postal = found("post.agency.example", "220 post.agency.example ESMTP Postal/AB12", "agency/site");
    assert_eq!((postal.cause.as_str(), postal.acts), ("sender-not-verified", Acts::Client), "{postal:?}");
    let mailbox = found("mail.bakery.example", "220 mail.bakery.example ESMTP", "ada@bakery.example");
    assert_eq!((mailbox.cause.as_str(), mailbox.acts), ("send-as-not-owned", Acts::Technician));
    let alias = found("smtp.forwardemail.net", "", "ada@bakery.example");
    assert_eq!(alias.cause.as_str(), "send-as-not-owned", "an address that signs in can send as itself");
}
