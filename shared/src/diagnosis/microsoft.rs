//! Adds Microsoft's timetable for passwords to rejections by Microsoft 365 that depend on it.

use super::{AboutLogin, Cause, Found, Statement};
use crate::timetable;

/// Rejections that depend on the date. The password isn't the reason.
const CAUSES: [Cause; 5] = [
    Cause::MsBasicAuthDisabled,
    Cause::MsBasicRemoved,
    Cause::MsSmtpauthDisabledTenant,
    Cause::MsSmtpauthDisabledMailbox,
    Cause::MsSecurityDefaults,
];

/// Adds what applies on the day `at` (Unix seconds) to the explanation of a rejection that depends on it. Outlook.com
/// mailboxes aren't affected: they have accepted only OAuth since September 2024.
pub fn date(found: &mut Found, provider: Option<&str>, at: i64) {
    if let Some(phase) = provider.and_then(|provider| timetable::phase(provider, at))
        && CAUSES.contains(&found.cause)
    {
        found.technician.push(Statement::Login(AboutLogin::Announced(phase)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{check::Stage, diagnosis::diagnose, timetable::Phase};

    /// The first day on which passwords are off by default, in Unix seconds.
    const JANUARY_2027: i64 = 1_798_761_600;

    #[test]
    fn the_date_is_added_only_if_it_matters() {
        let is_dated = |provider, reply| {
            let mut found = diagnose(Some(provider), Stage::Auth, reply);
            date(&mut found, Some(provider), JANUARY_2027);
            found.technician.contains(&Statement::Login(AboutLogin::Announced(Phase::OffByDefault)))
        };
        let disabled = "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.";
        assert!(is_dated("microsoft-365", disabled) && is_dated("godaddy-m365", disabled));
        assert!(!is_dated("outlook-com", disabled));
        let wrong = "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.";
        assert!(!is_dated("microsoft-365", wrong));
    }
}
