//! `sealpost serve`: the pages, the API and the checks, until it is stopped.

use std::{io, net::SocketAddr, path::Path, process::ExitCode, sync::Arc, time::Duration};

use net::{mail::Mailer, url::PublicUrl};
use probe::check::Limits;
use sealpost_core::{
    factor_key::FactorKey, guard::Guard, notice, password::Passwords, people, report::Turns, retention,
    shares::Shares, store::Store, verifier::Verifier,
};
use shared::wire::Config;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;
use web::{
    app,
    app::{App, Clock, Parts, SOCKETS_EACH, Unfinished},
    pages::Pages,
    serve::{self, Bounds},
};
use zeroize::Zeroizing;

use super::{Failure, clock, database::Database, first_link, print, printer, private, say::SAY};
use crate::{
    memory,
    settings::{Asker, Settings},
};

/// How often expired links are recorded, and expired data is deleted.
const SWEEP: Duration = Duration::from_mins(1);

/// When to try again if another server is doing it, or was killed while doing it, so that its claim has to expire.
const SOON: Duration = Duration::from_secs(5);

/// How long started work may take to finish: more than a check's minute.
const DRAIN: Duration = Duration::from_secs(65);

/// The arguments of `sealpost serve`.
#[derive(Debug, clap::Args)]
#[command(about = SAY.serve_about())]
pub struct Args {
    #[cfg(feature = "demo")]
    #[arg(long, help = SAY.serve_demo())]
    demo: bool,
}

/// Serves until SIGTERM or SIGINT.
pub async fn run(args: Args, settings: &Settings) -> Result<ExitCode, Failure> {
    log_to_stderr(settings);
    if let Err(lacking) = memory::lock() {
        tracing::warn!("{lacking}. {}", lacking.next);
    }
    #[cfg(feature = "demo")]
    if args.demo {
        return super::demo::run(settings).await;
    }
    let Args { .. } = args;
    let server = Server::start(settings, false).await?;
    print(&server.greeting)?;
    server.serve().await?;
    Ok(ExitCode::SUCCESS)
}

/// A server that listens.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    database: Database,
    app: App,
    /// What the person who started it reads: the address, and if there are no accounts yet, the setup link or the file
    /// that contains it.
    pub greeting: String,
}

impl Server {
    /// Opens the store and the port. `sandbox`: true if the pages should say that this is the sandbox.
    pub async fn start(settings: &Settings, sandbox: bool) -> Result<Self, Failure> {
        let database = open_database(settings).await?;
        let store = database.store();
        let listener = listen(settings.listen).await?;
        let bound = listener.local_addr().map_err(|error| refused(settings.listen, &error))?;
        let public_url = settings.public_url(bound);
        let key = shared_key(settings, &database).await?;
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
        Ok(Self { listener, database, app, greeting })
    }

    /// Returns its public address.
    pub fn url(&self) -> &str {
        self.app.public_url.as_str()
    }

    /// Returns what its requests share.
    #[cfg(feature = "demo")]
    pub(crate) fn app(&self) -> &App {
        &self.app
    }

