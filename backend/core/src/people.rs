//! People: how they join.

use shared::{
    link::Token,
    recipients::Recipient,
    rules::Address,
    wire::{InviteRequest, Me, Person as Shown, Role, SetupRequest},
};

use super::{
    Error, Fault, Result, brand,
    caller::CodeFrom,
    factor,
    guard::{Guard, Visitor},
    limits, password, session, text, tries,
};
use crate::{
    event::{Entry, PersonEvent},
    random,
    store::{Invitation, NewPerson, Person, Store},
};

/// How long the first administrator's link works.
const FIRST: i64 = 24 * 3600;

/// How long an invitation works.
pub(super) const INVITED: i64 = 7 * 24 * 3600;

/// Creates a one-time link for the first administrator, if there are no people yet. It replaces the previous one.
pub async fn first_setup(store: &dyn Store, now: i64) -> Result<Option<Token>> {
    if store.has_people().await? {
        return Ok(None);
    }
    let token = random::token()?;
    store.renew_first_invitation(token.hash(), now + FIRST).await?;
    Ok(Some(token))
}

/// Returns the one-time link. The token is after `#`, which browsers don't send.
pub fn setup_url(public_url: &str, token: &Token) -> String {
    format!("{public_url}/staff#setup={}", token.expose())
}

/// A person who used a one-time link and is signed in.
#[derive(Debug)]
pub struct SetUp {
    /// The person.
    pub me: Me,
    /// The token of their session.
    pub token: Token,
    /// The device token that identifies their browser from now on.
    pub device: Token,
    /// True if it replaced a password.
    pub replaced: bool,
}

/// Uses a one-time link: sets the password and signs in.
pub async fn set_up(
    store: &dyn Store,
    guard: &Guard,
    request: &SetupRequest,
    visitor: Visitor<'_>,
    now: i64,
) -> Result<SetUp> {
    limits::count_setup(store, visitor.network, now).await?;
    let hash = Token::received(&request.token).hash();
    // Checked before the password is hashed: hashing is expensive, and a wrong link shouldn't cause it.
    let invitation = store.invitation(hash, now).await?.ok_or(Error::SetupUnknown)?;
    let agency = brand::name(store, &guard.agency).await?;
    let chosen = async |name: &str, email: &Address| {
        let words = password::words(&agency, name, email);
        guard.passwords.hash(&request.password, words).await
    };
    let (email, replaced, is_used) = match invitation {
        Invitation::First => {
            let person = first_person(request)?;
            let password = chosen(&person.name, &person.email).await?;
            let happened = PersonEvent::Joined { name: person.name.clone(), first: true };
            let is_used = store.accept_first(hash, &person, &password, &happened.at(now).as_new()).await?;
            (person.email, false, is_used)
        }
        Invitation::Person { person, resets_factor } => {
            let password = chosen(&person.name, &person.email).await?;
            // Only after the password was accepted, because each code works once.
            if !resets_factor {
                let link = tries::name(hash);
                let from = CodeFrom::SetupLink(&link);
                factor::check(store, guard, &person, request.code.as_ref(), from, now).await?;
            }
            let replaced = person.password_hash.is_some();
            let name = person.name.clone();
            let happened = if replaced {
                PersonEvent::PasswordReset { name }
            } else {
                PersonEvent::Joined { name, first: false }
            };
            let reset = key_reset(&person)?.filter(|_| replaced);
            let reset = reset.as_ref().map(|happened| happened.at(now));
            let removed = reset.as_ref().map(Entry::as_new);
            let is_used = store.accept(hash, &password, &happened.at(now).as_new(), removed.as_ref()).await?;
            (person.email, replaced, is_used)
        }
    };
    let person = if is_used { store.person_by_email(&email).await? } else { None };
    let person = person.ok_or(Error::SetupUnknown)?;
    let token = session::begin(store, &person, visitor, now).await?;
    let device = tries::remember(store, &person, visitor.known, now).await?;
    Ok(SetUp { me: session::me(person), token, device, replaced })
}

/// Returns the first person, who has every role.
fn first_person(request: &SetupRequest) -> Result<NewPerson> {
    Ok(NewPerson {
        id: random::id()?,
        name: text::name("name", &request.name)?.into(),
        email: request.email.clone(),
        roles: vec![Role::Manager, Role::Technician, Role::Admin],
    })
}

/// Returns everyone.
pub async fn list(store: &dyn Store) -> Result<Vec<Shown>> {
    Ok(store.people().await?.into_iter().map(shown).collect())
}

/// Invites a person. The token is for their one-time link; no one else ever sees it.
pub async fn invite(
    store: &dyn Store,
    who: &Person,
    request: &InviteRequest,
    now: i64,
) -> Result<(Shown, Token)> {
    let name = String::from(text::name("name", &request.name)?);
    let roles = some_of(&request.roles)?;
    let person = NewPerson { id: random::id()?, name, email: request.email.clone(), roles };
    let token = random::token()?;
    let happened = PersonEvent::Invited { by: who.name.clone(), name: person.name.clone() };
    let invited = store.invite(&person, token.hash(), now + INVITED, &happened.at(now).as_new()).await?;
    let id = invited.ok_or(Error::EmailTaken)?;
    let NewPerson { name, email, roles, .. } = person;
    let shown =
        Shown { id, name, email, roles, key: None, joined: false, active: true, second_factor: false };
    Ok((shown, token))
}

/// Logs how a setup link reaches its person: by mail, or through the administrator who was shown it.
pub async fn note_handed_over(
    store: &dyn Store,
    who: &Person,
    name: &str,
    by_mail: bool,
    now: i64,
) -> Result<()> {
    let (by, name) = (who.name.clone(), name.to_owned());
    let happened =
        if by_mail { PersonEvent::LinkMailed { by, name } } else { PersonEvent::LinkShown { by, name } };
    Ok(store.log(None, &happened.at(now).as_new()).await?)
}

/// Returns the roles, sorted and without duplicates. Refuses an empty list.
pub(super) fn some_of(roles: &[Role]) -> Result<Vec<Role>> {
    let mut roles = roles.to_vec();
    roles.sort_unstable();
    roles.dedup();
    if roles.is_empty() {
        return Err(Fault::NoRoles.at("roles"));
    }
    Ok(roles)
}

pub(super) fn shown(person: Person) -> Shown {
    Shown {
        joined: person.password_hash.is_some(),
        active: person.is_active,
        second_factor: person.factor_since.is_some(),
        id: person.id,
        name: person.name,
        email: person.email,
        roles: person.roles,
        key: person.key,
    }
}

/// Returns the log entry for a key that is removed because a link reset the password: using the link doesn't show that
/// the person has the key, so they have to prove it again. Returns `None` if they have no key.
fn key_reset(person: &Person) -> Result<Option<PersonEvent>> {
    let Some(key) = &person.key else { return Ok(None) };
    let fingerprint = Recipient::new(&person.name, key)?.fingerprint();
    Ok(Some(PersonEvent::KeyReset { name: person.name.clone(), fingerprint }))
}
