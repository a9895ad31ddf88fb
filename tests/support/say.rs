//! The messages of the pages. Tests refer to a message by name, not by its wording.

use words::{Language, Part};

/// Messages of the client's pages.
pub const CLIENT: words::Client = words::client(Language::En);
/// Messages of the client's pages from the guide on.
pub const LETTER: words::Letter = words::letter(Language::En);
/// Messages of the page of someone who does a step for a client.
pub const HELPER: words::Helper = words::helper(Language::En);
/// Messages about ways to send.
pub const WAYS: words::Ways = words::ways(Language::En);
/// Steps for the person who manages an organization's email.
pub const ADMINISTRATOR: words::Administrator = words::administrator(Language::En);
/// Messages about signing in, the account and its keys.
pub const ACCOUNT: words::Account = words::account(Language::En);
/// Messages of the staff's pages.
pub const STAFF: words::Staff = words::staff(Language::En);
/// Messages of the technician's pages.
pub const TECHNICIAN: words::Technician = words::technician(Language::En);
/// Messages of requests that the server refuses.
pub const PROBLEMS: words::Problems = words::problems(Language::En);
/// Texts of the server's mail.
pub const MAIL: words::Mail = words::mail(Language::En);
/// Messages about why a check stopped.
pub const DIAGNOSIS: words::Diagnosis = words::diagnosis(Language::En);
/// Messages of the DNS report.
pub const REPORT: words::Report = words::report(Language::En);
/// Messages of the activity log.
pub const ACTIVITY: words::Activity = words::activity(Language::En);
/// Messages of the command line.
pub const CLI: words::Cli = words::cli(Language::En);
/// Texts of the page about the API.
pub const API: words::Api = words::api(Language::En);
/// The pages' own HTML, before a program starts and without one.
pub const PAGES: words::Pages = words::pages(Language::En);
/// Texts of the page at `/email`.
pub const EMAIL: words::Email = words::email(Language::En);
/// Texts of the page at `/checklist`.
pub const CHECKLIST: words::Checklist = words::checklist(Language::En);
/// Texts of the sandbox's own pages.
pub const SANDBOX: words::Sandbox = words::sandbox(Language::En);

/// Returns the start of a message, up to the first variable that isn't given.
pub fn start(parts: &[Part], known: &[&str]) -> String {
    let text = parts.iter().map_while(|part| match *part {
        Part::Text(text) => Some(text),
        Part::Variable(index) => known.get(index).copied(),
    });
    text.collect()
}

/// Returns the texts before, between and after a message's variables.
pub fn texts(parts: &'static [Part]) -> Vec<&'static str> {
    parts.iter().filter_map(|part| if let Part::Text(text) = *part { Some(text) } else { None }).collect()
}
