//! DNS records of a domain that wants to harm the program that queries it.

use std::net::IpAddr;

use audit::{
    dkim::{self as dkim_report, Key, repaired},
    dmarc::{self as dmarc_report, DmarcRecord},
    extras,
    mta_sts::{StsPolicy, record_id},
    paste, pasted,
    resolver::Memo,
    spf::{self as spf_report, Connection, Record, check_host, with_terms},
};
use shared::{
    dns::{Answer, Data, Found, Kind, Resolver, Txt},
    facts,
    page::{Fetched, Web},
    report::{Edit, Judged},
};

const DOMAIN: &str = "shop.test";
const TERM: &str = "include:spf.provider.test";

/// Fuzzes an SPF record that every name has, so that it can also include itself.
pub fn spf(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(record) = Record::parse(&text) {
        assert_eq!(record.text(), text, "parsing changed the record");
        let edited = with_terms(&record, &[TERM.to_owned()]);
        assert!(Record::parse(&edited).is_ok(), "{edited} is invalid, and was made from {text}");
        let kept: Vec<&str> = edited.split(' ').collect();
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            assert!(kept.contains(&word), "{word} was lost: {edited}");
        }
    }
    let zone = Memo::new(Everywhere(bytes));
    for sender in ["ada@shop.test", "", "@.."] {
        let ip = "192.0.2.1".parse().expect("an address");
        let connection = Connection { ip, sender, helo: "mx.shop.test", receiver: "here.test", now: 0 };
        run(check_host(&zone, &connection));
    }
    for provider in [None, facts::provider("google-workspace")] {
        let report = run(spf_report::audit(&zone, DOMAIN, provider));
        for record in proposed(&report.findings) {
            assert!(Record::parse(&record).is_ok(), "{record:?} was proposed, but is invalid");
        }
    }
}

/// Fuzzes a DKIM key that every selector has.
pub fn dkim(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = Key::parse(&text);
    if let Some(mended) = repaired(&text) {
        assert!(Key::parse(&mended).is_ok(), "{mended:?} is invalid, and was made from {text:?}");
        assert_eq!(repaired(&mended), None, "{text:?}");
    }
    let zone = Memo::new(Everywhere(bytes));
    for provider in [None, facts::provider("google-workspace"), facts::provider("amazon-ses")] {
        let signer =
            dkim_report::Signer { provider, selectors: &["s1".to_owned()], pasted: &[], probe: "probe" };
        run(dkim_report::audit(&zone, DOMAIN, &signer));
    }
}

/// Fuzzes a DMARC record that the domain and all its parents have.
pub fn dmarc(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Some(record) = DmarcRecord::parse(&text) {
        for (tag, value) in [("p", "none"), ("rua", "mailto:ada@shop.test")] {
            let edited = record.with(tag, value);
            assert!(
                DmarcRecord::parse(&edited).is_some(),
                "{edited:?} is invalid, and was made from {text:?}"
            );
        }
    }
    let zone = Memo::new(Everywhere(bytes));
    let from = "ada@mail.shop.test".parse().ok();
    for provider in [None, facts::provider("google-workspace")] {
        let report = run(dmarc_report::audit(&zone, DOMAIN, provider, from.as_ref(), "probe"));
        for record in proposed(&report.findings).iter().filter(|value| value.starts_with("v=DMARC1")) {
            assert!(DmarcRecord::parse(record).is_some(), "{record:?} was proposed, but is invalid");
        }
    }
}

/// Fuzzes MTA-STS. The first line is the record that announces the policy, and the rest is the policy file.
pub fn mta_sts(bytes: &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let (record, page) = (&bytes[..end], bytes.get(end + 1..).unwrap_or_default());
    if let Some(id) = record_id(&String::from_utf8_lossy(record)) {
        assert!((1..=32).contains(&id.len()), "{id:?}");
    }
    if let Ok(policy) = StsPolicy::parse(&String::from_utf8_lossy(page)) {
        let lines: Vec<String> = policy.lines().collect();
        let text = format!("version: STSv1\n{}", lines.join("\n"));
        assert_eq!(StsPolicy::parse(&text), Ok(policy), "{text}");
    }
    for media in ["text/plain", "text/html"] {
        let findings = run(extras::audit(&Memo::new(Everywhere(record)), &Page(media, page), DOMAIN, None));
        // The only change that is a record adds report addresses.
        for value in proposed(&findings) {
            assert!(value.contains("rua=") && value.contains("mailto:"), "{value:?}");
        }
    }
}

/// Fuzzes text that someone copied from a provider's page.
pub fn paste(bytes: &[u8]) {
    let read = paste::parse(&String::from_utf8_lossy(bytes), DOMAIN);
    assert!(read.records.len() <= 25, "{} records", read.records.len());
    for record in &read.records {
        let inside = record.name == DOMAIN || record.name.ends_with(".shop.test");
        assert!(inside, "{record:?} belongs to another domain");
        assert!(!record.value.is_empty() && !record.value.contains(['\n', '\r']), "{record:?}");
    }
    for record in read.records.iter().filter(|record| record.is_nameless()) {
        assert!(Key::parse(&record.value).is_ok(), "{record:?}");
    }
    let named = read.clone().named(DOMAIN, facts::provider("cpanel"), &[]);
    assert_eq!(named.records.len(), read.records.len(), "{named:?}");
    let zone = Memo::new(Everywhere(b"v=spf1 -all"));
    let found = run(pasted::audit(&zone, DOMAIN, &read, "probe"));
    for record in proposed(&found).iter().filter(|value| spf_report::is_spf(value)) {
        assert!(Record::parse(record).is_ok(), "{record:?} was proposed for {read:?}, but is invalid");
    }
}

/// Returns the record values that the fixes propose.
fn proposed(findings: &[Judged]) -> Vec<String> {
    let edits = findings.iter().filter_map(|finding| finding.fix.as_ref()).flat_map(|fix| fix.change.edits());
    edits.filter_map(|edit: Edit| edit.value().map(str::to_owned)).collect()
}

/// Answers for every name with the same TXT record, plus addresses and mail hosts.
struct Everywhere<'a>(&'a [u8]);

impl Resolver for Everywhere<'_> {
    async fn ask(&self, name: &str, kind: Kind) -> Answer {
        let data = match kind {
            Kind::Txt => Data::Txt(Txt(self.0.chunks(255).map(<[u8]>::to_vec).collect())),
            Kind::A => Data::Address("192.0.2.1".parse().expect("an address")),
            Kind::Aaaa => Data::Address("2001:db8::1".parse().expect("an address")),
            Kind::Mx => Data::Mx { preference: 10, host: "mx.shop.test".into() },
            Kind::Ns | Kind::Ptr => Data::Name("mx.shop.test".into()),
            _ if name.is_empty() => return Answer::NxDomain { hops: Vec::new() },
            _ => return Answer::NoData { hops: Vec::new() },
        };
        Answer::Found(Found { data: vec![data], ttl: 300, hops: Vec::new() })
    }
}

/// Serves the same page at every address.
struct Page<'a>(&'a str, &'a [u8]);

impl Web for Page<'_> {
    async fn page(&self, _: &str, _: &[IpAddr], _: &str) -> Fetched {
        Fetched::Page { media: self.0.to_owned(), body: self.1.to_vec() }
    }
}

fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime without I/O").block_on(work)
}
