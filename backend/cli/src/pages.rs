//! `sealpost pages`: lists what this program sends to browsers, or checks if a server sends the same.

use std::process::ExitCode;

use web::pages::{Pages, manifest};

use super::{
    Failure,
    api::{Api, server_address},
    help, not_well, print,
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
    let manifest = Pages::built()
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
    let (mut same, mut others) = (0, 0);
    for (name, _) in manifest.files() {
        for address in manifest::addresses(name) {
            let complaint = match api.file(&address)? {
                Some(bytes) if manifest.holds(name, &bytes) => {
                    same += 1;
                    continue;
                }
                Some(_) => SAY.pages_different(&address),
                None => SAY.pages_missing(&address),
            };
            others += 1;
            print(&format!("{complaint}\n"))?;
        }
    }
    if others == 0 {
        print(&format!("{}\n", SAY.pages_all_same(&same, &manifest.digest())))?;
        return Ok(ExitCode::SUCCESS);
    }
    print(&format!("{}\n{}\n", SAY.pages_not_same(&others, &(same + others)), SAY.pages_not_same_next()))?;
    Ok(not_well())
}
