//! A real mail provider: Postfix, with Dovecot to check passwords, on its own address.
//!
//! Ports 465 (implicit TLS) and 587 (STARTTLS) require a login. So do 2465 and 2587, with an expired certificate. Port
//! 25 accepts mail from this machine, like a host's own mail service. [`MailServer::messages`] returns every accepted
//! message. Mail to one domain can be signed and sent on instead ([`Onward`]).

use std::{
    fs,
    io::Read as _,
    net::{Ipv4Addr, TcpStream},
    os::unix::fs::{PermissionsExt, chown},
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use tempfile::TempDir;

use crate::{certificates::Authority, loopback, process::Process, wait};

/// Returns a message as people read it, with long lines joined and characters decoded (RFC 2045, section 6.7), as far
/// as our own mail needs it.
fn unquoted(message: &str) -> String {
    if message.contains("Content-Transfer-Encoding: quoted-printable") {
        message.replace("=\r\n", "").replace("=\n", "").replace("=3D", "=")
    } else {
        message.to_owned()
    }
}

/// Mail to one domain, which is signed with DKIM and sent on. The ports are on the provider's own address.
#[derive(Debug, Clone, Copy)]
pub struct Onward<'a> {
    /// The domain.
    pub domain: &'a str,
    /// The port of the server that receives the domain's mail.
    pub receiver: u16,
    /// The port of the signer, which speaks the milter protocol.
    pub signer: u16,
}

impl Onward<'_> {
    /// Returns its lines in `main.cf`. Without the signer, no message is accepted. Connections to the receiver come
    /// from the provider's own address, so that SPF records can allow it.
    fn main_cf(&self, address: Ipv4Addr) -> String {
        let Self { domain, receiver, signer } = self;
        format!(
            "smtpd_milters = inet:{address}:{signer}
milter_default_action = tempfail
transport_maps = inline:{{{domain}=smtp:[{address}]:{receiver}}}
smtp_bind_address = {address}
smtp_tls_security_level = may
smtp_tls_loglevel = 1
"
        )
    }
}

/// A running mail provider.
pub struct MailServer {
    folder: TempDir,
    address: Ipv4Addr,
    dovecot: Process,
    postfix: Process,
}

impl MailServer {
    /// Starts a provider with this host name and one login.
    pub fn start(authority: &Authority, host: &str, user: &str, password: &str) -> Self {
        Self::begin(authority, host, (user, password), None, None)
    }

    /// Like [`MailServer::start`]. Also accepts access tokens (XOAUTH2), and can send mail to one domain on.
    /// `introspection` starts a server at this address that says whether a token is valid (RFC 7662), and returns its
    /// URL.
    pub fn with_tokens(
        authority: &Authority,
        host: &str,
        login: (&str, &str),
        introspection: &dyn Fn(Ipv4Addr) -> String,
        onward: Option<&Onward<'_>>,
    ) -> Self {
        Self::begin(authority, host, login, Some(introspection), onward)
    }

    /// Like [`MailServer::start`]. Also sends mail to one domain on.
    pub fn that_sends_on(
        authority: &Authority,
        host: &str,
        login: (&str, &str),
        onward: &Onward<'_>,
    ) -> Self {
        Self::begin(authority, host, login, None, Some(onward))
    }

    fn begin(
        authority: &Authority,
        host: &str,
        (user, password): (&str, &str),
        introspection: Option<&dyn Fn(Ipv4Addr) -> String>,
        onward: Option<&Onward<'_>>,
    ) -> Self {
        let folder = tempfile::Builder::new().prefix("sealpost-mail-").tempdir().expect("a folder");
        let root = folder.path();
        // Postfix and Dovecot drop root privileges, and must still be able to reach their files.
        fs::set_permissions(root, fs::Permissions::from_mode(0o755)).expect("it is ours");
        for name in ["etc", "queue", "data", "inbox", "dovecot"] {
            fs::create_dir(root.join(name)).expect("the folder is writable");
        }
        let address = loopback::own_address();
        authority.issue(&[host, &address.to_string()], root);
        authority.issue_expired(&[host], root);
        write_login(root, user, password);
        let introspection = introspection.map(|start| start(address));
        let dovecot = start_dovecot(root, introspection.as_deref());
        let onward = onward.map(|onward| onward.main_cf(address)).unwrap_or_default();
        let postfix = start_postfix(root, &(main_cf(root, host) + onward.as_str()), address);
        let mut server = Self { folder, address, dovecot, postfix };
        server.wait_until_ready();
        server
    }

