//! DKIM aliases that lead to no key or to a different selector's key, and where they should lead.

use futures_util::future::join_all;
use shared::{
    dns::{Answer, Kind, Resolver},
    facts::Provider,
    report::{Edit, KeyOwner as Whose, Record, RecordType},
};

use super::{
    places::Place,
    state::{Dangling, State, encoded},
    target::{Aim, Hole, aim, filled, guessed},
};

/// How many targets are tried for one alias.
const CANDIDATES_MAX: usize = 3;

/// What is known about one place.
pub(super) struct Look<'a> {
    pub(super) place: Place,
    pub(super) state: State,
    /// The answer from DNS, with the aliases that it followed.
    pub(super) answer: &'a Answer,
}

/// Compares each alias with the target that its selector should have.
pub(super) async fn follow<R: Resolver>(
    resolver: &R,
    domain: &str,
    provider: Option<&Provider>,
    looks: &mut [Look<'_>],
) {
    let aims: Vec<Option<Aim>> = looks
        .iter()
        .map(|look| {
            let is_compared = look.place.is_pasted || look.answer.hops().is_empty();
            let is_led = look.state.has_key() || matches!(look.state, State::Dangling { .. });
            (is_led && !is_compared).then(|| aim(&look.place, look.answer.hops(), domain, provider))
        })
        .collect();
    let has_key = |look: &Look<'_>| look.state.has_key();
    let signed: Vec<Option<Aim>> =
        looks.iter().zip(&aims).map(|(look, aim)| aim.clone().filter(|_| has_key(look))).collect();
    // Targets with a key are more reliable than targets without one.
    let seen =
        majority(if signed.iter().any(|aim| matches!(aim, Some(Aim::Right(_)))) { &signed } else { &aims });
    let targets: Vec<String> = looks.iter().filter_map(|look| look.answer.hops().first().cloned()).collect();
    let forms = provider.map_or(&[][..], |provider| provider.dkim.as_slice());
    for place in
        looks.iter_mut().filter(|look| matches!(look.state, State::Missing)).map(|look| &mut look.place)
    {
        // The other selectors' targets can reveal what is missing in this one's.
        if place.kind == RecordType::Cname && place.value.is_none() && !seen.is_empty() {
            place.value = forms.iter().find_map(|form| filled(form, &place.name, domain, &seen));
        }
    }
    let known = Known { domain, provider, seen: &seen, targets: &targets };
    let judged = looks.iter().zip(&aims).map(|(look, aim)| judged(resolver, &known, look, aim.as_ref()));
    let judged: Vec<Option<State>> = join_all(judged).await;
    for (look, state) in looks.iter_mut().zip(judged) {
        if let Some(state) = state {
            look.state = state;
        }
    }
}

/// What is known about all of the domain's aliases together.
struct Known<'a> {
    domain: &'a str,
    provider: Option<&'a Provider>,
    /// The placeholder values in most of the correct targets.
    seen: &'a [Hole],
    /// The targets of the domain's selectors.
    targets: &'a [String],
}

/// Returns the placeholder values that the provider assigned to this account, as most targets have them. Empty if the
/// targets disagree.
fn majority(aims: &[Option<Aim>]) -> Vec<Hole> {
    let own: Vec<&Vec<Hole>> = aims
        .iter()
        .flatten()
        .filter_map(|aim| if let Aim::Right(holes) = aim { Some(holes) } else { None })
        .collect();
    let count = |holes: &Vec<Hole>| own.iter().filter(|other| **other == holes).count();
    let Some(first) = own.iter().max_by_key(|holes| count(holes)) else { return Vec::new() };
    if own.iter().any(|other| other != first && count(other) == count(first)) {
        Vec::new()
    } else {
        (*first).clone()
    }
}

async fn judged<R: Resolver>(
    resolver: &R,
    known: &Known<'_>,
    look: &Look<'_>,
    aim: Option<&Aim>,
) -> Option<State> {
    let (aim, hops) = (aim?, look.answer.hops());
    let dangles = matches!(look.state, State::Dangling { .. });
    let whose = match aim {
        Aim::Right(holes) if is_of_another(holes, known.seen) => Some(Whose::OtherAccount),
        Aim::Right(_) if dangles => {
            return Some(State::Dangling { hops: hops.to_vec(), cause: Dangling::NotPublished, mend: None });
        }
        Aim::OtherSelector => Some(Whose::OtherSelector),
        Aim::OtherDomain(domain) => Some(Whose::OtherDomain(domain.clone())),
        Aim::OtherProvider(provider) => Some(Whose::OtherProvider(provider.clone())),
        Aim::Elsewhere if !dangles && is_strange(resolver, look).await => Some(Whose::Unlisted),
        Aim::Elsewhere | Aim::Unlisted if dangles => None,
        Aim::Right(_) | Aim::Elsewhere | Aim::Unlisted => return None,
    };
    let appended = if dangles { appended(resolver, known.domain, hops).await } else { None };
    let (target, cause) = match appended {
        Some(target) => (Some(target), Dangling::Appended),
        None => (right(resolver, known, look, hops).await, Dangling::Wrong),
    };
    let mend = target
        .zip(hops.first())
        .map(|(target, hop)| Edit::change(Record::cname(&look.place.name, target), hop));
    Some(match whose {
        _ if dangles => {
            let cause = if mend.is_none() && whose.is_none() { Dangling::Unknown } else { cause };
            State::Dangling { hops: hops.to_vec(), cause, mend }
        }
        Some(whose) => State::Astray { hops: hops.to_vec(), whose, mend },
        None => return None,
    })
}

