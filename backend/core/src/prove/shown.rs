//! What a message shows: compared with what was set up, and with what a pasted message's receiver found.

use audit::{dmarc::share_organization, resolver::Memo};
use inbound::fixes::{Expected, advise};
use shared::{
    delivery::{Answer, Author, Delivery, Doubt, ReceiverResults, Seen, SpfOutcome, Unknown},
    dns::Resolver,
    rules::Address,
};

use crate::store::{Onboarding, SeenMessage};

/// What a message shows.
pub(super) struct Shown {
    pub(super) answer: Answer,
    /// Why nothing is shown, if it is known.
    pub(super) doubt: Option<Doubt>,
    pub(super) seen: SeenMessage,
}

/// Compares a message with what was set up. Its headers can be edited if it was pasted, and what we look up now says
/// nothing about the day when it arrived. So a yes then needs its receiver's own results, and a time.
pub(super) async fn judge(delivery: Delivery, was: &Onboarding, resolver: &impl Resolver) -> Shown {
    let provider = was.progress.provider.as_deref().and_then(shared::facts::provider);
    let advised = match expected(&delivery, was, resolver).await {
        Some(from) => Some(advise(&delivery, &Expected { from, provider }, resolver).await),
        None => None,
    };
    let found = Answer::found(&delivery, advised.as_ref());
    let answer = Answer::of(&delivery, advised.as_ref());
    let doubt = match answer {
        Answer::Yes if advised.is_none() => Some(Doubt::OtherSender),
        Answer::Yes => doubt(&delivery, was, resolver).await,
        Answer::Unknown if found == Answer::No => Some(Doubt::ReceiverDisagrees),
        Answer::Unknown if says_too_little(&delivery) => Some(Doubt::NoResults),
        Answer::Unknown | Answer::No => None,
    };
    let answer = if doubt.is_some() { Answer::Unknown } else { answer };
    Shown { answer, doubt, seen: SeenMessage { delivery, advised } }
}

/// Returns true if a pasted message has neither its receiver's results nor what has to be known to check SPF again.
fn says_too_little(delivery: &Delivery) -> bool {
    let is_unchecked = delivery.spf.outcome == SpfOutcome::Unknown(Unknown::NotInMessage);
    is_unchecked && delivery.seen == Seen::Pasted { receiver: None }
}

/// Returns the address that the site should send from. If none is known, any address of the site's own organization is
/// right.
async fn expected(delivery: &Delivery, was: &Onboarding, resolver: &impl Resolver) -> Option<Address> {
    if let Some(chosen) = was.progress.address.as_ref().or(was.address.as_ref()) {
        return Some(chosen.clone());
    }
    let Author::One(mailbox) = &delivery.author else { return None };
    let memo = Memo::about(resolver, was.site.as_str());
    let is_own = share_organization(&memo, &mailbox.domain, was.site.as_str()).await.unwrap_or(false);
    if is_own { mailbox.address.parse().ok() } else { None }
}

/// Returns why a pasted message isn't proof, although everything in it is right.
async fn doubt(delivery: &Delivery, was: &Onboarding, resolver: &impl Resolver) -> Option<Doubt> {
    let Seen::Pasted { receiver } = &delivery.seen else { return None };
    let Some(arrived) = delivery.hop.arrived else { return Some(Doubt::NoDate) };
    if was.configured_at.is_some_and(|configured| arrived < configured) {
        return Some(Doubt::BeforeSetup);
    }
    let is_confirmed = match (receiver, delivery.author.domain()) {
        (Some(receiver), Some(author)) => confirms(receiver, author, resolver).await,
        _ => false,
    };
    if is_confirmed { None } else { Some(Doubt::NoResults) }
}

/// Returns true if a receiver's results show that a message is from this domain.
async fn confirms(receiver: &ReceiverResults, author: &str, resolver: &impl Resolver) -> bool {
    let memo = Memo::about(resolver, author);
    let is_refused = receiver.reports("dmarc", "fail");
    for one in receiver.methods.iter().filter(|one| one.result == "pass") {
        let counts = match one.method.as_str() {
            "dmarc" => true,
            "dkim" | "spf" => !is_refused,
            _ => false,
        };
        if let Some(domain) = one.domain.as_deref().filter(|_| counts)
            && share_organization(&memo, domain, author).await.unwrap_or(false)
        {
            return true;
        }
    }
    false
}
