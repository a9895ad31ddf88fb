//! The region of an account. A provider with several regions has an include for each, and the domain's MX records
//! reveal the right one.

use futures_util::future::join_all;
use shared::{
    dns::{Kind, Resolver},
    facts::{Provider, SpfRegion, ends_on_label},
};

use super::parse::is_spf;

/// The region of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Region {
    /// The provider has the same terms in every region.
    Everywhere,
    /// The region is known. `include` is the one to propose, and `others` cover the same servers.
    Known { name: String, include: String, others: Vec<String> },
    /// Neither the MX records nor the SPF record reveals the region.
    Unknown,
}

/// Finds the region by the domain's MX hosts, or else by what its record already includes.
pub(super) async fn region<R: Resolver>(
    resolver: &R,
    provider: &Provider,
    hosts: &[&str],
    text: &str,
) -> Region {
    if provider.spf_regions.is_empty() {
        return Region::Everywhere;
    }
    let text = text.to_ascii_lowercase();
    let by_mx = |region: &&SpfRegion| {
        hosts.iter().any(|host| region.mx_suffixes.iter().any(|suffix| ends_on_label(host, suffix)))
    };
    let is_included = |domain: &String| {
        text.split_ascii_whitespace()
            .any(|term| term.trim_start_matches('+').strip_prefix("include:") == Some(domain.as_str()))
    };
    let by_record = |region: &&SpfRegion| region.spf_include.iter().any(is_included);
    let regions = &provider.spf_regions;
    let Some(region) = regions.iter().find(by_mx).or_else(|| regions.iter().find(by_record)) else {
        return Region::Unknown;
    };
    // Several names can cover the same servers. Only those with a record are used.
    let answers = join_all(region.spf_include.iter().map(|domain| resolver.ask(domain, Kind::Txt))).await;
    let has_record = answers.iter().map(|answer| answer.texts().any(|text| is_spf(&text)));
    let mut known: Vec<String> = region
        .spf_include
        .iter()
        .zip(has_record)
        .filter(|(_, has)| *has)
        .map(|(domain, _)| domain.clone())
        .collect();
    if known.is_empty() {
        // If no name has a record, either the lookups failed or our table is outdated. An include that doesn't exist is
        // never proposed.
        let is_silent = answers.iter().any(|answer| answer.silence().is_some());
        return if is_silent { of(region, region.spf_include.clone()) } else { Region::Unknown };
    }
    let present = known.iter().position(is_included).unwrap_or(0);
    known.rotate_left(present);
    of(region, known)
}

fn of(region: &SpfRegion, mut includes: Vec<String>) -> Region {
    let include = includes.remove(0);
    Region::Known { name: region.name.clone(), include, others: includes }
}
