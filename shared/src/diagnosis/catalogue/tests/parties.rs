//! Tests who has to act: exactly one party, and never the administrator of a private mailbox, which has none.

use super::*;

#[test]
fn a_private_mailbox_has_no_administrator() {
    let private =
        ["outlook-com", "icloud", "yahoo", "aol", "gmx", "web-de", "posteo"].map(|id| (Some(id), ""));
    let by_address = [
        (Some("google-workspace"), "ada@gmail.com"),
        (Some("microsoft-365"), "ada@hotmail.com"),
        (Some("zoho"), "ada@zohomail.eu"),
        (None, "ada@qq.com"),
        (None, "ada@orange.fr"),
    ];
    let mut seen = 0;
    for (provider, user) in private.into_iter().chain(by_address) {
        for row in facts::errors() {
            let is_theirs = is_everybodys(row)
                || provider.and_then(facts::provider).is_some_and(|provider| speaks_for(row, provider));
            let Some(found) = rendered(row, provider, user).filter(|_| is_theirs) else { continue };
            assert_ne!(found.acts, Acts::Administrator, "{provider:?} {}", row.id);
            seen += 1;
        }
    }
    assert!(seen > 500, "{seen}");
    // This is also true if the reply itself mentions an administrator.
    let reply = "535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated \
                 successfully. Contact your administrator.";
    assert_eq!(diagnose(Some("microsoft-365"), Stage::Auth, reply).acts, Acts::Administrator);
    let private = explain(&failed(Some("microsoft-365"), Stage::Auth, reply, "ada@live.com"));
    assert_eq!((private.acts, private.secret_refused), (Acts::Client, false), "{private:?}");
    let off = "535 SMTP access is disabled, please contact your administrator";
    assert_eq!(explain(&failed(None, Stage::Auth, off, "ada@shop.test")).acts, Acts::Administrator);
    assert_eq!(explain(&failed(None, Stage::Auth, off, "ada@web.de")).acts, Acts::Client);
    assert_eq!(explain(&failed(Some("sendgrid"), Stage::Auth, off, "apikey")).acts, Acts::Client);
}

#[test]
fn the_server_operator_can_permit_an_account_to_send() {
    let found = |reply| explain(&failed(None, Stage::Auth, reply, "ada@shop.test"));
    for reply in [
        "550 5.7.1 Your account is not authorized to use this service.",
        "535 5.7.0 User ada is not permitted to use the mail server",
        "535 5.7.8 Permission denied",
    ] {
        let found = found(reply);
        assert_eq!((found.cause.as_str(), found.acts), ("account-not-permitted", Acts::Provider), "{reply}");
        assert!(!found.secret_refused, "{reply}");
    }
    // Settings that an owner can turn on are different.
    assert_eq!(found("535 This account is not allowed to use SMTP").acts, Acts::Client);
}

#[test]
fn a_fixed_user_name_is_suggested_if_the_reply_is_about_the_name() {
    let resend = explain(&failed(Some("resend"), Stage::Auth, "535 Invalid username", "ada@shop.test"));
    assert_eq!(resend.cause.as_str(), "wrong-username-form");
    assert_eq!(resend.client, [Statement::Login(AboutLogin::EnterWord { word: "resend".into() })]);
}

#[test]
fn a_user_name_without_its_domain_is_fixed_before_the_administrator_acts() {
    let reply = "535 5.7.3 Authentication unsuccessful [SA9PR13CA0123.namprd13.prod.outlook.com]";
    let named = explain(&failed(Some("microsoft-365"), Stage::Auth, reply, "ada"));
    assert_eq!((named.cause.as_str(), named.acts), ("wrong-username-form", Acts::Client), "{named:?}");
    let whole = explain(&failed(Some("microsoft-365"), Stage::Auth, reply, "ada@shop.test"));
    assert_eq!(whole.acts, Acts::Administrator, "{whole:?}");
}

#[test]
fn an_impossible_user_name_explains_even_a_temporary_rejection() {
    let reply = "451 Authentication failed: Could not authenticate";
    let named = explain(&failed(Some("sendgrid"), Stage::Auth, reply, "adasbakery"));
    assert_eq!(named.acts, Acts::Client);
    assert_eq!(named.client, [Statement::Login(AboutLogin::EnterWord { word: "apikey".into() })]);
    let right = explain(&failed(Some("sendgrid"), Stage::Auth, reply, "apikey"));
    assert_eq!(right.acts, Acts::Wait, "{right:?}");
}

#[test]
fn a_sender_without_a_mailbox_is_not_allowed() {
    let found = explain(&failed(
        Some("yahoo"),
        Stage::Sender,
        "550 Request failed; Mailbox unavailable",
        "ada@yahoo.com",
    ));
    assert_eq!(found.cause.as_str(), "yahoo-from-not-allowed", "{found:?}");
}
