//! The server's own mail, sent through a real mail server.

use shared::{
    open::Identities,
    recipients::Recipient,
    rules::Security,
    wire::{
        Invited, KeyChallenge, KeyProof, KeyRequest, Me, Password, Proof, SetupLinkRequest, SetupRequest,
    },
};
use support::{
    agency::{ADMIN, Agency, MANAGER, PASSWORD, TECHNICIAN, TECHNICIAN_NAME, parsed},
    client::answers,
    lab::{ADDRESS, APP_PASSWORD, Lab, PROVIDER_HOST},
    say,
    server::{Server, setup_token},
    wait,
};

#[test]
fn the_manager_gets_one_mail_when_a_client_submits() {
    let lab = Lab::start();
    let server = lab.server_with_mail(&[]);
    let agency = Agency::set_up_by_mail(&server, &lab.mail);
    let made = agency.onboarding("Bäckerei Winter", "shop.test");
    let client = agency.client(&made.link);
    let request = client.seal(&answers(PROVIDER_HOST, 465, Security::ImplicitTls, ADDRESS), APP_PASSWORD);
    assert_eq!(client.submit(&request).status, 201);
    assert_eq!(client.submit(&request).status, 200);

    let message = lab.mail.wait_for_message(&made.id);
    assert!(message.contains(&format!("Delivered-To: {MANAGER}")), "{message}");
    for secret in [APP_PASSWORD, &made.link.fragment(), made.link.token().expose()] {
        assert!(!message.contains(secret), "{message}");
    }
    let about = lab.mail.messages().into_iter().filter(|message| message.contains(&made.id)).count();
    assert_eq!(about, 1, "sending the same file again sends no mail");
}

#[test]
fn an_unreachable_mail_server_blocks_nothing() {
    let server = Server::start(&[
        ("SEALPOST_SMTP_URL", "smtp://127.0.0.1:1"),
        ("SEALPOST_MAIL_FROM", "sealpost@agency.test"),
    ]);
    let agency = Agency::set_up(&server);
    let made = agency.onboarding("Bakery", "shop.test");
    let client = agency.client(&made.link);
    let request = client.seal(&answers(PROVIDER_HOST, 465, Security::ImplicitTls, ADDRESS), APP_PASSWORD);
    assert_eq!(client.submit(&request).status, 201);
    wait::until("a warning in the log", || {
        let log = server.log();
        if log.contains("can't notify the manager") { Ok(()) } else { Err(log) }
    });
}

#[test]
fn setup_links_and_new_keys_are_mailed_to_the_person_and_every_administrator() {
    let lab = Lab::start();
    let server = lab.server_with_mail(&[]);
    let agency = Agency::set_up_by_mail(&server, &lab.mail);
    let expect_mail = |to: &str, words: &str| {
        let is_it = |mail: &&String| mail.contains(&format!("Delivered-To: {to}")) && mail.contains(words);
        wait::until(&format!("a message to {to}: {words}"), || {
            let messages = lab.mail.messages();
            messages.iter().find(is_it).cloned().ok_or_else(|| messages.join("\n---\n"))
        })
    };
    // A technician replaces their key.
    let me: Me = agency.technician.get("/api/session").json();
    let new = Identities::generate();
    let recipient = Recipient::new(&me.name, &new.public_keys()[0]).expect("a valid key");
    let proof = Proof { password: Some(Password(PASSWORD.into())), code: None };
    let offer = KeyRequest { key: recipient.key().to_owned(), proof };
    let challenge: KeyChallenge = agency.technician.post("/api/me/key/challenge", &offer).json();
    let answer = shared::proof::answer(&new, &me.id, &recipient, &challenge.sealed)
        .expect("the challenge is for this key");
    let _: Me = agency.technician.put("/api/me/key", &KeyProof { answer }).json();
    expect_mail(TECHNICIAN, say::MAIL.account_key_replaced_subject());
    expect_mail(ADMIN, &say::MAIL.person_key_replaced_subject(&TECHNICIAN_NAME));

    // An administrator creates a setup link for a person. The mail goes to that person, and to no one else.
    let link = SetupLinkRequest { second_factor: false };
    let made: Invited = agency.admin.post(&format!("/api/people/{}/setup", me.id), &link).json();
    assert_eq!(made.setup_url, None, "the administrator doesn't see the link");
    expect_mail(TECHNICIAN, say::MAIL.account_link_made_subject());
    let links = || -> Vec<String> {
        lab.mail.messages().into_iter().filter(|mail| mail.contains("#setup=")).collect()
    };
    let tokens = wait::until("the link", || {
        let to_them = |mail: &&String| mail.contains(&format!("Delivered-To: {TECHNICIAN}"));
        let tokens: Vec<String> =
            links().iter().filter(to_them).filter_map(|mail| setup_token(mail)).collect();
        if tokens.len() == 2 { Ok(tokens) } else { Err(format!("{} links", tokens.len())) }
    });
    assert!(links().iter().all(|mail| !mail.contains(&format!("Delivered-To: {ADMIN}"))));
    let set_up = |token: &String| {
        let request = SetupRequest {
            token: token.clone(),
            name: TECHNICIAN_NAME.into(),
            email: parsed(TECHNICIAN),
            password: Password("warm paper red wax".into()),
            code: None,
            in_body: true,
        };
        server.api().post("/api/setup", &request).status
    };
    assert_eq!(
        tokens.iter().filter(|token| set_up(token) == 200).count(),
        1,
        "the first one was used to join"
    );
    expect_mail(TECHNICIAN, say::MAIL.account_password_set_subject());
    expect_mail(ADMIN, &say::MAIL.person_password_set_subject(&TECHNICIAN_NAME));
}
