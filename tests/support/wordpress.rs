//! A real WordPress: the files of Debian's package, with PHP's own web server and MariaDB. Its host has no mail program,
//! so without settings the site can't send.

use std::{
    fs,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::TempDir;
use ureq::Agent;

use crate::{http::Api, mariadb::MariaDb, process::Process, wait};

/// Where Debian's package has the files.
const PACKAGE: &str = "/usr/share/wordpress/.";
const DATABASE: &str = "wordpress";
/// The name of a site's first user.
pub const OWNER: &str = "owner";
const CONFIG: &str = include_str!("wordpress/wp-config.php");
const OUTSIDE: &str = include_str!("wordpress/outside.php");
/// The line in `wp-config.php` above which people add constants.
const CONFIG_END: &str = "/* That's all, stop editing!";

/// The only servers that the site can find by name, and the authority for their certificates.
#[derive(Debug, Clone, Copy)]
pub struct Outside<'a> {
    /// The servers' names.
    pub hosts: &'a [&'a str],
    /// The address of all of them.
    pub address: Ipv4Addr,
    /// A file with the authority's certificate, in PEM.
    pub authority: &'a Path,
}

/// A running site.
pub struct Wordpress {
    at: SocketAddr,
    web_server: Process,
    database: MariaDb,
    // Deleted after the programs have ended.
    folder: TempDir,
}

impl Wordpress {
    /// Installs a site, and serves it at this address. Its first user is called [`OWNER`], and has this email address.
    pub fn start(at: SocketAddr, address: &str, outside: &Outside<'_>) -> Self {
        let folder = tempfile::Builder::new().prefix("sealpost-site-").tempdir().expect("a folder");
        let database = MariaDb::start(DATABASE);
        copy_files(&folder.path().join("site"), at, &database, outside);
        let web_server = serve(folder.path(), at, outside);
        let mut site = Self { at, web_server, database, folder };
        site.add_plugin("outside.php", &plugin(outside));
        site.run("install.php", &[OWNER, address]);
        site.wait_until_ready();
        site
    }

    /// Adds constants to `wp-config.php`.
    pub fn add_constants(&self, constants: &str) {
        let path = self.root().join("wp-config.php");
        let config = fs::read_to_string(&path).expect("we wrote it");
        let config = config.replacen(CONFIG_END, &format!("{constants}\n{CONFIG_END}"), 1);
        fs::write(path, config).expect("writable");
    }

    /// Returns the value of a constant as the site's code reads it.
    pub fn constant(&self, name: &str) -> String {
        self.php("constant.php", &[name])
    }

    /// Saves a must-use plugin, which is active at once.
    pub fn add_plugin(&self, name: &str, text: &str) {
        let folder = self.root().join("wp-content/mu-plugins");
        fs::create_dir_all(&folder).expect("writable");
        fs::write(folder.join(name), text).expect("writable");
    }

    /// Adds a user with this email address.
    pub fn add_user(&self, name: &str, address: &str) {
        self.run("user.php", &[name, address]);
    }

    /// Fills in the form for a lost password, like a visitor.
    ///
    /// # Errors
    /// If WordPress couldn't send the message: its page.
    pub fn request_password_reset(&self, user: &str) -> Result<(), String> {
        let config = Agent::config_builder().http_status_as_error(false).max_redirects(0).build();
        let agent: Agent = config.into();
        let url = format!("http://{}/wp-login.php?action=lostpassword", self.at);
        let form = [("user_login", user), ("redirect_to", ""), ("wp-submit", "Get New Password")];
        let answer = agent.post(url).send_form(form);
        let mut answer = answer.unwrap_or_else(|error| panic!("no answer: {error}\n{}", self.log()));
        let place = answer.headers().get("location").and_then(|place| place.to_str().ok());
        if place.is_some_and(|place| place.contains("checkemail=confirm")) {
            return Ok(());
        }
        let status = answer.status();
        Err(format!("{status}\n{}", answer.body_mut().read_to_string().unwrap_or_default()))
    }

