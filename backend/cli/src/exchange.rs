//! `sealpost exchange`: prints the Exchange Online PowerShell commands that let an app send from a mailbox.

use std::{
    io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use shared::{
    grant::{
        Guid, Tenant,
        steps::{App, Rights, SameId},
    },
    rules::{Address, Name},
    ways::guide::{AdminStep, Surprise},
};

use super::{
    Failure, data, help, names, private, say,
    say::{ADMINISTRATOR, CLIENT, SAY},
    style::Style,
    token::{application, tenant},
};

/// Windows PowerShell needs this mark in a file. In a terminal, it would be pasted as a part of the first command.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The arguments of `sealpost exchange`.
#[derive(Debug, clap::Args)]
#[command(
    about = SAY.exchange_about(),
    long_about = help::long(SAY.exchange_about(), SAY.exchange_more()),
    after_help = after_help()
)]
pub struct Args {
    #[arg(long, value_name = "ID|DOMAIN", value_parser = tenant, help = SAY.token_tenant())]
    tenant: Tenant,
    #[arg(long, value_name = "ID", value_parser = application, help = SAY.token_application())]
    application: Guid,
    #[arg(long, value_name = "ID", value_parser = object_id, help = SAY.exchange_object_id())]
    object_id: Guid,
    #[arg(long, value_name = "ADDRESS", value_parser = names::parse_address, help = SAY.exchange_mailbox())]
    mailbox: Address,
    #[arg(long, value_name = "NAME", value_parser = name, help = SAY.exchange_name())]
    name: Name,
    #[arg(long, help = SAY.exchange_full_access())]
    full_access: bool,
    #[arg(short, long, value_name = "FILE", help = SAY.exchange_output())]
    output: Option<PathBuf>,
}

fn after_help() -> String {
    let examples = [
        (
            "sealpost exchange --tenant bakery.onmicrosoft.com --application ID \\\n      \
             --object-id ID --mailbox website@bakery.example --name 'Website mail'",
            SAY.exchange_example(),
        ),
        (
            "sealpost exchange --tenant bakery.onmicrosoft.com --application ID \\\n      \
             --object-id ID --mailbox website@bakery.example --name 'Website mail' \\\n      \
             -o website-mail.ps1",
            SAY.exchange_example_file(),
        ),
    ];
    help::sections(&[
        help::examples(&examples),
        help::table(
            SAY.help_exit_status(),
            &[("0", SAY.exchange_exit_ok()), ("2", SAY.exchange_exit_usage())],
        ),
    ])
}

/// Reads the Object ID of the enterprise application.
fn object_id(text: &str) -> Result<Guid, String> {
    text.parse().map_err(|_| SAY.exchange_object_id_wrong().to_owned())
}

/// Reads the app's name.
fn name(text: &str) -> Result<Name, String> {
    text.parse().map_err(|error| CLIENT.rule_error(error))
}

/// Prints or saves the commands, and says what else the administrator has to do.
#[expect(clippy::unused_async, reason = "all commands are run alike")]
pub async fn run(args: Args) -> Result<ExitCode, Failure> {
    let rights = if args.full_access { Rights::Classic } else { Rights::Scoped };
    let app = App::new(args.tenant, args.application, args.object_id, args.name, args.mailbox).map_err(
        |same: SameId| Failure::usage(ADMINISTRATOR.same_ids(same)).next(SAY.exchange_same_id_next()),
    )?;
    let script = app.script(rights, |purpose| ADMINISTRATOR.purpose(purpose).to_owned());
    match &args.output {
        Some(path) => save(path, &script)?,
        None => data(&format!("{}\n", script.trim_start_matches(BYTE_ORDER_MARK).trim_end()))?,
    }
    tell(&app, rights);
    Ok(ExitCode::SUCCESS)
}

/// Writes the script to a new file.
fn save(path: &Path, script: &str) -> Result<(), Failure> {
    let file = path.display();
    private::create(path, script.as_bytes()).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Failure::usage(SAY.open_exists(&file)).next(SAY.open_exists_next()),
        _ => Failure::usage(SAY.file_not_written(&file, &error)),
    })?;
    say(&SAY.exchange_saved(&file));
    Ok(())
}

/// Says on standard error what to do before the commands, and what to look at after them.
fn tell(app: &App, rights: Rights) {
    let style = Style::of_stderr();
    let paragraph = |text: &str| say(&style.hang(0, text));
    match rights {
        Rights::Scoped => paragraph(ADMINISTRATOR.step(AdminStep::NoPermissions)),
        Rights::Classic => {
            paragraph(SAY.exchange_consent());
            // A link is never wrapped, because people copy it.
            say(&app.consent_link());
            paragraph(ADMINISTRATOR.surprise(Surprise::ConsentPageError));
        }
    }
    paragraph(ADMINISTRATOR.step(AdminStep::OpenPowerShell));
    paragraph(ADMINISTRATOR.step(match rights {
        Rights::Scoped => AdminStep::CheckRole,
        Rights::Classic => AdminStep::CheckMailboxRights,
    }));
    paragraph(ADMINISTRATOR.surprise(Surprise::TakesHours));
}
