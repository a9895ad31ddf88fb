//! `sealpost doctor`: checks that the server can run well on this machine.

use std::{fs, path::Path, process::ExitCode};

use net::{
    mail::{MailError, Mailer},
    url::PublicUrl,
};
use shared::{
    dns::{Kind, Resolver},
    rules::Domain,
};
use store_postgres::Address;
use store_sqlite::{Condition, examine};
use web::pages::Pages;

use super::{
    Failure,
    api::{Api, Presence},
    clock,
    database::refusal,
    help, not_well, print,
    say::{self, CLIENT, SAY},
};
use crate::{
    memory::{self, Lacking},
    settings::{InboundSettings, Location, Settings, SettingsError},
};

/// When this was written, in Unix seconds. A clock that shows an earlier time is wrong.
const WRITTEN: i64 = 1_795_305_600;

/// A name that always exists, to check that nameservers answer (RFC 2606).
const ALWAYS_THERE: &str = "example.com";

/// The arguments of `sealpost doctor`.
#[derive(Debug, clap::Args)]
#[command(
    about = SAY.doctor_about(),
    long_about = help::long(SAY.doctor_about(), SAY.doctor_more()),
    after_help = after_help()
)]
pub struct Args {}

fn after_help() -> String {
    help::sections(&[
        help::examples(&[("sealpost doctor", ""), ("sealpost doctor --config /etc/sealpost.toml", "")]),
        help::exit_status(&[SAY.doctor_exit_ok(), SAY.doctor_exit_failed()]),
    ])
}

/// The result of one check.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Finding {
    /// Everything is fine.
    Well(String),
    /// It works, but a person should look at it.
    Look(String, &'static str),
    /// It doesn't work: what was found, and what to do.
    Ill(String, String),
}

/// Runs the checks, and prints a line for each.
pub async fn run(_args: Args, settings: Result<Settings, SettingsError>) -> Result<ExitCode, Failure> {
    let settings = match settings {
        Ok(settings) => settings,
        Err(error) => {
            let finding = Finding::Ill(error.to_string(), SAY.doctor_fix_first().into());
            show(SAY.doctor_label_settings(), &finding)?;
            return Ok(not_well());
        }
    };
    let findings = [
        (SAY.doctor_label_settings(), Finding::Well(SAY.doctor_settings().into())),
        (SAY.doctor_label_folder(), data_folder(&settings.data)),
        (SAY.doctor_label_database(), database(&settings.database).await),
        (SAY.doctor_label_memory(), memory()),
        (SAY.doctor_label_clock(), clock(clock::now())),
        (SAY.doctor_label_dns(), dns(&settings).await),
        (SAY.doctor_label_mail(), outgoing_mail(&settings).await),
        (SAY.doctor_label_inbound(), incoming_mail(&settings).await),
        (SAY.doctor_label_check(), sign_in_check(&settings)),
        (SAY.doctor_label_pages(), pages()),
        (SAY.doctor_label_address(), address(&settings)),
    ];
    for (what, finding) in &findings {
        show(what, finding)?;
    }
    let is_ill = findings.iter().any(|(_, finding)| matches!(finding, Finding::Ill(..)));
    Ok(if is_ill { not_well() } else { ExitCode::SUCCESS })
}

fn show(what: &str, finding: &Finding) -> Result<(), Failure> {
    let (mark, found, next) = match finding {
        Finding::Well(found) => (SAY.doctor_ok(), found, ""),
        Finding::Look(found, next) => (SAY.doctor_warning(), found, *next),
        Finding::Ill(found, next) => (SAY.doctor_failed(), found, next.as_str()),
    };
    print(&format!("{mark:5} {what:14} {found}\n"))?;
    if next.is_empty() { Ok(()) } else { print(&format!("      {:14} {next}\n", "")) }
}

/// Returns who runs the client's check.
fn sign_in_check(settings: &Settings) -> Finding {
    let who = if settings.server_check { SAY.doctor_check_offered() } else { SAY.doctor_check_never() };
    Finding::Well(who.into())
}

fn data_folder(folder: &Path) -> Finding {
    let name = folder.display();
    // The nearest existing folder decides if the server can create the others.
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
        Ok(()) if folder.exists() => Finding::Well(SAY.doctor_folder(&name)),
        Ok(()) => Finding::Well(SAY.doctor_created_later(&name)),
        Err(error) => Finding::Ill(
            SAY.doctor_folder_unwritable(&existing.display(), &error),
            SAY.doctor_folder_unwritable_next().into(),
        ),
    }
}

