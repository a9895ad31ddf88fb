//! Puts the DNS report's findings into sentences.

mod dkim;
mod dmarc;
mod domain;
mod extras;
mod mx;
mod seen;
mod spf;
#[cfg(test)]
mod tests;

use shared::report::{
    About, Advice, Audit, Caution, DnsHome, DnsHostFound, Finding, Fix, Judged, More, Remedy, Report, Silent,
    SpfAdvice,
};

use crate::{Language, client, hosts, list, report, rules};

/// The sentences for a finding.
struct Sentences {
    /// What it means for mail.
    meaning: String,
    /// The rule, with its source.
    why: String,
}

/// Returns a report in this language.
#[must_use]
pub fn tell(language: Language, audit: &Audit) -> Report {
    Report {
        domain: audit.domain.clone(),
        provider: audit.provider.clone().unwrap_or_default(),
        dns_host: audit.dns_host.as_ref().map(|home| dns_host(language, home)),
        findings: audit.findings.iter().map(|finding| self::finding(language, finding)).collect(),
        spf: audit.spf,
        spf_tree: audit.spf_tree.clone(),
        servers: audit.servers.clone(),
        spread: audit.spread.clone(),
        asked: audit.asked,
        millis: audit.millis,
    }
}

/// Returns one finding in this language.
#[must_use]
pub fn finding(language: Language, finding: &Judged) -> Finding {
    let mut sentences = sentences(language, finding);
    if let Some(Remedy { advice: Advice::Spf(SpfAdvice::Change { effect, .. }), .. }) = &finding.fix {
        join(&mut sentences.why, &spf::effect(language, effect));
    }
    for more in &finding.more {
        add(language, more, &mut sentences);
    }
    Finding {
        id: finding.id(),
        topic: finding.topic(),
        verdict: finding.verdict,
        cause: finding.cause().unwrap_or_default().to_owned(),
        silent: finding.silent.as_ref().map(|silent| match silent {
            Silent::Dns(silence) => silence.server.clone(),
            Silent::Web(host) => host.clone(),
        }),
        meaning: sentences.meaning,
        seen: finding.seen.iter().map(|seen| seen::tell(language, seen)).collect(),
        why: sentences.why,
        fix: finding.fix.as_ref().map(|remedy| fix(language, remedy)),
    }
}

fn sentences(language: Language, finding: &Judged) -> Sentences {
    let mut sentences = match &finding.about {
        About::Spf(finding) => spf::sentences(language, finding),
        About::Dmarc(finding) => dmarc::sentences(language, finding),
        About::Dkim(finding) => dkim::sentences(language, finding),
        About::Mx(finding) => mx::sentences(language, finding),
        About::Domain(finding) => domain::sentences(language, finding),
        About::Extras(finding) => extras::sentences(language, finding),
    };
    if let Some(Silent::Dns(silence)) = &finding.silent {
        join(&mut sentences.meaning, &client(language).silence(silence));
        join(&mut sentences.meaning, report(language).silence_try_again());
    }
    sentences
}

/// Adds what else there is to say.
fn add(language: Language, more: &More, sentences: &mut Sentences) {
    let (words, rules) = (report(language), rules(language));
    match more {
        More::Behind { name, hop } => {
            join(&mut sentences.meaning, words.behind_alias());
            join(&mut sentences.why, &rules.behind_alias(name, hop));
        }
        More::Ignored(parts) => {
            let quoted = list(language, &spf::quoted(parts));
            join(&mut sentences.meaning, &words.ignored_terms(count(parts), &quoted));
            join(&mut sentences.why, rules.ignored_terms());
        }
    }
}

/// Returns the number of items, for the form of a sentence.
fn count<T>(items: &[T]) -> u64 {
    u64::try_from(items.len()).unwrap_or(u64::MAX)
}

/// Appends a sentence to others.
fn join(text: &mut String, sentence: &str) {
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(sentence);
}

fn fix(language: Language, remedy: &Remedy) -> Fix {
    let words = report(language);
    let mut summary = advice(language, &remedy.advice);
    if remedy.clears_name {
        join(&mut summary, words.fix_clear_name());
    }
    for caution in &remedy.cautions {
        let caution = match caution {
            Caution::CutsLongText { host, max } => words.fix_long_text(host, max),
            Caution::NoMxBelow { host } => words.fix_no_mx_below(host),
        };
        join(&mut summary, &caution);
    }
    Fix { action: remedy.action(), summary, records: remedy.records(), zone: remedy.zone.clone() }
}

fn advice(language: Language, advice: &Advice) -> String {
    match advice {
        Advice::Spf(advice) => spf::advice(language, advice),
        Advice::Dmarc(advice) => dmarc::advice(language, advice),
        Advice::Dkim(advice) => dkim::advice(language, advice),
        Advice::Mx(advice) => mx::advice(language, advice),
        Advice::Domain(advice) => domain::advice(language, advice),
        Advice::Extras(advice) => extras::advice(language, advice),
    }
}

fn dns_host(language: Language, home: &DnsHome) -> DnsHostFound {
    let panel = home.id.as_ref().and_then(|id| hosts(language).of(id)).unwrap_or_default();
    let mut notes: Vec<String> = panel.notes.iter().map(|&note| note.to_owned()).collect();
    if !home.also.is_empty() {
        notes.push(report(language).host_shares_servers(count(&home.also), &list(language, &home.also)));
    }
    DnsHostFound {
        id: home.id.clone().unwrap_or_default(),
        name: home.name.clone(),
        panel_url: home.panel_url.clone().unwrap_or_default(),
        panel_path: panel.menu.unwrap_or_default().to_owned(),
        notes,
    }
}
