//! Checks the DNS report on whole domains: created over real sockets, compared with what a correct report says, and
//! created again after its fixes are in the zone.

#[path = "dns/after.rs"]
mod after;
#[path = "dns/case.rs"]
mod case;
#[path = "dns/compare.rs"]
mod compare;
#[path = "dns/senders.rs"]
mod senders;
#[path = "dns/zone.rs"]
mod zone;

use audit::{AuditRequest, audit, paste::Pasted};
use libtest_mimic::Trial;
use net::dns::Dns;
use serde_json::Value;
use shared::{
    facts,
    page::Offline,
    report::{Report, SpfTerm},
};
use support::{authority::Authority, command::Terminal, say};
use tokio::runtime::Builder;

use self::case::{Case, File, Fixes};
pub(crate) use self::zone::Zone;

/// Returns one test for each domain.
pub(crate) fn trials() -> Vec<Trial> {
    let File { sets, case: cases } = File::read();
    let trial = |case: Case| {
        let zone = Zone::new(&case, &sets);
        crate::trial(format!("dns::{}", case.id), move || run(&case, &zone))
    };
    cases.into_iter().map(trial).collect()
}

/// Returns two more tests: the comparison can fail, and the command's output for people is complete.
pub(crate) fn others() -> Vec<Trial> {
    vec![
        crate::trial("dns::the-runner-objects-to-a-change-that-is-not-needed".into(), objects),
        crate::trial("dns::the-command-shows-who-may-send".into(), pictured),
    ]
}

/// Runs the command without `--json`: each term of the domain's SPF record, and of those it includes, has a line.
fn pictured() -> Vec<String> {
    let File { sets, case: cases } = File::read();
    let has_include =
        |case: &Case| case.records.iter().any(|line| line.contains("v=spf1 ") && line.contains(" include:"));
    let Some(case) = cases.into_iter().find(has_include) else { return Vec::new() };
    let zone = Zone::new(&case, &sets);
    let Some(tree) = ask(&case, &zone).report.spf_tree else { return vec![format!("{}: no tree", case.id)] };
    let server = Authority::alone(zone.world());
    let settings = [("SEALPOST_DNS", server.addresses()[0].to_string())];
    let output = Terminal::new(&settings).run(&["audit", &case.domain, "--provider", &case.provider], "");
    let mut lines = output.out.lines().skip_while(|line| !line.contains(say::CLI.audit_senders())).skip(1);
    let mut complaints = Vec::new();
    each_term(&tree.terms, &mut |term| {
        let line = lines.next().unwrap_or_default();
        if !line.contains(&format!("─ {}", term.term)) || !line.contains(&term.owner) {
            complaints.push(format!("{} has {line:?} for {term:?}", case.id));
        }
    });
    complaints
}

fn each_term(terms: &[SpfTerm], see: &mut impl FnMut(&SpfTerm)) {
    for term in terms {
        see(term);
        each_term(&term.terms, see);
    }
}

/// Expects no change for a domain that needs one. The comparison must complain about the proposed change.
fn objects() -> Vec<String> {
    let File { sets, case: cases } = File::read();
    let is_changed = |case: &Case| matches!(&case.fix, Some(Fixes::List(wanted)) if wanted.iter().any(|change| change.example.is_some()));
    let Some(mut case) = cases.into_iter().find(is_changed) else { return Vec::new() };
    case.fix = Some(Fixes::List(Vec::new()));
    let report = ask(&case, &Zone::new(&case, &sets)).report;
    let complaints = compare::complaints(&case, &report);
    let is_heard = complaints.iter().any(|complaint| complaint.starts_with("no change is needed"));
    if is_heard { Vec::new() } else { vec![format!("{}: {complaints:?}", case.id)] }
}

/// Returns what is wrong with the report on a domain, and with the domain after its fixes are applied.
fn run(case: &Case, zone: &Zone) -> Vec<String> {
    let Asked { report: before, printed, json } = ask(case, zone);
    let mut complaints = Vec::new();
    if printed != before {
        complaints.push(format!("the command prints something else:\n{}", shown(&printed)));
    }
    complaints.extend(crate::recorded::complaint("audit", &case.id, json));
    complaints.extend(compare::complaints(case, &before));
    let mut mended = zone.clone();
    complaints.extend(mended.apply(&before));
    complaints.extend(after::harm(case, zone, &mended, &before));
    if mended != *zone {
        let after = ask(case, &mended).report;
        let worse = after::worse(&before, &after);
        if !worse.is_empty() {
            complaints.extend(worse);
            complaints.push(format!("after the fixes:\n{}", shown(&after)));
        }
    }
    if !complaints.is_empty() {
        complaints.insert(0, format!("{} ({}): {}", case.id, case.kind, case.why));
        complaints.push(format!("the report:\n{}", shown(&before)));
    }
    complaints
}

/// The report on a domain, requested in different ways from the same DNS server.
struct Asked {
    /// From the library.
    report: Report,
    /// From the command.
    printed: Report,
    /// The command's JSON output.
    json: Value,
}

fn ask(case: &Case, zone: &Zone) -> Asked {
    let server = Authority::alone(zone.world());
    let address = server.addresses()[0];
    let request = AuditRequest {
        domain: case.domain.parse().expect("a domain"),
        provider: Some(facts::provider(&case.provider).expect("a provider in the table")),
        from: None,
        selectors: case.selectors.clone(),
        pasted: Pasted::default(),
        every_server: false,
    };
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    let ours = runtime.block_on(audit(&Dns::new(vec![address], true), &Offline, &request));

    let selectors = case.selectors.join(",");
    let mut arguments = vec!["audit", &case.domain, "--provider", &case.provider, "--json"];
    if !selectors.is_empty() {
        arguments.extend(["--selector", &selectors]);
    }
    let output = Terminal::new(&[("SEALPOST_DNS", address.to_string())]).run(&arguments, "");
    let json: Value = serde_json::from_str(&output.out).unwrap_or_else(|error| panic!("{error}: {output:?}"));
    let printed = serde_json::from_value(json.clone()).unwrap_or_else(|error| panic!("{error}: {output:?}"));
    let ours = words::report::tell(words::Language::En, &ours);
    Asked { report: timeless(ours), printed: timeless(printed), json }
}

/// Removes what differs in each run.
fn timeless(report: Report) -> Report {
    Report { millis: 0, asked: 0, ..report }
}

fn shown(report: &Report) -> String {
    let shown = report.findings.iter().map(|finding| {
        let fix = finding.fix.as_ref().map_or_else(String::new, |fix| {
            let records = fix.records.iter().map(|record| {
                format!("\n      {} {} {:?} was {:?}", record.name, record.kind, record.value, record.was)
            });
            format!("\n    {:?}: {}{}", fix.action, fix.summary, records.collect::<String>())
        });
        let (id, verdict, meaning) = (&finding.id, finding.verdict, &finding.meaning);
        format!("  {id} {verdict:?}: {meaning}\n    seen {:?}\n    why {}{fix}", finding.seen, finding.why)
    });
    shown.collect::<Vec<_>>().join("\n")
}