/// Returns true if someone who is neither its owner nor in its group can read the file, through its folder.
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

async fn database(location: &Location) -> Finding {
    match location {
        Location::Sqlite(file) => sqlite(file).await,
        Location::Postgres(address) => postgresql(address).await,
    }
}

async fn postgresql(address: &Address) -> Finding {
    use store_postgres::Condition;

    match store_postgres::examine(address).await {
        Ok(Condition::Empty) => Finding::Well(SAY.doctor_postgres_empty(address)),
        Ok(Condition::Current { server, is_private: true }) => {
            Finding::Well(SAY.doctor_postgres(address, &server))
        }
        Ok(Condition::Current { .. }) => {
            Finding::Look(SAY.doctor_postgres_clear(address), SAY.doctor_postgres_clear_next())
        }
        Ok(Condition::Behind(count)) => Finding::Look(
            SAY.doctor_database_behind(u64::try_from(count).unwrap_or(u64::MAX), address),
            SAY.doctor_database_behind_next(),
        ),
        Ok(Condition::Newer) => {
            Finding::Ill(SAY.doctor_database_newer(address), SAY.doctor_database_newer_next().into())
        }
        Err(error) => {
            let (what, next) = refusal(&error);
            Finding::Ill(what, next)
        }
    }
}

async fn sqlite(file: &Path) -> Finding {
    let name = file.display();
    match examine(file).await {
        Ok(Condition::Absent) => Finding::Well(SAY.doctor_created_later(&name)),
        Ok(Condition::Current) if is_open_to_others(file) => {
            Finding::Look(SAY.doctor_database_exposed(&name), SAY.doctor_database_exposed_next())
        }
        Ok(Condition::Current) => Finding::Well(SAY.doctor_database(&name)),
        Ok(Condition::Behind(count)) => Finding::Look(
            SAY.doctor_database_behind(u64::try_from(count).unwrap_or(u64::MAX), &name),
            SAY.doctor_database_behind_next(),
        ),
        Ok(Condition::Newer) => {
            Finding::Ill(SAY.doctor_database_newer(&name), SAY.doctor_database_newer_next().into())
        }
        Ok(Condition::Damaged(finding)) => Finding::Ill(
            SAY.doctor_database_damaged(&name, &finding),
            SAY.doctor_database_damaged_next().into(),
        ),
        Err(error) => Finding::Ill(
            SAY.doctor_database_unopened(&name, &error),
            SAY.doctor_database_unopened_next().into(),
        ),
    }
}

/// Checks what a server would get that the same user starts with the same limits.
fn memory() -> Finding {
    let look = |Lacking { what, next }| Finding::Look(what, next);
    match (memory::close_off(), memory::lock()) {
        (Ok(()), Ok(())) => Finding::Well(SAY.doctor_memory().into()),
        (Ok(()), Err(_)) if has_no_swap() => Finding::Well(SAY.doctor_memory_no_swap().into()),
        (Err(lacking), _) | (Ok(()), Err(lacking)) => look(lacking),
    }
}

fn has_no_swap() -> bool {
    // A heading, and a line for each swap area.
    fs::read_to_string("/proc/swaps").is_ok_and(|swaps| swaps.lines().count() == 1)
}

fn clock(now: i64) -> Finding {
    let shown = say::minute(now);
    if now < WRITTEN {
        return Finding::Ill(SAY.doctor_clock_past(&shown), SAY.doctor_clock_past_next().into());
    }
    Finding::Well(SAY.doctor_clock(&shown))
}

async fn dns(settings: &Settings) -> Finding {
    let dns = settings.resolvers();
    let answer = dns.ask(ALWAYS_THERE, Kind::A).await;
    if let Some(silence) = answer.silence() {
        return Finding::Ill(CLIENT.silence(silence), SAY.doctor_dns_next().into());
    }
    let servers: Vec<String> = dns.servers().iter().map(ToString::to_string).collect();
    Finding::Well(SAY.doctor_dns(&servers.join(", ")))
}

async fn outgoing_mail(settings: &Settings) -> Finding {
    let Some(mail) = &settings.mail else {
        return Finding::Well(SAY.doctor_mail_none().into());
    };
    let host = mail.url.host();
    let mailer = Mailer::new(&mail.url, &mail.from, settings.extra_roots.as_deref());
    let result = match mailer {
        Ok(mailer) => mailer.probe().await,
        Err(error) => Err(error),
    };
    match result {
        Ok(()) => Finding::Well(SAY.doctor_mail(&host)),
        Err(error) => {
            Finding::Ill(SAY.doctor_mail_failed(&host, &mail_error(&error)), SAY.doctor_mail_next(&host))
        }
    }
}

