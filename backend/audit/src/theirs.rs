//! Domains of mailbox providers, such as gmail.com. Only the provider can change their records.

use shared::{
    facts::{self, Provider},
    report::{Change, DomainAdvice, DomainFinding, Judged, Remedy},
};

use super::judged::{fail, ok};

/// Returns the finding about a domain whose addresses a provider hands out to the public, or `None` for any other
/// domain.
pub fn look(domain: &str, sender: Option<&Provider>) -> Option<Judged> {
    let owner = facts::provider_by_domain(domain)?;
    let (domain, owner_name) = (domain.to_owned(), owner.name.clone());
    let Some(sender) = sender.filter(|sender| sender.id != owner.id) else {
        return Some(ok(DomainFinding::OfAProvider { domain, owner: owner_name }));
    };
    let sender = sender.name.clone();
    Some(
        fail(DomainFinding::NotYours { domain, owner: owner_name, sender })
            .fix(Remedy::new(Change::AskProvider(Vec::new()), DomainAdvice::UseOwnDomain)),
    )
}

#[cfg(test)]
mod tests {
    use shared::report::Verdict;

    use super::*;

    #[test]
    fn a_providers_own_domain_is_distinguished_from_a_customers() {
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
