//! `sealpost open`: the technician's side.

mod file;
mod show;

use std::{path::PathBuf, process::ExitCode};

use clap::builder::PossibleValuesParser;
use net::mail;
use shared::{
    configure::{Platform, Reader, render_for},
    open::Opened,
    rules::Address,
    wire::{BoardRow, SealedSubmission},
};

use super::{
    Failure,
    api::{Api, ServerArgs},
    data, dates, identity, names,
    printer::{self, one_line},
    private, say, trial,
    trust::Trust,
    unseal::{path, unseal},
};
use crate::settings::Settings;

/// Open what a client has sealed, or any age file.
///
/// It is fetched, opened on this machine with your key file, and marked as collected. The link under
/// which it was sealed lies sealed beside it: with its help a submission that the client did not make is
/// recognised, said so, and used for nothing. The manager who made the link vouches for it: the first time that you
/// open one of theirs, you are shown their key to compare it with them, or need --accept-manager.
///
/// The secret is printed where somebody reads (a terminal), or where you ask for it: --show, --as, --json.
///
/// With -o alone nothing is opened: the sealed file is saved as it is, for `sealpost open FILE`.
///
/// With the name of a FILE, that age file is opened on this machine, binary or armored, of any size, with your key or the
/// passphrase that you are asked for. What is in it goes to standard output, or to a new file with -o, which is there
/// only once all of it has proven authentic. age cannot tell who sealed a file: for what a client handed in, give the id.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sealpost open 7k3m9q2xwd -i key.txt                   show what was sealed
  sealpost open 7k3m9q2xwd -i key.txt --as wordpress    settings for wp-config.php, and nothing else
  sealpost open 7k3m9q2xwd -i key.txt --as env >> .env
  sealpost open 7k3m9q2xwd -i key.txt --as env --reader docker >> .env
  sealpost open 7k3m9q2xwd -o sealed.age                save the sealed file
  sealpost open backup.tar.age -i key.txt -o backup.tar open any age file
  sealpost open - -i key.txt < sealed.age | less        the same from standard input
  sealpost open 7k3m9q2xwd -i key.txt --check --configured
  sealpost open 7k3m9q2xwd -i key.txt --send-test ada@studio.example

Exit status:
  0  all is well
  1  nothing was handed in yet, it did not come from the client, the login is refused, or the file is damaged
  2  the key does not fit, wrong usage, or the server could not be asked")]
pub struct Args {
    /// The onboarding's id, as the board and `sealpost new` show it; or an age file, - for standard input.
    #[arg(value_name = "ID|FILE")]
    id: String,
    /// Your key file, as sealpost keygen, age-keygen or an age plugin made it. For one that is locked, you are asked for
    /// the passphrase.
    #[arg(short, long = "identity", value_name = "KEY")]
    identity: Option<PathBuf>,
    /// Save under this name, which must not exist yet: of an onboarding the sealed file, armored; of a file what is in it,
    /// - for standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Print settings ready to paste, and nothing else.
    #[arg(long = "as", value_name = "PLATFORM", requires = "identity", conflicts_with = "json",
          value_parser = PossibleValuesParser::new(Platform::ALL.map(Platform::id)))]
    platform: Option<String>,
    /// The program that reads the .env file, where programs differ: the form is then for that one.
    #[arg(long, value_name = "PROGRAM", requires = "platform",
          value_parser = PossibleValuesParser::new(Reader::ALL.map(Reader::id)))]
    reader: Option<String>,
    /// Print the secret even where standard output is no terminal.
    #[arg(long, requires = "identity")]
    show: bool,
    /// Print everything as JSON, the secret included.
    #[arg(long, requires = "identity")]
    json: bool,
    #[command(flatten)]
    trust: Trust,
    #[command(flatten)]
    then: Then,
    #[command(flatten)]
    server: ServerArgs,
}

/// What is done with what was opened, in this order; each only where the one before went well.
#[derive(Debug, clap::Args)]
struct Then {
    /// Try the login from this machine, stage by stage. Nothing is sent.
    #[arg(long, requires = "identity")]
    check: bool,
    /// Send a test message to this address, through the client's provider, with what was opened.
    #[arg(long, value_name = "ADDRESS", requires = "identity", value_parser = names::address)]
    send_test: Option<Address>,
    /// Mark the site as configured, once everything else asked for went well.
    #[arg(long, requires = "identity")]
    configured: bool,
    /// Mark the site as configured and delete the sealed file from the server, since the settings are saved elsewhere.
    #[arg(long, requires = "identity", conflicts_with = "configured")]
    saved_elsewhere: bool,
}

