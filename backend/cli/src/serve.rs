//! `sealpost serve`: the pages, the API and the checks, until it is told to stop.

use std::{io, net::SocketAddr, path::Path, process::ExitCode, sync::Arc, time::Duration};

use net::{mail::Mailer, url::PublicUrl};
use probe::check::Limits;
use sealpost_core::{
    factor::{FactorKey, Told},
    guard::Guard,
    password::Passwords,
    people,
    report::Turns,
    retention,
    shares::Shares,
    verifier::Verifier,
};
use shared::wire::Config;
use store_sqlite::Sqlite;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;
use web::{
    app::{App, Clock, Parts, SOCKETS_EACH, Unfinished, app},
    routes::pages::Pages,
    serve::{self, Bounds},
};
use zeroize::Zeroizing;

use super::{Failure, clock, first_link, print, printer, private};
use crate::{
    memory,
    settings::{Asker, Settings},
};

/// How often expired links are recorded, and what is due is deleted.
const SWEEP: Duration = Duration::from_mins(1);

/// When to try again if another server was at it, or one that was killed: its claim ends by itself.
const SOON: Duration = Duration::from_secs(5);

/// How long work that has begun may take to end: more than a check's minute.
const DRAIN: Duration = Duration::from_secs(65);

/// Serve the pages and the API.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Serve a sandbox instead: an agency, a client, a mail provider and DNS, all made up and on this
    /// machine alone. It says how to walk through it.
    #[cfg(feature = "demo")]
    #[arg(long)]
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
    store: Sqlite,
    app: App,
    /// What the person who started it is told: the address, and where there is nobody yet, the set-up link or the file
    /// that it is in.
    pub greeting: String,
}

impl Server {
    /// Opens the store and the port. `sandbox`: the pages say that this is the sandbox.
    pub async fn start(settings: &Settings, sandbox: bool) -> Result<Self, Failure> {
        let store = open_store(settings).await?;
        let listener = listen(settings.listen).await?;
        let bound = listener.local_addr().map_err(|error| refused(settings.listen, &error))?;
        let public_url = settings.public_url(bound);
        let app = App::new(parts(settings, &store, public_url.clone(), sandbox)?);
        let setup = people::first_setup(&store, app.now()).await.map_err(|error| failed(&error))?;
        let mut greeting = format!("Sealpost listens on {public_url}\n");
        let handed_over = match setup {
            // The sandbox's first person comes in by itself.
            Some(_) if sandbox => Ok(String::new()),
            Some(token) => {
                let url = Zeroizing::new(people::setup_url(public_url.as_str(), &token));
                first_link::hand_over(&url, &settings.data, printer::out_is_terminal())
            }
            None => first_link::take_away(&settings.data).map(|()| String::new()),
        };
        greeting.push_str(&handed_over.map_err(|error| failed(&error))?);
        Ok(Self { listener, store, app, greeting })
    }

    /// Where it listens, under its public address.
    pub fn url(&self) -> &str {
        self.app.public_url.as_str()
    }

    /// What its requests share.
    #[cfg(feature = "demo")]
    pub(crate) fn app(&self) -> &App {
        &self.app
    }

    /// Serves until it is told to stop, then lets everything that has begun come to its end.
    pub async fn serve(self) -> Result<(), Failure> {
        let sweeper = tokio::spawn(sweep(self.app.clone(), SWEEP));
        let unfinished = self.app.unfinished.clone();
        let bounds = Bounds::of_this_process(self.app.trusted_proxies.clone());
        serve::serve(&self.listener, app(self.app), bounds, told_to_stop()).await;
        if !unfinished.drain(DRAIN).await {
            tracing::warn!("stopped before everything had come to its end");
        }
        sweeper.abort();
        self.store.close().await;
        Ok(())
    }
}

/// Opens what is kept, in a folder that only this user can read.
async fn open_store(settings: &Settings) -> Result<Sqlite, Failure> {
    let folder = &settings.data;
    make_private(folder).map_err(|error| {
        Failure::usage(format!("The data folder {} cannot be made: {error}.", folder.display()))
            .next("SEALPOST_DATA names it.")
    })?;
    let file = &settings.database;
    Sqlite::open(file).await.map_err(|error| {
        Failure::usage(format!("The database {} cannot be opened: {error}.", file.display()))
            .next("SEALPOST_DATABASE_URL or SEALPOST_DATA names it.")
    })
}

