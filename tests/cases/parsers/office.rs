//! An agency with one onboarding, and a client and a technician at their terminals.

use serde_json::{Value, json};
use support::{
    agency::{Agency, Made, PASSWORD, TECHNICIAN, vouched_by},
    command::{Output, Terminal},
    server::Server,
};

/// The client's site. No case looks up its mail.
pub(super) const SITE: &str = "bakery.example";

pub(super) struct Office {
    pub(super) server: Server,
    agency: Agency,
    pub(super) made: Made,
    client: Terminal,
    technician: Terminal,
}

impl Office {
    pub(super) fn open() -> Self {
        let server = Server::start(&[]);
        let agency = Agency::set_up(&server);
        let made = agency.onboarding("Bakery", SITE);
        let (client, technician) = (Terminal::new(&[]), Terminal::new(&[]));
        Self { server, agency, made, client, technician }
    }

    /// Returns complete details with one field changed or added. `null` removes the field.
    pub(super) fn details(name: &str, value: impl Into<Value>) -> Value {
        let mut details = json!({
            "host": "smtp.bakery.example", "port": 465, "username": "orders@bakery.example",
            "address": "orders@bakery.example", "secret": "horse-battery-7261",
        });
        details[name] = value.into();
        details
    }

    /// Submits these details as the client.
    pub(super) fn seal(&self, link: &str, details: &Value) -> Output {
        self.client.run(&["seal", "--no-check", link], &details.to_string())
    }

    /// Returns what the technician receives.
    pub(super) fn opened(&self) -> Value {
        let sign_in = ["login", &self.server.url(), "--email", TECHNICIAN, "--password-stdin"];
        self.technician.run(&sign_in, &format!("{PASSWORD}\n")).well();
        let key = self.technician.file("key.txt");
        std::fs::write(key, self.agency.identities.to_file().as_bytes()).expect("writable");
        let arguments = ["open", &self.made.id, "-i", "key.txt", "--json", "--accept-manager", &vouched_by()];
        let output = self.technician.run(&arguments, "");
        serde_json::from_str(output.well()).unwrap_or_else(|error| panic!("{error}: {output:?}"))
    }
}
