//! `sealpost pages`: what this program hands to browsers, and whether a server hands out the same.

use std::process::ExitCode;

use web::routes::pages::{Pages, manifest};

use super::{
    Failure,
    api::{Api, server_address},
    not_well, print,
};
use crate::settings::Settings;

/// Compare the pages that a server hands out with those in this program.
///
/// Without an address, prints the SHA-256 of each file, as sha256sum does. With one, fetches every page and every
/// program from that server, without an account, and names what is not the same as here. The pages of a release are
/// built to the same bytes from the same source (cargo xtask reproduce), so that nobody has to take this program's
/// word for them. A server that hands something else to one visitor alone is not found out by another.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sealpost pages
  sealpost pages https://post.example.com

Exit status:
  0  the same
  1  something is not
  2  it could not be asked")]
pub struct Args {
    /// The server.
    #[arg(value_name = "URL")]
    server: Option<String>,
}

/// Prints the manifest, or compares a server with it.
#[expect(clippy::unused_async, reason = "all commands are run alike")]
pub async fn run(args: Args, settings: &Settings) -> Result<ExitCode, Failure> {
    let manifest = Pages::built().manifest().ok_or_else(|| {
        Failure::usage("The pages are not part of this program.").next("Build them: cargo xtask pages")
    })?;
    let Some(server) = args.server else {
        for (name, hash) in manifest.files() {
            print(&format!("{hash}  {name}\n"))?;
        }
        print(&format!("{}  manifest.json\n", manifest.digest()))?;
        return Ok(ExitCode::SUCCESS);
    };
    let api = Api::open(server_address(&server)?, settings)?;
    let (mut same, mut others) = (0, 0);
    for (name, _) in manifest.files() {
        for address in manifest::addresses(name) {
            let complaint = match api.file(&address)? {
                Some(bytes) if manifest.holds(name, &bytes) => {
                    same += 1;
                    continue;
                }
                Some(_) => "is not the same",
                None => "is not there",
            };
            others += 1;
            print(&format!("{address} {complaint}\n"))?;
        }
    }
    if others == 0 {
        print(&format!("All {same} addresses are as in this program, manifest {}.\n", manifest.digest()))?;
        return Ok(ExitCode::SUCCESS);
    }
    print(&format!("{others} of {} addresses are not as in this program. ", same + others))?;
    print("Is it the same version? Ask whoever runs the server, and do not sign in before you know.\n")?;
    Ok(not_well())
}
