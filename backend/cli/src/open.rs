//! `sealpost open`: opens what a client sent, for technicians.

mod file;
mod show;

use std::{path::PathBuf, process::ExitCode};

use clap::builder::PossibleValuesParser;
use net::mail;
use probe::check::SignIn;
use shared::{
    configure::{Platform, Reader, render},
    open::Opened,
    rules::Address,
    smtp::{Login, Proof},
    wire::{BoardRow, SealedSubmission},
};

use super::{
    Failure,
    api::{Api, ServerArgs},
    clock, data, help, identity, names,
    printer::{self, one_line, say},
    private, token, trial,
    trust::Trust,
    unseal::{path, unseal},
};
use crate::{
    say::{self, SAY, TECHNICIAN},
    settings::{Asker, Settings},
};

/// The arguments of `sealpost open`.
#[derive(Debug, clap::Args)]
#[command(
    about = SAY.open_about(),
    long_about = help::long(SAY.open_about(), SAY.open_more()),
    after_help = after_help()
)]
pub struct Args {
    #[arg(value_name = "ID|FILE", help = SAY.open_id())]
    id: String,
    #[arg(short, long = "identity", value_name = "KEY", help = SAY.open_identity())]
    identity: Option<PathBuf>,
    #[arg(short, long, value_name = "FILE", help = SAY.open_output())]
    output: Option<PathBuf>,
    #[arg(long = "as", value_name = "PLATFORM", requires = "identity", conflicts_with = "json",
          value_parser = PossibleValuesParser::new(Platform::ALL.map(Platform::id)), help = SAY.open_as())]
    platform: Option<String>,
    #[arg(long, value_name = "PROGRAM", requires = "platform",
          value_parser = PossibleValuesParser::new(Reader::ALL.map(Reader::id)), help = SAY.open_reader())]
    reader: Option<String>,
    #[arg(long, requires = "identity", help = SAY.open_show())]
    show: bool,
    #[arg(long, requires = "identity", help = SAY.open_json())]
    json: bool,
    #[command(flatten)]
    trust: Trust,
    #[command(flatten)]
    then: Then,
    #[command(flatten)]
    server: ServerArgs,
}

/// What to do with the opened settings, in this order. Each step needs the one before to succeed.
#[derive(Debug, clap::Args)]
struct Then {
    #[arg(long, requires = "identity", help = SAY.open_check())]
    check: bool,
    #[arg(long, value_name = "ADDRESS", requires = "identity", value_parser = names::parse_address,
          help = SAY.open_send_test())]
    send_test: Option<Address>,
    #[arg(long, requires = "identity", help = SAY.open_configured_option())]
    configured: bool,
    #[arg(long, requires = "identity", conflicts_with = "configured", help = SAY.open_saved_elsewhere())]
    saved_elsewhere: bool,
}

fn after_help() -> String {
    let examples = [
        ("sealpost open 7k3m9q2xwd -i key.txt", SAY.open_example()),
        ("sealpost open 7k3m9q2xwd -i key.txt --as wordpress", SAY.open_example_as()),
        ("sealpost open 7k3m9q2xwd -i key.txt --as wordpress-plain > sealpost-mail.php", ""),
        ("sealpost open 7k3m9q2xwd -i key.txt --as env >> .env", ""),
        ("sealpost open 7k3m9q2xwd -i key.txt --as env --reader docker >> .env", ""),
        ("sealpost open 7k3m9q2xwd -i key.txt --check --configured", ""),
        ("sealpost open 7k3m9q2xwd -i key.txt --send-test ada@studio.example", ""),
        ("sealpost open 7k3m9q2xwd -o sealed.age", SAY.open_example_save()),
        ("sealpost open backup.tar.age -i key.txt -o backup.tar", SAY.open_example_file()),
        ("sealpost open - -i key.txt < sealed.age | less", SAY.open_example_stdin()),
    ];
    help::sections(&[
        help::examples(&examples),
        help::exit_status(&[SAY.open_exit_ok(), SAY.open_exit_failed(), SAY.open_exit_usage()]),
    ])
}

