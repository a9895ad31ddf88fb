//! DKIM records in the forms that pages and tools write, pasted into the DNS report.

use std::fs;

use audit::{paste::parse, wanted::PastedKind};
use support::{
    authority::{Authority, World},
    command::Terminal,
};

use super::{case::Case, office::SITE};

pub(super) fn complaints(case: &Case) -> Vec<String> {
    let pasted = parse(&case.input, SITE);
    let is_it = match &pasted.records[..] {
        [record] => {
            let kind = match record.kind {
                PastedKind::Txt => "TXT",
                PastedKind::Cname => "CNAME",
                PastedKind::Mx => "MX",
            };
            case.expect.kind.as_deref() == Some(kind)
                && case.expect.value.as_deref() == Some(&*record.value)
                && case.expect.name.as_deref().is_none_or(|name| name == record.name)
        }
        _ => false,
    };
    let report = report(case);
    if is_it && case.words(&report).is_empty() || case.is_fair(&report) {
        return case.words(&report);
    }
    vec![format!("read as {pasted:#?}\nthe report: {report}")]
}

/// Returns what the report says about the pasted record, for a domain without any DKIM key.
fn report(case: &Case) -> String {
    let server = Authority::alone(World::new(&format!("{SITE} A 192.0.2.10\n{SITE} NS ns1.runner.example")));
    let terminal = Terminal::new(&[("SEALPOST_DNS", server.addresses()[0].to_string())]);
    fs::write(terminal.file("page.txt"), &case.input).expect("writable");
    let mut arguments = vec!["audit", SITE, "--records", "page.txt", "--json"];
    if let Some(provider) = &case.provider {
        arguments.extend(["--provider", provider]);
    }
    let output = terminal.run(&arguments, "");
    assert!(output.out.starts_with('{'), "no report: {output:?}");
    output.out
}
