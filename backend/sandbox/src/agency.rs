//! The sandbox's agency: a person with every role and a key, and a client whose link is ready.

use sealpost_core::{guard::Visitor, keys, link, network::Network, people, random, session, store::Person};
use shared::{
    open::Identities,
    proof,
    recipients::Recipient,
    retention::Kind,
    wire::{CreateRequest, KeyProof, KeyRequest, NewLink, Password, Proof, SetupRequest},
};
use web::app::App;
use zeroize::Zeroizing;

use crate::{Impossible, world::SITE};

/// The account to sign in with. The sandbox is only on this machine and has no real data.
pub const EMAIL: &str = "sam@sandbox-agency.test";
pub const PASSWORD: &str = "warm paper red wax";

/// The client's name.
pub const CLIENT: &str = "Lindqvist's Bakery";

/// What was created.
pub struct Agency {
    /// The technician's key file.
    pub key_file: Zeroizing<String>,
    /// The onboarding's id.
    pub onboarding: String,
    /// The client's link.
    pub link: Zeroizing<String>,
    /// The fingerprint of the key that vouches for that link.
    pub vouched_by: String,
}

/// Does what a new user does first: joins, creates a key, creates a link.
///
/// # Errors
/// [`Impossible`] if a step is rejected.
pub async fn found(app: &App) -> Result<Agency, Impossible> {
    let (store, now) = (app.store(), app.now());
    let sam = join(app).await.map_err(Impossible::new)?;
    let identities = Identities::generate();
    give_key(app, &sam, &identities).await.map_err(Impossible::new)?;

    let set = keys::recipients(store).await.map_err(Impossible::new)?;
    let (made, site) = (random::link(set.pin()).map_err(Impossible::new)?, SITE.parse().expect("a domain"));
    let vouching_key = random::vouching_key().map_err(Impossible::new)?;
    let voucher = vouching_key.vouch(&sam.name, &made, &site);
    let request = CreateRequest {
        client: CLIENT.into(),
        site,
        address: None,
        email: None,
        days: 14,
        link: NewLink::of(&made, Some(&voucher), &set).map_err(Impossible::new)?,
    };
    let keep = Kind::Sealed.default_days();
    let row = link::create(store, &sam, &request, keep, now).await.map_err(Impossible::new)?;
    Ok(Agency {
        key_file: identities.to_file(),
        onboarding: row.id,
        link: made.url(app.public_url.as_str()),
        vouched_by: vouching_key.manager(&sam.name).fingerprint(),
    })
}

/// Sam becomes the first administrator.
async fn join(app: &App) -> sealpost_core::Result<Person> {
    let (store, now) = (app.store(), app.now());
    let invitation = people::first_setup(store, now).await?;
    let request = SetupRequest {
        token: invitation.map(|token| token.expose().to_owned()).unwrap_or_default(),
        name: "Sam".into(),
        email: EMAIL.parse().expect("an address"),
        password: Password(PASSWORD.into()),
        code: None,
        in_body: true,
    };
    let visitor = Visitor { network: Network::UNKNOWN, known: None, device: "" };
    let joined = people::set_up(store, &app.guard, &request, visitor, now).await?;
    let sam = session::recognize(store, &joined.token, now).await?;
    session::sign_out(store, &joined.token).await?;
    Ok(sam)
}

/// Sam proves the key, like a technician's browser.
async fn give_key(app: &App, sam: &Person, identities: &Identities) -> sealpost_core::Result<()> {
    let recipient = Recipient::new(&sam.name, &identities.public_keys().remove(0))?;
    let request = KeyRequest { key: recipient.key().to_owned(), proof: Proof::default() };
    let challenge = keys::challenge(app.store(), sam, &request, app.now()).await?;
    let answer = proof::answer(identities, &sam.id, &recipient, &challenge.sealed);
    let answer = answer.map_err(|_| sealpost_core::Error::NotProven)?;
    keys::prove(app.store(), sam, &KeyProof { answer }, app.now()).await.map(drop)
}
