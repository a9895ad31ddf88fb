//! The command line, with one file for each command.
//!
//! Each command file has `#[derive(clap::Args)] pub struct Args` and `pub async fn run`, which returns the exit code or a
//! [`Failure`]. Exit code 0 means success, 1 means that the answer is no, and 2 means a usage error or no answer. All output
//! goes through [`printer`], and all sentences come from [`SAY`].

mod api;
mod approve;
mod ask;
pub mod audit;
pub mod backup;
mod certificate;
pub mod check;
mod clock;
pub mod database;
#[cfg(feature = "demo")]
mod demo;
mod details;
pub mod discover;
mod discovered;
pub mod doctor;
pub mod exchange;
mod failure;
mod first_link;
mod help;
mod identity;
pub mod judge;
mod keep;
pub mod keygen;
pub mod login;
mod memory;
pub mod migrate;
mod names;
pub mod new;
pub mod open;
pub mod pages;
mod plugin;
mod printer;
mod private;
pub mod purge;
pub mod receive;
pub mod register;
pub mod reseal;
mod say;
pub mod seal;
mod secrets;
pub mod serve;
mod server;
pub mod settings;
pub mod spf;
mod style;
pub mod token;
mod tree;
mod trial;
mod trust;
mod unseal;
pub mod ways;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};
pub use failure::{Failure, not_well};
pub(crate) use printer::{data, json, print, say};
use tokio::runtime::Builder;

use say::SAY;
use settings::Settings;

#[derive(Debug, Parser)]
#[command(name = "sealpost", version, max_term_width = 100, about = SAY.cli_about(), after_help = after_help())]
struct Cli {
    #[arg(
        help = SAY.cli_config(),
        long,
        global = true,
        display_order = 900,
        value_name = "FILE",
        env = "SEALPOST_CONFIG",
        hide_env = true
    )]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Args),
    New(new::Args),
    Seal(seal::Args),
    Open(open::Args),
    Reseal(reseal::Args),
    Check(check::Args),
    Audit(audit::Args),
    Discover(discover::Args),
    Spf(spf::Args),
    Judge(judge::Args),
    Receive(receive::Args),
    Token(token::Args),
    Ways(ways::Args),
    Exchange(exchange::Args),
    Keygen(keygen::Args),
    Register(register::Args),
    Doctor(doctor::Args),
    Backup(backup::BackupArgs),
    Restore(backup::RestoreArgs),
    Purge(purge::Args),
    MigrateStore(migrate::Args),
    Pages(pages::Args),
    Login(login::Args),
    Logout(login::LogoutArgs),
}

fn after_help() -> String {
    let steps = [
        ("keygen --register", SAY.cli_steps_keygen()),
        ("new", SAY.cli_steps_new()),
        ("seal", SAY.cli_steps_seal()),
        ("open", SAY.cli_steps_open()),
        ("reseal", SAY.cli_steps_reseal()),
    ];
    help::sections(&[help::table(SAY.cli_steps(), &steps), SAY.cli_no_account().to_owned()])
}

/// Reads the arguments, runs the command, and prints its failure.
pub fn main() -> ExitCode {
    // Before memory can hold a secret. If the system refuses, `doctor` says so.
    let _ = memory::close_off();
    let cli = Cli::parse();
    let runtime = match runtime(&cli.command).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return report(&Failure::usage(SAY.cli_not_started(&error))),
    };
    runtime.block_on(dispatch(cli)).unwrap_or_else(|failure| report(&failure))
}

/// Builds the runtime: one thread for a command, and two for the server, so that a slow request doesn't block the others.
fn runtime(command: &Command) -> Builder {
    match command {
        Command::Serve(_) => {
            let mut builder = Builder::new_multi_thread();
            builder.worker_threads(2);
            builder
        }
        _ => Builder::new_current_thread(),
    }
}

async fn dispatch(cli: Cli) -> Result<ExitCode, Failure> {
    let settings = Settings::load(cli.config.as_deref());
    if let Command::Doctor(args) = cli.command {
        return doctor::run(args, settings).await;
    }
    let settings = settings?;
    match cli.command {
        Command::Doctor(_) => unreachable!("returned above"),
        Command::Serve(args) => serve::run(args, &settings).await,
        Command::New(args) => new::run(args, &settings).await,
        // Their futures contain a whole check and are large.
        Command::Seal(args) => Box::pin(seal::run(args, &settings)).await,
        Command::Open(args) => Box::pin(open::run(args, &settings)).await,
        Command::Check(args) => check::run(args, &settings).await,
        Command::Audit(args) => audit::run(args, &settings).await,
        Command::Discover(args) => discover::run(args, &settings).await,
        Command::Spf(args) => spf::run(args, &settings).await,
        Command::Judge(args) => Box::pin(judge::run(args, &settings)).await,
        Command::Receive(args) => Box::pin(receive::run(args, &settings)).await,
        Command::Token(args) => token::run(args, &settings).await,
        Command::Ways(args) => ways::run(args).await,
        Command::Exchange(args) => exchange::run(args).await,
        Command::Register(args) => register::run(args, &settings).await,
        Command::Reseal(args) => reseal::run(args, &settings).await,
        Command::Keygen(args) => keygen::run(args, &settings).await,
        Command::Backup(args) => backup::backup(args, &settings).await,
        Command::Restore(args) => backup::restore(args, &settings).await,
        Command::Purge(args) => purge::run(args, &settings).await,
        Command::MigrateStore(args) => migrate::run(args).await,
        Command::Pages(args) => pages::run(args, &settings).await,
        Command::Login(args) => login::run(args, &settings).await,
        Command::Logout(args) => login::logout(args, &settings).await,
    }
}

fn report(failure: &Failure) -> ExitCode {
    say(&format!("sealpost: {failure}"));
    failure.exit_code()
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_tree_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn help_is_no_wider_than_a_terminal() {
        for command in Cli::command().get_subcommands_mut() {
            let texts = [command.get_after_help(), command.get_after_long_help()]
                .map(|text| text.map(ToString::to_string));
            for line in texts.iter().flatten().flat_map(|text| text.lines()) {
                assert!(line.chars().count() <= 80, "{}: {line}", command.get_name());
            }
        }
    }
}