/// The key that seals code apps' seeds, made at the first start.
fn factor_key(settings: &Settings) -> Result<FactorKey, Failure> {
    let file = settings.data.join("factors.key");
    let wrong = |reason: String| {
        Failure::usage(format!("The key file {} {reason}.", file.display()))
            .next("It belongs to the database. Without the right one, people sign in with recovery codes.")
    };
    match std::fs::read(&file).map(Zeroizing::new) {
        Ok(bytes) => FactorKey::from_bytes(&bytes).ok_or_else(|| wrong("is damaged".into())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let key = FactorKey::generate().map_err(|error| failed(&error))?;
            private::create(&file, key.expose())
                .map_err(|error| wrong(format!("cannot be made: {error}")))?;
            Ok(key)
        }
        Err(error) => Err(wrong(format!("cannot be read: {error}"))),
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
    Failure::usage(format!("Nobody can listen on {address}: {error}."))
        .next("SEALPOST_LISTEN names another address or port.")
}

fn parts(
    settings: &Settings,
    store: &Sqlite,
    public_url: PublicUrl,
    sandbox: bool,
) -> Result<Parts, Failure> {
    let roots = settings.extra_roots.as_deref();
    let mailer = settings
        .mail
        .as_ref()
        .map(|mail| Mailer::new(&mail.url, &mail.from, roots, &settings.agency))
        .transpose();
    let mailer = mailer.map_err(|error| Failure::usage(format!("SEALPOST_SMTP_URL: {error}.")))?;
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
        store: Arc::new(store.clone()),
        trusted_proxies: settings.trusted_proxies.clone(),
        keep: settings.keep.clone(),
        egress: settings.egress(Asker::Server)?,
        mailer,
        guard: Guard {
            passwords: Passwords::default(),
            key: factor_key(settings)?,
            second_factor: settings.second_factor,
            told: Told::default(),
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

/// Does what is due, again and again.
async fn sweep(app: App, every: Duration) {
    loop {
        let (agency, url) = (app.config.agency.as_str(), app.public_url.as_str());
        let post = app.mailer.as_ref().map(|mailer| retention::Post { mailer, agency, url });
        let ran = retention::run(app.store(), &app.keep, post.as_ref(), app.now()).await;
        if let Err(error) = &ran {
            tracing::error!(%error, "what is due could not be deleted");
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
    tracing::info!("stopping");
}

fn log_to_stderr(settings: &Settings) {
    // The settings have checked the filter.
    let filter = EnvFilter::builder().parse_lossy(&settings.log);
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        // The printer lets no sequence through, not even the log's own.
        .with_ansi(false)
        .with_writer(|| printer::Log)
        .finish();
    // Somebody who has set another one before, such as a test, keeps it.
    let _ = tracing::subscriber::set_global_default(subscriber);
}

fn failed(error: &dyn std::error::Error) -> Failure {
    Failure::usage(format!("The server could not start: {error}"))
}

#[cfg(test)]
mod tests {
    use sealpost_core::{fixture, store::Onboardings};

    use super::*;

    /// A server that has run for months still does it.
    #[tokio::test]
    async fn what_is_due_is_deleted_again_and_again_while_the_server_runs() {
        assert_eq!(SWEEP.as_secs(), 60, "each minute, as docs/operations.md says");
        let folder = tempfile::tempdir().unwrap();
        let data = ("SEALPOST_DATA".to_owned(), folder.path().display().to_string());
        let settings = Settings::parse([data], None).unwrap();
        let store = open_store(&settings).await.unwrap();
        let url = PublicUrl::loopback("127.0.0.1:1".parse().unwrap());
        let app = App::new(parts(&settings, &store, url, false).unwrap());
        let (tess, _) = fixture::technician(&store, "Tess").await;
        let sweeper = tokio::spawn(sweep(app, Duration::from_millis(20)));
        let at = fixture::KEEP.before(clock::now()) - 1;
        for _ in 0..3 {
            let (id, link) = fixture::configured(&store, &tess, at).await;
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
