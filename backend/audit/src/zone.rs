//! A zone in memory, for tests and examples.

use std::{collections::BTreeMap, net::IpAddr};

use shared::{
    dns::{Answer, Data, Found, Kind, Resolver, Silence, Txt, Why},
    page::{Fetched, Web},
};

use super::resolver::canonical;

/// A zone in memory: lines of `name TYPE value`. With `TIMEOUT` as the type, a name never answers. A name with `*` is a
/// wildcard (RFC 4592). Lines of type `PAGE`, `STATUS`, `UNTRUSTED` or `SILENT` are the answers of a host's web server.
/// A host without such a line isn't asked.
#[derive(Debug, Clone, Default)]
pub struct Zone {
    records: BTreeMap<String, Vec<(String, String)>>,
}

impl Zone {
    /// Parses the lines.
    ///
    /// # Panics
    /// If a line is invalid. Zones come from our own tests, not from strangers.
    pub fn new(text: &str) -> Self {
        let mut zone = Self::default();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let mut words = line.splitn(3, char::is_whitespace);
            let (name, kind) = (words.next().unwrap(), words.next().unwrap());
            zone.add(name, kind, words.next().unwrap_or_default().trim());
        }
        zone
    }

    /// Adds a record.
    pub fn add(&mut self, name: &str, kind: &str, value: &str) {
        self.records.entry(canonical(name)).or_default().push((kind.to_owned(), value.to_owned()));
    }

    /// Removes a record.
    ///
    /// # Panics
    /// If the zone doesn't have the record exactly once.
    pub fn remove(&mut self, name: &str, kind: &str, value: &str) {
        let records = self.records.get_mut(&canonical(name)).expect("the name has records in the zone");
        let before = records.len();
        records.retain(|(own_kind, own)| own_kind != kind || own != value);
        assert_eq!(records.len(), before - 1, "the zone must have {name} {kind} {value:?} once");
    }

    fn exists(&self, name: &str) -> bool {
        let below = format!(".{name}");
        self.records
            .iter()
            .any(|(own, records)| !records.is_empty() && (own == name || own.ends_with(&below)))
    }

    /// Returns the name whose records answer: the name itself, or the wildcard below its closest existing parent.
    fn answering(&self, name: &str) -> String {
        let mut above = name;
        while !self.exists(above) {
            let Some((_, parent)) = above.split_once('.') else { break };
            above = parent;
        }
        if above == name { name.to_owned() } else { format!("*.{above}") }
    }

    fn look(&self, name: &str, kind: Kind) -> Answer {
        let (mut name, mut hops) = (canonical(name), Vec::new());
        loop {
            let here = self.records.get(&self.answering(&name)).map_or(&[][..], Vec::as_slice);
            if here.iter().any(|(kind, _)| kind == "TIMEOUT") {
                return Answer::Unknown(Silence { server: "192.0.2.53:53".into(), why: Why::TimedOut });
            }
            let of =
                |wanted: String| here.iter().filter(move |(own, _)| *own == wanted).map(|(_, value)| value);
            let data: Vec<Data> = of(kind.to_string()).map(|value| data(kind, value)).collect();
            if !data.is_empty() {
                return Answer::Found(Found { data, ttl: 300, hops });
            }
            match of("CNAME".into()).next() {
                Some(target) if hops.len() < 8 => {
                    name = canonical(target);
                    hops.push(name.clone());
                }
                _ if self.exists(&name) || !here.is_empty() => return Answer::NoData { hops },
                _ => return Answer::NxDomain { hops },
            }
        }
    }
}

fn data(kind: Kind, value: &str) -> Data {
    match kind {
        Kind::A | Kind::Aaaa => Data::Address(value.parse().unwrap()),
        Kind::Caa => {
            let [_, tag, value] = value.splitn(3, ' ').collect::<Vec<_>>()[..] else { panic!("{value:?}") };
            Data::Caa { tag: tag.to_owned(), value: value.trim_matches('"').to_owned() }
        }
        Kind::Mx => {
            let (preference, host) = value.split_once(' ').unwrap();
            Data::Mx { preference: preference.parse().unwrap(), host: canonical_or_root(host) }
        }
        Kind::Txt => Data::Txt(Txt(vec![value.as_bytes().to_vec()])),
        Kind::Cname | Kind::Ns | Kind::Ptr => Data::Name(canonical_or_root(value)),
        Kind::Srv => {
            let [priority, weight, port, host] = value.splitn(4, ' ').collect::<Vec<_>>()[..] else {
                panic!("{value:?} isn't an SRV record")
            };
            let number = |text: &str| text.parse().unwrap();
            let host = canonical_or_root(host);
            Data::Srv { priority: number(priority), weight: number(weight), port: number(port), host }
        }
        Kind::Ds | Kind::Tlsa => Data::Present,
        Kind::Soa => Data::Soa { server: canonical(value), serial: 1, minimum: 300 },
    }
}

fn canonical_or_root(name: &str) -> String {
    if name == "." { name.to_owned() } else { canonical(name) }
}

impl Resolver for Zone {
    async fn ask(&self, name: &str, kind: Kind) -> Answer {
        self.look(name, kind)
    }
}

impl Web for Zone {
    /// Returns the page on a host. The value of `PAGE` is the media type and the lines, each after ` | `.
    async fn page(&self, host: &str, addresses: &[IpAddr], path: &str) -> Fetched {
        assert_eq!((addresses.is_empty(), path), (false, "/.well-known/mta-sts.txt"), "{host}");
        for (kind, value) in self.records.get(host).into_iter().flatten() {
            match kind.as_str() {
                "PAGE" => {
                    let (media, lines) = value.split_once(" | ").unwrap();
                    let body = lines.replace(" | ", "\r\n").into_bytes();
                    return Fetched::Page { media: media.to_owned(), body };
                }
                "STATUS" => return Fetched::Status(value.parse().unwrap()),
                "UNTRUSTED" => return Fetched::Untrusted(value.clone()),
                "SILENT" => return Fetched::Silent,
                _ => {}
            }
        }
        Fetched::NotAsked
    }
}
