//! `sealpost audit`: what a domain's DNS says about its mail, and how to mend it.

mod page;

use std::{
    io::{self, IsTerminal},
    process::ExitCode,
};

use shared::{
    facts,
    report::{Report, Verdict},
    rules::{Address, Domain, RuleError},
};

use crate::{
    egress::{dns::Why, dns_from},
    flow::audit::{AuditRequest, audit},
    settings::Settings,
};

use super::{Failure, json, names, not_well, print};

/// Look at a domain's mail records (SPF, DKIM, DMARC, MX), and get the exact records to paste where something is wrong.
///
/// Needs no server and no account. What a name server does not answer is reported as unknown, never as missing.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sealpost audit shop.example --provider google-workspace
  sealpost audit shop.example --provider postmark --selector 20261122pm --json

Exit status: 0 when nothing is wrong; 1 when something is; 2 when it could not be asked.")]
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
    /// Ask each of the domain's own name servers too, past every cache.
    #[arg(long)]
    every_server: bool,
    /// Print JSON instead of a page.
    #[arg(long)]
    json: bool,
}

/// Asks and prints.
pub async fn run(args: Args, settings: &Settings) -> Result<ExitCode, Failure> {
    let request = AuditRequest {
        domain: domain(&args.domain)?,
        provider: args.provider.as_deref().map(provider).transpose()?,
        from: args.from.as_deref().map(address).transpose()?,
        selectors: args.selector.iter().map(|text| selector(text)).collect::<Result<_, _>>()?,
        every_server: args.every_server,
    };
    let report = audit(&dns_from(settings), &request).await;
    if args.json {
        json(&report)?;
    } else {
        let width = terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0));
        let colours = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        print(&page::Page { report: &report, typed: args.domain.trim(), width, colours }.to_string())?;
    }
    Ok(exit_code(&report))
}

/// 1 where something is wrong; 2 where that could not be asked; what DNS cannot tell at all is neither.
fn exit_code(report: &Report) -> ExitCode {
    let unasked = |verdict, cause: &str| verdict == Verdict::Unknown && Why::is_code(cause);
    if report.verdict() >= Verdict::Warn {
        not_well()
    } else if report.findings.iter().any(|finding| unasked(finding.verdict, &finding.cause)) {
        ExitCode::from(2)
    } else {
        ExitCode::SUCCESS
    }
}

fn domain(text: &str) -> Result<Domain, Failure> {
    names::domain(text).map_err(|error| wrong(text, error).next("Give a domain, such as shop.example."))
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
    fn selectors() {
        assert_eq!(selector(" S1 ").unwrap(), "s1");
        assert_eq!(selector("a.b").unwrap(), "a.b");
        for text in ["", "a..b", "a b", "s1._domainkey.shop.test/"] {
            assert!(selector(text).is_err(), "{text}");
        }
    }
}
