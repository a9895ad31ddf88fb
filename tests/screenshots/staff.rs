//! The pages of managers, technicians and administrators.

use std::fs;

use shared::{
    identities::{Identities, PASSPHRASE_MIN, lock},
    rules::Security,
    wire::{InviteRequest, Role},
};
use support::{
    agency::{ADMIN, Agency, MANAGER, PASSWORD, TECHNICIAN, give_key, parsed},
    authenticator::Authenticator,
    browser::{DESK, PHONE},
    client::answers,
    command::Terminal,
    lab::{ADDRESS, APP_PASSWORD, Lab, PROVIDER_HOST, SITE},
    pages::{assert_built, change_to, make_link, open_letter, sign_in},
    say,
    server::Server,
};

use super::Album;

#[test]
fn screenshots_of_a_manager() {
    let lab = Lab::start();
    let server = lab.server();
    assert_built(&server);
    let album = Album::of("manager");
    let manager = &album.browser;
    manager.open(&format!("{}/staff/#setup={}", server.url(), server.setup_token()));
    album.take("set-up", say::ACCOUNT.set_up_heading());
    let agency = Agency::set_up(&server);
    manager.open(&format!("{}/staff", server.url()));
    album.take("sign-in", say::ACCOUNT.sign_in_email());
    manager.fill(say::ACCOUNT.sign_in_email(), MANAGER);
    manager.fill(say::ACCOUNT.sign_in_password(), "not the password");
    manager.press(say::ACCOUNT.sign_in_button());
    album.take("sign-in-wrong", say::PROBLEMS.wrong_login());
    manager.fill(say::ACCOUNT.sign_in_password(), PASSWORD);
    manager.press(say::ACCOUNT.sign_in_button());
    album.take("board-empty", say::STAFF.page_new());
    manager.open(&format!("{}/staff/new", server.url()));
    album.take("new", say::STAFF.create_private());
    manager.press(say::STAFF.create_link());
    album.take("new-empty", say::STAFF.create_site_empty());
    make_link(manager, &server, "Bakery Winter", SITE);
    album.take("link", say::STAFF.handover_message());

    let ids = on_their_ways(&agency);
    manager.open(&format!("{}/staff", server.url()));
    album.take("board", say::STAFF.group_technician());
    for (name, id) in ["waiting", "failed", "submitted"].into_iter().zip(&ids) {
        manager.open(&format!("{}/staff/onboardings/{id}", server.url()));
        album.take(name, SITE);
    }
    let checks = [
        ("certificate", "mail.hosted.test", 465, say::start(say::STAFF.test_certificate_parts(), &[])),
        ("port", PROVIDER_HOST, 2525, say::start(say::STAFF.test_ports_parts(), &[])),
    ];
    for (name, host, port, words) in checks {
        let made = agency.onboarding("Garage Monsoon", SITE);
        let tried = answers(host, port, Security::ImplicitTls, ADDRESS);
        agency.client(&made.link).check(&tried, APP_PASSWORD);
        manager.open(&format!("{}/staff/onboardings/{}", server.url(), made.id));
        manager.press(say::STAFF.test_details());
        album.take(name, &words);
    }
    manager.open(&format!("{}/staff/onboardings/nothing", server.url()));
    album.take("onboarding-unknown", say::PROBLEMS.onboarding_unknown());
    manager.open(&format!("{}/staff/people", server.url()));
    album.take("not-for-you", say::STAFF.denied());
    manager.open(&format!("{}/staff/nowhere", server.url()));
    album.take("no-page", say::STAFF.page_missing());
}

