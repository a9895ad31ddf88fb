//! `sealpost serve`: the pages, the API and the checks, until it is stopped.

use std::process::ExitCode;

use tracing_subscriber::EnvFilter;

#[cfg(feature = "demo")]
use crate::demo;
use crate::{Failure, memory, print, printer, say::SAY, server::Server, settings::Settings};

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
        return demo::run(settings).await;
    }
    let Args { .. } = args;
    let server = Server::start(settings, false).await?;
    print(&server.greeting)?;
    server.serve().await?;
    Ok(ExitCode::SUCCESS)
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
