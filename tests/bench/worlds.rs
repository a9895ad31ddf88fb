//! The domains that are reported on, and their DNS records.

use audit::AuditRequest;
use shared::facts;

/// All DNS records.
pub(crate) const LINES: &str = "
    _spf.google.com TXT v=spf1 include:_netblocks.google.com include:_netblocks2.google.com include:_netblocks3.google.com ~all
    _netblocks.google.com TXT v=spf1 ip4:35.190.247.0/24 ip4:64.233.160.0/19 ip4:66.102.0.0/20 ip4:66.249.80.0/20 ip4:72.14.192.0/18 ~all
    _netblocks2.google.com TXT v=spf1 ip6:2001:4860:4000::/36 ip6:2404:6800:4000::/36 ip6:2607:f8b0:4000::/36 ~all
    _netblocks3.google.com TXT v=spf1 ip4:172.217.0.0/19 ip4:172.217.32.0/20 ip4:172.217.128.0/19 ~all
    smtp.google.com A 64.233.160.26
    smtp.google.com AAAA 2001:4860:4000::1b
    mx.other.test A 198.51.100.1
    mx.other.test AAAA 2001:db8:1::1
    spf.news.test TXT v=spf1 include:n1.news.test ?all
    n1.news.test TXT v=spf1 ip4:198.51.100.0/28 ~all
    spf.desk.test TXT v=spf1 ip4:198.51.100.32/28 ~all
    dkim.news.test TXT v=DKIM1; k=rsa; t=y; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwQIDAQAB
    reports.test MX 10 mx.other.test
    busy.test._report._dmarc.reports.test TXT v=DMARC1
    strangers.test MX 10 mx.other.test

    plain.test NS ns1.host.test
    plain.test NS ns2.host.test
    plain.test A 192.0.2.10
    plain.test MX 1 smtp.google.com
    plain.test TXT v=spf1 include:_spf.google.com ~all
    _dmarc.plain.test TXT v=DMARC1; p=quarantine; rua=mailto:dmarc@plain.test
    google._domainkey.plain.test TXT v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwQIDAQAB

    busy.test NS ns1.host.test
    busy.test NS ns2.host.test
    busy.test NS ns3.host.test
    busy.test A 192.0.2.20
    busy.test AAAA 2001:db8::20
    busy.test MX 10 smtp.google.com
    busy.test MX 20 mx.other.test
    busy.test TXT v=spf1 a mx include:_spf.google.com include:spf.news.test include:spf.desk.test exists:%{ir}.list.busy.test ~all
    busy.test TXT site-verification=0123456789abcdef0123456789abcdef
    _dmarc.busy.test TXT v=DMARC1; p=none; rua=mailto:busy@reports.test,mailto:dmarc@busy.test; fo=1
    google._domainkey.busy.test TXT v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwQIDAQAB
    news._domainkey.busy.test CNAME dkim.news.test

    broken.test NS ns1.host.test
    broken.test A 192.0.2.30
    broken.test MX 10 gone.broken.test
    broken.test MX 20 mx.other.test
    broken.test TXT v=spf1 a mx a:gone1.broken.test a:gone2.broken.test a:gone3.broken.test include:spf.news.test include:spf.desk.test include:norecord.test exists:%{i}.list.broken.test ptr include:spf.old.test ~all
    spf.old.test TXT v=spf1 include:o1.old.test include:o2.old.test -all
    o1.old.test TXT v=spf1 ip4:203.0.113.0/24 -all
    _dmarc.broken.test TXT v=DMARC1; p=reject; rua=mailto:x@strangers.test
    google._domainkey.broken.test TXT v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA

    silent.test NS ns1.host.test
    silent.test A 192.0.2.40
    silent.test MX 1 smtp.google.com
    silent.test TXT v=spf1 include:_spf.google.com include:spf.gone.test include:spf.news.test -all
    spf.gone.test TIMEOUT
    _dmarc.silent.test TXT v=DMARC1; p=none; rua=mailto:dmarc@silent.test
";

/// Returns a plain domain, a busy one (SPF at its limit), a broken one, and one with an SPF include that never
/// answers.
pub(crate) fn requests() -> Vec<AuditRequest> {
    let request = |domain: &str, selectors: &[&str]| AuditRequest {
        domain: domain.parse().expect("a domain"),
        provider: facts::provider("google-workspace"),
        from: None,
        selectors: selectors.iter().map(ToString::to_string).collect(),
        pasted: audit::paste::Pasted::default(),
        every_server: false,
    };
    vec![
        request("plain.test", &[]),
        request("busy.test", &["google", "news", "s1", "s2"]),
        request("broken.test", &["google"]),
        request("silent.test", &[]),
    ]
}
