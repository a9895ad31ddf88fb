//! `sealpost serve --demo`, from its start to its end.

use std::{fs, path::Path, process::ExitCode};

use sandbox::{
    Impossible,
    agency::{self, Agency},
    panel::Panel,
    world::{self, World},
};
use shared::{rules::Port, wire::SecondFactor};
use tempfile::TempDir;

use crate::{Failure, print, private, serve::Server, settings::Settings};

/// The technician's key, in the sandbox's folder.
const KEY_FILE: &str = "technician-key.txt";

/// Makes everything, says how to walk through it, and serves until it is told to stop.
pub(crate) async fn run(settings: &Settings) -> Result<ExitCode, Failure> {
    if !settings.listen.ip().is_loopback() {
        return Err(Failure::usage(
            "The sandbox is for this machine alone: its password stands in its source.",
        )
        .next("Leave SEALPOST_LISTEN out, or set it to a loopback address."));
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

/// The settings under which a server finds the sandbox in the place of the world.
fn inside(settings: &Settings, folder: &Path, authority: &Path, world: &World) -> Settings {
    Settings {
        // One over TLS is a real server's. One without is this machine's own, such as that of `trunk serve`.
        public_url: settings.public_url.clone().filter(|url| !url.is_https()),
        data: folder.join("data"),
        database: folder.join("data/sealpost.db"),
        dns: vec![world.dns.address()],
        extra_roots: Some(authority.to_owned()),
        allow_targets: vec!["127.0.0.0/8".parse().expect("a network")],
        check_ports: world.ports().into_iter().filter_map(Port::new).collect(),
        mail: None,
        agency: "Sandbox agency".into(),
        // Nobody should need a telephone to look around. Whoever wants to see how it is can add one.
        second_factor: SecondFactor::Optional,
        ..settings.clone()
    }
}

fn guide(
    server: &Server,
    agency: &Agency,
    panel: &Panel,
    world: &World,
    folder: &Path,
    authority: &Path,
) -> String {
    let (url, panel) = (server.url(), panel.url());
    let (link, id) = (agency.link.as_str(), &agency.onboarding);
    let key = folder.join(KEY_FILE);
    let key = key.display();
    let (address, email, password) = (world::ADDRESS, agency::EMAIL, agency::PASSWORD);
    let (app_password, site, client) = (world::APP_PASSWORD, world::SITE, agency::CLIENT);
    let vouched_by = &agency.vouched_by;
    let (dns, authority, home) = (world.dns.address(), authority.display(), folder.join("home"));
    let home = home.display();
    format!(
        "\
This is Sealpost's sandbox. Everything in it is made up, is on this machine alone, and is gone when you
stop it with Ctrl+C.

1  Be the client, {client}. Open the link, on a phone-sized window if you like:

     {link}

   Your address is {address}; your provider is recognised by it.
   The app password that works is   {app_password}
   Every other one is refused: try a wrong one first, and see what the client is told.

2  The DNS report at the end finds that {site} does not authorise that provider.
   Open the panel of the domain's DNS host, let it take over what the report proposes, then check again:

     {panel}

3  Be the agency. Sign in as   {email}   with the password   {password}
   and see on the board where the client is:

     {url}/staff

4  Be the technician. Open the onboarding there with this key file:

     {key}

   It asks whether the key that vouches for the link is Sam's. It is   {vouched_by}

   Or in another terminal, by command line:

     export SEALPOST_DNS={dns} SEALPOST_EXTRA_ROOTS={authority} \\
       XDG_CONFIG_HOME={home}
     sealpost login {url} --email {email}
     sealpost open {id} -i {key} --accept-manager '{vouched_by}' --check

"
    )
}

impl From<Impossible> for Failure {
    fn from(error: Impossible) -> Self {
        Self::usage(error.to_string())
    }
}
