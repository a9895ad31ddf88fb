//! `sealpost audit`: what a domain's DNS says about its mail, and how to fix it.

mod page;

use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
    process::ExitCode,
};

use audit::{
    AuditRequest, audit,
    paste::{self, PASTE_MAX, Pasted},
};
use shared::{
    facts,
    report::{Finding, Report, Topic, Verdict},
    rules::{Address, Domain, RuleError},
};

use super::{
    Failure, ask, data, help, json, names, not_well, print,
    say::{CLIENT, SAY},
};
use crate::{
    settings::{Asker, Settings},
    style::Style,
};

/// The arguments of `sealpost audit`.
#[derive(Debug, clap::Args)]
#[command(
    about = SAY.audit_about(),
    long_about = help::long(SAY.audit_about(), SAY.audit_more()),
    after_help = after_help()
)]
pub struct Args {
    #[arg(help = SAY.audit_domain())]
    domain: String,
    #[arg(long, value_name = "ID", help = SAY.audit_provider())]
    provider: Option<String>,
    #[arg(long, value_name = "ADDR", help = SAY.audit_from())]
    from: Option<String>,
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', help = SAY.audit_selector())]
    selector: Vec<String>,
    #[arg(long, value_name = "FILE|-", help = SAY.audit_records())]
    records: Option<PathBuf>,
    #[arg(long, help = SAY.audit_every_server())]
    every_server: bool,
    #[arg(long, help = SAY.help_json())]
    json: bool,
    #[arg(long, conflicts_with = "json", help = SAY.audit_zone())]
    zone: bool,
}

fn after_help() -> String {
    let verdicts = [
        ("ok", SAY.audit_verdict_ok()),
        ("better", SAY.audit_verdict_better()),
        ("wrong", SAY.audit_verdict_wrong()),
        ("unknown", SAY.audit_verdict_unknown()),
        ("look up", SAY.audit_verdict_look_up()),
    ];
    let examples = [
        "sealpost audit shop.example --provider google-workspace",
        "sealpost audit shop.example --provider postmark --selector 20261122pm --json",
        "sealpost audit shop.example --provider amazon-ses --records page.txt",
        "sealpost audit shop.example --zone >> shop.example.zone",
    ];
    help::sections(&[
        help::table(SAY.audit_verdicts(), &verdicts),
        help::paragraph(SAY.audit_records_heading(), SAY.audit_records_text()),
        help::examples(&examples.map(|command| (command, ""))),
        help::exit_status(&[SAY.audit_exit_ok(), SAY.audit_exit_wrong(), SAY.audit_exit_usage()]),
    ])
}

/// Checks the domain and prints the report.
pub async fn run(args: Args, settings: &Settings) -> Result<ExitCode, Failure> {
    let domain = domain(&args.domain)?;
    let request = AuditRequest {
        pasted: args.records.as_deref().map(|path| records(path, &domain)).transpose()?.unwrap_or_default(),
        domain,
        provider: args.provider.as_deref().map(provider).transpose()?,
        from: args.from.as_deref().map(address).transpose()?,
        selectors: args.selector.iter().map(|text| selector(text)).collect::<Result<_, _>>()?,
        every_server: args.every_server,
    };
    // The domain names the hosts, not this person, so the server's limits apply here too.
    let egress = settings.egress(Asker::Server)?;
    let report = words::report::tell(words::Language::En, &audit(egress.dns(), &egress, &request).await);
    if args.json {
        json(&report)?;
    } else if args.zone {
        let fixes = report.findings.iter().filter_map(|finding| finding.fix.as_ref());
        data(&fixes.map(|fix| fix.zone.as_str()).collect::<String>())?;
    } else {
        let page = page::Page { report: &report, typed: args.domain.trim(), style: Style::of_page() };
        print(&page.to_string())?;
    }
    Ok(exit_code(&report))
}

