//! `sealpost serve --demo`: runs the sandbox.

use std::{fmt::Write, fs, path::Path, process::ExitCode};

use sandbox::{
    Impossible,
    agency::{self, Agency},
    panel::Panel,
    world::{self, World},
};
use shared::{rules::Port, wire::SecondFactor};
use tempfile::TempDir;

use crate::{
    Failure, print, private,
    say::SAY,
    server::Server,
    settings::{Location, Settings},
};

/// The technician's key, in the sandbox's folder.
const KEY_FILE: &str = "technician-key.txt";

/// Creates the sandbox, prints what to try, and serves until it is stopped.
pub(crate) async fn run(settings: &Settings) -> Result<ExitCode, Failure> {
    if !settings.listen.ip().is_loopback() {
        return Err(Failure::usage(SAY.demo_loopback_only()).next(SAY.demo_loopback_only_next()));
    }
    let folder = TempDir::with_prefix("sealpost-sandbox-").map_err(Impossible::new)?;
    let world = World::start().await?;
    let panel = Panel::open(world.zone.clone()).await?;
    world.join_the_table(&panel.url())?;
    let authority = folder.path().join("sandbox-authority.pem");
    fs::write(&authority, &world.mail.authority).map_err(Impossible::new)?;

    let server = Server::start(&inside(settings, folder.path(), &authority, &world), true).await?;
    let agency = agency::found(server.app()).await?;
    let key_file = folder.path().join(KEY_FILE);
    private::create(&key_file, agency.key_file.as_bytes()).map_err(Impossible::new)?;
    print(&guide(&server, &agency, &panel, &world, folder.path(), &authority))?;
    let panel = panel.serve(server.app().clone(), agency.onboarding);
    server.serve().await?;
    panel.abort();
    Ok(ExitCode::SUCCESS)
}

/// Returns the settings for a server that uses the sandbox instead of the internet.
fn inside(settings: &Settings, folder: &Path, authority: &Path, world: &World) -> Settings {
    Settings {
        // An address with TLS belongs to a real server. One without belongs to this machine, such as that of `trunk serve`.
        public_url: settings.public_url.clone().filter(|url| !url.is_https()),
        data: folder.join("data"),
        database: Location::Sqlite(folder.join("data/sealpost.db")),
        dns: vec![world.dns.address()],
        extra_roots: Some(authority.to_owned()),
        allow_targets: vec!["127.0.0.0/8".parse().expect("a network")],
        check_ports: world.ports().into_iter().filter_map(Port::new).collect(),
        mail: None,
        inbound: None,
        agency: "Sandbox agency".into(),
        // No one should need a phone to look around. People who want to try an authenticator app can add one.
        second_factor: SecondFactor::Optional,
        ..settings.clone()
    }
}

/// Returns what to try, with the commands and values to copy.
fn guide(
    server: &Server,
    agency: &Agency,
    panel: &Panel,
    world: &World,
    folder: &Path,
    authority: &Path,
) -> String {
    let (url, link, id) = (server.url(), agency.link.as_str(), &agency.onboarding);
    let (email, vouched_by) = (agency::EMAIL, &agency.vouched_by);
    let (key, home) = (folder.join(KEY_FILE), folder.join("home"));
    let (key, home, dns) = (key.display(), home.display(), world.dns.address());
    let steps = [
        vec![
            SAY.demo_client(&agency::CLIENT),
            to_copy(link),
            SAY.demo_client_address(&world::ADDRESS),
            SAY.demo_client_password(&world::APP_PASSWORD),
            SAY.demo_client_wrong().into(),
        ],
        vec![SAY.demo_report(&world::SITE), SAY.demo_report_fix().into(), to_copy(&panel.url())],
        vec![
            SAY.demo_agency(&email, &agency::PASSWORD),
            SAY.demo_agency_board().into(),
            to_copy(&format!("{url}/staff")),
        ],
        vec![
            SAY.demo_technician().into(),
            to_copy(&key.to_string()),
            SAY.demo_technician_key(vouched_by),
            SAY.demo_technician_terminal().into(),
            to_copy(&format!(
                "export SEALPOST_DNS={dns} SEALPOST_EXTRA_ROOTS={} \\\n  XDG_CONFIG_HOME={home}\n\
                 sealpost login {url} --email {email}\n\
                 sealpost open {id} -i {key} --accept-manager '{vouched_by}' --check",
                authority.display()
            )),
        ],
    ];
    let mut text = format!("{}\n\n", SAY.demo_intro());
    for (step, lines) in (1..).zip(steps) {
        let lines = lines.join("\n").replace('\n', "\n   ");
        // Writing to a string never fails.
        let _ = write!(text, "{step}  {}\n\n", lines.trim_end());
    }
    text
}

/// Returns lines to copy, with an empty line above and below.
fn to_copy(lines: &str) -> String {
    format!("\n  {}\n", lines.replace('\n', "\n  "))
}

impl From<Impossible> for Failure {
    fn from(error: Impossible) -> Self {
        Self::usage(error.to_string())
    }
}
