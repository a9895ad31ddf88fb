//! The whole journey using only the command line, against the real server, mail server and DNS server.

use serde_json::{Value, json};
use shared::{open::Identities, status::Status};
use support::{
    agency::{Agency, MANAGER, PASSWORD, TECHNICIAN, fingerprint, vouched_by},
    command::Terminal,
    lab::{ADDRESS, APP_PASSWORD, APP_PASSWORD_AS_COPIED, Lab, SITE},
    say,
    server::Server,
};

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn key_of(technician: &Terminal) -> Identities {
    let file = std::fs::read_to_string(technician.file("key.txt")).expect("it was written");
    Identities::parse(&file).expect("a key file")
}

fn sign_in(terminal: &Terminal, server: &Server, email: &str) {
    let arguments = ["login", &server.url(), "--email", email, "--password-stdin"];
    terminal.run(&arguments, &format!("{PASSWORD}\n")).well();
}

#[test]
fn from_the_link_to_the_configured_site() {
    let lab = Lab::start();
    let server = lab.server();
    let agency = Agency::set_up(&server);
    let settings = lab.settings();
    let (manager, client, technician) =
        (Terminal::new(&[]), Terminal::new(&settings[..3]), Terminal::new(&settings[..3]));

    sign_in(&technician, &server, TECHNICIAN);
    technician.run(&["keygen", "-o", "key.txt", "--register", "--password-stdin"], PASSWORD).well();
    sign_in(&manager, &server, MANAGER);
    let own = fingerprint(&key_of(&technician));
    let new = ["new", "--client", "Bakery", "--site", SITE, "--accept-recipient", &own, "--json"];
    let made = manager.run(&new, "");
    let made = parsed(made.well());
    let text = |name: &str| made[name].as_str().unwrap_or_else(|| panic!("no {name}"));
    let (id, link, key) = (text("id"), text("link"), text("vouched_by"));

    // An address literal, because the system's resolver doesn't know the provider's name.
    let details = json!({
        "host": lab.mail.address().to_string(), "port": 465, "security": "implicit-tls",
        "username": ADDRESS, "address": ADDRESS, "secret_kind": "app-password", "secret": APP_PASSWORD,
    });
    let receipt = client.run(&["seal", link, "--json"], &details.to_string());
    assert_eq!(parsed(receipt.well())["recipients"], json!(["Ada Winter"]));
    assert_eq!(agency.seen(id).row.status, Status::Submitted);

    let opened = technician
        .run(&["open", id, "-i", "key.txt", "--json", "-o", "sealed.age", "--accept-manager", key], "");
    let opened = parsed(opened.well());
    assert_eq!((&opened["secret"], &opened["authenticated"]), (&json!(APP_PASSWORD), &json!(true)));
    assert_eq!(agency.seen(id).row.status, Status::Collected);

    let plain = technician.age(&[
        "-d".as_ref(),
        "-i".as_ref(),
        &technician.file("key.txt"),
        &technician.file("sealed.age"),
    ]);
    let plain = plain.well().trim_end_matches('\0');
    assert_eq!(parsed(plain)["secret"], APP_PASSWORD, "any age tool opens it");

    let tried =
        ["open", id, "-i", "key.txt", "--check", "--send-test", "someone@agency.test", "--configured"];
    let output = technician.run(&tried, "");
    assert!(!output.well().contains(APP_PASSWORD), "it's shown only at a terminal or on request");
    let message = lab.mail.wait_for_message("Delivered-To: someone@agency.test");
    assert!(!message.contains(APP_PASSWORD), "{message}");
    assert_eq!(agency.seen(id).row.status, Status::Configured);
}

#[test]
fn a_provider_is_recognized_and_its_app_password_cleaned() {
    let lab = Lab::start();
    let server = lab.server();
    let agency = Agency::set_up(&server);
    let made = agency.onboarding("Bakery", SITE);
    let link = made.link.url(&server.url());
    let settings = lab.settings();
    let (client, technician) = (Terminal::new(&settings[..3]), Terminal::new(&settings[..3]));
    let details = |secret: &str| json!({ "address": ADDRESS, "secret": secret }).to_string();
    let wrong = client.run(&["seal", &link], &details("zzzz yyyy xxxx wwww"));
    assert_eq!(wrong.status, Some(1), "the login is tested before it's sent: {wrong:?}");
    assert_eq!(agency.client(&made.link).view().receipt, None);
    client.run(&["seal", &link], &details(APP_PASSWORD_AS_COPIED)).well();

    sign_in(&technician, &server, TECHNICIAN);
    std::fs::write(technician.file("key.txt"), agency.identities.to_file().as_bytes()).expect("writable");
    let opened = technician.run(
        &["open", &made.id, "-i", "key.txt", "--json", "--check", "--accept-manager", &vouched_by()],
        "",
    );
    let opened = parsed(opened.well());
    assert_eq!(opened["provider"], "google-workspace");
    assert_eq!((&opened["host"], &opened["secret"]), (&json!("smtp.gmail.com"), &json!(APP_PASSWORD)));
}

#[test]
fn each_error_is_one_sentence() {
    let server = Server::start(&[]);
    let agency = Agency::set_up(&server);
    let made = agency.onboarding("Bakery", SITE);
    let link = made.link.url(&server.url()).to_string();
    let client = Terminal::new(&[]);
    let details = json!({
        "host": "smtp.gmail.com", "port": 465, "security": "implicit-tls", "username": ADDRESS,
        "address": ADDRESS, "secret_kind": "app-password", "secret": APP_PASSWORD,
    })
    .to_string();

    let cut = client.run(&["seal", &link[..link.len() - 3], "--no-check"], &details);
    assert_eq!(cut.status, Some(2), "{cut:?}");
    assert!(cut.err.contains(say::CLIENT.link_incomplete()), "{cut:?}");
    let nothing = client.run(&["seal", &link, "--no-check"], "");
    assert_eq!(nothing.status, Some(2), "{nothing:?}");
    let unfilled = client.run(&["seal", &link, "--no-check"], &details.replace(ADDRESS, "ada"));
    assert!(unfilled.status == Some(2) && unfilled.err.contains("address"), "{unfilled:?}");
    client.run(&["seal", "--no-check", &link], &details).well();
    let other =
        client.run(&["seal", &link, "--no-check"], &details.replace(APP_PASSWORD, "qrstuvwxyzabcdef"));
    assert!(other.status == Some(1) && other.err.contains(say::CLI.seal_already_next()), "{other:?}");

    let technician = Terminal::new(&[]);
    sign_in(&technician, &server, TECHNICIAN);
    technician.run(&["keygen", "-o", "wrong.txt"], "").well();
    let wrong = technician.run(&["open", &made.id, "-i", "wrong.txt"], "");
    assert!(
        wrong.status == Some(2) && wrong.err.contains(say::TECHNICIAN.open_error_wrong_identity()),
        "{wrong:?}"
    );
    assert_eq!(agency.seen(&made.id).row.status, Status::Submitted, "it was not opened");
    for output in [&cut, &nothing, &unfilled, &other, &wrong] {
        assert!(!output.err.contains(APP_PASSWORD) && !output.err.contains("qrstuvwxyz"), "{output:?}");
    }
}
