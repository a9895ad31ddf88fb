//! Domains of mailbox providers, such as gmail.com: nobody but the provider can change their records.

use shared::{
    facts::{self, Provider},
    report::{Finding, FixAction, Topic},
};

use super::finding::{With, fail, fix, ok};

/// What is said of a domain at which a provider gives addresses to everybody. `None` for any other domain.
pub fn look(domain: &str, sender: Option<&Provider>) -> Option<Finding> {
    let owner = facts::provider_by_domain(domain)?;
    let name = &owner.name;
    let rule = "The domain's records are its owner's, and a policy covers all mail in its name (RFC 9989, section 4.7).";
    if sender.is_none_or(|sender| sender.id == owner.id) {
        let meaning = format!(
            "{domain} belongs to {name}, which keeps its records. You don't have to change anything."
        );
        return Some(ok(Topic::Domain, "of-a-provider", meaning).why(rule));
    }
    let sender = sender.map_or("another service", |sender| sender.name.as_str());
    let meaning = format!(
        "{domain} belongs to {name}. You cannot add records there, so mail that {sender} sends from a personal address fails."
    );
    let summary = "Send from an address at your own domain. If you have none yet, register one first.";
    Some(fail(Topic::Domain, "of-a-provider", meaning).why(rule).fix(Some(fix(FixAction::Ask, summary, []))))
}

#[cfg(test)]
mod tests {
    use shared::report::Verdict;

    use super::*;

    #[test]
    fn a_providers_own_domain_is_told_from_a_customers() {
        for (domain, sender, verdict) in [
            ("gmail.com", Some("google-workspace"), Some(Verdict::Ok)),
            ("gmail.com", Some("brevo"), Some(Verdict::Fail)),
            ("gmx.de", Some("mailjet"), Some(Verdict::Fail)),
            ("web.de", None, Some(Verdict::Ok)),
            ("shop.test", Some("brevo"), None),
            ("shop.gmail.com.test", None, None),
        ] {
            let found = look(domain, sender.map(|id| facts::provider(id).unwrap()));
            assert_eq!(found.map(|finding| finding.verdict), verdict, "{domain} {sender:?}");
        }
    }
}
