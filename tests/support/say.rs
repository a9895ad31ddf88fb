//! What the pages say. Tests look for a message and not for its words.

use words::{Language, Part};

/// The client's pages.
pub const CLIENT: words::Client = words::client(Language::En);
/// The client's pages from the guide on.
pub const LETTER: words::Letter = words::letter(Language::En);
/// Signing in, the account and its keys.
pub const ACCOUNT: words::Account = words::account(Language::En);
/// The pages of the agency's people.
pub const STAFF: words::Staff = words::staff(Language::En);
/// The technician's pages.
pub const TECHNICIAN: words::Technician = words::technician(Language::En);
/// The server's refusals.
pub const PROBLEMS: words::Problems = words::problems(Language::En);
/// The server's mails.
pub const MAIL: words::Mail = words::mail(Language::En);
/// Why a check stopped.
pub const DIAGNOSIS: words::Diagnosis = words::diagnosis(Language::En);
/// The DNS report.
pub const REPORT: words::Report = words::report(Language::En);
/// What happened.
pub const ACTIVITY: words::Activity = words::activity(Language::En);
/// The command line.
pub const CLI: words::Cli = words::cli(Language::En);
/// The page about the API.
pub const API: words::Api = words::api(Language::En);
/// The sandbox's own pages.
pub const SANDBOX: words::Sandbox = words::sandbox(Language::En);

/// The start of a sentence, up to the first variable that isn't known.
pub fn start(parts: &[Part], known: &[&str]) -> String {
    let text = parts.iter().map_while(|part| match *part {
        Part::Text(text) => Some(text),
        Part::Variable(index) => known.get(index).copied(),
    });
    text.collect()
}

/// The texts before, between and after the variables of a message.
pub fn texts(parts: &'static [Part]) -> Vec<&'static str> {
    parts.iter().filter_map(|part| if let Part::Text(text) = *part { Some(text) } else { None }).collect()
}
