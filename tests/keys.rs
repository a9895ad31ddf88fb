//! Technicians and their keys: a key is verified or removed, files are re-encrypted for the current technicians, keys
//! have a passphrase or are in a device, and a server makes false claims.

#[path = "keys/device.rs"]
mod device;
#[path = "keys/env.rs"]
mod env;
#[path = "keys/forged.rs"]
mod forged;
#[path = "keys/own.rs"]
mod own;
#[path = "keys/team.rs"]
mod team;
#[path = "keys/turnover.rs"]
mod turnover;
#[path = "keys/unapproved_key.rs"]
mod unapproved_key;

use serde_json::Value;
use shared::rules::Security;
use support::{
    agency::{Agency, Made, PASSWORD},
    client::answers,
    command::{Output, Terminal},
    server::Server,
};

const SECRET: &str = "abcdefghijklmnop";
const PASSPHRASE: &str = "four rather plain words";
const ADMIN: &str = "mira@agency.test";
const KIM: &str = "kim@agency.test";
const KIM_NAME: &str = "Kim Rain";

fn set_up() -> (Server, Agency) {
    let server = Server::start(&[]);
    let agency = Agency::set_up(&server);
    (server, agency)
}

/// Creates an onboarding whose client has sealed [`SECRET`].
fn submitted(agency: &Agency, client: &str) -> Made {
    let made = agency.onboarding(client, "shop.test");
    let client = agency.client(&made.link);
    let details = answers("smtp.gmail.com", 465, Security::ImplicitTls, "ada@shop.test");
    assert_eq!(client.submit(&client.seal(&details, SECRET)).status, 201);
    made
}

fn terminal(server: &Server, email: &str, settings: &[(&'static str, String)]) -> Terminal {
    let terminal = Terminal::new(settings);
    let login = ["login", &server.url(), "--email", email, "--password-stdin"];
    terminal.run(&login, &format!("{PASSWORD}\n")).well();
    terminal
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Saves the stored file on this machine, and opens it there with the plain `age` program.
fn age_opens(terminal: &Terminal, id: &str, key: &str, typed: Option<&str>) -> Output {
    let file = format!("{id}-{key}.sealed");
    terminal.run(&["open", id, "-o", &file], "").well();
    match typed {
        Some(typed) => terminal.age_at_terminal(&["-d", "-i", key, "-o", "plain.json", &file], typed),
        None => terminal.age(&["-d".as_ref(), "-i".as_ref(), &terminal.file(key), &terminal.file(&file)]),
    }
}
