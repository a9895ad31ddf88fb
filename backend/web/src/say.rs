//! The server's messages. The crates below return meanings, and this module puts them into words.

pub mod activity;
pub(crate) mod delivery;
pub mod mail;
pub mod refusal;

use sealpost_core::device::Device;
use words::Language;

const LANGUAGE: Language = Language::En;
/// Messages of refused requests.
pub(crate) const PROBLEMS: words::Problems = words::problems(LANGUAGE);
/// Texts about the API itself.
pub(crate) const API: words::Api = words::api(LANGUAGE);
/// What to say about each provider.
pub(crate) const GUIDES: words::Guides = words::guides(LANGUAGE);
/// Messages of the activity log.
pub(crate) const ACTIVITY: words::Activity = words::activity(LANGUAGE);

/// Returns a length of time in words.
pub(crate) fn span(seconds: u32) -> String {
    words::client(LANGUAGE).span(seconds)
}

/// Returns the name of what a person signed in with.
pub(crate) fn device(device: Device) -> String {
    match device {
        Device::CommandLine => ACTIVITY.device_command_line().into(),
        Device::Browser { browser, system: Some(system) } => ACTIVITY.device_browser_on(&browser, &system),
        Device::Browser { browser, system: None } => browser.into(),
        Device::Unknown => ACTIVITY.device_unknown().into(),
    }
}
