//! `sealpost ways` and `sealpost exchange`: a technician learns how a website should send without a password, and gets
//! the commands for the administrator.

use std::fs;

use shared::ways::{Because, Site, Way, google, guide::ClientStep};
use support::{
    command::{Output, Terminal},
    say,
};
use words::Language;

const WAYS: words::Ways = words::ways(Language::En);
const ADMINISTRATOR: words::Administrator = words::administrator(Language::En);

const TENANT: &str = "bakery.onmicrosoft.com";
const APPLICATION: &str = "4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5";
const OBJECT: &str = "0f5c8a51-90c6-4dd1-8c22-1d8bb2d2c0aa";
const MAILBOX: &str = "website@bakery.example";

/// Returns the text in one line, because pages are wrapped.
fn unwrapped(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn ways(arguments: &[&str]) -> String {
    let output = Terminal::new(&[]).run(&[&["ways"][..], arguments].concat(), "");
    unwrapped(output.well())
}

/// Runs `sealpost exchange` for an app with this Object ID and name.
fn exchange(terminal: &Terminal, object: &str, name: &str, more: &[&str]) -> Output {
    let mut arguments = vec!["exchange", "--tenant", TENANT, "--application", APPLICATION];
    arguments.extend(["--object-id", object, "--mailbox", MAILBOX, "--name", name]);
    arguments.extend(more);
    terminal.run(&arguments, "")
}

/// Checks that these texts are there, one after the other.
fn in_order(mut rest: &str, parts: &[&str]) {
    for part in parts {
        rest = rest.split_once(part).unwrap_or_else(|| panic!("no {part:?} in {rest}")).1;
    }
}

#[test]
fn the_list_has_the_best_way_first_and_says_why() {
    let text = ways(&["--passwords", "rejected"]);
    let heading = say::CLI.ways_heading(&"Microsoft 365");
    let [first, second] = [Way::SendingService, Way::AzureCommunication].map(|way| WAYS.name(way));
    let (why, needs) = (WAYS.because(Because::OnlyDns), WAYS.needs(Way::SendingService));
    in_order(&text, &[&heading, &format!("1. {first}"), why, needs, &format!("2. {second}")]);
    assert!(!text.contains(&WAYS.name(Way::HighVolume)), "{text}");
    assert!(!text.contains("3. "), "a site that isn't known has no other way: {text}");

    let text = ways(&["--passwords", "allowed", "--own-recipients", "--administrator", "someone-else"]);
    in_order(&text, &[&WAYS.name(Way::HighVolume), WAYS.because(Because::KnownToWork)]);
}

#[test]
fn software_decides_the_list() {
    for (site, name) in [
        ("wp-mail-smtp-pro", WAYS.way_plugin_microsoft(&"WP Mail SMTP")),
        ("django", WAYS.name(Way::AppScoped)),
        ("postfix", WAYS.name(Way::Connector)),
    ] {
        let text = ways(&["--site", site]);
        assert!(text.contains(&name), "{site} has no {name}: {text}");
    }
    let caution = Site::Laravel.caution().expect("Laravel has packages for Microsoft Graph");
    assert!(ways(&["--site", "laravel"]).contains(WAYS.caution(caution)));
}

#[test]
fn google_has_its_own_ways() {
    let text = ways(&["--provider", "google-workspace", "--site", "postfix", "--administrator", "client"]);
    let names = [google::Way::AppPassword, google::Way::Relay, google::Way::SendingService];
    let names = names.map(|way| WAYS.google_name(way));
    in_order(&text, &names.each_ref().map(|name| &**name));
    let arguments = ["--provider", "google-workspace", "--passwords", "rejected"];
    assert!(!ways(&arguments).contains(&WAYS.google_name(google::Way::AppPassword)));
}

#[test]
fn steps_are_for_the_client_and_for_the_administrator() {
    let text = ways(&["--site", "django", "--administrator", "someone-else", "--steps", "2"]);
    in_order(
        &text,
        &[
            &WAYS.name(Way::AppScoped),
            say::CLI.ways_client_steps(),
            WAYS.step(ClientStep::ChooseMailbox),
            say::CLI.ways_administrator_steps(),
            ADMINISTRATOR.admin_run_commands(),
            "sealpost exchange --tenant TENANT",
            say::CLI.ways_surprises(),
            ADMINISTRATOR.surprise_two_object_ids(),
        ],
    );
    let text = ways(&["--steps", "1"]);
    assert!(text.contains(say::CLI.ways_no_administrator()), "{text}");

    let text = ways(&["--site", "fluentsmtp", "--administrator", "client", "--steps", "2"]);
    let address = "https://bakery.example/wp-json/fluent-smtp/outlook_callback";
    in_order(&text, &[address, "offline_access", &say::CLI.ways_example_site(&"https://bakery.example")]);
}

#[test]
fn wrong_arguments_are_explained() {
    let terminal = Terminal::new(&[]);
    let number = say::CLI.ways_steps_wrong(2);
    let cases: [(&[&str], &str); 8] = [
        (&["--passwords", "rejected", "--steps", "9"], &number),
        (&["--provider", "google-workspace", "--own-recipients"], say::CLI.ways_recipients_google()),
        (&["--steps", "0"], "--steps"),
        (&["--steps", "first"], "--steps"),
        (&["--site", "joomla"], "wp-mail-smtp-pro"),
        (&["--provider", "gmx"], "google-workspace"),
        (&["--administrator", "me"], "someone-else"),
        (&["--passwords", "maybe"], "rejected"),
    ];
    for (arguments, words) in cases {
        let output = terminal.run(&[&["ways"][..], arguments].concat(), "");
        assert_eq!((output.status, &*output.out), (Some(2), ""), "{output:?}");
        assert!(unwrapped(&output.err).contains(words), "{words}: {output:?}");
    }
}

#[test]
fn the_commands_can_be_pasted() {
    let terminal = Terminal::new(&[]);
    let output = exchange(&terminal, OBJECT, "Anna's mail", &[]);
    let script = output.well();
    assert!(script.starts_with(&format!("# {}\nConnect-ExchangeOnline\n", ADMINISTRATOR.command_connect())));
    in_order(
        script,
        &[
            ADMINISTRATOR.command_register_app(),
            &format!("\nNew-ServicePrincipal -AppId '{APPLICATION}' -ObjectId '{OBJECT}'"),
            " -DisplayName 'Anna''s mail'\n",
            ADMINISTRATOR.command_assign_role(),
            ADMINISTRATOR.command_allow_smtp_auth(),
            ADMINISTRATOR.command_show_role(),
        ],
    );
    assert!(!script.contains("FullAccess"), "{script}");
    for line in script.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")) {
        assert!(line.starts_with(|c: char| c.is_ascii_uppercase()), "not a command: {line}");
    }
    assert!(unwrapped(&output.err).contains(ADMINISTRATOR.admin_no_permissions()), "{output:?}");
    assert!(!output.err.contains("adminconsent"), "{output:?}");
}