/// Creates three onboardings: one is waiting, one failed the check, one has submitted and has a report.
fn on_their_ways(agency: &Agency) -> [String; 3] {
    let waiting = agency.onboarding("Clinic Summer", SITE);
    let failed = agency.onboarding("Café Spring", SITE);
    let right = answers(PROVIDER_HOST, 465, Security::ImplicitTls, ADDRESS);
    agency.client(&failed.link).check(&right, "not the password");
    let submitted = agency.onboarding("Bookshop Autumn", SITE);
    let client = agency.client(&submitted.link);
    client.check(&right, APP_PASSWORD);
    client.progress(&shared::wire::Progress {
        step: Some(shared::status::Step::Check),
        address: Some(parsed(ADDRESS)),
        provider: Some("google-workspace".into()),
        server: None,
    });
    assert_eq!(client.submit(&client.seal(&right, APP_PASSWORD)).status, 201);
    client.api.post(
        &client.path("/report"),
        &shared::wire::ReportRequest { every_server: true, ..Default::default() },
    );
    [waiting.id, failed.id, submitted.id]
}

#[test]
fn screenshots_of_a_technician() {
    let lab = Lab::start();
    let server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let album = Album::of("technician");
    let technician = &album.browser;
    sign_in(technician, &server, TECHNICIAN);
    let page = |path: &str| technician.open(&format!("{}/staff/{path}", server.url()));
    page("queue");
    album.take("queue-empty", say::TECHNICIAN.queue_empty_when());
    page("key");
    album.take("key", say::ACCOUNT.key_current_heading());
    let [.., id] = on_their_ways(&agency);
    page("queue");
    album.take("queue", "Bookshop Autumn");
    page(&format!("queue/{id}"));
    album.take("letter-closed", say::TECHNICIAN.key_file_choose_button());

    let home = Terminal::new(&[]);
    let [right, wrong, none] = ["right.txt", "wrong.txt", "none.txt"].map(|name| home.file(name));
    fs::write(&right, agency.identities.to_file().as_bytes()).expect("writable");
    fs::write(&wrong, Identities::generate().to_file().as_bytes()).expect("writable");
    fs::write(&none, "a shopping list").expect("writable");
    open_letter(technician, &server, &id, &none);
    album.take("letter-no-key", say::TECHNICIAN.open_error_not_an_identity());
    open_letter(technician, &server, &id, &wrong);
    album.take("letter-wrong-key", say::TECHNICIAN.open_other_key());
    open_letter(technician, &server, &id, &right);
    album.take("letter-compare", &say::TECHNICIAN.origin_new_key(&"Max Field"));
    technician.press(say::TECHNICIAN.origin_key_same());
    album.take("letter", say::TECHNICIAN.origin_authentic());
    technician.press(say::TECHNICIAN.secret_show());
    album.take("letter-shown", APP_PASSWORD);
    technician.press(".env");
    album.take("env", say::TECHNICIAN.paste_which_reader());
    technician.press("docker");
    album.take("env-docker", say::TECHNICIAN.paste_which_reader());
    technician.press(say::TECHNICIAN.done_mark());
    technician.wait_for(say::STAFF.prove());
    album.take("configured", say::TECHNICIAN.progress_kept_save());
}

#[test]
fn screenshots_of_an_administrator() {
    let server = Server::start(&[("SEALPOST_KEEP_ACTIVITY", "730")]);
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let request =
        InviteRequest { name: "Sam".into(), email: parsed("sam@agency.test"), roles: vec![Role::Manager] };
    assert_eq!(agency.admin.post("/api/people", &request).status / 100, 2);
    let album = Album::of("administrator");
    let admin = &album.browser;
    sign_in(admin, &server, ADMIN);
    admin.open(&format!("{}/staff/people", server.url()));
    album.take("people", say::STAFF.people_invited());
    admin.fill(say::STAFF.invite_name(), "Kim Rain");
    admin.fill(say::STAFF.invite_email(), "kim@agency.test");
    admin.press("Technician");
    admin.press(say::STAFF.invite_create());
    album.take("invited", say::STAFF.invite_link());
    admin.open(&format!("{}/staff/activity", server.url()));
    album.take("activity", "Mira Stone");
    admin.open(&format!("{}/staff/settings", server.url()));
    album.take("settings", say::STAFF.retention_operator());
    admin.fill(say::STAFF.retention_reports(), "ninety");
    admin.press(say::STAFF.retention_save());
    album.take("settings-wrong", say::STAFF.retention_wrong());
    admin.fill(say::STAFF.retention_reports(), "30");
    admin.press(say::STAFF.retention_save());
    album.take("settings-saved", say::STAFF.retention_saved());
    admin.open(&format!("{}/staff/agency", server.url()));
    album.take("agency", say::STAFF.agency_contact_what());
    admin.fill(say::STAFF.agency_color(), "#ffd100");
    album.take("agency-color", say::STAFF.agency_preview_dark());
    admin.fill(say::STAFF.agency_contact_phone(), "call me");
    admin.press(say::STAFF.agency_save());
    album.take("agency-wrong", say::CLIENT.rule_not_a_phone());
    admin.resize(PHONE);
    admin.press(say::STAFF.menu());
    album.take("menu", say::STAFF.sign_out());
}

