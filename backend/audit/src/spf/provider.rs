//! Findings about the chosen provider in a record.

use shared::{
    facts::{Provider, providers},
    report::{
        Away, Change, Edit, Full, Judged, NotAuthorized, Part, RecordType, Remedy, Seen, SpfAdvice,
        SpfFinding, Verdict,
    },
};

use super::{
    authorize::{Authorized, Need, Question, has_return_path_elsewhere},
    edit::provider_terms,
    parse::Record,
    propose::{Known, Proposal, asked},
    walk::Node,
};
use crate::judged::{fail, ok, open, silent, warn};

/// Returns the finding on whether the record allows the provider to send.
pub(super) fn for_provider(
    known: &Known<'_>,
    need: &Need,
    allowed: Authorized,
    depends: bool,
    proposal: &Proposal,
) -> Judged {
    let (name, seen) = (&need.provider, [Seen::Text(known.was.to_owned())]);
    match (allowed, &need.question) {
        (Authorized::Yes, _) => ok(SpfFinding::Authorized(name.clone())).seen(seen),
        (_, Some(question)) => questioned(known, need, question).seen(seen),
        (Authorized::Unknown, None) if depends => by_macros(known, name),
        (Authorized::Unknown, None) => match &known.senders.silence {
            Some((asked, silence)) => silent(SpfFinding::ProviderUnasked(name.clone()), asked, silence),
            None => open(SpfFinding::ProviderUnknown(name.clone())).seen(seen),
        },
        (Authorized::No | Authorized::Partly { .. }, None) => {
            refused(known, need, allowed, proposal).seen(seen)
        }
    }
}

/// Returns the finding that the provider's addresses don't pass.
fn refused(known: &Known<'_>, need: &Need, allowed: Authorized, proposal: &Proposal) -> Judged {
    let full = match proposal {
        Proposal::Ask { too_much: Some((lookups, voids)), .. } => {
            Some(Full { lookups: *lookups, voids: *voids, services: services(known.record) })
        }
        _ => None,
    };
    let part = match allowed {
        Authorized::Partly { passed, tried } => Some(Part { passed, tried }),
        _ => None,
    };
    let about = SpfFinding::NotAuthorized(Box::new(NotAuthorized {
        provider: need.provider.clone(),
        part,
        region: need.region.clone(),
        domain: known.domain.to_owned(),
        terms: need.terms.clone(),
        full,
    }));
    if need.verdict == Verdict::Fail { fail(about) } else { warn(about) }
}

/// Returns the finding for a question that only someone else can answer.
fn questioned(known: &Known<'_>, need: &Need, question: &Question) -> Judged {
    let finding = match question {
        Question::Region(_) => fail(SpfFinding::RegionUnknown(need.provider.clone())),
        Question::Server(hosting) => {
            let away = hosting.away.clone().unwrap_or(Away::NoAddress);
            let has_address = known.walk.nodes.iter().any(Node::lists_a_server);
            let about = SpfFinding::ServerUnknown(away);
            if has_address && hosting.hints.is_empty() { open(about) } else { fail(about) }
        }
    };
    let advice = SpfAdvice::Ask { question: asked(need, question), is_first: false };
    finding.fix(ask(known, advice))
}

fn ask(known: &Known<'_>, advice: SpfAdvice) -> Remedy {
    let edit = Edit::open(known.domain, RecordType::Txt, Some(known.was.to_owned()));
    Remedy::new(Change::AskProvider(vec![edit]), advice)
}

/// Returns the finding about a record whose terms depend on the message. SPF hosting services use such records.
fn by_macros(known: &Known<'_>, name: &str) -> Judged {
    let nodes = known.walk.nodes.iter().filter(|node| node.depends() || node.has_macros);
    let terms: Vec<String> = nodes.map(|node| node.term.clone()).collect();
    let host = terms.iter().find_map(|term| term.rsplit('}').next());
    let host = host.map(|rest| rest.trim_matches('.').to_owned()).filter(|host| host.contains('.'));
    let advice = SpfAdvice::CheckHost { provider: name.to_owned(), host: host.clone() };
    open(SpfFinding::ByMacros { provider: name.to_owned(), host })
        .seen(terms.into_iter().map(Seen::Text))
        .fix(ask(known, advice))
}

/// Returns the providers in our table that a record includes.
fn services(record: &Record) -> Vec<String> {
    let words: Vec<&str> = record.directives().map(|(term, ..)| record.source(term)).collect();
    let is_in = |provider: &&Provider| {
        let own = provider_terms(&provider.spf_mechanism);
        let terms = own.iter().filter(|term| term.starts_with("include:"));
        terms.into_iter().any(|term| words.iter().any(|word| word.eq_ignore_ascii_case(term)))
    };
    let mut names: Vec<String> =
        providers().iter().filter(is_in).map(|provider| provider.name.clone()).collect();
    names.dedup();
    names
}

/// Returns the finding that the provider needs no term, if it uses its own return path.
pub(super) fn not_needed(provider: &Provider) -> Option<Judged> {
    has_return_path_elsewhere(provider).then(|| ok(SpfFinding::NotNeeded(provider.name.clone())))
}
