//! The sandbox's agency: a person who may do everything, with a key, and a client whose link is ready.

use std::path::{Path, PathBuf};

use sealpost_core::{self, guard::Visitor, keys, link, network::Network, people, session, store::Person};
use shared::{
    open::Identities,
    proof,
    recipients::Recipient,
    retention::Kind,
    wire::{CreateRequest, KeyProof, KeyRequest, Password, Proof, SetupRequest},
};
use zeroize::Zeroizing;

use crate::{
    app::App,
    cli::{Failure, keep, new, private},
};

/// Whom one signs in as. The sandbox is on this machine alone, and holds nothing.
pub(super) const EMAIL: &str = "sam@sandbox-agency.test";
pub(super) const PASSWORD: &str = "warm paper red wax";

/// The client's name.
pub(super) const CLIENT: &str = "Lindqvist's Bakery";

/// What was made.
pub(super) struct Agency {
    /// The technician's key file.
    pub(super) key_file: PathBuf,
    /// The onboarding's id.
    pub(super) onboarding: String,
    /// The client's link.
    pub(super) link: Zeroizing<String>,
    /// The fingerprint of the key that vouches for that link.
    pub(super) vouched_by: String,
}

/// Does what a newcomer would do first: joins, makes a key, makes a link.
pub(super) async fn found(app: &App, folder: &Path) -> Result<Agency, Failure> {
    let failed =
        |error: sealpost_core::Error| Failure::usage(format!("The sandbox could not be set up: {error}"));
    let (store, now) = (app.store(), app.now());
    let invitation = people::first_setup(store, now).await.map_err(failed)?;
    let request = SetupRequest {
        token: invitation.map(|token| token.expose().to_owned()).unwrap_or_default(),
        name: "Sam".into(),
        email: EMAIL.parse().expect("an address"),
        password: Password(PASSWORD.into()),
        code: None,
        in_body: true,
    };
    let visitor = Visitor { network: Network::UNKNOWN, known: None, device: "" };
    let joined = people::set_up(store, &app.guard, &request, visitor, now).await.map_err(failed)?;
    let sam = session::recognise(store, &joined.token, now).await.map_err(failed)?;
    session::sign_out(store, &joined.token).await.map_err(failed)?;

    let identities = Identities::generate();
    let key_file = folder.join("technician-key.txt");
    private::create(&key_file, identities.to_file().as_bytes())
        .map_err(|error| Failure::usage(format!("The sandbox's key could not be written: {error}.")))?;
    give_key(app, &sam, &identities).await.map_err(failed)?;

    let set = keys::recipients(store).await.map_err(failed)?;
    let (made, site) = (new::make_link(&set)?, super::world::SITE.parse().expect("a domain"));
    let vouching_key = keep::make_vouching_key()?;
    let voucher = vouching_key.vouch(&sam.name, &made, &site);
    let request = CreateRequest {
        client: CLIENT.into(),
        site,
        address: None,
        email: None,
        days: 14,
        link: new::known_to_server(&made, &voucher, &set)?,
    };
    let keep = Kind::Sealed.default_days();
    let row = link::create(store, &sam, &request, keep, now).await.map_err(failed)?;
    let vouched_by = vouching_key.manager(&sam.name).fingerprint();
    Ok(Agency { key_file, onboarding: row.id, link: made.url(app.public_url.as_str()), vouched_by })
}

/// Sam proves the key, as a technician's browser does.
async fn give_key(app: &App, sam: &Person, identities: &Identities) -> sealpost_core::Result<()> {
    let recipient = Recipient::new(&sam.name, &identities.public_keys().remove(0))?;
    let request = KeyRequest { key: recipient.key().to_owned(), proof: Proof::default() };
    let challenge = keys::challenge(app.store(), sam, &request, app.now()).await?;
    let answer = proof::answer(identities, &sam.id, &recipient, &challenge.sealed);
    let answer = answer.map_err(|_| sealpost_core::Error::NotProven)?;
    keys::prove(app.store(), sam, &KeyProof { answer }, app.now()).await.map(drop)
}
