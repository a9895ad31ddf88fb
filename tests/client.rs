//! The journey in a real browser: a manager creates a link, a client follows it on a phone until their settings work
//! and their domain is fixed, and a technician opens what the client sent.

#[path = "client/domain.rs"]
mod domain;
#[path = "client/ending.rs"]
mod ending;
#[path = "client/fields.rs"]
mod fields;
#[path = "client/journey.rs"]
mod journey;
#[path = "client/over.rs"]
mod over;
#[path = "client/paste.rs"]
mod paste;
#[path = "client/secret.rs"]
mod secret;
#[path = "client/server_name.rs"]
mod server_name;
#[path = "client/shifts.rs"]
mod shifts;

use support::{
    agency::{Agency, Made},
    browser::Browser,
    lab::{Lab, SITE},
    pages::assert_built,
    say,
    server::Server,
};

const CLIENT: &str = "Bakery Winter";
const HOST: &str = say::LETTER.label_host();
const PORT: &str = say::LETTER.label_port();

/// Starts a server with an agency, and opens a link on the client's phone, up to the first question.
fn begin(lab: &Lab) -> (Server, Agency, Made, Browser) {
    let server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = agency.onboarding(CLIENT, SITE);
    let client = Browser::phone();
    client.open(&made.link.url(&server.url()));
    client.press(say::CLIENT.welcome_start());
    (server, agency, made, client)
}