/// Fetches, opens, prints, and marks as collected.
pub async fn run(args: Args, settings: &Settings) -> Result<ExitCode, Failure> {
    if file::is_file(&args.id) {
        return file::run(&args);
    }
    if args.identity.is_none() && args.output.is_none() {
        return Err(Failure::usage("There is no key to open it with.").next("Give your key file with -i."));
    }
    let path = path(&args.id)?;
    // The key first: where it cannot be used, nothing has to be asked.
    let identities = args.identity.as_deref().map(identity::read).transpose()?;
    let api = Api::staff(&args.server, settings)?;
    let submission: SealedSubmission = api.get(&format!("{path}/sealed"))?;
    if let Some(output) = &args.output {
        save(output, &submission.sealed.file)?;
    }
    let Some(identities) = identities else { return Ok(ExitCode::SUCCESS) };

    let opened = unseal(&identities, &submission, api.server().as_str(), &args.trust)?.opened;
    show_opened(&args, &submission, &opened)?;
    api.act::<BoardRow>(&format!("{path}/collected"))?;
    if args.then.check {
        check(&opened, settings).await?;
    }
    if let Some(to) = &args.then.send_test {
        send_test(&opened, to, settings).await?;
    }
    if args.then.configured {
        let row: BoardRow = api.act(&format!("{path}/configured"))?;
        say(&format!("{} is marked as configured. {}", row.site, fate(&row)));
    }
    if args.then.saved_elsewhere {
        let row: BoardRow = api.act(&format!("{path}/saved-elsewhere"))?;
        say(&format!("{} is marked as configured. {}", row.site, fate(&row)));
    }
    Ok(ExitCode::SUCCESS)
}

/// What becomes of the sealed file.
fn fate(row: &BoardRow) -> String {
    match row.delete_at {
        Some(at) => format!("The sealed file will be deleted on {}.", dates::minute(at)),
        None => "The sealed file is deleted.".into(),
    }
}

fn show_opened(args: &Args, submission: &SealedSubmission, opened: &Opened) -> Result<(), Failure> {
    if let Some(platform) = args.platform.as_deref().and_then(Platform::from_id) {
        let reader = args.reader.as_deref().and_then(Reader::from_id);
        if reader.is_some() && platform != Platform::Env {
            return Err(Failure::usage("--reader is for --as env alone."));
        }
        data(&render_for(platform, reader, &opened.answers, &opened.secret))?;
        say(platform.place());
        Ok(())
    } else if args.json {
        show::as_json(&args.id, submission, opened)
    } else {
        let reveal = args.show || printer::out_is_terminal();
        data(&show::in_words(submission, opened, reveal))
    }
}

async fn check(opened: &Opened, settings: &Settings) -> Result<(), Failure> {
    let report = trial::login(&opened.answers, &opened.secret, settings).await?;
    trial::passed(&report, |found| found.technician.clone())?;
    say("The login works from this machine.");
    Ok(())
}

async fn send_test(opened: &Opened, to: &Address, settings: &Settings) -> Result<(), Failure> {
    let host = &opened.answers.host;
    match mail::send_test(&opened.answers, &opened.secret, to, settings.extra_roots.as_deref()).await {
        Ok(reply) => {
            say(&format!("{host} took the test message to {to}: {}", one_line(&reply)));
            Ok(())
        }
        Err(error) => {
            let reason = one_line(&error.to_string());
            Err(Failure::not_well(format!("The test message did not go out through {host}: {reason}."))
                .next("To see at which stage it fails: sealpost check"))
        }
    }
}

fn save(path: &std::path::Path, sealed: &[u8]) -> Result<(), Failure> {
    private::create(path, &show::armored(sealed)?).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => {
            Failure::usage(format!("There is a file {} already.", path.display()))
                .next("Choose another name.")
        }
        _ => Failure::usage(format!("{} could not be written: {error}.", path.display())),
    })?;
    say(&format!("The sealed file is in {0}. To open it: age -d -i key.txt {0}", path.display()));
    say("age cannot tell whether it came from the client; sealpost open -i key.txt can.");
    Ok(())
}