    /// Returns the logs of the web server and the database.
    pub fn log(&self) -> String {
        let of_php = fs::read_to_string(log_file(self.folder.path())).unwrap_or_default();
        of_php + self.database.log().as_str()
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// Runs a script that prints `done` if it succeeds.
    fn run(&self, script: &str, arguments: &[&str]) {
        let printed = self.php(script, arguments);
        assert!(printed.ends_with("done"), "{script}: {printed}\n{}", self.log());
    }

    /// Runs one of our scripts with WordPress's code. Returns what it prints.
    fn php(&self, script: &str, arguments: &[&str]) -> String {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("support/wordpress").join(script);
        let mut command = php();
        command.args(["-d", "display_errors=stderr"]).arg(path).arg(self.root()).args(arguments);
        let output = command.output().expect("PHP is installed");
        assert!(output.status.success(), "{script}: {output:#?}\n{}", self.log());
        String::from_utf8(output.stdout).expect("text")
    }

    fn wait_until_ready(&mut self) {
        let api = Api::new(&format!("http://{}", self.at));
        wait::until("WordPress", || {
            let ended = self.web_server.ended();
            assert!(ended.is_none(), "PHP's web server ended: {ended:?}\n{}", self.log());
            let answer = api.try_send("GET", "/wp-login.php", &[]).map_err(|error| error.to_string())?;
            if answer.status == 200 { Ok(()) } else { Err(format!("{answer}\n{}", self.log())) }
        });
    }
}

/// Returns PHP without a mail program.
fn php() -> Command {
    let mut command = Command::new("php");
    command.args(["-d", "sendmail_path=/bin/false"]);
    command
}

/// Copies WordPress. The package's own `wp-config.php` looks for sites below `/etc`.
fn copy_files(root: &Path, at: SocketAddr, database: &MariaDb, outside: &Outside<'_>) {
    fs::create_dir(root).expect("the folder is new");
    let mut copy = Command::new("cp");
    let output = copy.args(["--recursive", "--dereference", PACKAGE]).arg(root).output().expect("cp runs");
    assert!(output.status.success(), "{output:?}: install the Debian packages that the README names");
    let socket = database.socket();
    let config = CONFIG
        .replace("{{database}}", DATABASE)
        .replace("{{socket}}", socket.to_str().expect("UTF-8"))
        .replace("{{url}}", &format!("http://{at}"))
        .replace("{{hosts}}", &outside.hosts.join(", "));
    fs::write(root.join("wp-config.php"), config).expect("writable");
}

/// Returns the plugin through which the site's own requests reach the servers.
fn plugin(outside: &Outside<'_>) -> String {
    OUTSIDE
        .replace("{{authority}}", outside.authority.to_str().expect("UTF-8"))
        .replace("{{hosts}}", &outside.hosts.join(" "))
        .replace("{{address}}", &outside.address.to_string())
}

/// Starts PHP's web server. PHP looks up names as this machine is configured, which the tests don't change, so
/// nss_wrapper tells it the servers' address.
fn serve(folder: &Path, at: SocketAddr, outside: &Outside<'_>) -> Process {
    let hosts = folder.join("hosts");
    fs::write(&hosts, format!("{} {}\n", outside.address, outside.hosts.join(" "))).expect("writable");
    let mut command = php();
    command
        .args(["-d", "display_errors=0", "-d", "log_errors=1", "-d"])
        .arg(format!("openssl.cafile={}", outside.authority.display()))
        .arg("-S")
        .arg(at.to_string())
        .arg("-t")
        .arg(folder.join("site"))
        .env("LD_PRELOAD", "libnss_wrapper.so")
        .env("NSS_WRAPPER_HOSTS", hosts);
    Process::start(&mut command, &log_file(folder))
}

fn log_file(folder: &Path) -> PathBuf {
    folder.join("php.log")
}