/// Downloads the settings, opens and prints them, and marks them as collected.
pub async fn run(args: Args, settings: &Settings) -> Result<ExitCode, Failure> {
    if file::is_file(&args.id) {
        return file::run(&args);
    }
    if args.identity.is_none() && args.output.is_none() {
        return Err(Failure::usage(SAY.open_needs_key()).next(SAY.open_needs_key_next()));
    }
    let path = path(&args.id)?;
    // The key first: if it can't be used, the server isn't asked at all.
    let identities = args.identity.as_deref().map(identity::read).transpose()?;
    let api = Api::staff(&args.server, settings)?;
    let submission: SealedSubmission = api.get(&format!("{path}/sealed"))?;
    if let Some(output) = &args.output {
        save(&args.id, output, &submission.sealed.file)?;
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
        say(&configured(&row));
    }
    if args.then.saved_elsewhere {
        let row: BoardRow = api.act(&format!("{path}/saved-elsewhere"))?;
        say(&configured(&row));
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns the sentence that the website is configured, and what happens to the encrypted file.
fn configured(row: &BoardRow) -> String {
    let file = match row.delete_at {
        Some(at) => SAY.open_delete_on(&say::minute(at)),
        None => SAY.open_deleted().into(),
    };
    format!("{} {file}", SAY.open_configured(&row.site))
}

fn show_opened(args: &Args, submission: &SealedSubmission, opened: &Opened) -> Result<(), Failure> {
    if let Some(platform) = args.platform.as_deref().and_then(Platform::from_id) {
        let reader = args.reader.as_deref().and_then(Reader::from_id);
        if reader.is_some() && platform != Platform::Env {
            return Err(Failure::usage(SAY.open_reader_only_env()));
        }
        let remark = |remark| TECHNICIAN.remark(remark);
        let text = render(platform, reader, &opened.answers, &opened.secret, remark)
            .map_err(|error| Failure::usage(TECHNICIAN.cannot_take(error)))?;
        data(&text)?;
        say(TECHNICIAN.paste(platform, &opened.secret));
        Ok(())
    } else if args.json {
        show::as_json(&args.id, submission, opened)
    } else {
        let reveal = args.show || printer::out_is_terminal();
        data(&show::in_words(submission, opened, reveal, clock::now()))
    }
}

async fn check(opened: &Opened, settings: &Settings) -> Result<(), Failure> {
    let report = trial::login(&opened.answers, &opened.secret, settings).await?;
    trial::passed(&report, |found| found.technician.clone())?;
    say(SAY.check_works());
    Ok(())
}

async fn send_test(opened: &Opened, to: &Address, settings: &Settings) -> Result<(), Failure> {
    let login = login(opened, settings).await?;
    let host = &opened.answers.host;
    let (answers, roots) = (&opened.answers, settings.extra_roots.as_deref());
    match mail::send_test(answers, &login, to, web::say::mail::test(answers), roots).await {
        Ok(reply) => {
            say(&SAY.open_test_accepted(host, to, &one_line(&reply)));
            Ok(())
        }
        Err(error) => {
            let reason = one_line(&error.to_string());
            Err(Failure::not_well(SAY.open_test_failed(host, &reason)).next(SAY.open_test_failed_next()))
        }
    }
}

/// Returns the login, with a new access token if there is a grant.
async fn login(opened: &Opened, settings: &Settings) -> Result<Login, Failure> {
    match SignIn::new(&opened.answers, &opened.secret).map_err(token::needs_consent)? {
        SignIn::Login(login) => Ok(login),
        SignIn::Grant { username, address, app } => {
            let token = app.token(&settings.egress(Asker::Person)?, username.as_str(), clock::now()).await;
            let secret = token.map_err(|reason| token::failure(&app, reason))?.text;
            Ok(Login { username, secret, proof: Proof::Token, address })
        }
    }
}

fn save(id: &str, path: &std::path::Path, sealed: &[u8]) -> Result<(), Failure> {
    let file = path.display();
    private::create(path, &show::armored(sealed)?).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => {
            Failure::usage(SAY.file_exists(&file)).next(SAY.file_exists_next())
        }
        _ => Failure::usage(SAY.file_not_written(&file, &error)),
    })?;
    say(&SAY.open_saved(&file));
    say(&SAY.open_saved_origin(&id));
    Ok(())
}
