//! `sealpost doctor`: whether the server can run well on this machine.

use std::{fs, path::Path, process::ExitCode};

use net::{mail::Mailer, url::PublicUrl};
use shared::dns::Kind;
use store_sqlite::{Condition, examine};
use web::routes::pages::Pages;

use super::{
    Failure,
    api::{Api, Presence},
    clock, dates, not_well, print,
};
use crate::{
    memory::{self, Lacking},
    settings::{Settings, SettingsError},
};

/// When this was written, in Unix seconds: no clock that is right shows an earlier time.
const WRITTEN: i64 = 1_795_305_600;

/// A name that is always there, to see whether name servers answer (RFC 2606).
const ALWAYS_THERE: &str = "example.com";

/// Look whether the server can run well here.
///
/// Looks at the settings, the data folder, the database, the memory, the clock, the name servers, our own outgoing
/// mail, the pages and the address to listen on, and prints a line each; below what is not well stands what to do.
/// Nothing is changed, and it may be run beside a running server.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sealpost doctor
  sealpost doctor --config /etc/sealpost.toml

Exit status:
  0  all is well
  1  something is not")]
pub struct Args {}

/// What was found about one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Finding {
    /// As it should be.
    Well(String),
    /// It works, and should be looked at.
    Look(String, &'static str),
    /// It does not work: what was found, and what to do.
    Ill(String, String),
}

/// Looks at everything, and prints as it goes.
pub async fn run(_args: Args, settings: Result<Settings, SettingsError>) -> Result<ExitCode, Failure> {
    let settings = match settings {
        Ok(settings) => settings,
        Err(error) => {
            show(
                "settings",
                &Finding::Ill(error.to_string(), "Mend this first: the rest depends on it.".into()),
            )?;
            return Ok(not_well());
        }
    };
    let findings = [
        ("settings", Finding::Well("read".into())),
        ("data folder", data_folder(&settings.data)),
        ("database", database(&settings.database).await),
        ("memory", memory()),
        ("clock", clock(clock::now())),
        ("DNS", dns(&settings).await),
        ("outgoing mail", outgoing_mail(&settings).await),
        ("sign-in check", sign_in_check(&settings)),
        ("pages", pages()),
        ("address", address(&settings)),
    ];
    for (what, finding) in &findings {
        show(what, finding)?;
    }
    let is_ill = findings.iter().any(|(_, finding)| matches!(finding, Finding::Ill(..)));
    Ok(if is_ill { not_well() } else { ExitCode::SUCCESS })
}

fn show(what: &str, finding: &Finding) -> Result<(), Failure> {
    match finding {
        Finding::Well(found) => print(&format!("ok    {what:14} {found}\n")),
        Finding::Look(found, hint) => print(&format!("look  {what:14} {found}\n      {:14} {hint}\n", "")),
        Finding::Ill(found, next) => print(&format!("FAIL  {what:14} {found}\n      {:14} {next}\n", "")),
    }
}

/// Who makes the client's check.
fn sign_in_check(settings: &Settings) -> Finding {
    let who = if settings.server_check {
        "in the client's browser; where that cannot be, by this server if the client agrees"
    } else {
        "in the client's browser alone (SEALPOST_SERVER_CHECK=never)"
    };
    Finding::Well(who.into())
}

fn data_folder(folder: &Path) -> Finding {
    let name = folder.display();
    // The nearest folder that exists decides whether the start can make the rest.
    let mut existing = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    while !existing.exists() {
        existing = match existing.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
    }
    let probe = existing.join(format!(".sealpost-doctor-{}", std::process::id()));
    let written = fs::write(&probe, b"").and_then(|()| fs::remove_file(&probe));
    match written {
        Ok(()) if folder.exists() => Finding::Well(format!("{name} can be written")),
        Ok(()) => Finding::Well(format!("{name} will be made at the first start")),
        Err(error) => Finding::Ill(
            format!("{} cannot be written: {error}", existing.display()),
            "Give it to the user who runs the server, or set SEALPOST_DATA to another folder.".into(),
        ),
    }
}

/// Whether somebody who is neither its owner nor of its group gets through its folder to it.
#[cfg(unix)]
fn is_open_to_others(file: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;

    const READ: u32 = 0o004;
    const PASS: u32 = 0o001;
    let gives = |path: &Path, right: u32| fs::metadata(path).is_ok_and(|found| found.mode() & right != 0);
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    gives(file, READ) && gives(folder, PASS)
}

#[cfg(not(unix))]
fn is_open_to_others(_file: &Path) -> bool {
    false
}

