//! The state that every request shares.

use std::{fmt, ops::Deref, sync::Arc, time::Duration};

use ipnet::IpNet;
use net::{Egress, mail::Mailer, url::PublicUrl};
use probe::check::Limits;
use sealpost_core::{
    brand,
    guard::Guard,
    report::Turns,
    retention,
    shares::Shares,
    store::{KeptBrand, Store},
    verifier::Verifier,
};
use shared::{
    rules::Domain,
    wire::{Config, PublicConfig, ShownLogo},
};
use tokio::sync::{OwnedRwLockReadGuard, RwLock};

use crate::{pages::Pages, say::mail::Post};

/// How many WebSockets one network can hold at once: enough for an office whose people all check at the same time.
pub const SOCKETS_EACH: usize = 32;

/// Returns the time in Unix seconds.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// The parts of the server.
pub struct Parts {
    /// Where everything is stored.
    pub store: Arc<dyn Store>,
    /// The configuration that every page loads first. An administrator can set another name: [`App::public_config`].
    pub config: Config,
    /// The address at which people reach the server.
    pub public_url: PublicUrl,
    /// Proxies whose `X-Forwarded-For` counts.
    pub trusted_proxies: Vec<IpNet>,
    /// How long things are kept, if the operator set it.
    pub keep: retention::Operator,
    /// Access to the internet, for checks and DNS queries.
    pub egress: Egress,
    /// The host at which sites' messages arrive, if this server receives them.
    pub inbound: Option<Domain>,
    /// Sends our own mail, if mail is set up.
    pub mailer: Option<Mailer>,
    /// Checks sign-ins.
    pub guard: Guard,
    /// The key to which browsers encrypt logins. It changes every hour.
    pub verifier: Verifier,
    /// The files of the pages.
    pub pages: Pages,
    /// The clock.
    pub clock: Clock,
    /// Work that must end before the process does.
    pub unfinished: Unfinished,
    /// Decides whose DNS report runs next.
    pub reports: Turns,
    /// Time limits of a relay.
    pub relay: Limits,
    /// Counts the WebSockets of each network.
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

    /// Returns the time, in Unix seconds.
    pub fn now(&self) -> i64 {
        (self.clock)()
    }

    /// Returns the store.
    pub fn store(&self) -> &dyn Store {
        &*self.store
    }

    /// Returns how the agency presents itself. Nobody should have to wait for a page or an email because of a database
    /// that fails, so both have only the name in the settings then.
    async fn brand(&self) -> KeptBrand {
        brand::kept(self.store()).await.unwrap_or_else(|error| {
            tracing::error!(%error, "the agency's brand can't be read");
            KeptBrand::default()
        })
    }

    /// Returns the configuration that every page loads first, with what the server writes into pages for clients.
    pub async fn public_config(&self) -> PublicConfig {
        let KeptBrand { brand, logo, .. } = self.brand().await;
        let agency = brand.name.map_or_else(|| self.config.agency.clone(), String::from);
        PublicConfig {
            basics: Config { agency, ..self.config.clone() },
            contact: brand.contact,
            accent: brand.accent,
            logo: logo.as_ref().map(ShownLogo::of),
        }
    }

    /// Returns the writer and sender of our own mail, if mail is set up.
    pub async fn post(&self) -> Option<Post<'_>> {
        let mailer = self.mailer.as_ref()?;
        let brand = self.brand().await.brand;
        let agency = brand.name.map_or_else(|| self.config.agency.clone(), String::from);
        let sender = brand.sender.map_or_else(|| agency.clone(), String::from);
        Some(Post { mailer, agency, sender, url: self.public_url.as_str() })
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

/// Work that outlives its request, such as a check on its socket or a mail that is being sent. All such work holds a
/// guard.
#[derive(Debug, Clone, Default)]
pub struct Unfinished(Arc<RwLock<()>>);

/// The guard that unfinished work holds.
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