#[test]
fn screenshots_of_accounts() {
    let server = Server::start(&[("SEALPOST_SECOND_FACTOR", "required")]);
    assert_built(&server);
    let album = Album::of("account");
    let admin = &album.browser;
    admin.open(&format!("{}/staff#setup={}", server.url(), server.setup_token()));
    admin.fill(say::ACCOUNT.set_up_name(), "Mira Stone");
    admin.fill(say::ACCOUNT.set_up_email(), ADMIN);
    admin.fill(say::ACCOUNT.set_up_password(), "password1234");
    admin.press(say::ACCOUNT.set_up_button());
    album.take("common", say::PROBLEMS.password_common());
    admin.fill(say::ACCOUNT.set_up_password(), PASSWORD);
    admin.press(say::ACCOUNT.set_up_button());
    admin.press(say::ACCOUNT.app_no_camera());
    let app = Authenticator::new(&admin.beside(&format!("Copy {}", say::ACCOUNT.app_key())));
    album.take("authenticator-app", say::ACCOUNT.app_type());
    admin.fill(say::ACCOUNT.app_code(), &app.code());
    admin.press(say::ACCOUNT.app_confirm());
    album.take("recovery", say::ACCOUNT.recovery_what());
    admin.press(say::ACCOUNT.recovery_kept());
    admin.press(say::ACCOUNT.recovery_continue());
    admin.wait_for(say::STAFF.page_new());
    admin.open(&format!("{}/staff/account", server.url()));
    album.take("account", say::ACCOUNT.account_sessions_heading());
    admin.press(say::ACCOUNT.account_app_new_codes());
    album.take("proof", say::ACCOUNT.confirm_password());
    admin.open(&format!("{}/staff/people", server.url()));
    admin.fill(say::STAFF.invite_name(), "Kim Rain");
    admin.fill(say::STAFF.invite_email(), "kim@agency.test");
    admin.press("Technician");
    admin.press(say::STAFF.invite_create());
    admin.press(&say::STAFF.member_change(&"Kim"));
    admin.press(say::STAFF.member_deactivate());
    album.take("member", &say::STAFF.member_deactivate_what(&"Kim Rain"));
    admin.resize(DESK);
    admin.press(say::STAFF.sign_out());
    admin.fill(say::ACCOUNT.sign_in_email(), ADMIN);
    admin.fill(say::ACCOUNT.sign_in_password(), PASSWORD);
    admin.press(say::ACCOUNT.sign_in_button());
    admin.fill(say::ACCOUNT.code_label(), &app.wrong());
    admin.press(say::ACCOUNT.sign_in_button());
    album.take("code", say::PROBLEMS.code_wrong());
}

