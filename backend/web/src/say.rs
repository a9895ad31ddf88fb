//! What the server says: the crates below it hand over meaning, and this turns it into sentences.

pub mod activity;
pub mod mail;
pub mod refusal;

use sealpost_core::device::Device;
use words::Language;

const LANGUAGE: Language = Language::En;
/// The sentences of refusals.
pub(crate) const PROBLEMS: words::Problems = words::problems(LANGUAGE);
/// The sentences about the API itself.
pub(crate) const API: words::Api = words::api(LANGUAGE);
/// The sentences of the activity log.
pub(crate) const ACTIVITY: words::Activity = words::activity(LANGUAGE);

/// Says a length of time.
pub(crate) fn span(seconds: u32) -> String {
    words::client(LANGUAGE).span(seconds)
}

/// Names what a person signed in with.
pub(crate) fn device(device: Device) -> String {
    match device {
        Device::CommandLine => ACTIVITY.device_command_line().into(),
        Device::Browser { browser, system: Some(system) } => ACTIVITY.device_browser_on(&browser, &system),
        Device::Browser { browser, system: None } => browser.into(),
        Device::Unknown => ACTIVITY.device_unknown().into(),
    }
}
