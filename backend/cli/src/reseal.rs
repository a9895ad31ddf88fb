//! `sealpost reseal`: re-encrypts a client's settings for the current technicians.

use std::{path::PathBuf, process::ExitCode};

use shared::{
    recipients::{Recipient, RecipientSet},
    wire::{BoardRow, Me, SealedSubmission},
};

use crate::{
    say::{self, SAY, TECHNICIAN},
    settings::Settings,
};

use super::{
    Failure,
    api::{Api, ServerArgs},
    approve::{Accept, Asker},
    clock, help, identity,
    printer::say,
    trust::Trust,
    unseal::{path, unseal},
};

/// The arguments of `sealpost reseal`.
#[derive(Debug, clap::Args)]
#[command(
    about = SAY.reseal_about(),
    long_about = help::long(SAY.reseal_about(), SAY.reseal_more()),
    after_help = after_help()
)]
pub struct Args {
    #[arg(help = SAY.help_id())]
    id: String,
    #[arg(short, long = "identity", value_name = "KEY", help = SAY.help_key())]
    identity: PathBuf,
    #[command(flatten)]
    accept: Accept,
    #[command(flatten)]
    trust: Trust,
    #[command(flatten)]
    server: ServerArgs,
}

fn after_help() -> String {
    let examples = [
        "sealpost reseal 7k3m9q2xwd -i key.txt",
        "sealpost reseal 7k3m9q2xwd -i key.txt --accept-recipient '7k3m 9q2x 4n8t 1v6c'",
    ];
    help::sections(&[
        help::examples(&examples.map(|command| (command, ""))),
        help::exit_status(&[SAY.reseal_exit_ok(), SAY.reseal_exit_refused(), SAY.open_exit_usage()]),
    ])
}

/// Downloads, opens, verifies, re-encrypts, and replaces the settings.
#[expect(clippy::unused_async, reason = "all commands are run alike")]
pub async fn run(args: Args, settings: &Settings) -> Result<ExitCode, Failure> {
    let path = path(&args.id)?;
    let identities = identity::read(&args.identity)?;
    let api = Api::staff(&args.server, settings)?;
    let submission: SealedSubmission = api.get(&format!("{path}/sealed"))?;
    let received = unseal(&identities, &submission, api.server().as_str(), &args.trust)?;
    let set: RecipientSet = api.get("/api/recipients")?;
    if set.pin() == submission.recipients.pin() {
        say(SAY.reseal_already());
        return Ok(ExitCode::SUCCESS);
    }
    let me: Me = api.get("/api/session")?;
    // `unseal` has checked that the file is authentic and encrypted for the recipients it names.
    let pinned = Some(&submission.recipients);
    let asker = Asker { api: &api, me: &me, identities: Some(&identities), pinned };
    asker.approve(&set, &args.accept)?;

    let request = received.reseal(&submission, &set, &me.name, clock::now());
    let request = request.map_err(|error| Failure::usage(TECHNICIAN.reseal_error(&error)))?;
    let row: BoardRow = api.post(&format!("{path}/reseal"), &request)?;
    let current: Vec<&str> = set.recipients().iter().map(Recipient::name).collect();
    say(&SAY.reseal_done(&row.site, &say::list(&current)));
    let former: Vec<&str> = submission.recipients.without(Some(&set)).iter().map(|r| r.name()).collect();
    if !former.is_empty() {
        say(&SAY.reseal_former(&say::list(&former)));
    }
    Ok(ExitCode::SUCCESS)
}
