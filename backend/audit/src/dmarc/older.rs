//! What receivers of before RFC 9989 make of the same records. They find the organisational domain by the public suffix
//! list instead of the tree walk, and ask there and at the name itself, nowhere between (RFC 7489, sections 3.2 and 6.6.3).

use shared::{
    dns::Answer,
    report::{Finding, FixAction, Topic},
};

use super::{
    Policy,
    record::DmarcRecord,
    reports::report_address,
    tree::{Found, Step},
};
use crate::finding::{With, fix, record as fix_record, warn};

/// The organisational domain as the public suffix list has it; of a public suffix, itself.
pub(super) fn organisational(domain: &str) -> &str {
    psl::domain_str(domain).unwrap_or(domain)
}

/// What an older receiver finds where the name has no record of its own.
#[derive(Debug, PartialEq, Eq)]
enum Inherited<'a> {
    /// A record at this name, and what it asks for subdomains.
    From(&'a str, Policy),
    Nothing,
    /// It was not asked for, or nobody answered.
    Unknown,
}

fn inherited(steps: &[Step]) -> Inherited<'_> {
    let Some(own) = steps.first() else { return Inherited::Unknown };
    let top = organisational(&own.domain);
    if top == own.domain {
        return Inherited::Nothing;
    }
    let Some(step) = steps.iter().find(|step| step.domain == top) else { return Inherited::Unknown };
    match &step.found {
        Found::One(record) => {
            Inherited::From(&step.domain, record.subdomain_policy().unwrap_or(Policy::None))
        }
        Found::Silent(_) => Inherited::Unknown,
        Found::Nothing | Found::Several(_) | Found::Unreadable(_) => Inherited::Nothing,
    }
}

/// What there is to say of older receivers beside a record of the name's own: how they read it, and which names are one
/// organisation for them. Empty where they come to the same.
pub(super) fn beside(record: &DmarcRecord, domain: &str, newer: &str) -> String {
    let older = organisational(domain);
    let organisation = (older != newer).then(|| {
        format!(
            " Receivers of before RFC 9989 go by the public suffix list: for them the organisational domain is {older}, and a \
             signature or return path within it is aligned (RFC 7489, sections 3.1 and 3.2)."
        )
    });
    let asks = record.policy() > Some(Policy::None);
    let share = record.share().filter(|_| asks).map(|share| {
        format!(
            " Older receivers still apply the policy to {share} % of what fails (pct; RFC 7489, section 6.3)."
        )
    });
    let in_full = (asks && record.is_testing())
        .then(|| " Older receivers do not know t, and apply p in full.".to_owned());
    [organisation, share, in_full].into_iter().flatten().collect()
}

/// A finding, where older receivers come to another policy than `policy`, which `record` at `above` asks for `domain`.
pub(super) fn falls_elsewhere(
    steps: &[Step],
    above: &str,
    record: &DmarcRecord,
    policy: Policy,
    mail: &Answer,
) -> Option<Finding> {
    let domain = steps.first()?.domain.as_str();
    let old = match inherited(steps) {
        Inherited::Unknown => return None,
        Inherited::From(name, old) if name == above && old == policy => return None,
        Inherited::Nothing if policy == Policy::None && record.report_addresses().is_empty() => return None,
        Inherited::From(name, old) => format!("the record of {name}: {old}"),
        Inherited::Nothing => "no record at all".to_owned(),
    };
    let name = format!("_dmarc.{domain}");
    let readers: Vec<_> =
        record.report_addresses().into_iter().filter(|address| is_within(address, above)).collect();
    let readers = match readers.as_slice() {
        [] => report_address(domain, None, mail).map(|address| format!("mailto:{address}")),
        several => {
            Some(several.iter().map(|address| format!("mailto:{address}")).collect::<Vec<_>>().join(","))
        }
    };
    let reports = readers.map(|readers| format!("; rua={readers}")).unwrap_or_default();
    let value = format!("v=DMARC1; p={policy}{reports}");
    let meaning = format!(
        "Some receivers follow older rules and do not find those of {above} for this domain, so forged mail in its name is \
         treated differently from one receiver to the next."
    );
    let summary = "Add this record. It says for this domain what counts already, in the place where every receiver looks.";
    let why = format!(
        "The tree walk comes to {above}: {policy} (RFC 9989, section 4.10). Receivers of before it ask at the name itself and at \
         {}, which the public suffix list gives, and find {old} (RFC 7489, sections 3.2 and 6.6.3).",
        organisational(domain)
    );
    let finding = warn(Topic::Dmarc, "older-receivers", meaning)
        .seen([format!("_dmarc.{above}: {}", record.text()), format!("{name}: nothing")])
        .why(why);
    Some(finding.fix(Some(fix(FixAction::Add, summary, [fix_record(&name, "TXT", value, "")]))))
}

/// Whether an address is at this domain or below it, and so needs nobody's consent to get reports.
fn is_within(address: &str, domain: &str) -> bool {
    address.rsplit_once('@').is_some_and(|(_, host)| shared::facts::ends_on_label(host, domain))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(records: &[(&str, &str)]) -> Vec<Step> {
        let found = |text| DmarcRecord::parse(text).map_or(Found::Nothing, Found::One);
        records
            .iter()
            .map(|&(domain, text)| Step { domain: domain.to_owned(), found: found(text), hops: Vec::new() })
            .collect()
    }

    #[test]
    fn the_list_knows_registries_and_those_who_lend_names() {
        for (domain, expected) in [
            ("shop.test", "shop.test"),
            ("a.b.shop.test", "shop.test"),
            ("www.shop.co.uk", "shop.co.uk"),
            ("co.uk", "co.uk"),
            ("mail.bakery.github.io", "bakery.github.io"),
            ("www.xn--85x722f.xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn"),
        ] {
            assert_eq!(organisational(domain), expected);
        }
    }

    #[test]
    fn only_the_name_and_its_organisation_are_asked() {
        let between = steps(&[
            ("a.b.shop.test", ""),
            ("b.shop.test", "v=DMARC1; p=reject"),
            ("shop.test", ""),
            ("test", ""),
        ]);
        assert_eq!(inherited(&between), Inherited::Nothing);
        let top = steps(&[("a.shop.test", ""), ("shop.test", "v=DMARC1; p=reject; sp=none"), ("test", "")]);
        assert_eq!(inherited(&top), Inherited::From("shop.test", Policy::None));
        let not_asked = steps(&[("a.shop.test", ""), ("test", "")]);
        assert_eq!(inherited(&not_asked), Inherited::Unknown);
    }

    #[test]
    fn tags_that_only_one_side_knows_are_told() {
        let told = |text: &str| beside(&DmarcRecord::parse(text).unwrap(), "shop.test", "shop.test");
        assert_eq!(told("v=DMARC1; p=reject"), "");
        assert!(told("v=DMARC1; p=reject; pct=20").contains("to 20 %"));
        assert_eq!(told("v=DMARC1; p=none; pct=20; t=y"), "");
        assert!(told("v=DMARC1; p=reject; t=y").contains("apply p in full"));
    }
}