    /// Returns the address on which it listens.
    pub fn address(&self) -> Ipv4Addr {
        self.address
    }

    /// Returns the value for `SEALPOST_SMTP_URL`: port 25, no login.
    pub fn smtp_url(&self) -> String {
        format!("smtp://{}:25", self.address)
    }

    /// Adds a login for which the server stores only a hash: enough for PLAIN, but not for SCRAM. `hash` is SHA-256 in
    /// base64.
    pub fn add_hashed_login(&self, user: &str, hash: &str) {
        let path = self.folder.path().join("dovecot/users");
        let users = fs::read_to_string(&path).expect("we wrote it");
        fs::write(path, format!("{users}{user}:{{SHA256}}{hash}\n")).expect("writable");
    }

    /// Returns every message that was accepted so far, as delivered.
    pub fn messages(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.folder.path().join("inbox/all/new")) else { return Vec::new() };
        entries
            .map(|entry| fs::read(entry.expect("readable").path()).expect("readable"))
            .map(|bytes| unquoted(&String::from_utf8_lossy(&bytes)))
            .collect()
    }

    /// Waits for a message that contains `text`.
    pub fn wait_for_message(&self, text: &str) -> String {
        wait::until(&format!("a message with “{text}”"), || {
            let messages = self.messages();
            let found = messages.iter().find(|message| message.contains(text)).cloned();
            found.ok_or_else(|| format!("{} others came\n{}", messages.len(), self.log()))
        })
    }

    /// Returns the log of Postfix and Dovecot.
    pub fn log(&self) -> String {
        ["postfix.log", "dovecot.log"]
            .map(|name| fs::read_to_string(self.folder.path().join(name)).unwrap_or_default())
            .concat()
    }

    fn wait_until_ready(&mut self) {
        for port in [25, 465, 587] {
            wait::until(&format!("the mail server on {}:{port}", self.address), || {
                let ended = self.dovecot.ended().or_else(|| self.postfix.ended());
                assert!(ended.is_none(), "the mail server ended:\n{}", self.log());
                greeted((self.address, port)).map_err(|error| format!("{error}\n{}", self.log()))
            });
        }
    }
}

/// Connects, and waits for the greeting if the server speaks first and without TLS: Postfix's parent process accepts
/// connections before any process serves them.
fn greeted((address, port): (Ipv4Addr, u16)) -> std::io::Result<()> {
    let mut stream = TcpStream::connect((address, port))?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    if port == 465 { Ok(()) } else { stream.read_exact(&mut [0; 4]) }
}

fn write_login(root: &Path, user: &str, password: &str) {
    fs::write(root.join("dovecot/users"), format!("{user}:{{PLAIN}}{password}\n")).expect("writable");
}

fn start_dovecot(root: &Path, introspection: Option<&str>) -> Process {
    let config = root.join("dovecot/dovecot.conf");
    let root = root.display();
    let tokens = introspection.map(|url| {
        let args = format!("{root}/dovecot/oauth2.conf");
        let text = format!(
            "introspection_mode = post\nintrospection_url = {url}\nusername_attribute = username\n\
             active_attribute = active\nactive_value = true\n"
        );
        fs::write(&args, text).expect("writable");
        format!("passdb {{\n  driver = oauth2\n  mechanisms = xoauth2\n  args = {args}\n}}\n")
    });
    let (mechanism, tokens) = match &tokens {
        Some(tokens) => (" xoauth2", tokens.as_str()),
        None => ("", ""),
    };
    let text = format!(
        "base_dir = {root}/dovecot/run
state_dir = {root}/dovecot/run
log_path = {root}/dovecot.log
protocols =
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login scram-sha-256{mechanism}
auth_failure_delay = 0
default_login_user = nobody
default_internal_user = root
default_internal_group = root
{tokens}passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {root}/dovecot/users
}}
userdb {{
  driver = static
  args = uid=65534 gid=65534 home=/nonexistent
}}
service auth {{
  unix_listener {root}/queue/auth {{
    mode = 0666
  }}
}}
# Its listener for penalties is left out: a wrong password is answered as fast as a right one.
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
"
    );
    fs::write(&config, text).expect("writable");
    let mut command = Command::new("dovecot");
    Process::start(command.arg("-F").arg("-c").arg(config), &PathBuf::from(format!("{root}/dovecot.log")))
}

