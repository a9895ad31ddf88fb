//! The system packages that the journeys need: a browser, a mail server, a nameserver, a website and others. The pages
//! need clang.

use std::fs;
use std::io::ErrorKind;
use std::net::TcpListener;
use std::path::Path;

use crate::place::{Failure, Place, Result, ask, run};
use crate::progress;

/// A package of Debian and Ubuntu, and how to tell if what it provides is installed, from any source.
struct Package {
    name: &'static str,
    brings: Brings,
    /// What can't be tested without it.
    serves: &'static str,
}

enum Brings {
    Program(&'static str),
    Folder(&'static str),
    /// A file in the system's folders for libraries.
    Library(&'static str),
}

const BROWSER: &str = "every journey in a browser, and the screenshots";
const MAIL: &str = "the live check against a real mail server, and our own mail";
const SETTINGS: &str = "settings to paste, read by the programs that they are for";
const SITE: &str = "a real website that shows that its mail arrives";
/// Part of the blind check's cryptography is in C, and only clang compiles that to WebAssembly.
const CLANG: Package =
    Package { name: "clang", brings: Brings::Program("clang"), serves: "the pages, with the blind check" };
const POSTGRESQL: Package = Package {
    name: "postgresql",
    brings: Brings::Folder("/usr/lib/postgresql"),
    serves: "the store on PostgreSQL, and what two servers share",
};
const PACKAGES: [Package; 21] = [
    CLANG,
    Package { name: "chromium", brings: Brings::Program("chromium"), serves: BROWSER },
    Package { name: "chromium-driver", brings: Brings::Program("chromedriver"), serves: BROWSER },
    Package { name: "fonts-dejavu-core", brings: Brings::Folder("/usr/share/fonts"), serves: BROWSER },
    Package { name: "postfix", brings: Brings::Program("postfix"), serves: MAIL },
    Package { name: "dovecot-core", brings: Brings::Program("dovecot"), serves: MAIL },
    Package { name: "openssl", brings: Brings::Program("openssl"), serves: MAIL },
    Package {
        name: "nsd",
        brings: Brings::Program("nsd"),
        serves: "the DNS report against a real name server",
    },
    Package {
        name: "age",
        brings: Brings::Program("age"),
        serves: "opening a sealed file with the plain age program",
    },
    Package {
        name: "sqlite3",
        brings: Brings::Program("sqlite3"),
        serves: "somebody who writes to the database past the server",
    },
    POSTGRESQL,
    Package {
        name: "faketime",
        brings: Brings::Program("faketime"),
        serves: "a link whose time has run out",
    },
    Package { name: "php-cli", brings: Brings::Program("php"), serves: SETTINGS },
    Package { name: "python3", brings: Brings::Program("python3"), serves: SETTINGS },
    Package { name: "ruby", brings: Brings::Program("ruby"), serves: SETTINGS },
    Package { name: "msmtp", brings: Brings::Program("msmtp"), serves: SETTINGS },
    Package { name: "wordpress", brings: Brings::Folder("/usr/share/wordpress"), serves: SITE },
    // Only the program. `mariadb-server` would also create a database for this machine.
    Package { name: "mariadb-server-core", brings: Brings::Program("mariadbd"), serves: SITE },
    Package { name: "opendkim", brings: Brings::Program("opendkim"), serves: SITE },
    // Tells the website its mail server's address, without a change to this machine's own names.
    Package { name: "libnss-wrapper", brings: Brings::Library("libnss_wrapper.so"), serves: SITE },
    // npm is for the pages, not for the journeys. It installs wasm-opt, without which the pages exceed their budget.
    Package {
        name: "npm",
        brings: Brings::Program("npm"),
        serves: "pages of the size that their budget asks for",
    },
];

/// Installs packages without starting their daemons, because the journeys start their own on their own addresses.
/// `policy-rc.d` tells Debian not to start any, and is always removed afterwards.
const INSTALL: &str = r#"
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
    trap 'rm -f $policy' EXIT
    printf '#!/bin/sh\nexit 101\n' > $policy
    chmod 755 $policy
fi
export DEBIAN_FRONTEND=noninteractive
echo 'postfix postfix/main_mailer_type select No configuration' | debconf-set-selections
apt-get -qq update
apt-get -qq install --yes --no-install-recommends "$@"
"#;

/// Installs what is missing. If something is still missing, the error says what can't run.
pub(crate) fn provide(place: &Place) -> Result {
    let missing = missing(place);
    if !missing.is_empty() {
        let names: Vec<&str> = missing.iter().map(|package| package.name).collect();
        eprintln!("Not on this system: {}", names.join(", "));
        if let Err(failure) = install(place, &names) {
            eprintln!("{failure}");
        }
    }
    match shortage(place) {
        None => Ok(()),
        Some(shortage) => Err(Failure::new(format!(
            "{shortage}\nInstall what is missing, or go on without the journeys: cargo xtask test --without-journeys"
        ))),
    }
}

/// Installs clang if it is missing, or fails if that isn't possible.
pub(crate) fn clang(place: &Place) -> Result {
    let what =
        "The pages take clang, which makes wasm of C: the cryptography of the blind check is partly that.";
    provide_one(place, &CLANG, what)
}

/// Installs PostgreSQL if it is missing, or fails if that isn't possible.
pub(crate) fn postgresql(place: &Place) -> Result {
    provide_one(
        place,
        &POSTGRESQL,
        "The store on PostgreSQL is tested with a server of the system's package.",
    )
}

fn provide_one(place: &Place, package: &Package, what: &str) -> Result {
    if is_there(place, package) {
        return Ok(());
    }
    let name = package.name;
    eprintln!("Not on this system: {name}");
    install(place, &[name]).map_err(|failure| {
        Failure::new(format!(
            "{failure}\n{what} Install it, on Debian and Ubuntu with `apt-get install {name}`."
        ))
    })
}

fn missing(place: &Place) -> Vec<&'static Package> {
    PACKAGES.iter().filter(|package| !is_there(place, package)).collect()
}

fn is_there(place: &Place, package: &Package) -> bool {
    match package.brings {
        Brings::Program(program) => place.which(program).is_some(),
        Brings::Folder(folder) => Path::new(folder).is_dir(),
        Brings::Library(file) => has_library(file),
    }
}

/// Looks in `/usr/lib` and in its folders, one of which is for this kind of processor.
fn has_library(file: &str) -> bool {
    let lib = Path::new("/usr/lib");
    let folders = fs::read_dir(lib).into_iter().flatten().flatten().map(|entry| entry.path());
    folders.chain([lib.to_owned()]).any(|folder| folder.join(file).is_file())
}

fn install(place: &Place, packages: &[&str]) -> Result {
    if place.which("apt-get").is_none() {
        return Err(Failure::new("There is no apt-get here to install them with."));
    }
    let mut shell = if is_root(place) {
        place.command("sh")
    } else if ask(place.command("sudo").args(["--non-interactive", "true"])).is_some() {
        let mut sudo = place.command("sudo");
        sudo.args(["--non-interactive", "sh"]);
        sudo
    } else {
        return Err(Failure::new("Installing them takes root, or sudo without a password."));
    };
    progress::say("Installing them with apt-get", "a minute");
    run(shell.args(["-euc", INSTALL, "sh"]).args(packages))
}

/// Returns what can't run here and why, one per line, or `None` if everything can.
fn shortage(place: &Place) -> Option<String> {
    let mut lines: Vec<String> = missing(place)
        .iter()
        .map(|package| format!("  without {}: {}", package.name, package.serves))
        .collect();
    if !low_ports_allowed() {
        lines.push("  without the right to listen on ports below 1024 (root has it): all journeys".into());
    }
    (!lines.is_empty()).then(|| format!("This machine cannot try:\n{}", lines.join("\n")))
}

/// Returns true if we can listen on ports below 1024. The journeys' servers use 25, 53 and 465 on loopback, the
/// standard ports.
fn low_ports_allowed() -> bool {
    !TcpListener::bind(("127.0.0.1", 1)).is_err_and(|cause| cause.kind() == ErrorKind::PermissionDenied)
}

fn is_root(place: &Place) -> bool {
    ask(place.command("id").arg("-u")).as_deref() == Some("0")
}
