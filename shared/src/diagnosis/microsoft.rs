//! Refusals of Microsoft 365 that come of its timetable for passwords: what applies on the day goes with them.

use super::Diagnosis;
use crate::timetable;

/// Refusals for which the day matters: the password is not the reason.
const CAUSES: [&str; 5] = [
    "ms-basic-auth-disabled",
    "ms-basic-removed",
    "ms-smtpauth-disabled-tenant",
    "ms-smtpauth-disabled-mailbox",
    "ms-security-defaults",
];

/// Adds what applies on the day `at` (Unix seconds) to the explanation of a refusal that comes of it. Mailboxes of
/// Outlook.com are not in it: they take OAuth alone since September 2024.
pub fn date(diagnosis: &mut Diagnosis, provider: Option<&str>, at: i64) {
    let Some(note) = provider.and_then(|provider| timetable::note(provider, at)) else { return };
    if CAUSES.contains(&&*diagnosis.cause) {
        if !diagnosis.technician.is_empty() {
            diagnosis.technician.push(' ');
        }
        diagnosis.technician.push_str(note);
    }
}

#[cfg(all(test, feature = "facts"))]
mod tests {
    use super::*;
    use crate::{check::Stage, diagnosis::diagnose, facts};

    /// The first day on which passwords are off by default.
    const JANUARY_2027: i64 = 1_798_761_600;

    #[test]
    fn only_where_it_matters() {
        let told = |provider, reply| {
            let mut diagnosis = diagnose(Some(provider), Stage::Auth, reply);
            date(&mut diagnosis, Some(provider), JANUARY_2027);
            diagnosis.technician.contains("Since the end of December 2026")
        };
        let disabled = "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.";
        assert!(told("microsoft-365", disabled) && told("godaddy-m365", disabled));
        assert!(!told("outlook-com", disabled));
        let wrong = "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.";
        assert!(!told("microsoft-365", wrong));
        for cause in CAUSES {
            assert!(facts::errors().iter().any(|row| row.id == cause), "{cause}");
        }
    }
}
