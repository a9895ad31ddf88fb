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

/// What the person should know today about signing in with a password at this provider, where a timetable says.
/// `now` is in Unix seconds.
pub fn note(provider: &str, now: i64) -> Option<&'static str> {
    if !matches!(provider, "microsoft-365" | "godaddy-m365") {
        return None;
    }
    Some(if now < DECEMBER_2026 {
        "A password still works here today. At the end of December 2026 Microsoft switches it off by default; an \
         administrator can then switch it on again, for a time. Please agree now on what takes its place."
    } else if now < YEAR_2027 {
        "A password still works here, but at the end of this month, December 2026, Microsoft switches it off by \
         default. An administrator can switch it on again, for a time. Please agree now on what takes its place."
    } else if now < MID_2027 {
        "Since the end of December 2026 Microsoft has this switched off by default. In an older organisation an \
         administrator can switch it on again; one that was made after December 2026 does not have it. When it ends \
         for good, Microsoft will announce in the second half of 2027."
    } else if now < YEAR_2028 {
        "Since the end of December 2026 Microsoft has this switched off by default, and it is to announce in these \
         months when it ends for good. Please ask your administrator whether it is on, and plan for what takes its place."
    } else {
        "Microsoft was to announce in 2027 when passwords end here for good. Please ask your administrator whether a \
         password still works; otherwise use a sending service."
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_day_has_its_own_words() {
        let on = |now| note("microsoft-365", now).unwrap();
        let days = [DECEMBER_2026 - 1, DECEMBER_2026, YEAR_2027, MID_2027, YEAR_2028].map(on);
        assert!(days.windows(2).all(|pair| pair[0] != pair[1]));
        for (later, earlier) in
            [(0, DECEMBER_2026 - 1), (YEAR_2027 - 1, DECEMBER_2026), (MID_2027 - 1, YEAR_2027)]
        {
            assert_eq!(on(later), on(earlier), "the same until the next date");
        }
        assert!(days[0].contains("still works") && days[1].contains("this month"));
        assert!(days[2].contains("switched off by default"));
        assert_eq!(note("godaddy-m365", 0), note("microsoft-365", 0));
        assert_eq!(note("google-workspace", YEAR_2027), None);
    }
}
