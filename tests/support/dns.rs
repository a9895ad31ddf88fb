//! A real authoritative DNS server: nsd, on port 53 of its own address.
//!
//! Programs also use it as their resolver. That's why it serves the root zone too: a name that is in no zone then
//! doesn't exist, instead of being refused.

use std::{
    fmt::Write as _,
    fs,
    net::{Ipv4Addr, SocketAddr, UdpSocket},
    process::Command,
    time::Duration,
};

use hickory_proto::{
    op::{Message, Query},
    rr::{Name, RData, RecordType},
};
use tempfile::TempDir;

use crate::{loopback, process::Process, wait};

/// The records of a zone in zone-file format, without the SOA and NS records that every zone gets.
pub struct Zone {
    name: String,
    records: Vec<String>,
    serial: u32,
}

impl Zone {
    /// Creates a zone, such as `shop.test`, with records such as `@ MX 10 mx.example.`.
    pub fn new(name: &str, records: &[&str]) -> Self {
        Self { name: name.into(), records: records.iter().map(ToString::to_string).collect(), serial: 1 }
    }

    fn text(&self, address: Ipv4Addr) -> String {
        let mut text = format!(
            "$ORIGIN {}.\n$TTL 60\n@ SOA ns1.dns-host.test. hostmaster.dns-host.test. {} 3600 600 86400 60\n",
            self.name, self.serial
        );
        if self.name == "dns-host.test" {
            writeln!(text, "ns1 A {address}").expect("a string accepts any write");
        }
        text.push_str("@ NS ns1.dns-host.test.\n");
        for record in &self.records {
            writeln!(text, "{record}").expect("a string accepts any write");
        }
        text
    }
}

/// A running DNS server.
pub struct NameServer {
    folder: TempDir,
    address: Ipv4Addr,
    zones: Vec<Zone>,
    process: Process,
}

impl NameServer {
    /// Starts a server with these zones.
    pub fn start(zones: Vec<Zone>) -> Self {
        let folder = tempfile::Builder::new().prefix("sealpost-dns-").tempdir().expect("a folder");
        let address = loopback::own_address();
        let mut zones = zones;
        zones.push(Zone::new("dns-host.test", &[]));
        zones.push(Zone { name: String::new(), records: Vec::new(), serial: 1 });
        for zone in &zones {
            fs::write(folder.path().join(file_name(zone)), zone.text(address)).expect("writable");
        }
        let config = folder.path().join("nsd.conf");
        fs::write(&config, configuration(folder.path().to_str().expect("UTF-8"), address, &zones))
            .expect("writable");
        let mut command = Command::new("nsd");
        let process =
            Process::start(command.arg("-d").arg("-c").arg(&config), &folder.path().join("nsd.log"));
        let server = Self { folder, address, zones, process };
        for zone in &server.zones {
            server.wait_for(zone);
        }
        server
    }

    /// Returns the address on which it listens.
    pub fn address(&self) -> SocketAddr {
        (self.address, 53).into()
    }

    /// Replaces a zone's records. Returns once the new ones are served.
    pub fn set(&mut self, zone: &str, records: &[&str]) {
        let zone =
            self.zones.iter_mut().find(|known| known.name == zone).expect("a zone that was started with");
        zone.records = records.iter().map(ToString::to_string).collect();
        zone.serial += 1;
        let path = self.folder.path().join(file_name(zone));
        fs::write(path, zone.text(self.address)).expect("writable");
        self.process.reload();
        let name = zone.name.clone();
        self.wait_for(self.zones.iter().find(|zone| zone.name == name).expect("just found"));
    }

    fn wait_for(&self, zone: &Zone) {
        wait::until(&format!("serial {} of zone “{}”", zone.serial, zone.name), || {
            match self.serial_of(&zone.name) {
                Some(serial) if serial == zone.serial => Ok(()),
                served => Err(format!("{served:?} is served\n{}", self.log())),
            }
        });
    }

    fn serial_of(&self, zone: &str) -> Option<u32> {
        let socket = UdpSocket::bind((self.address, 0)).ok()?;
        socket.set_read_timeout(Some(Duration::from_millis(500))).ok()?;
        let mut question = Message::query();
        question.add_query(Query::query(Name::from_ascii(format!("{zone}.")).ok()?, RecordType::SOA));
        socket.send_to(&question.to_vec().ok()?, self.address()).ok()?;
        let mut buffer = [0; 1232];
        let length = socket.recv(&mut buffer).ok()?;
        let answer = Message::from_vec(&buffer[..length]).ok()?;
        answer.answers.iter().find_map(|record| match &record.data {
            RData::SOA(soa) => Some(soa.serial),
            _ => None,
        })
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("nsd.log")).unwrap_or_default()
    }
}

fn file_name(zone: &Zone) -> String {
    format!("{}.zone", if zone.name.is_empty() { "root" } else { &zone.name })
}

fn configuration(folder: &str, address: Ipv4Addr, zones: &[Zone]) -> String {
    let mut text = format!(
        "server:
  ip-address: {address}
  username: \"\"
  server-count: 1
  zonesdir: \"{folder}\"
  database: \"\"
  pidfile: \"{folder}/nsd.pid\"
  xfrdfile: \"{folder}/xfrd.state\"
  xfrdir: \"{folder}\"
  zonelistfile: \"{folder}/zone.list\"
remote-control:
  control-enable: no
"
    );
    for zone in zones {
        let name = if zone.name.is_empty() { "." } else { &zone.name };
        writeln!(text, "zone:\n  name: \"{name}\"\n  zonefile: \"{}\"", file_name(zone))
            .expect("a string accepts any write");
    }
    text
}