async fn database(file: &Path) -> Finding {
    let name = file.display();
    match examine(file).await {
        Ok(Condition::Absent) => Finding::Well(format!("{name} will be made at the first start")),
        Ok(Condition::Current) if is_open_to_others(file) => Finding::Look(
            format!("{name} can be read by every user of this machine"),
            "Names, hashes and sealed files are in it: chmod o-rwx for it and the files beside it.",
        ),
        Ok(Condition::Current) => Finding::Well(format!("{name} is whole and up to date")),
        Ok(Condition::Behind(count)) => Finding::Look(
            format!("{name} is {count} steps behind this version"),
            "The next start brings it up to date. Back it up before.",
        ),
        Ok(Condition::Newer) => Finding::Ill(
            format!("{name} was written by a newer Sealpost"),
            "Use that version, or newer; this one would damage it.".into(),
        ),
        Ok(Condition::Damaged(finding)) => Finding::Ill(
            format!("{name} is damaged: {finding}"),
            "Stop the server, keep a copy of the file, and restore the last backup.".into(),
        ),
        Err(error) => Finding::Ill(
            format!("{name} cannot be opened: {error}"),
            "Check that it is Sealpost's database, and that the user who runs the server may read it.".into(),
        ),
    }
}

/// What the server gets who is started as this was: by the same user, under the same limits.
fn memory() -> Finding {
    let look = |Lacking { what, next }| Finding::Look(what, next);
    match (memory::close_off(), memory::lock()) {
        (Ok(()), Ok(())) => Finding::Well("no core file holds it, and it is kept out of swap".into()),
        (Ok(()), Err(_)) if has_no_swap() => {
            Finding::Well("no core file holds it, and this machine has no swap".into())
        }
        (Err(lacking), _) | (Ok(()), Err(lacking)) => look(lacking),
    }
}

fn has_no_swap() -> bool {
    // A heading, and a line for each.
    fs::read_to_string("/proc/swaps").is_ok_and(|swaps| swaps.lines().count() == 1)
}

fn clock(now: i64) -> Finding {
    let shown = dates::minute(now);
    if now < WRITTEN {
        return Finding::Ill(
            format!("it shows {shown}, which is in the past"),
            "Set it (NTP does so by itself): certificates and the time that links have depend on it.".into(),
        );
    }
    Finding::Well(format!("it shows {shown}"))
}

async fn dns(settings: &Settings) -> Finding {
    let dns = settings.resolvers();
    let answer = dns.ask(ALWAYS_THERE, Kind::A).await;
    if let Some(silence) = answer.silence() {
        let next = "Set SEALPOST_DNS to name servers that answer this machine, such as 9.9.9.9:53.";
        return Finding::Ill(silence.to_string(), next.into());
    }
    let servers: Vec<String> = dns.servers().iter().map(ToString::to_string).collect();
    Finding::Well(format!("{} answers", servers.join(", ")))
}

async fn outgoing_mail(settings: &Settings) -> Finding {
    let Some(mail) = &settings.mail else {
        return Finding::Well("none is set: nobody gets notices, and all else works".into());
    };
    let host = mail.url.host();
    let mailer = Mailer::new(&mail.url, &mail.from, settings.extra_roots.as_deref(), &settings.agency);
    let result = match mailer {
        Ok(mailer) => mailer.probe().await,
        Err(error) => Err(error),
    };
    match result {
        Ok(()) => Finding::Well(format!("{host} lets us in")),
        Err(error) => {
            let next = format!("Check SEALPOST_SMTP_URL. To see where it fails: sealpost check {host}");
            Finding::Ill(format!("{host}: {error}"), next)
        }
    }
}

fn pages() -> Finding {
    let pages = Pages::built();
    if let Some(manifest) = pages.manifest().filter(|_| pages.are_there()) {
        return Finding::Well(format!("built, manifest {}", manifest.digest()));
    }
    Finding::Ill(
        "they are not built: browsers would see nothing".into(),
        "Build them: cargo xtask pages".into(),
    )
}

/// A server of ours there is well; anything else there is in the way.
fn address(settings: &Settings) -> Finding {
    let listen = settings.listen;
    let asked = Api::open(PublicUrl::loopback(listen), settings).map(|api| api.presence());
    match asked {
        Ok(Presence::Ours(config)) => {
            Finding::Well(format!("{listen}: our own server answers, for {}", config.agency))
        }
        Ok(Presence::Nobody) => Finding::Well(format!("{listen} is free")),
        Ok(Presence::Other) => Finding::Ill(
            format!("{listen} is taken by another program"),
            "Stop it, or set SEALPOST_LISTEN to another port.".into(),
        ),
        Err(failure) => Finding::Ill(failure.to_string(), "Mend this first.".into()),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_file_is_open_where_its_folder_lets_others_through() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("post.db");
        fs::write(&file, b"").unwrap();
        for (of_folder, of_file, is_open) in
            [(0o755, 0o644, true), (0o700, 0o644, false), (0o755, 0o640, false), (0o755, 0o600, false)]
        {
            fs::set_permissions(folder.path(), fs::Permissions::from_mode(of_folder)).unwrap();
            fs::set_permissions(&file, fs::Permissions::from_mode(of_file)).unwrap();
            assert_eq!(is_open_to_others(&file), is_open, "{of_folder:o} {of_file:o}");
        }
    }
}
