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

use support::say;

const CLIENT: &str = "Bakery Winter";
const HOST: &str = say::LETTER.label_host();
const PORT: &str = say::LETTER.label_port();
