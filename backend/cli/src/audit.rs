//! `sealpost audit`: what a domain's DNS says about its mail, and how to mend it.

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

use super::{Failure, ask, data, json, names, not_well, print, printer};
use crate::settings::{Asker, Settings};

/// Look at a domain's mail records (SPF, DKIM, DMARC, MX), and get the exact records to paste where something is wrong.
///
/// Needs no server and no account. Where the domain announces an MTA-STS policy, that one page is fetched from its own web
/// server; all else is asked of DNS. What a name server does not answer is reported as unknown, never as missing, and
/// nothing is advised from it. A change is evaluated before it is shown: one that would break a limit, weaken a policy or
/// not help is not proposed.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Verdicts:
  ok       as it should be
  better   works, and could be better
  wrong    mail is refused or sorted out because of it
  unknown  a name server was silent; it is named
  look up  DNS cannot tell; the provider's own page can

Records that the provider assigns (such as Amazon SES's or Microsoft 365's):
  Copy them from the provider's page as they stand there, and give them with
  --records: lines or tables with name, type and value, CSV, or a zone file's
  lines. They are compared with DNS and written for the DNS panel that was found.

Examples:
  sealpost audit shop.example --provider google-workspace
  sealpost audit shop.example --provider postmark --selector 20261122pm --json
  sealpost audit shop.example --provider amazon-ses --records page.txt
  sealpost audit shop.example --zone >> shop.example.zone

Exit status: 0 when nothing is wrong; 1 when something is, or could be better; 2 when it could not be asked.")]
pub struct Args {
    /// The domain that mail is sent from; in any script.
    domain: String,
    /// The provider that sends, by its id or name.
    #[arg(long, value_name = "ID")]
    provider: Option<String>,
    /// The address that mail is sent from.
    #[arg(long, value_name = "ADDR")]
    from: Option<String>,
    /// DKIM selectors that are known to be in use.
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    selector: Vec<String>,
    /// Records as the provider's own page shows them; - is standard input.
    #[arg(long, value_name = "FILE|-")]
    records: Option<PathBuf>,
    /// Ask each of the domain's own name servers too, past every cache.
    #[arg(long)]
    every_server: bool,
    /// Print JSON instead of a page.
    #[arg(long)]
    json: bool,
    /// Print only the changes, as lines of a zone file; what goes is a comment.
    #[arg(long, conflicts_with = "json")]
    zone: bool,
}

/// Asks and prints.
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
    // The hosts are the domain's choice and not this person's: the server's bounds hold here too.
    let egress = settings.egress(Asker::Server)?;
    let report = audit(egress.dns(), &egress, &request).await;
    if args.json {
        json(&report)?;
    } else if args.zone {
        let fixes = report.findings.iter().filter_map(|finding| finding.fix.as_ref());
        data(&fixes.map(|fix| fix.zone.as_str()).collect::<String>())?;
    } else {
        let width = terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0));
        let colours = printer::out_is_terminal() && std::env::var_os("NO_COLOR").is_none();
        print(&page::Page { report: &report, typed: args.domain.trim(), width, colours }.to_string())?;
    }
    Ok(exit_code(&report))
}

/// 1 where something is wrong; 2 where that could not be asked; what DNS cannot tell at all is neither.
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
    names::domain(text).map_err(|error| wrong(text, error).next("Give a domain, such as shop.example."))
}

/// Reads what was copied from a provider's page.
fn records(path: &Path, domain: &Domain) -> Result<Pasted, Failure> {
    let text = if path == Path::new("-") {
        ask::stdin("the provider's records")?.to_string()
    } else {
        let read = |file: File| {
            let mut text = String::new();
            file.take(PASTE_MAX as u64).read_to_string(&mut text).map(|_| text)
        };
        File::open(path).and_then(read).map_err(|error| {
            Failure::usage(format!("{} could not be read: {error}.", path.display()))
                .next("Give a text file with the records as the provider's page shows them.")
        })?
    };
    let pasted = paste::parse(&text, domain.as_str());
    if pasted == Pasted::default() {
        return Err(Failure::usage("There are no records in what was given with --records."));
    }
    Ok(pasted)
}

fn address(text: &str) -> Result<Address, Failure> {
    names::address(text)
        .map_err(|error| wrong(text, error).next("Give an address, such as info@shop.example."))
}

fn wrong(text: &str, error: RuleError) -> Failure {
    Failure::usage(format!("{text:?} cannot be used: {error}"))
}

/// A provider by id, or by any name that its customers know it by.
fn provider(text: &str) -> Result<&'static facts::Provider, Failure> {
    let same = |name: &String| name.eq_ignore_ascii_case(text.trim());
    let by_name = || {
        facts::providers().iter().find(|provider| same(&provider.name) || provider.aliases.iter().any(same))
    };
    facts::provider(&text.trim().to_ascii_lowercase()).or_else(by_name).ok_or_else(|| {
        let ids: Vec<&str> = facts::providers().iter().map(|provider| provider.id.as_str()).collect();
        Failure::usage(format!("There is no provider {text:?} in the table."))
            .next(format!("It has: {}.", ids.join(", ")))
    })
}

/// A selector is one or more labels (RFC 6376, section 3.1).
fn selector(text: &str) -> Result<String, Failure> {
    let text = text.trim().to_ascii_lowercase();
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    let label = |label: &str| (1..=63).contains(&label.len()) && label.bytes().all(inner);
    if text.split('.').all(label) && text.len() <= 190 {
        return Ok(text);
    }
    Err(Failure::usage(format!("{text:?} is no DKIM selector."))
        .next("A selector is what stands before ._domainkey, such as google or selector1."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn providers_go_by_many_names() {
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
        assert!(records(&path, &domain).unwrap_err().to_string().contains("page.txt could not be read"));
        std::fs::write(&path, "\n \n").unwrap();
        assert!(records(&path, &domain).unwrap_err().to_string().contains("no records"));
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
