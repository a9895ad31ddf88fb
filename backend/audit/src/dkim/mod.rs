//! DomainKeys Identified Mail (RFC 6376): the keys that customers of a provider publish.

mod astray;
mod findings;
mod key;
mod places;
mod repair;
mod state;
mod steps;
mod target;

use futures_util::future::join_all;
pub use key::{Key, KeyError, KeyMaterial, PublicKey, Strength};
pub use repair::{record_of, repaired};
use shared::{
    dns::{Answer, Kind, Resolver},
    facts::{Provider, ends_on_label, gateway_by_mx},
    report::{Judged, Record, RecordType},
};

use self::{
    astray::Look,
    findings::Known,
    places::{Grounds, Place, Places},
    state::{Dangling, State},
};
use super::wanted::PastedRecord;

/// How many missing keys are looked for under wrong names.
const STRAYS_MAX: usize = 4;

/// What is known about who signs the domain's mail.
#[derive(Debug, Clone, Copy)]
pub struct Signer<'a> {
    /// The provider that sends.
    pub provider: Option<&'a Provider>,
    /// Selectors that are known to be in use.
    pub selectors: &'a [String],
    /// Records pasted from the provider's page. Only those below `_domainkey` are used here.
    pub pasted: &'a [PastedRecord],
    /// A random label. A record that answers for it is a wildcard.
    pub probe: &'a str,
}

/// What the DKIM part of a report found.
#[derive(Debug, Clone)]
pub struct DkimReport {
    /// The findings.
    pub findings: Vec<Judged>,
    /// True if a usable key was found, and `None` if that can't be determined.
    pub signs: Option<bool>,
    /// Names at which a record exists.
    pub names: Vec<String>,
}

/// A key at a name where no receiver looks for it.
struct Stray {
    at: String,
    right: Record,
}

/// Checks the provider's selectors, the ones that the request names, and those in pasted records.
pub async fn audit<R: Resolver>(resolver: &R, domain: &str, signer: &Signer<'_>) -> DkimReport {
    let provider = signer.provider;
    let Places { known, assigned, damaged } = places::places(domain, signer);
    let above_name = format!("_domainkey.{domain}");
    let wild = format!("{}.{above_name}", signer.probe);
    let (answers, wild, above, has_mailboxes) = tokio::join!(
        join_all(known.iter().map(|place| resolver.ask(&place.name, Kind::Txt))),
        resolver.ask(&wild, Kind::Txt),
        resolver.ask(&above_name, Kind::Txt),
        has_mailboxes(resolver, domain, provider),
    );
    let looks = known.into_iter().zip(&answers);
    let mut looks: Vec<Look<'_>> = looks
        .map(|(place, answer)| Look { state: state::state(&place, answer, &wild), place, answer })
        .collect();
    astray::follow(resolver, domain, provider, &mut looks).await;
    leave_wildcards_open(&mut looks, &wild);
    settle(&mut looks);
    let (strays, published) =
        tokio::join!(strays(resolver, domain, &looks, &wild), published(resolver, &looks));
    for (look, is_published) in looks.iter_mut().zip(published) {
        look.place.is_published = is_published;
    }
    // A server that has records below a name can't be trusted when it says that the name doesn't exist.
    let is_nothing = looks.iter().all(|look| matches!(look.state, State::Missing));
    // If a provider's page shows keys below a subdomain, the subdomain is the one that signs.
    let is_below = |name: &str| name.contains("._domainkey.") && !name.ends_with(&format!(".{above_name}"));
    let signs_below = signer.pasted.iter().any(|record| is_below(&record.name));
    let has_no_names = above.is_absent() && wild.is_nothing() && is_nothing && !signs_below;
    let of_wild = wild.silence().map(|silence| (format!("*.{above_name}"), silence));
    let silent = of_wild.or_else(|| above.silence().map(|silence| (above_name.clone(), silence)));
    let known =
        Known { domain, provider, assigned: &assigned, strays: &strays, has_no_names, has_mailboxes, silent };
    let mut findings = findings::judge(&known, &looks);
    findings.extend(findings::damaged(damaged));
    let wild: Vec<String> = wild.texts().collect();
    if !wild.is_empty() {
        findings.push(findings::wildcard(domain, wild));
    }
    DkimReport {
        findings,
        signs: if has_no_names { Some(false) } else { signs(&looks, !signer.selectors.is_empty()) },
        names: looks
            .iter()
            .filter(|look| look.state.is_there())
            .map(|look| look.place.name.clone())
            .collect(),
    }
}

/// Returns true if a usable key was found, and `None` if that can't be determined. `is_named` means that a person named
/// the selectors, so missing keys at the usual ones decide nothing.
fn signs(looks: &[Look<'_>], is_named: bool) -> Option<bool> {
    if looks.iter().any(|look| look.state.is_usable()) {
        return Some(true);
    }
    let is_open = |look: &Look<'_>| match look.state {
        State::Silent(_) | State::MaybeWildcard | State::Testing { .. } => true,
        // An older form has a single name. If nothing is there, the form isn't in use.
        State::Missing if look.place.grounds == Grounds::Older => false,
        _ => look.place.grounds != Grounds::Certain && !(is_named && look.place.grounds == Grounds::Usual),
    };
    (!looks.is_empty() && !looks.iter().any(is_open)).then_some(false)
}

