//! People: how they come in.

use shared::{
    link::Token,
    recipients::Recipient,
    rules::Address,
    wire::{InviteRequest, Me, Person as Shown, Role, SetupRequest},
};

use super::{
    Error, Result, factor,
    guard::{Guard, Visitor},
    limits, password, session, text,
    tries::{self, CodeFrom},
};
use crate::{
    random,
    store::{Invitation, NewActivity, NewPerson, Person, Store},
};

/// How long the first administrator's link works.
const FIRST: i64 = 24 * 3600;

/// How long an invitation works.
pub(super) const INVITED: i64 = 7 * 24 * 3600;

/// A one-time link for the first administrator, where there is nobody yet. Replaces the one before.
pub async fn first_setup(store: &dyn Store, now: i64) -> Result<Option<Token>> {
    if store.has_people().await? {
        return Ok(None);
    }
    let token = random::token()?;
    store.renew_first_invitation(token.hash(), now + FIRST).await?;
    Ok(Some(token))
}

/// The one-time link. The token stands after `#`, which no browser sends.
pub fn setup_url(public_url: &str, token: &Token) -> String {
    format!("{public_url}/staff#setup={}", token.expose())
}

/// Somebody who has used a one-time link, and is signed in.
#[derive(Debug)]
pub struct SetUp {
    /// Who.
    pub me: Me,
    /// What their session opens with.
    pub token: Token,
    /// What their browser is known by from now on.
    pub device: Token,
    /// Whether they had a password before, which is gone.
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
    // Looked at before the password is hashed: that is dear, and a wrong link should not cost it.
    let invitation = store.invitation(hash, now).await?.ok_or(Error::SetupUnknown)?;
    let chosen = async |name: &str, email: &Address| {
        let words = password::words(&guard.agency, name, email);
        guard.passwords.hash(&request.password, words).await
    };
    let (email, replaced, is_used) = match invitation {
        Invitation::First => {
            let person = first_person(request)?;
            let password = chosen(&person.name, &person.email).await?;
            let entry = joined(&person.name, "The first administrator", now);
            let is_used = store.accept_first(hash, &person, &password, &entry.as_new()).await?;
            (person.email, false, is_used)
        }
        Invitation::Person { person, resets_factor } => {
            let password = chosen(&person.name, &person.email).await?;
            // After the password was found good: a code counts once.
            if !resets_factor {
                let link = tries::name(hash);
                let from = CodeFrom::SetupLink(&link);
                factor::check(store, guard, &person, request.code.as_ref(), from, now).await?;
            }
            let replaced = person.password_hash.is_some();
            let entry =
                if replaced { reset(&person.name, now) } else { joined(&person.name, &person.name, now) };
            let removed = removed_key(&person, now)?;
            let removed = removed.as_ref().filter(|_| replaced).map(Joined::as_new);
            let is_used = store.accept(hash, &password, &entry.as_new(), removed.as_ref()).await?;
            (person.email, replaced, is_used)
        }
    };
    let person = if is_used { store.person_by_email(&email).await? } else { None };
    let person = person.ok_or(Error::SetupUnknown)?;
    let token = session::begin(store, &person, visitor, now).await?;
    let device = tries::remember(store, &person, visitor.known, now).await?;
    Ok(SetUp { me: session::me(person), token, device, replaced })
}

/// The first person does everything, until there are others.
fn first_person(request: &SetupRequest) -> Result<NewPerson> {
    Ok(NewPerson {
        id: random::id()?,
        name: text::name("name", &request.name)?.into(),
        email: request.email.clone(),
        roles: vec![Role::Manager, Role::Technician, Role::Admin],
    })
}

/// Everyone.
pub async fn list(store: &dyn Store) -> Result<Vec<Shown>> {
    Ok(store.people().await?.into_iter().map(shown).collect())
}

/// Invites a person. The token is for the one-time link; nobody else ever gets to see it.
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
    let sentence = format!("{} invited {}.", who.name, person.name);
    let entry = NewActivity { at: now, who: &who.name, code: "person.invited", sentence: &sentence };
    let invited = store.invite(&person, token.hash(), now + INVITED, &entry).await?;
    let id = invited.ok_or(Error::EmailTaken)?;
    let NewPerson { name, email, roles, .. } = person;
    let shown =
        Shown { id, name, email, roles, key: None, joined: false, active: true, second_factor: false };
    Ok((shown, token))
}

/// Notes how a set-up link came to its person: by mail, or through the administrator who was shown it.
pub async fn note_handed_over(
    store: &dyn Store,
    who: &Person,
    name: &str,
    by_mail: bool,
    now: i64,
) -> Result<()> {
    let (code, sentence) = if by_mail {
        ("link.mailed", format!("The set-up link for {name} was mailed to them."))
    } else {
        ("link.shown", format!("{} was shown the set-up link for {name}, to pass it on.", who.name))
    };
    Ok(store.log(None, &NewActivity { at: now, who: &who.name, code, sentence: &sentence }).await?)
}

/// Roles in their order, each once, at least one.
pub(super) fn some_of(roles: &[Role]) -> Result<Vec<Role>> {
    let mut roles = roles.to_vec();
    roles.sort_unstable();
    roles.dedup();
    if roles.is_empty() {
        let detail = "Choose at least one thing that this person may do.";
        return Err(Error::Field { field: "roles", code: "roles", detail });
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

/// An entry of the log that owns its texts.
struct Joined {
    at: i64,
    who: String,
    code: &'static str,
    sentence: String,
}

impl Joined {
    fn as_new(&self) -> NewActivity<'_> {
        NewActivity { at: self.at, who: &self.who, code: self.code, sentence: &self.sentence }
    }
}

fn joined(name: &str, who: &str, at: i64) -> Joined {
    let sentence = format!("{who} set a password and joined.");
    Joined { at, who: name.to_owned(), code: "person.joined", sentence }
}

/// Whoever sets a password by a link has not shown that they have the key: they prove it again.
fn removed_key(person: &Person, at: i64) -> Result<Option<Joined>> {
    let Some(key) = &person.key else { return Ok(None) };
    let fingerprint = Recipient::new(&person.name, key)?.fingerprint();
    let sentence =
        format!("The key {fingerprint} of {} was removed with it. They have to prove it again.", person.name);
    Ok(Some(Joined { at, who: person.name.clone(), code: "key.removed", sentence }))
}

fn reset(name: &str, at: i64) -> Joined {
    let sentence = format!("{name} set a new password with a set-up link.");
    Joined { at, who: name.to_owned(), code: "password.reset", sentence }
}
