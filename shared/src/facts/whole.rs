//! Tests every provider's facts in the form that the pages and the command line use: nothing is empty or broken. The
//! sentences are in `words`, whose build checks that they match the table.

use std::collections::HashSet;

use super::{Provider, ProviderKind, providers};
use crate::{
    details::{SecretKind, username_for},
    rules::{Address, Host, Port},
};

fn address() -> Address {
    "ada@shop.test".parse().unwrap()
}

/// Returns the text with its `<parts>` filled in.
fn filled(text: &str) -> String {
    let mut rest = text;
    let mut filled = String::new();
    while let Some((before, after)) = rest.split_once('<') {
        filled.push_str(before);
        filled.push_str("a.part");
        rest = after.split_once('>').unwrap_or_else(|| panic!("{text}: a <part> isn't closed")).1;
    }
    filled + rest
}

#[test]
fn links_are_https_and_patterns_compile() {
    for provider in providers() {
        let id = &provider.id;
        for url in [&provider.secret_url, &provider.help_url] {
            let is_dead_end = provider.secret_kind == SecretKind::Oauth2Only;
            assert!(url.starts_with("https://") || url.is_empty() && is_dead_end, "{id}: {url}");
            assert!(filled(url).bytes().all(|byte| byte.is_ascii_graphic()), "{id}: {url}");
        }
        assert!(provider.help_url.starts_with("https://"), "{id}");
        let pattern = regex_lite::Regex::new(&provider.secret_pattern);
        assert!(pattern.is_ok(), "{id}: {pattern:?}");
    }
}

#[test]
fn servers_can_be_connected_to_and_user_names_follow_their_form() {
    for provider in providers() {
        let id = &provider.id;
        for endpoint in &provider.endpoints {
            let host = filled(&endpoint.host);
            assert!(host.parse::<Host>().is_ok() && Port::new(endpoint.port).is_some(), "{id}: {endpoint:?}");
        }
        let places: HashSet<_> = provider.endpoints.iter().map(|e| (&e.host, e.port)).collect();
        assert_eq!(places.len(), provider.endpoints.len(), "{id} lists a server twice");
        let name = username_for(&provider.username_form, &address(), None).map(String::from);
        match provider.username_form.as_str() {
            "full-email" | "any-string" => assert_eq!(name.as_deref(), Some("ada@shop.test"), "{id}"),
            "local-part" => assert_eq!(name.as_deref(), Some("ada"), "{id}"),
            "same-as-secret" | "smtp-username" | "api-key" => assert_eq!(name, None, "{id}"),
            form => assert_eq!(name.as_deref(), form.strip_prefix("literal:"), "{id}"),
        }
    }
}

#[test]
fn dns_records_are_complete() {
    for provider in providers() {
        let id = &provider.id;
        assert_eq!(
            provider.spf_mechanism.is_empty(),
            spf_is_explained(provider),
            "{id}: {}",
            provider.spf_note
        );
        for record in &provider.dkim {
            assert!(record.host.contains("_domainkey") && !record.selector.is_empty(), "{id}: {record:?}");
            assert_eq!(record.kind == "CNAME", !record.target.is_empty(), "{id}: {record:?}");
        }
        for record in &provider.return_path {
            assert!(!record.host.is_empty() && !record.target.is_empty(), "{id}: {record:?}");
        }
        for suffix in provider.spf_regions.iter().flat_map(|region| &region.mx_suffixes) {
            assert!(provider.mx_suffixes.contains(suffix), "{id}: {suffix} isn't one of its MX suffixes");
        }
        let is_found = !provider.email_domains.is_empty() || !provider.mx_suffixes.is_empty();
        let is_generic = matches!(id.as_str(), "cpanel" | "plesk");
        assert!(
            is_found || is_generic || provider.kind == ProviderKind::Relay,
            "{id} can never be recognized"
        );
    }
}

/// Returns true if nothing is known about the provider's SPF, or if a note says why its SPF record needs no change.
fn spf_is_explained(provider: &Provider) -> bool {
    provider.spf_mechanism.is_empty() && (provider.spf_include.is_empty() || !provider.spf_note.is_empty())
}

#[test]
fn unsupported_accounts_are_mentioned_before_a_password_is_typed() {
    let dead_ends: Vec<_> = providers()
        .iter()
        .filter(|p| p.secret_kind == SecretKind::Oauth2Only)
        .map(|p| p.id.as_str())
        .collect();
    assert_eq!(dead_ends, ["outlook-com"]);
    for domain in ["outlook.com", "hotmail.com", "live.com", "msn.com"] {
        assert_eq!(super::provider_by_domain(domain).unwrap().id, "outlook-com");
    }
}
