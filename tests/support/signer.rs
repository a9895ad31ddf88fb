//! A real DKIM signer: OpenDKIM, which a mail server asks about each message (the milter protocol).

use std::{
    fs,
    net::{Ipv4Addr, TcpStream},
    path::Path,
    process::Command,
};

use tempfile::TempDir;

use crate::{process::Process, wait};

/// Longest string in a TXT record that is written here. DNS allows 255 bytes.
const STRING: usize = 200;

/// A running signer with its own key.
pub struct Signer {
    process: Process,
    record: String,
    // Deleted after the program has ended.
    folder: TempDir,
}

impl Signer {
    /// Starts a signer for all mail that is from this domain. `selector` names its key.
    pub fn start(at: (Ipv4Addr, u16), domain: &str, selector: &str) -> Self {
        let folder = tempfile::Builder::new().prefix("sealpost-signer-").tempdir().expect("a folder");
        let root = folder.path();
        let key = root.join("key.pem");
        openssl(&["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out"], &key);
        let record = record(selector, &openssl(&["pkey", "-pubout", "-in"], &key));
        let config = root.join("opendkim.conf");
        fs::write(&config, configuration(at, domain, selector, &key)).expect("writable");
        let mut command = Command::new("opendkim");
        command.arg("-f").arg("-x").arg(&config);
        let process = Process::start(&mut command, &root.join("opendkim.log"));
        let mut signer = Self { process, record, folder };
        signer.wait_until_ready(at);
        signer
    }

    /// Returns the record with its public key, as a line of the domain's zone.
    pub fn record(&self) -> &str {
        &self.record
    }

    /// Returns what it has printed.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("opendkim.log")).unwrap_or_default()
    }

    fn wait_until_ready(&mut self, at: (Ipv4Addr, u16)) {
        wait::until("the DKIM signer", || {
            let ended = self.process.ended();
            assert!(ended.is_none(), "the DKIM signer ended: {ended:?}\n{}", self.log());
            TcpStream::connect(at).map(drop).map_err(|error| format!("{error}\n{}", self.log()))
        });
    }
}

/// Returns `opendkim.conf`. All its clients are on this machine, so it signs everything that is from the domain.
fn configuration((address, port): (Ipv4Addr, u16), domain: &str, selector: &str, key: &Path) -> String {
    format!(
        "Background no
Syslog no
Mode s
Socket inet:{port}@[{address}]
Domain {domain}
Selector {selector}
KeyFile {}
# The key is in a folder for temporary files, which everyone can write to.
RequireSafeKeys no
InternalHosts 127.0.0.0/8
Canonicalization relaxed/relaxed
OversignHeaders From
",
        key.display()
    )
}

/// Returns the record of a public key in PEM.
fn record(selector: &str, pem: &str) -> String {
    let key: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let text = format!("v=DKIM1; k=rsa; p={key}");
    let strings = text.as_bytes().chunks(STRING).map(|part| format!("\"{}\"", String::from_utf8_lossy(part)));
    format!("{selector}._domainkey TXT {}", strings.collect::<Vec<_>>().join(" "))
}

/// Runs OpenSSL with a file as the last argument. Returns what it prints.
fn openssl(arguments: &[&str], file: &Path) -> String {
    let output = Command::new("openssl").args(arguments).arg(file).output().expect("openssl is installed");
    assert!(output.status.success(), "openssl {arguments:?}: {output:?}");
    String::from_utf8(output.stdout).expect("text")
}
