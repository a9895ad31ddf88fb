//! What a provider has announced for a date, as it applies on the day of the reader.
//!
//! Microsoft 365: Exchange team, 27 January 2026, "Updated Exchange Online SMTP AUTH Basic Authentication Deprecation
//! Timeline" (techcommunity.microsoft.com). Nothing changes before December 2026; at the end of that month passwords
//! for SMTP AUTH are off by default in existing organisations, and administrators may switch them on again;
//! organisations made later do not have them; the date of their removal will be announced in the second half of 2027.

/// 1 December 2026, 00:00 UTC.
const DECEMBER_2026: i64 = 1_796_083_200;
/// 1 January 2027.
const YEAR_2027: i64 = 1_798_761_600;
/// 1 July 2027.
const MID_2027: i64 = 1_814_400_000;
/// 1 January 2028.
const YEAR_2028: i64 = 1_830_297_600;

/// Where the reader's day is in Microsoft's timetable for passwords.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Before December 2026: passwords work, and an end is announced.
    Announced,
    /// December 2026: off by default at the end of the month.
    LastMonth,
    /// Until mid-2027: off by default; administrators of older organizations can turn it on again.
    OffByDefault,
    /// The second half of 2027: Microsoft is to announce the end.
    EndIsDue,
    /// From 2028: the end was to be announced.
    EndWasDue,
}

/// The phase that applies today to signing in with a password at this provider, if a timetable says. `now` is in Unix
/// seconds.
pub fn phase(provider: &str, now: i64) -> Option<Phase> {
    if !matches!(provider, "microsoft-365" | "godaddy-m365") {
        return None;
    }
    Some(match now {
        ..DECEMBER_2026 => Phase::Announced,
        DECEMBER_2026..YEAR_2027 => Phase::LastMonth,
        YEAR_2027..MID_2027 => Phase::OffByDefault,
        MID_2027..YEAR_2028 => Phase::EndIsDue,
        _ => Phase::EndWasDue,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_day_has_its_phase() {
        let on = |now| phase("microsoft-365", now).unwrap();
        for (begins, before, after) in [
            (DECEMBER_2026, Phase::Announced, Phase::LastMonth),
            (YEAR_2027, Phase::LastMonth, Phase::OffByDefault),
            (MID_2027, Phase::OffByDefault, Phase::EndIsDue),
            (YEAR_2028, Phase::EndIsDue, Phase::EndWasDue),
        ] {
            assert_eq!((on(begins - 1), on(begins)), (before, after));
        }
        assert_eq!(phase("godaddy-m365", 0), phase("microsoft-365", 0));
        assert_eq!(phase("google-workspace", YEAR_2027), None);
    }
}