/// Returns where websites' messages arrive, and whether DNS leads senders there.
async fn incoming_mail(settings: &Settings) -> Finding {
    let Some(InboundSettings { host, listen }) = &settings.inbound else {
        return Finding::Well(SAY.doctor_inbound_none().into());
    };
    match unpublished(host, &settings.resolvers()).await {
        Some(what) => Finding::Look(what, SAY.doctor_inbound_dns_next()),
        None => Finding::Well(SAY.doctor_inbound(host, listen)),
    }
}

/// Returns what is certainly missing in DNS, so that senders don't find the host. Without an MX record, they use the
/// host's address (RFC 5321, section 5.1).
async fn unpublished(host: &Domain, resolver: &impl Resolver) -> Option<String> {
    let mx = resolver.ask(host.as_str(), Kind::Mx).await;
    let targets: Vec<&str> = mx.mail_hosts().into_iter().map(|(_, target)| target).collect();
    match targets.first() {
        Some(first) => {
            for target in &targets {
                if !has_no_address(target, resolver).await {
                    return None;
                }
            }
            Some(SAY.doctor_inbound_target(host, first))
        }
        None if mx.is_nothing() && has_no_address(host.as_str(), resolver).await => {
            Some(SAY.doctor_inbound_unreachable(host))
        }
        None => None,
    }
}

/// Returns true if the name certainly has no address.
async fn has_no_address(name: &str, resolver: &impl Resolver) -> bool {
    resolver.ask(name, Kind::A).await.is_nothing() && resolver.ask(name, Kind::Aaaa).await.is_nothing()
}

/// Why no mail goes out.
fn mail_error(error: &MailError) -> String {
    match error {
        MailError::Roots(why) => SAY.doctor_mail_roots(why),
        MailError::Message(why) => SAY.doctor_mail_message(why),
        MailError::Refused(words) => words.clone(),
        MailError::NotAMailServer => SAY.doctor_mail_silent().into(),
    }
}

fn pages() -> Finding {
    let pages = Pages::built();
    if let Some(manifest) = pages.manifest().filter(|_| pages.are_there()) {
        return Finding::Well(SAY.doctor_pages(&manifest.digest()));
    }
    Finding::Ill(SAY.doctor_pages_missing().into(), SAY.pages_not_built_next().into())
}

/// Checks the address. Our own server may already be there. Any other program is in the way.
fn address(settings: &Settings) -> Finding {
    let listen = settings.listen;
    let asked = Api::open(PublicUrl::loopback(listen), settings).map(|api| api.presence());
    match asked {
        Ok(Presence::Ours(config)) => Finding::Well(SAY.doctor_address_ours(&listen, &config.agency)),
        Ok(Presence::Nobody) => Finding::Well(SAY.doctor_address_free(&listen)),
        Ok(Presence::Other) => {
            Finding::Ill(SAY.doctor_address_taken(&listen), SAY.doctor_address_taken_next().into())
        }
        Err(failure) => Finding::Ill(failure.to_string(), SAY.doctor_fix_first().into()),
    }
}

#[cfg(test)]
mod tests {
    use audit::zone::Zone;

    use super::*;

    #[tokio::test]
    async fn a_host_that_senders_do_not_find_is_reported() {
        let host: Domain = "mx.agency.test".parse().unwrap();
        let unreachable = Some(SAY.doctor_inbound_unreachable(&host));
        let target = Some(SAY.doctor_inbound_target(&host, &"in.agency.test"));
        for (zone, expected) in [
            ("", unreachable),
            ("mx.agency.test MX 10 mx.agency.test\nmx.agency.test A 192.0.2.1", None),
            ("mx.agency.test A 192.0.2.1", None),
            ("mx.agency.test MX 10 in.agency.test", target),
            ("mx.agency.test MX 10 in.agency.test\nin.agency.test AAAA 2001:db8::1", None),
            ("mx.agency.test TIMEOUT", None),
            ("mx.agency.test MX 10 in.agency.test\nin.agency.test TIMEOUT", None),
        ] {
            assert_eq!(unpublished(&host, &Zone::new(zone)).await, expected, "{zone}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_file_is_exposed_if_its_folder_is_open_to_others() {
        use std::os::unix::fs::PermissionsExt;

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
