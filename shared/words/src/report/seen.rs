//! Lines about what was seen in DNS.

use shared::report::{AliasFault, KeyError, KeyFault, KeyOwner, Seen, SpfBreakage, SyntaxError};

use crate::{Language, client, list, report};

/// Returns what was seen, in one line.
pub(super) fn tell(language: Language, seen: &Seen) -> String {
    let words = report(language);
    match seen {
        Seen::Text(text) => text.clone(),
        Seen::Record { name, text } => format!("{name}: {text}"),
        Seen::Through { name, hops, text } => format!("{}: {text}", through(name, hops)),
        Seen::Wildcard { name, hop, text } => words.seen_by_wildcard(&through(name, hop.as_slice()), text),
        Seen::OnlyWildcard { name, text } => words.seen_only_wildcard(name, text),
        Seen::Absent(name) => words.seen_absent(name),
        Seen::NoSuchName(name) => words.seen_no_such_name(name),
        Seen::DeadAlias { name, hops } => words.seen_dead_alias(&through(name, hops)),
        Seen::NoneOf(names) => words.seen_none_of(&list(language, names)),
        Seen::BadKey { name, hops, text, fault } => {
            let record = format!("{}: {text}", through(name, hops));
            words.seen_bad_key(&record, &key_fault(language, *fault))
        }
        Seen::BadAlias { name, hops, fault } => {
            words.seen_bad_alias(&through(name, hops), &alias_fault(language, fault))
        }
        Seen::Term { term, domain, how: None } => words.seen_term(term, domain),
        Seen::Term { term, domain, how: Some(how) } => broken(language, term, domain, how),
        Seen::Cost(cost) => super::spf::cost(language, cost),
        Seen::MxWithoutSpf(name) => words.seen_mx_without_spf(name),
        Seen::NoHost(record) => words.seen_no_host(record),
        Seen::NoAddress(name) => words.seen_no_address(name),
        Seen::Silent { name, silence } => format!("{name}: {}", client(language).silence(silence)),
        Seen::Server(answer) => {
            let value = |value: &Option<String>| match value.as_deref() {
                None => words.seen_value_no_answer().to_owned(),
                Some("") => words.seen_value_absent().to_owned(),
                Some(text) => text.to_owned(),
            };
            words.seen_server(&answer.server, &value(&answer.spf), &value(&answer.dmarc))
        }
        Seen::NoAnswer(name) => words.seen_no_answer(name),
        Seen::Alias { name, hops } => through(name, hops),
    }
}

fn broken(language: Language, term: &str, domain: &str, how: &SpfBreakage) -> String {
    let (words, term, domain) = (report(language), &term, &domain);
    match how {
        SpfBreakage::NoRecord => words.seen_broken_no_record(term, domain),
        SpfBreakage::SeveralRecords => words.seen_broken_several(term, domain),
        SpfBreakage::Unreadable(error) => match error {
            SyntaxError::NoVersion => words.seen_broken_not_spf(term, domain),
            SyntaxError::Term(part) => words.seen_broken_bad_term(term, domain, part),
            SyntaxError::Twice(part) => words.seen_broken_twice(term, domain, part),
        },
        SpfBreakage::Loop => words.seen_broken_loop(term, domain),
        SpfBreakage::Void => words.seen_broken_void(term, domain),
        SpfBreakage::TooManyHosts => words.seen_broken_hosts(term, domain),
    }
}

fn key_fault(language: Language, fault: KeyFault) -> String {
    let words = report(language);
    let text = match fault {
        KeyFault::Record(error) => match error {
            KeyError::Tags => words.seen_key_tags(),
            KeyError::DuplicateTag => words.seen_key_duplicate_tag(),
            KeyError::Version => words.seen_key_version(),
            KeyError::NoKey => words.seen_key_no_key(),
            KeyError::Kind => words.seen_key_kind(),
            KeyError::Damaged => words.seen_key_damaged(),
            KeyError::NotForMail => words.seen_key_not_for_mail(),
            KeyError::Hash => words.seen_key_hash(),
        },
        KeyFault::Short(bits) => return words.seen_key_short(&bits),
        KeyFault::Several(count) => return words.seen_key_several(&count),
        KeyFault::TwoRecords => words.seen_key_two_records(),
    };
    text.to_owned()
}

fn alias_fault(language: Language, fault: &AliasFault) -> String {
    let words = report(language);
    let text = match fault {
        AliasFault::NoKey => words.seen_alias_no_key(),
        AliasFault::Appended => words.seen_alias_appended(),
        AliasFault::Whose(owner) => match owner {
            KeyOwner::OtherSelector => words.seen_alias_other_selector(),
            KeyOwner::OtherDomain(domain) => return words.seen_alias_other_domain(domain),
            KeyOwner::OtherProvider(provider) => return words.seen_alias_other_provider(provider),
            KeyOwner::OtherAccount => words.seen_alias_other_account(),
            KeyOwner::Unlisted => words.seen_alias_unlisted(),
        },
    };
    text.to_owned()
}

/// Returns "a → b → c".
fn through(name: &str, hops: &[String]) -> String {
    std::iter::once(name).chain(hops.iter().map(String::as_str)).collect::<Vec<_>>().join(" → ")
}