/// Takes the page that creates a key.
fn takes_a_new_key(album: &Album, server: &Server) {
    let technician = &album.browser;
    technician.open(&format!("{}/staff/key", server.url()));
    album.take("none", say::ACCOUNT.key_create_heading());
    technician.fill(say::ACCOUNT.key_create_passphrase(), "too short");
    technician.press(say::ACCOUNT.key_create_button());
    album.take("short", &say::ACCOUNT.key_create_short(&PASSPHRASE_MIN));
    technician.fill(say::ACCOUNT.key_create_passphrase(), "four rather plain words");
    technician.fill(say::ACCOUNT.key_create_repeat(), "four rather plain words");
    technician.press(say::ACCOUNT.key_create_button());
    technician.press(say::ACCOUNT.key_keep_kept());
    album.take("made", say::ACCOUNT.key_keep_register());
}

#[test]
fn screenshots_of_keys() {
    let server = Server::start(&[]);
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let kim = agency.person("Kim Rain", "kim@agency.test", Role::Technician);
    let identities = Identities::generate();
    let album = Album::of("keys");
    let technician = &album.browser;
    let page = |path: &str| technician.open(&format!("{}/staff/{path}", server.url()));
    sign_in(technician, &server, "kim@agency.test");
    takes_a_new_key(&album, &server);

    give_key(&kim, &identities);
    let [made, waiting] = ["Bakery Winter", "Clinic Summer"].map(|client| agency.onboarding(client, SITE));
    let client = agency.client(&made.link);
    let right = answers(PROVIDER_HOST, 465, Security::ImplicitTls, ADDRESS);
    assert_eq!(client.submit(&client.seal(&right, APP_PASSWORD)).status, 201);
    let home = Terminal::new(&[]);
    let [plain, locked] = ["plain.txt", "locked.age"].map(|name| home.file(name));
    let file = identities.to_file();
    fs::write(&plain, file.as_bytes()).expect("writable");
    fs::write(&locked, lock(&file, "four rather plain words").expect("it can be locked")).expect("writable");
    page("key");
    technician.choose_file(say::TECHNICIAN.key_file_choose_button(), &plain);
    album.take("own", say::ACCOUNT.key_own_current());

    change_to(technician, &server, ADMIN);
    page("people");
    technician.press(&say::STAFF.remove_key(&"Ada Winter"));
    album.take("take-out", say::STAFF.remove_key_what());
    technician.press(say::STAFF.remove_key_do());
    technician.wait_for(say::STAFF.people_no_key());
    change_to(technician, &server, MANAGER);
    album.take("board", &say::STAFF.row_former_readers(&"Ada Winter"));
    for (name, id) in [("coming", &waiting.id), ("sealed", &made.id)] {
        page(&format!("onboardings/{id}"));
        album.take(name, say::STAFF.former_readers());
    }
    page(&format!("onboardings/{}", waiting.id));
    technician.press(say::STAFF.action_new_link());
    album.take("new-link", say::STAFF.recipients());

    change_to(technician, &server, "kim@agency.test");
    page(&format!("queue/{}/reseal", made.id));
    technician.choose_file(say::TECHNICIAN.key_file_choose_button(), &locked);
    technician.fill(say::TECHNICIAN.passphrase_label(), "four other plain words");
    technician.press(say::TECHNICIAN.passphrase_button());
    album.take("locked", say::TECHNICIAN.open_error_wrong_passphrase());
    technician.fill(say::TECHNICIAN.passphrase_label(), "four rather plain words");
    technician.press(say::TECHNICIAN.passphrase_button());
    album.take("reencrypt", say::TECHNICIAN.reencrypt_button());
    technician.press(say::TECHNICIAN.reencrypt_button());
    album.take("done", say::TECHNICIAN.reencrypt_done_old());
    page(&format!("onboardings/{}", made.id));
    album.take("before", &say::STAFF.former_readers_before(&"Ada Winter"));
    open_letter(technician, &server, &made.id, &plain);
    album.take("letter", &say::start(say::TECHNICIAN.receipt_reencrypted_parts(), &["Kim Rain"]));
    technician.open(&made.link.url(&server.url()));
    album.take("receipt", say::LETTER.receipt_encrypted_again());
}
