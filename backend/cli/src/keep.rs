//! What this machine remembers for its user: the session, the technicians they accepted, the managers they know, and the
//! key that vouches for their own links. It is all in the user's settings folder, and only they can read it.

use std::{
    collections::BTreeMap,
    env, fs, io,
    path::{Path, PathBuf},
};

use sealpost_core::random;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use shared::{
    approval::Notes,
    link::Token,
    rules::Address,
    voucher::{Manager, Managers, VouchingKey},
};
use zeroize::Zeroizing;

use super::{Failure, private, say::SAY};

const SESSION: &str = "session.json";
const APPROVALS: &str = "approvals.json";
const MANAGERS: &str = "managers.json";
const VOUCHING_KEY: &str = "vouching-key";

/// Who is signed in, and to which server.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Session {
    /// The server's address, as [`net::url::PublicUrl`] writes it.
    pub(crate) server: String,
    /// The person.
    pub(crate) email: Address,
    /// The session's token. It is sent only to this server.
    pub(crate) token: Token,
}

impl Session {
    /// Reads the session from `login`, if there is one.
    pub(crate) fn load() -> Result<Option<Self>, Failure> {
        read(SESSION)
    }

    pub(crate) fn save(&self) -> Result<(), Failure> {
        write(SESSION, self)
    }

    pub(crate) fn forget() -> Result<(), Failure> {
        let path = path(SESSION)?;
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(unusable(&path, &error)),
            _ => Ok(()),
        }
    }
}

/// The recipients that people have accepted on this machine, by server and by person.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Approvals(BTreeMap<String, BTreeMap<String, Notes>>);

impl Approvals {
    pub(crate) fn load() -> Result<Self, Failure> {
        Ok(read(APPROVALS)?.unwrap_or_default())
    }

    pub(crate) fn of(&mut self, server: &str, person_id: &str) -> &mut Notes {
        self.0.entry(server.to_owned()).or_default().entry(person_id.to_owned()).or_default()
    }

    pub(crate) fn save(&self) -> Result<(), Failure> {
        write(APPROVALS, self)
    }
}

/// The managers whose keys were compared on this machine, by server.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Known(BTreeMap<String, Managers>);

impl Known {
    pub(crate) fn load() -> Result<Self, Failure> {
        Ok(read(MANAGERS)?.unwrap_or_default())
    }

    pub(crate) fn at(&mut self, server: &str) -> &mut Managers {
        self.0.entry(server.to_owned()).or_default()
    }

    pub(crate) fn meet(mut self, server: &str, manager: Manager) -> Result<(), Failure> {
        self.at(server).meet(manager);
        write(MANAGERS, &self)
    }
}

/// Returns the key that vouches for the links created on this machine. The first link creates it.
pub(crate) fn vouching_key() -> Result<VouchingKey, Failure> {
    if let Some(key) = vouching_key_there()? {
        return Ok(key);
    }
    let path = path(VOUCHING_KEY)?;
    let key = random::vouching_key().map_err(|error| Failure::usage(SAY.keep_no_key(&error)))?;
    private::replace(&path, key.text().as_bytes()).map_err(|error| unusable(&path, &error))?;
    Ok(key)
}

/// Returns the same key, if it exists.
pub(crate) fn vouching_key_there() -> Result<Option<VouchingKey>, Failure> {
    let path = path(VOUCHING_KEY)?;
    let Some(bytes) = bytes(&path)? else { return Ok(None) };
    let key = std::str::from_utf8(&bytes).ok().and_then(|text| VouchingKey::parse(text.trim_end()));
    key.map(Some).ok_or_else(|| damaged(&path).next(SAY.keep_damaged_key_next()))
}

fn read<T: DeserializeOwned>(name: &str) -> Result<Option<T>, Failure> {
    let path = path(name)?;
    let Some(bytes) = bytes(&path)? else { return Ok(None) };
    let value = serde_json::from_slice(&bytes).map(Some);
    value.map_err(|_| damaged(&path).next(SAY.keep_damaged_next()))
}

fn bytes(path: &Path) -> Result<Option<Zeroizing<Vec<u8>>>, Failure> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(Zeroizing::new(bytes))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unusable(path, &error)),
    }
}

fn damaged(path: &Path) -> Failure {
    Failure::usage(SAY.keep_damaged(&path.display()))
}

fn write(name: &str, value: &impl Serialize) -> Result<(), Failure> {
    let path = path(name)?;
    let bytes = serde_json::to_vec_pretty(value).map(Zeroizing::new);
    let bytes = bytes.map_err(|error| Failure::usage(error.to_string()))?;
    private::replace(&path, &bytes).map_err(|error| unusable(&path, &error))
}

fn unusable(path: &Path, error: &io::Error) -> Failure {
    Failure::usage(SAY.keep_unusable(&path.display(), error)).next(SAY.keep_unusable_next())
}

fn path(name: &str) -> Result<PathBuf, Failure> {
    let set = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let folder =
        set("XDG_CONFIG_HOME").or_else(|| set("APPDATA")).or_else(|| Some(set("HOME")?.join(".config")));
    match folder {
        Some(folder) => Ok(folder.join("sealpost").join(name)),
        None => Err(Failure::usage(SAY.keep_no_folder()).next(SAY.keep_no_folder_next())),
    }
}
