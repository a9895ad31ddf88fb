//! Creates links. This happens only in the manager's browser, and the server gets only what it needs.

use std::future::Future;

use shared::{
    link::Link,
    recipients::{Recipient, RecipientSet},
    rules::Domain,
    wire::{BoardRow, NewLink, Problem},
};
use zeroize::Zeroizing;

use crate::{
    say,
    staff::{problem, random, session::Session, vouching},
};

/// An onboarding with its new link, which is shown only once.
#[derive(Clone, PartialEq)]
pub(crate) struct Issued {
    pub(crate) row: BoardRow,
    /// The link's URL, which contains its secret.
    pub(crate) url: Zeroizing<String>,
    /// Who can read what the client enters, for example "Ada and Sam".
    pub(crate) readers: String,
    /// The fingerprint of the key that signed the link.
    pub(crate) vouched_by: String,
}

/// Creates a link for these recipients and this site, and sends its public part to the server with `send`.
///
/// # Errors
/// Fails if the browser has no random numbers, the encryption fails, or the server refuses.
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
        .map_err(|error| problem("not-sealed", say::staff().create_not_encrypted(), &error.to_string()))?;
    let row = send(known).await?;
    let readers: Vec<&str> = set.recipients().iter().map(Recipient::name).collect();
    Ok(Issued {
        row,
        url: link.url(&session.config.public_url),
        readers: say::list(&readers),
        vouched_by: key.manager(&me.name).fingerprint(),
    })
}

/// Creates a link with the browser's cryptographic random numbers.
fn make(set: &RecipientSet) -> Result<Link, Problem> {
    let mut bytes = Zeroizing::new([0; 16]);
    random::fill(&mut bytes[..])?;
    Ok(Link::new(set.pin(), |secret| secret.copy_from_slice(&bytes[..])))
}