#[test]
fn full_access_needs_an_approval() {
    let output = exchange(&Terminal::new(&[]), OBJECT, "Website mail", &["--full-access"]);
    assert!(output.well().contains(&format!("-User '{OBJECT}' -AccessRights FullAccess\n")), "{output:?}");
    assert!(!output.out.contains("New-ManagementScope"), "{output:?}");
    let link = format!("https://login.microsoftonline.com/{TENANT}/adminconsent?client_id={APPLICATION}");
    in_order(&output.err, &[say::CLI.exchange_consent(), &link, ADMINISTRATOR.surprise_consent_page_error()]);
}

#[test]
fn a_script_is_saved_and_never_replaces_a_file() {
    let terminal = Terminal::new(&[]);
    let output = exchange(&terminal, OBJECT, "Website mail", &["-o", "mail.ps1"]);
    assert_eq!(output.well(), "");
    assert!(output.err.contains(&say::CLI.exchange_saved(&"mail.ps1")), "{output:?}");
    let saved = fs::read_to_string(terminal.file("mail.ps1")).expect("the script");
    // Windows PowerShell reads UTF-8 only with this mark.
    assert!(saved.starts_with("\u{feff}# ") && saved.contains("\nConnect-ExchangeOnline\n"), "{saved}");

    let again = exchange(&terminal, OBJECT, "Other mail", &["--full-access", "-o", "mail.ps1"]);
    assert_eq!((again.status, &*again.out), (Some(2), ""), "{again:?}");
    assert!(again.err.contains(&say::CLI.open_exists(&"mail.ps1")), "{again:?}");
    assert_eq!(fs::read_to_string(terminal.file("mail.ps1")).expect("the script"), saved);
}

#[test]
fn wrong_values_make_no_commands() {
    let terminal = Terminal::new(&[]);
    let same = exchange(&terminal, &APPLICATION.to_uppercase(), "Website mail", &["-o", "mail.ps1"]);
    assert_eq!((same.status, &*same.out), (Some(2), ""), "{same:?}");
    for words in [ADMINISTRATOR.same_id(), say::CLI.exchange_same_id_next()] {
        assert!(same.err.contains(words), "{words}: {same:?}");
    }
    assert!(!terminal.file("mail.ps1").exists());

    for (object, name, words) in [
        ("bakery", "Website mail", say::CLI.exchange_object_id_wrong()),
        (OBJECT, "Mail\nRemove-Mailbox", "--name"),
        (OBJECT, " ", "--name"),
    ] {
        let output = exchange(&terminal, object, name, &[]);
        assert_eq!((output.status, &*output.out), (Some(2), ""), "{output:?}");
        assert!(unwrapped(&output.err).contains(words), "{words}: {output:?}");
    }
    let missing = terminal.run(&["exchange", "--tenant", TENANT], "");
    assert!(missing.status == Some(2) && missing.err.contains("--object-id"), "{missing:?}");
}