    /// Serves until it is stopped, then lets all started work finish.
    pub async fn serve(self) -> Result<(), Failure> {
        let sweeper = tokio::spawn(sweep(self.app.clone(), SWEEP));
        let unfinished = self.app.unfinished.clone();
        let bounds = Bounds::of_this_process(self.app.trusted_proxies.clone());
        serve::serve(&self.listener, app(self.app), bounds, told_to_stop()).await;
        if !unfinished.drain(DRAIN).await {
            tracing::warn!("{}", SAY.serve_unfinished());
        }
        sweeper.abort();
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

/// Returns the key that encrypts the seeds of authenticator apps. Servers on one PostgreSQL database share it. A server with
/// another key couldn't check any codes, and the others couldn't check codes of the seeds that it encrypted.
async fn shared_key(settings: &Settings, database: &Database) -> Result<FactorKey, Failure> {
    let key = factor_key(settings)?;
    if let Database::Postgres(store) = database {
        let agreed = store.agree_on_key(key.digest()).await;
        if !agreed.map_err(|error| Failure::usage(SAY.serve_failed(&error)))? {
            let file = settings.data.join("factors.key");
            return Err(Failure::usage(SAY.serve_factor_key_other(&file.display()))
                .next(SAY.serve_factor_key_other_next()));
        }
    }
    Ok(key)
}

/// Returns the key that encrypts the seeds of authenticator apps. The first start creates it.
fn factor_key(settings: &Settings) -> Result<FactorKey, Failure> {
    let file = settings.data.join("factors.key");
    let name = file.display();
    let wrong = |what: String| Failure::usage(what).next(SAY.serve_factor_key_next());
    match std::fs::read(&file).map(Zeroizing::new) {
        Ok(bytes) => FactorKey::from_bytes(&bytes).ok_or_else(|| wrong(SAY.serve_factor_key_damaged(&name))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let key = FactorKey::generate().map_err(|error| failed(&error))?;
            private::create(&file, key.expose())
                .map_err(|error| wrong(SAY.serve_factor_key_not_created(&name, &error)))?;
            Ok(key)
        }
        Err(error) => Err(wrong(SAY.serve_factor_key_unreadable(&name, &error))),
    }
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
    let mailer = settings
        .mail
        .as_ref()
        .map(|mail| Mailer::new(&mail.url, &mail.from, roots, &settings.agency))
        .transpose();
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

/// Deletes expired data, again and again.
async fn sweep(app: App, every: Duration) {
    loop {
        let post = app.post();
        let post = post.as_ref().map(|post| post as &dyn notice::Post);
        let ran = retention::run(app.store(), &app.keep, post, app.now()).await;
        if let Err(error) = &ran {
            tracing::error!(%error, "{}", SAY.serve_not_deleted());
        }
        if let Err(error) = app.verifier.announce(app.store(), &app.guard.key, app.now()).await {
            tracing::error!(%error, "{}", SAY.serve_key_not_announced());
        }
        tokio::time::sleep(if matches!(ran, Ok(false)) { SOON.min(every) } else { every }).await;
    }
}

async fn told_to_stop() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
    tracing::info!("{}", SAY.serve_stopping());
}

fn log_to_stderr(settings: &Settings) {
    // The settings have checked the filter.
    let filter = EnvFilter::builder().parse_lossy(&settings.log);
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        // The printer removes all control sequences, even the log's own.
        .with_ansi(false)
        .with_writer(|| printer::Log)
        .finish();
    // A subscriber that is already set, such as a test's, stays.
    let _ = tracing::subscriber::set_global_default(subscriber);
}

fn failed(error: &dyn std::error::Error) -> Failure {
    Failure::usage(SAY.serve_failed(&error))
}

#[cfg(test)]
mod tests {
    use sealpost_core::fixture;

    use super::*;

    /// A server that has been running for months still deletes what is due.
    #[tokio::test]
    async fn what_is_due_is_deleted_again_and_again_while_the_server_runs() {
        assert_eq!(SWEEP.as_secs(), 60, "each minute, as docs/operations.md says");
        let folder = tempfile::tempdir().unwrap();
        let data = ("SEALPOST_DATA".to_owned(), folder.path().display().to_string());
        let settings = Settings::parse([data], None).unwrap();
        let store = open_database(&settings).await.unwrap().store();
        let url = PublicUrl::loopback("127.0.0.1:1".parse().unwrap());
        let key = factor_key(&settings).unwrap();
        let app = App::new(parts(&settings, store.clone(), key, url, false).unwrap());
        let (tess, _) = fixture::technician(&*store, "Tess").await;
        let sweeper = tokio::spawn(sweep(app, Duration::from_millis(20)));
        let at = fixture::KEEP.before(clock::now()) - 1;
        for _ in 0..3 {
            let (id, link) = fixture::configured(&*store, &tess, at).await;
            let gone = async {
                while store.submission(&link.locator()).await.unwrap().is_some() {
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            };
            assert!(tokio::time::timeout(Duration::from_secs(20), gone).await.is_ok(), "{id} is still here");
        }
        sweeper.abort();
    }
}
