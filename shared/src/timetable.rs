//! What a provider has announced for the future, and what applies on a given day.
//!
//! Microsoft 365: Exchange team, January 27, 2026, "Updated Exchange Online SMTP AUTH Basic Authentication
//! Deprecation Timeline" (techcommunity.microsoft.com). Nothing changes before December 2026. At the end of that
//! month, passwords for SMTP AUTH are off by default in existing organizations, but administrators can turn them on
//! again. Organizations created later don't have them. The date of their removal will be announced in the second half
//! of 2027.

/// December 1, 2026, 00:00 UTC.
const DECEMBER_2026: i64 = 1_796_083_200;
/// January 1, 2027.
const YEAR_2027: i64 = 1_798_761_600;
/// July 1, 2027.
const MID_2027: i64 = 1_814_400_000;
/// January 1, 2028.
const YEAR_2028: i64 = 1_830_297_600;

/// The phases of Microsoft's timetable for passwords.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Before December 2026: passwords work, and their end is announced.
    Announced,
    /// December 2026: off by default at the end of the month.
    LastMonth,
    /// Until mid-2027: off by default; administrators of older organizations can turn it on again.
    OffByDefault,
    /// The second half of 2027: Microsoft has said it will announce the end date.
    EndIsDue,
    /// From 2028: the end date should have been announced.
    EndWasDue,
}

/// Returns the phase for signing in with a password at this provider, if it has a timetable. `now` is in Unix
/// seconds.
pub fn phase(provider: &str, now: i64) -> Option<Phase> {
    matches!(provider, "microsoft-365" | "godaddy-m365").then(|| microsoft(now))
}

/// Returns the phase for signing in with a password at Microsoft 365. `now` is in Unix seconds.
pub const fn microsoft(now: i64) -> Phase {
    match now {
        ..DECEMBER_2026 => Phase::Announced,
        DECEMBER_2026..YEAR_2027 => Phase::LastMonth,
        YEAR_2027..MID_2027 => Phase::OffByDefault,
        MID_2027..YEAR_2028 => Phase::EndIsDue,
        _ => Phase::EndWasDue,
    }
}

impl Phase {
    /// True as long as an organization has passwords unless its administrator turned them off.
    pub const fn is_on_by_default(self) -> bool {
        matches!(self, Self::Announced | Self::LastMonth)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_day_has_the_right_phase() {
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
