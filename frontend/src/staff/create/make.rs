//! A link is made here, in the manager's browser, and nowhere else. The server is told what it may know.

use std::future::Future;

use shared::{
    link::Link,
    recipients::RecipientSet,
    rules::Domain,
    wire::{BoardRow, NewLink, Problem},
};
use zeroize::Zeroizing;

use crate::staff::{problem, random, session::Session, vouching};

/// An onboarding whose link was made just now, and the link, which is shown this once.
#[derive(Clone, PartialEq)]
pub(crate) struct Issued {
    /// The onboarding.
    pub(crate) row: BoardRow,
    /// The client's address, with the link's secret.
    pub(crate) url: Zeroizing<String>,
    /// Who can read what the client enters, as in "Ada and Sam".
    pub(crate) readers: String,
    /// The fingerprint of the key that vouches for it.
    pub(crate) vouched_by: String,
}

/// Makes a link for these recipients and this site, and tells the server of it with `send`.
///
/// # Errors
/// Where the browser gives no randomness, sealing fails, or the server refuses.
pub(crate) async fn issue<A>(
    session: &Session,
    set: &RecipientSet,
    site: &Domain,
    send: impl FnOnce(NewLink) -> A,
) -> Result<Issued, Problem>
where
    A: Future<Output = Result<BoardRow, Problem>>,
{
    let link = make(set)?;
    let (me, key) = (&session.me, vouching::own_key(&session.me)?);
    let voucher = key.vouch(&me.name, &link, site);
    let known = NewLink::of(&link, Some(&voucher), set)
        .map_err(|error| problem("not-sealed", "The link could not be sealed", &error.to_string()))?;
    let row = send(known).await?;
    Ok(Issued {
        row,
        url: link.url(&session.config.public_url),
        readers: set.names(),
        vouched_by: key.manager(&me.name).fingerprint(),
    })
}

/// A link with the browser's cryptographic randomness.
fn make(set: &RecipientSet) -> Result<Link, Problem> {
    let mut bytes = Zeroizing::new([0; 16]);
    random::fill(&mut bytes[..])?;
    Ok(Link::new(set.pin(), |secret| secret.copy_from_slice(&bytes[..])))
}
