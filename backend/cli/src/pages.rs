//! `sealpost pages`: lists what this program sends to browsers, or checks if a server sends the same.

use std::{borrow::Cow, process::ExitCode};

use shared::{
    brand::{AgencyContact, Logo},
    rules::{Address, Phone, ShortText},
    wire::{PublicConfig, ShownLogo},
};
use web::pages::{
    Pages, brand,
    manifest::{self, Manifest},
};

use super::{
    Failure,
    api::{Api, server_address},
    help, not_well, print,
    printer::one_line,
};
use crate::{say::SAY, settings::Settings};

/// The arguments of `sealpost pages`.
#[derive(Debug, clap::Args)]
#[command(
    about = SAY.pages_about(),
    long_about = help::long(SAY.pages_about(), SAY.pages_more()),
    after_help = after_help()
)]
pub struct Args {
    #[arg(value_name = "URL", help = SAY.pages_server())]
    server: Option<String>,
}

fn after_help() -> String {
    help::sections(&[
        help::examples(&[("sealpost pages", ""), ("sealpost pages https://post.example.com", "")]),
        help::exit_status(&[SAY.pages_exit_same(), SAY.pages_exit_different(), SAY.pages_exit_usage()]),
    ])
}

/// Prints the manifest, or compares a server with it.
#[expect(clippy::unused_async, reason = "all commands are run alike")]
pub async fn run(args: Args, settings: &Settings) -> Result<ExitCode, Failure> {
    let pages = Pages::built();
    let manifest = pages
        .manifest()
        .ok_or_else(|| Failure::usage(SAY.pages_not_built()).next(SAY.pages_not_built_next()))?;
    let Some(server) = args.server else {
        for (name, hash) in manifest.files() {
            print(&format!("{hash}  {name}\n"))?;
        }
        print(&format!("{}  manifest.json\n", manifest.digest()))?;
        return Ok(ExitCode::SUCCESS);
    };
    let api = Api::open(server_address(&server)?, settings)?;
    let config: PublicConfig = api.get("/api/config")?;
    let (mut same, mut others) = (0, 0);
    for (address, expected) in expected(&pages, &manifest, &config) {
        let complaint = match api.file(&address)? {
            Some(bytes) if expected.is(&bytes, &manifest) => {
                same += 1;
                continue;
            }
            Some(_) => SAY.pages_different(&address),
            None => SAY.pages_missing(&address),
        };
        others += 1;
        print(&format!("{complaint}\n"))?;
    }
    if others == 0 {
        let agency = one_line(&config.basics.agency);
        let all = SAY.pages_all_same(&same, &manifest.digest());
        print(&format!("{all}\n{}\n{}", SAY.pages_agency(&agency), chosen(&config)))?;
        return Ok(ExitCode::SUCCESS);
    }
    print(&format!("{}\n{}\n", SAY.pages_not_same(&others, &(same + others)), SAY.pages_not_same_next()))?;
    Ok(not_well())
}

/// Returns what else the server chose and clients read: the contact, and the notice of a sandbox.
fn chosen(config: &PublicConfig) -> String {
    let AgencyContact { name, email, phone, hours } = &config.contact;
    let parts = [
        name.as_ref().map(ShortText::as_str),
        phone.as_ref().map(Phone::as_str),
        email.as_ref().map(Address::as_str),
        hours.as_ref().map(ShortText::as_str),
    ];
    let contact: Vec<&str> = parts.into_iter().flatten().collect();
    let contact = (!contact.is_empty()).then(|| SAY.pages_contact(&contact.join(", ")));
    let sandbox = config.basics.sandbox.then(|| SAY.pages_sandbox().to_owned());
    contact.into_iter().chain(sandbox).map(|line| line + "\n").collect()
}

/// What has to be at an address.
enum Expected<'a> {
    /// These bytes.
    Bytes(Cow<'static, [u8]>),
    /// The file with this name in the manifest.
    Built(&'a str),
    /// This logo, in the size in which the pages show it.
    Logo(&'a ShownLogo),
}

impl Expected<'_> {
    fn is(&self, bytes: &[u8], manifest: &Manifest) -> bool {
        match self {
            Self::Bytes(written) => **written == *bytes,
            Self::Built(name) => manifest.holds(name, bytes),
            Self::Logo(logo) => {
                Logo::parse(bytes.to_vec()).is_ok_and(|found| ShownLogo::of(&found.mark()) == **logo)
            }
        }
    }
}

/// Returns every address of the pages. What the server writes into pages for clients is written here too, with what it
/// says about the agency, so that it can't write anything else.
fn expected<'a>(
    pages: &Pages,
    manifest: &'a Manifest,
    config: &'a PublicConfig,
) -> Vec<(String, Expected<'a>)> {
    let mut all = Vec::new();
    for (name, _) in manifest.files() {
        let written = brand::is_branded(name).then(|| pages.served(name, config)).flatten();
        for address in manifest::addresses(name) {
            all.push((address, written.clone().map_or(Expected::Built(name), Expected::Bytes)));
        }
    }
    let style = brand::style(config.accent.as_ref()).into_bytes();
    all.push((brand::STYLE.to_owned(), Expected::Bytes(style.into())));
    // A server can't send this program anywhere else: only the path of a logo has a version.
    if let Some(logo) = config.logo.as_ref().filter(|logo| logo.version().is_some()) {
        all.push((logo.path.clone(), Expected::Logo(logo)));
    }
    all
}