/// If the lookup for a wildcard wasn't answered, an alias that leads to no key can come from one, so that nobody has
/// published it.
fn leave_wildcards_open(looks: &mut [Look<'_>], wild: &Answer) {
    if wild.silence().is_none() {
        return;
    }
    for look in looks.iter_mut().filter(|look| !look.place.is_pasted) {
        if matches!(look.state, State::Dangling { cause: Dangling::Wrong | Dangling::Unknown, .. }) {
            look.state = State::MaybeWildcard;
        }
    }
}

/// Updates how certain each place is by looking at the others. If one of a provider's aliases exists, the others are
/// required too. If an older customer's key exists, none of the aliases is required.
fn settle(looks: &mut [Look<'_>]) {
    let has_alias = looks.iter().any(|look| look.place.kind == RecordType::Cname && look.state.is_there());
    let has_older = looks.iter().any(|look| look.place.grounds == Grounds::Older && look.state.is_there());
    for look in looks.iter_mut().filter(|look| look.place.kind == RecordType::Cname && !look.place.is_pasted)
    {
        if has_alias && look.place.grounds == Grounds::Usual {
            look.place.grounds = Grounds::Certain;
        } else if has_older && !has_alias {
            look.place.grounds = Grounds::Usual;
        }
    }
}

/// For each place, returns false if its record is missing and known, but its target has no key.
async fn published<R: Resolver>(resolver: &R, looks: &[Look<'_>]) -> Vec<bool> {
    join_all(looks.iter().map(|look| async {
        let is_asked = matches!(look.state, State::Missing)
            && look.place.kind == RecordType::Cname
            && !look.place.is_pasted;
        match look.place.value.as_ref().filter(|_| is_asked) {
            Some(target) => {
                let answer = resolver.ask(target, Kind::Txt).await;
                answer.silence().is_some() || answer.texts().any(|text| key::is_meant_as_key(&text))
            }
            None => true,
        }
    }))
    .await
}

/// Returns true if the provider hosts the domain's mailboxes according to its MX or SPF records, or if a filter hides
/// that.
async fn has_mailboxes<R: Resolver>(resolver: &R, domain: &str, provider: Option<&Provider>) -> bool {
    let Some(provider) = provider.filter(|provider| provider.has_personal_accounts) else { return true };
    let (mail, texts) = tokio::join!(resolver.ask(domain, Kind::Mx), resolver.ask(domain, Kind::Txt));
    if mail.silence().or(texts.silence()).is_some() {
        return true;
    }
    let hosts = mail.mail_hosts();
    let is_at = |host: &str| provider.mx_suffixes.iter().any(|suffix| ends_on_label(host, suffix));
    let includes =
        |text: &String| provider.spf_include.iter().any(|own| text.contains(&format!("include:{own}")));
    hosts.iter().any(|(_, host)| is_at(host))
        || gateway_by_mx(hosts.iter().map(|(_, host)| *host)).is_some()
        || texts.texts().any(|text| includes(&text.to_ascii_lowercase()))
}

/// Finds keys at the names that result if a DNS panel appends the domain to a full name, or if `_domainkey` is left
/// out.
async fn strays<R: Resolver>(resolver: &R, domain: &str, looks: &[Look<'_>], wild: &Answer) -> Vec<Stray> {
    let missing = looks
        .iter()
        .filter(|look| matches!(look.state, State::Missing) && look.place.grounds != Grounds::Guess)
        .map(|look| &look.place)
        .take(STRAYS_MAX);
    let wrong = missing.flat_map(|place| {
        let bare = place.name.replacen("._domainkey.", ".", 1);
        [(place, format!("{}.{domain}", place.name)), (place, bare)]
    });
    let wrong: Vec<(&Place, String)> = wrong.collect();
    let answers = join_all(wrong.iter().map(|(_, at)| resolver.ask(at, Kind::Txt))).await;
    let mut strays: Vec<Stray> = Vec::new();
    for ((place, at), answer) in wrong.into_iter().zip(answers) {
        let Some(right) = stray(place, &answer, wild) else { continue };
        if !strays.iter().any(|stray| stray.right.name == right.name) {
            strays.push(Stray { at, right });
        }
    }
    strays
}

fn stray(place: &Place, answer: &Answer, wild: &Answer) -> Option<Record> {
    let text =
        answer.texts().find(|text| Key::parse(text).is_ok() && !wild.texts().any(|wild| wild == *text))?;
    match answer.hops().first() {
        Some(hop) if answer.hops() != wild.hops() => Some(Record::cname(&place.name, hop)),
        Some(_) => None,
        None => Some(Record::txt(&place.name, text)),
    }
}
