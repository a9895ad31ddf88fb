//! The server as a process: its database, its port, its keys, and its end.

mod keys;
mod receiver;
mod running;
#[cfg(test)]
mod tests;

use std::{io, net::SocketAddr, path::Path, sync::Arc};

use net::{mail::Mailer, url::PublicUrl};
use probe::check::Limits;
use sealpost_core::{
    factor_key::FactorKey, guard::Guard, password::Passwords, people, report::Turns, shares::Shares,
    store::Store, verifier::Verifier,
};
use shared::wire::Config;
use tokio::net::TcpListener;
use web::{
    app,
    app::{App, Clock, Parts, SOCKETS_EACH, Unfinished},
    pages::Pages,
    serve::{self, Bounds},
};
use zeroize::Zeroizing;

use self::{
    receiver::Inbound,
    running::{DRAIN, SWEEP, sweep, told_to_stop, watch_sites},
};
use crate::{
    Failure, clock,
    database::Database,
    first_link, printer,
    say::SAY,
    settings::{Asker, Settings},
};

/// A server that listens.
#[derive(Debug)]
pub(crate) struct Server {
    listener: TcpListener,
    inbound: Option<Inbound>,
    database: Database,
    app: App,
    /// What the person who started it reads: the address, and if there are no accounts yet, the setup link or the file
    /// that contains it.
    pub(crate) greeting: String,
}

impl Server {
    /// Opens the store and the ports. `sandbox`: true if the pages should say that this is the sandbox.
    pub(crate) async fn start(settings: &Settings, sandbox: bool) -> Result<Self, Failure> {
        let database = open_database(settings).await?;
        let store = database.store();
        let listener = listen(settings.listen).await?;
        let inbound = Inbound::open(settings).await?;
        let bound = listener.local_addr().map_err(|error| refused(settings.listen, &error))?;
        let public_url = settings.public_url(bound);
        let key = keys::shared_key(settings, &database).await?;
        let app = App::new(parts(settings, store.clone(), key, public_url.clone(), sandbox)?);
        app.verifier
            .announce(app.store(), &app.guard.key, app.now())
            .await
            .map_err(|error| failed(&error))?;
        let setup = people::first_setup(&*store, app.now()).await.map_err(|error| failed(&error))?;
        let mut greeting = SAY.serve_running(&public_url) + "\n";
        let handed_over = match setup {
            // The sandbox creates its first account on its own.
            Some(_) if sandbox => Ok(String::new()),
            Some(token) => {
                let url = Zeroizing::new(people::setup_url(public_url.as_str(), &token));
                first_link::hand_over(&url, &settings.data, printer::out_is_terminal())
            }
            None => first_link::take_away(&settings.data).map(|()| String::new()),
        };
        greeting.push_str(&handed_over.map_err(|error| failed(&error))?);
        Ok(Self { listener, inbound, database, app, greeting })
    }

    /// Returns its public address.
    #[cfg(feature = "demo")]
    pub(crate) fn url(&self) -> &str {
        self.app.public_url.as_str()
    }

    /// Returns what its requests share.
    #[cfg(feature = "demo")]
    pub(crate) fn app(&self) -> &App {
        &self.app
    }

    /// Serves until it is stopped, then lets all started work finish.
    pub(crate) async fn serve(self) -> Result<(), Failure> {
        let sweeper = tokio::spawn(sweep(self.app.clone(), SWEEP));
        let watcher = tokio::spawn(watch_sites(self.app.clone(), SWEEP));
        let receiver = self.inbound.map(|inbound| inbound.serve(self.app.clone()));
        let unfinished = self.app.unfinished.clone();
        let bounds = Bounds::of_this_process(self.app.trusted_proxies.clone());
        serve::serve(&self.listener, app(self.app), bounds, told_to_stop()).await;
        if let Some(receiver) = receiver {
            receiver.abort();
            // Its port is closed when it has ended.
            let _ = receiver.await;
        }
        if !unfinished.drain(DRAIN).await {
            tracing::warn!("{}", SAY.serve_unfinished());
        }
        sweeper.abort();
        watcher.abort();
        self.database.close().await;
        Ok(())
    }
}

/// Opens the database, in a folder that only this user can read.
async fn open_database(settings: &Settings) -> Result<Database, Failure> {
    let folder = &settings.data;
    make_private(folder).map_err(|error| {
        Failure::usage(SAY.serve_data_folder(&folder.display(), &error)).next(SAY.serve_data_folder_next())
    })?;
    Database::open(&settings.database).await
}

fn make_private(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| refused(address, &error))
}

fn refused(address: SocketAddr, error: &io::Error) -> Failure {
    Failure::usage(SAY.serve_not_listening(&address, error)).next(SAY.serve_not_listening_next())
}

fn parts(
    settings: &Settings,
    store: Arc<dyn Store>,
    key: FactorKey,
    public_url: PublicUrl,
    sandbox: bool,
) -> Result<Parts, Failure> {
    let roots = settings.extra_roots.as_deref();
    let mailer = settings.mail.as_ref().map(|mail| Mailer::new(&mail.url, &mail.from, roots)).transpose();
    let mailer = mailer.map_err(|error| Failure::usage(SAY.serve_smtp_url(&error)))?;
    let clock: Clock = Arc::new(clock::now);
    Ok(Parts {
        config: Config {
            agency: settings.agency.clone(),
            public_url: public_url.to_string(),
            sandbox,
            server_check: settings.server_check,
            second_factor: settings.second_factor,
        },
        public_url,
        store,
        trusted_proxies: settings.trusted_proxies.clone(),
        keep: settings.keep.clone(),
        egress: settings.egress(Asker::Server)?,
        inbound: settings.inbound.as_ref().map(|inbound| inbound.host.clone()),
        mailer,
        guard: Guard {
            passwords: Passwords::default(),
            key,
            second_factor: settings.second_factor,
            agency: settings.agency.clone(),
        },
        verifier: Verifier::new(clock()),
        pages: Pages::built().trusting(roots.and_then(|path| std::fs::read(path).ok())),
        clock,
        unfinished: Unfinished::default(),
        reports: Turns::default(),
        relay: Limits::default(),
        sockets: Shares::of(SOCKETS_EACH),
    })
}

fn failed(error: &dyn std::error::Error) -> Failure {
    Failure::usage(SAY.serve_failed(&error))
}