/// Returns true if a target has the right form but belongs to another account, because the other selectors' targets
/// agree on different values.
fn is_of_another(holes: &[Hole], seen: &[Hole]) -> bool {
    let names = |holes: &[Hole]| holes.iter().map(|hole| hole.name.clone()).collect::<Vec<_>>();
    !seen.is_empty() && names(holes) == names(seen) && holes != seen
}

/// Returns true if an alias that isn't in our table leads to another selector's key: the provider's own target has a
/// different key, or that target includes a part that only the provider knows and this one doesn't have its form.
async fn is_strange<R: Resolver>(resolver: &R, look: &Look<'_>) -> bool {
    if look.place.kind != RecordType::Cname {
        return false;
    }
    let Some(right) = &look.place.value else { return true };
    let keys =
        |answer: &Answer| answer.texts().map(|text| encoded(&text)).filter(|key| !key.is_empty()).collect();
    let own: Vec<String> = keys(look.answer);
    let theirs: Vec<String> = keys(&resolver.ask(right, Kind::Txt).await);
    !theirs.is_empty() && !theirs.iter().any(|key| own.contains(key))
}

/// Returns the target without the domain that a DNS panel appended, if that name has a key.
async fn appended<R: Resolver>(resolver: &R, domain: &str, hops: &[String]) -> Option<String> {
    let hop = hops.first()?;
    let above = std::iter::successors(Some(domain), |name| name.split_once('.').map(|(_, rest)| rest));
    let short = above
        .filter(|name| name.contains('.'))
        .find_map(|name| hop.strip_suffix(name)?.strip_suffix('.'))
        .filter(|short| short.contains('.'))?;
    has_key(resolver, short).await.then(|| short.to_owned())
}

/// Returns where the alias should lead: the only target that the provider has, or one that has a key.
async fn right<R: Resolver>(
    resolver: &R,
    known: &Known<'_>,
    look: &Look<'_>,
    hops: &[String],
) -> Option<String> {
    let is_other = |target: &String| hops.first() != Some(target);
    if let Some(value) = look.place.value.as_ref().filter(|_| look.place.kind == RecordType::Cname) {
        let value = value.to_ascii_lowercase();
        return Some(value).filter(is_other);
    }
    let provider = known.provider?;
    let mut candidates: Vec<String> = known.targets.to_vec();
    candidates.retain(|target| {
        matches!(aim(&look.place, std::slice::from_ref(target), known.domain, known.provider), Aim::Right(_))
    });
    candidates.extend(
        provider.dkim.iter().filter_map(|form| guessed(form, &look.place.name, known.domain, known.seen)),
    );
    candidates.extend(own_account(provider, known.domain, look, hops));
    candidates.retain(is_other);
    candidates.dedup();
    candidates.truncate(CANDIDATES_MAX);
    let found = join_all(candidates.iter().map(|target| has_key(resolver, target))).await;
    candidates.into_iter().zip(found).find_map(|(target, found)| found.then_some(target))
}

/// Returns this selector's target in the account that the alias leads to, if that account is for the same domain.
fn own_account(provider: &Provider, domain: &str, look: &Look<'_>, hops: &[String]) -> Vec<String> {
    let selectors = provider.dkim.iter().map(|form| Place {
        name: format!("{}.{domain}", form.host).to_ascii_lowercase(),
        ..look.place.clone()
    });
    let of_account = selectors.filter_map(|place| match aim(&place, hops, domain, Some(provider)) {
        Aim::Right(holes) => Some(holes),
        _ => None,
    });
    let target = |holes: Vec<Hole>| {
        provider.dkim.iter().find_map(|form| guessed(form, &look.place.name, domain, &holes))
    };
    of_account.filter_map(target).collect()
}

async fn has_key<R: Resolver>(resolver: &R, name: &str) -> bool {
    resolver.ask(name, Kind::Txt).await.texts().any(|text| super::repair::is_usable(&text))
}
