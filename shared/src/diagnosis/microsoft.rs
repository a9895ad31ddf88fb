//! Microsoft 365 takes passwords for SMTP on a timetable (Exchange team, 27 January 2026): unchanged until the end of
//! December 2026; then off in organisations that there are, where an administrator may switch them on again, and not
//! to be had by default in those made later; the last day is to be announced in the second half of 2027.

use super::Diagnosis;

/// 1 January 2027.
const OFF_BY_DEFAULT: i64 = 1_798_761_600;

/// 1 July 2027.
const LAST_DAY_DUE: i64 = 1_814_400_000;

/// Refusals for which the day matters: the password is not the reason.
const CAUSES: [&str; 5] = [
    "ms-basic-auth-disabled",
    "ms-basic-removed",
    "ms-smtpauth-disabled-tenant",
    "ms-smtpauth-disabled-mailbox",
    "ms-security-defaults",
];

/// What applies on the day `at` (Unix seconds).
pub fn timetable(at: i64) -> &'static str {
    match at {
        ..OFF_BY_DEFAULT => {
            "Microsoft 365 takes a password for SMTP until the end of December 2026; after that an administrator has \
             to switch it on again, so plan for another way now."
        }
        OFF_BY_DEFAULT..LAST_DAY_DUE => {
            "Since the end of December 2026 passwords for SMTP are off by default in Microsoft 365; an administrator may \
             switch them on again in an organisation that is older than that. In one made later they are not available \
             by default: use a sending service or OAuth."
        }
        LAST_DAY_DUE.. => {
            "Passwords for SMTP are off by default in Microsoft 365 since the end of December 2026. Microsoft has said that \
             it will announce their last day in the second half of 2027: look whether it has, and move to a sending \
             service or OAuth."
        }
    }
}

/// Adds the timetable to the explanation of a refusal that comes of it. Mailboxes of Outlook.com are not in it: they
/// take OAuth alone since September 2024.
pub fn date(diagnosis: &mut Diagnosis, provider: Option<&str>, at: i64) {
    let is_theirs = matches!(provider, Some("microsoft-365" | "godaddy-m365"));
    if is_theirs && CAUSES.contains(&&*diagnosis.cause) {
        if !diagnosis.technician.is_empty() {
            diagnosis.technician.push(' ');
        }
        diagnosis.technician.push_str(timetable(at));
    }
}

#[cfg(all(test, feature = "facts"))]
mod tests {
    use super::*;
    use crate::{check::Stage, diagnosis::diagnose, facts};

    #[test]
    fn the_day_decides() {
        // 31 December 2026 and 1 January 2027; 30 June and 1 July 2027.
        for (day, words) in [
            (1_798_675_200, "until the end of December 2026"),
            (OFF_BY_DEFAULT, "Since the end of December 2026"),
            (LAST_DAY_DUE - 1, "Since the end of December 2026"),
            (LAST_DAY_DUE, "second half of 2027"),
        ] {
            assert!(timetable(day).contains(words), "{day}");
        }
    }

    #[test]
    fn only_where_it_matters() {
        let told = |provider, reply| {
            let mut diagnosis = diagnose(Some(provider), Stage::Auth, reply);
            date(&mut diagnosis, Some(provider), OFF_BY_DEFAULT);
            diagnosis.technician.contains("December 2026 passwords")
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
