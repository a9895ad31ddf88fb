//! A link is made here, in the manager's browser, and nowhere else. The server is told what it may know.

use std::future::Future;

use gloo_utils::window;
use shared::{
    link::Link,
    recipients::RecipientSet,
    seal::seal_link,
    wire::{BoardRow, NewLink, Problem},
};
use zeroize::Zeroizing;

use crate::staff::problem;

/// An onboarding whose link was made just now, and the link, which is shown this once.
#[derive(Clone, PartialEq)]
pub(crate) struct Issued {
    /// The onboarding.
    pub(crate) row: BoardRow,
    /// The client's address, with the link's secret.
    pub(crate) url: Zeroizing<String>,
    /// Who can read what the client enters, as in "Ada and Sam".
    pub(crate) readers: String,
}

/// Makes a link for these recipients and tells the server of it with `send`.
///
/// # Errors
/// Where the browser gives no randomness, sealing fails, or the server refuses.
pub(crate) async fn issue<A>(
    set: &RecipientSet,
    public_url: &str,
    send: impl FnOnce(NewLink) -> A,
) -> Result<Issued, Problem>
where
    A: Future<Output = Result<BoardRow, Problem>>,
{
    let link = make(set)?;
    let sealed_link = seal_link(&link, set)
        .map_err(|error| problem("not-sealed", "The link could not be sealed", &error.to_string()))?;
    let known = NewLink {
        locator: link.locator(),
        token_hash: link.token().hash().to_vec(),
        recipients: set.pin(),
        sealed_link,
    };
    let row = send(known).await?;
    Ok(Issued { row, url: link.url(public_url), readers: set.names() })
}

/// A link with the browser's cryptographic randomness.
fn make(set: &RecipientSet) -> Result<Link, Problem> {
    let mut random = Zeroizing::new([0; 16]);
    let filled = window().crypto().and_then(|crypto| crypto.get_random_values_with_u8_array(&mut random[..]));
    filled.map_err(|_| {
        let detail = "Your browser could not draw random numbers. Update it, or use another one.";
        problem("no-randomness", "The link could not be made", detail)
    })?;
    Ok(Link::new(set.pin(), |bytes| bytes.copy_from_slice(&random[..])))
}
