//! Sentences about the domain itself, its nameservers and pasted records.

use shared::report::{DomainAdvice, DomainFinding};

use super::{Sentences, join};
use crate::{Language, list, report, rules};

/// Returns the sentences for a finding.
pub(super) fn sentences(language: Language, finding: &DomainFinding) -> Sentences {
    Sentences { meaning: meaning(language, finding), why: why(language, finding) }
}

fn meaning(language: Language, finding: &DomainFinding) -> String {
    let words = report(language);
    let text = match finding {
        DomainFinding::NotFound(domain) => return words.domain_not_found(domain),
        DomainFinding::NotThereYet(domain) => return words.domain_not_there_yet(domain),
        DomainFinding::DnsHost { name, .. } => return words.domain_dns_host(name),
        DomainFinding::NameServersUnknown => words.domain_nameservers_unknown(),
        DomainFinding::ServerLame => words.domain_server_lame(),
        DomainFinding::ServerSilent(server) => return words.domain_server_silent(server),
        DomainFinding::ServersDiffer => words.domain_servers_differ(),
        DomainFinding::OfAProvider { domain, owner } => return words.domain_of_a_provider(domain, owner),
        DomainFinding::NotYours { domain, owner, sender } => {
            return words.domain_not_yours(domain, owner, sender);
        }
        DomainFinding::PastedUnknown => words.domain_pasted_unknown(),
        DomainFinding::PastedMissing => words.domain_pasted_missing(),
        DomainFinding::PastedDiffers => words.domain_pasted_differs(),
        DomainFinding::PastedConflict => words.domain_pasted_conflict(),
        DomainFinding::PastedThere => words.domain_pasted_there(),
        DomainFinding::PastedKeyAlone => words.domain_pasted_key_alone(),
        DomainFinding::PastedElsewhere(names) => {
            return words.domain_pasted_elsewhere(&list(language, names));
        }
        DomainFinding::PastedUnread => words.domain_pasted_unread(),
        DomainFinding::PastedNothing => words.domain_pasted_nothing(),
    };
    text.to_owned()
}

fn why(language: Language, finding: &DomainFinding) -> String {
    let words = rules(language);
    let rule = match finding {
        DomainFinding::NotFound(_) => words.domain_not_found(),
        DomainFinding::NotThereYet(_) => words.domain_not_there_yet(),
        DomainFinding::DnsHost { is_listed: true, .. } => words.domain_dns_host(),
        DomainFinding::DnsHost { is_listed: false, .. } => {
            let mut text = words.domain_dns_host().to_owned();
            join(&mut text, words.domain_unlisted_host());
            return text;
        }
        DomainFinding::NameServersUnknown | DomainFinding::ServerSilent(_) | DomainFinding::PastedUnknown => {
            words.unknown()
        }
        DomainFinding::ServerLame => words.domain_server_lame(),
        DomainFinding::ServersDiffer => words.domain_servers_differ(),
        DomainFinding::OfAProvider { .. } | DomainFinding::NotYours { .. } => words.domain_of_a_provider(),
        DomainFinding::PastedMissing | DomainFinding::PastedDiffers | DomainFinding::PastedThere => {
            words.domain_pasted()
        }
        DomainFinding::PastedConflict => words.domain_pasted_conflict(),
        DomainFinding::PastedKeyAlone => words.domain_pasted_key_alone(),
        DomainFinding::PastedElsewhere(_) => words.domain_pasted_elsewhere(),
        DomainFinding::PastedUnread | DomainFinding::PastedNothing => words.domain_pasted_unread(),
    };
    rule.to_owned()
}

/// Returns the sentences for a change.
pub(super) fn advice(language: Language, advice: &DomainAdvice) -> String {
    let words = report(language);
    let text = match advice {
        DomainAdvice::UseOwnDomain => words.domain_fix_use_own_domain(),
        DomainAdvice::AddPasted => words.domain_fix_add_pasted(),
        DomainAdvice::ReplaceWithPasted => words.domain_fix_replace_with_pasted(),
        DomainAdvice::CopyName => words.domain_fix_copy_name(),
    };
    text.to_owned()
}