/// Returns 1 if something is wrong, and 2 if a nameserver didn't answer. Things that DNS can't show count as neither.
fn exit_code(report: &Report) -> ExitCode {
    let unasked = |finding: &Finding| {
        finding.verdict == Verdict::Unknown && finding.topic != Topic::Extras && !finding.is_open()
    };
    if report.verdict() >= Verdict::Warn {
        not_well()
    } else if report.findings.iter().any(unasked) {
        ExitCode::from(2)
    } else {
        ExitCode::SUCCESS
    }
}

fn domain(text: &str) -> Result<Domain, Failure> {
    names::domain(text).map_err(|error| wrong(text, error).next(SAY.audit_domain_next()))
}

/// Reads what was copied from a provider's page.
fn records(path: &Path, domain: &Domain) -> Result<Pasted, Failure> {
    let text = if path == Path::new("-") {
        ask::stdin()?.to_string()
    } else {
        let read = |file: File| {
            let mut text = String::new();
            file.take(PASTE_MAX as u64).read_to_string(&mut text).map(|_| text)
        };
        File::open(path).and_then(read).map_err(|error| {
            Failure::usage(SAY.file_unreadable(&path.display(), &error)).next(SAY.audit_records_next())
        })?
    };
    let pasted = paste::parse(&text, domain.as_str());
    if pasted == Pasted::default() {
        return Err(Failure::usage(SAY.audit_records_none()));
    }
    Ok(pasted)
}

fn address(text: &str) -> Result<Address, Failure> {
    names::address(text).map_err(|error| wrong(text, error).next(SAY.audit_address_next()))
}

fn wrong(text: &str, error: RuleError) -> Failure {
    Failure::usage(SAY.value_unusable(&format!("{text:?}"), &CLIENT.rule_error(error)))
}

/// Returns a provider, by ID or by any name that its customers use.
pub(crate) fn provider(text: &str) -> Result<&'static facts::Provider, Failure> {
    let same = |name: &String| name.eq_ignore_ascii_case(text.trim());
    let by_name = || {
        facts::providers().iter().find(|provider| same(&provider.name) || provider.aliases.iter().any(same))
    };
    facts::provider(&text.trim().to_ascii_lowercase()).or_else(by_name).ok_or_else(|| {
        let ids: Vec<&str> = facts::providers().iter().map(|provider| provider.id.as_str()).collect();
        Failure::usage(SAY.audit_provider_unknown(&format!("{text:?}")))
            .next(SAY.audit_provider_next(&ids.join(", ")))
    })
}

/// Reads a selector: one or more labels (RFC 6376, section 3.1).
fn selector(text: &str) -> Result<String, Failure> {
    let text = text.trim().to_ascii_lowercase();
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    let label = |label: &str| (1..=63).contains(&label.len()) && label.bytes().all(inner);
    if text.split('.').all(label) && text.len() <= 190 {
        return Ok(text);
    }
    Err(Failure::usage(SAY.audit_selector_wrong(&format!("{text:?}"))).next(SAY.audit_selector_next()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn providers_have_many_names() {
        for text in ["google-workspace", "Google-Workspace", "gmail", "G Suite"] {
            assert_eq!(provider(text).unwrap().id, "google-workspace", "{text}");
        }
        assert!(provider("nobody").unwrap_err().to_string().contains("microsoft-365"));
    }

    #[test]
    fn records_are_read_from_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("page.txt");
        let domain = "shop.test".parse().unwrap();
        assert!(records(&path, &domain).unwrap_err().to_string().ends_with(SAY.audit_records_next()));
        std::fs::write(&path, "\n \n").unwrap();
        assert!(records(&path, &domain).unwrap_err().to_string().contains(SAY.audit_records_none()));
        std::fs::write(&path, "s1._domainkey CNAME s1.provider.test\n").unwrap();
        assert_eq!(records(&path, &domain).unwrap().records[0].name, "s1._domainkey.shop.test");
    }

    #[test]
    fn selectors() {
        assert_eq!(selector(" S1 ").unwrap(), "s1");
        assert_eq!(selector("a.b").unwrap(), "a.b");
        for text in ["", "a..b", "a b", "s1._domainkey.shop.test/"] {
            assert!(selector(text).is_err(), "{text}");
        }
    }
}
