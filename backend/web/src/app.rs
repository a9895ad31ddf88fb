//! What every request shares.

use std::{fmt, ops::Deref, sync::Arc, time::Duration};

use ipnet::IpNet;
use net::{Egress, mail::Mailer, url::PublicUrl};
use probe::check::Limits;
use sealpost_core::{
    guard::Guard, report::Turns, retention, shares::Shares, store::Store, verifier::Verifier,
};
use shared::wire::Config;
use tokio::sync::{OwnedRwLockReadGuard, RwLock};

use crate::{pages::Pages, say::mail::Post};

/// How many WebSockets one network can hold at once: enough for an office whose people all check at the same time.
pub const SOCKETS_EACH: usize = 32;

/// Tells the time in Unix seconds.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// What the server is made of.
pub struct Parts {
    /// What is kept.
    pub store: Arc<dyn Store>,
    /// What every page needs first.
    pub config: Config,
    /// The address at which people reach the server.
    pub public_url: PublicUrl,
    /// Proxies whose `X-Forwarded-For` counts.
    pub trusted_proxies: Vec<IpNet>,
    /// How long things are kept, if the operator set it.
    pub keep: retention::Operator,
    /// The door out, for checks and for questions to nameservers.
    pub egress: Egress,
    /// Our own mail, if it is set up.
    pub mailer: Option<Mailer>,
    /// What sign-ins are checked with.
    pub guard: Guard,
    /// The key of this hour.
    pub verifier: Verifier,
    /// The static pages.
    pub pages: Pages,
    /// The time.
    pub clock: Clock,
    /// What has to end before the process does.
    pub unfinished: Unfinished,
    /// Whose turn it is to get a DNS report.
    pub reports: Turns,
    /// How long the parts of a relay can take.
    pub relay: Limits,
    /// WebSockets of each network.
    pub sockets: Shares,
}

/// [`Parts`], shared.
#[derive(Clone)]
pub struct App(Arc<Parts>);

impl App {
    /// Shares the parts.
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// The time, in Unix seconds.
    pub fn now(&self) -> i64 {
        (self.clock)()
    }

    /// Returns the store.
    pub fn store(&self) -> &dyn Store {
        &*self.store
    }

    /// Returns what writes and sends our own mail, if mail is set up.
    pub fn post(&self) -> Option<Post<'_>> {
        let mailer = self.mailer.as_ref()?;
        Some(Post { mailer, agency: &self.config.agency, url: self.public_url.as_str() })
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App").field("config", &self.config).finish_non_exhaustive()
    }
}

/// Work that outlives its request: a check on its socket, a mail on its way. All such work holds a guard.
#[derive(Debug, Clone, Default)]
pub struct Unfinished(Arc<RwLock<()>>);

/// The guard of work that isn't finished.
#[derive(Debug)]
pub struct Working {
    _guard: OwnedRwLockReadGuard<()>,
}

impl Unfinished {
    /// Begins work, which lasts until the guard is dropped.
    pub async fn begin(&self) -> Working {
        Working { _guard: self.0.clone().read_owned().await }
    }

    /// Waits until all work is finished, at most this long. No work can begin after this call.
    pub async fn drain(&self, patience: Duration) -> bool {
        tokio::time::timeout(patience, self.0.write()).await.is_ok()
    }
}