fn start_postfix(root: &Path, main_cf: &str, address: Ipv4Addr) -> Process {
    let etc = root.join("etc");
    fs::write(etc.join("main.cf"), main_cf).expect("writable");
    fs::write(etc.join("master.cf"), master_cf(address, root)).expect("writable");
    let (owner, nobody) = (user_id("postfix"), user_id("nobody"));
    chown(root.join("data"), Some(owner), None).expect("the tests run as root");
    chown(root.join("inbox"), Some(nobody), None).expect("the tests run as root");
    // Creates the queue's folders.
    let checked = Command::new("postfix").arg("-c").arg(&etc).arg("check").output().expect("postfix runs");
    let log = || fs::read_to_string(root.join("postfix.log")).unwrap_or_default();
    assert!(checked.status.success(), "postfix check: {}{}", String::from_utf8_lossy(&checked.stderr), log());
    let mut command = Command::new("/usr/lib/postfix/sbin/master");
    // `-d` keeps it in the process group in which it is started.
    Process::start(command.arg("-d").arg("-c").arg(&etc), &root.join("postfix.log"))
}

fn user_id(name: &str) -> u32 {
    let users = fs::read_to_string("/etc/passwd").expect("there are users");
    let line = users.lines().find(|line| line.split(':').next() == Some(name));
    line.and_then(|line| line.split(':').nth(2)?.parse().ok()).unwrap_or_else(|| {
        panic!("there is no user {name}: install the Debian packages that the README names")
    })
}

/// Returns `main.cf`. `inet_interfaces` must be an interface. `master.cf` says where the services listen.
fn main_cf(root: &Path, host: &str) -> String {
    let root = root.display();
    format!(
        "compatibility_level = 3.6
queue_directory = {root}/queue
data_directory = {root}/data
mail_owner = postfix
setgid_group = postdrop
maillog_file = {root}/postfix.log
maillog_file_prefixes = {root}
myhostname = {host}
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtpd_tls_cert_file = {root}/server.pem
smtpd_tls_key_file = {root}/server.key
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = auth
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
smtpd_client_connection_rate_limit = 0
smtpd_client_connection_count_limit = 0
smtpd_error_sleep_time = 0
local_recipient_maps =
alias_maps =
virtual_transport = virtual
virtual_mailbox_domains = static:all
virtual_mailbox_base = {root}/inbox
virtual_mailbox_maps = static:all/
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
"
    )
}

fn master_cf(address: Ipv4Addr, root: &Path) -> String {
    let root = root.display();
    let expired =
        format!("-o smtpd_tls_cert_file={root}/expired.pem -o smtpd_tls_key_file={root}/expired.key");
    format!(
        "{address}:25 inet n - n - - smtpd -o smtpd_sasl_auth_enable=no -o smtpd_relay_restrictions=permit_mynetworks,reject -o smtpd_recipient_restrictions=permit_mynetworks,reject
{address}:465 inet n - n - - smtpd -o smtpd_tls_wrappermode=yes -o smtpd_tls_security_level=encrypt
{address}:587 inet n - n - - smtpd -o smtpd_tls_security_level=encrypt
{address}:2465 inet n - n - - smtpd -o smtpd_tls_wrappermode=yes -o smtpd_tls_security_level=encrypt {expired}
{address}:2587 inet n - n - - smtpd -o smtpd_tls_security_level=encrypt {expired}
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
virtual unix - n n - - virtual
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"
    )
}
