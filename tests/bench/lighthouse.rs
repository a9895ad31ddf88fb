//! `cargo xtask lighthouse`: runs Lighthouse, with its defaults for a phone, on each page that a client may reload, on
//! the sign-in page, and on the pages that the server writes: the start page, those that need no link, and the one for
//! an address that doesn't exist. Testing and sealing the settings have no page of their own: a reload leads back to
//! the details, because the secret is stored nowhere. Each page is loaded five times, and the medians are printed next
//! to their budgets. Name pages on the command line to measure only those.
//!
//! `SEALPOST_LIGHTHOUSE` is the path of Lighthouse's script, which runs in Node. `SEALPOST_LIGHTHOUSE_REPORTS` is the
//! folder for the reports.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use serde_json::Value;
use shared::{
    rules::Security,
    status::Step,
    wire::{Progress, ReportRequest},
};
use support::{
    agency::{Agency, Made},
    client::{Client, answers},
    lab::{ADDRESS, APP_PASSWORD, Lab, SITE},
};

/// An odd number, so that one round is the median.
const ROUNDS: usize = 5;
const ATTEMPTS: usize = 3;
const CHROMIUM: &str = "/usr/bin/chromium";
const FLAGS: &str = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
                     --disable-background-networking --disable-component-update --disable-sync";

/// A metric, its place in Lighthouse's report, and its budget.
struct Measure {
    name: &'static str,
    pointer: &'static str,
    budget: Budget,
}

enum Budget {
    AtLeast(f64),
    AtMost(f64),
    /// Printed without a budget: `cargo xtask weigh` checks to the byte what a page loads.
    None,
}

const MEASURES: [Measure; 5] = [
    measure("performance", "/categories/performance/score", Budget::AtLeast(0.98)),
    measure("accessibility", "/categories/accessibility/score", Budget::AtLeast(1.0)),
    measure("LCP ms", "/audits/largest-contentful-paint/numericValue", Budget::AtMost(1900.0)),
    measure("CLS", "/audits/cumulative-layout-shift/numericValue", Budget::AtMost(0.01)),
    measure("bytes", "/audits/total-byte-weight/numericValue", Budget::None),
];

const fn measure(name: &'static str, pointer: &'static str, budget: Budget) -> Measure {
    Measure { name, pointer, budget }
}

fn main() -> ExitCode {
    let reports = PathBuf::from(
        env::var_os("SEALPOST_LIGHTHOUSE_REPORTS").expect("run it with cargo xtask lighthouse"),
    );
    let lab = Lab::start();
    let server = lab.server();
    let agency = Agency::set_up(&server);
    let mut pages = vec![("sign-in".to_owned(), format!("{}/staff", server.url()))];
    let written = [("start", "/"), ("lost", "/letter"), ("email", "/email"), ("checklist", "/checklist")];
    for (name, path) in written {
        pages.push((name.to_owned(), format!("{}{path}", server.url())));
    }
    for step in [Step::Welcome, Step::Provider, Step::Guide, Step::Details] {
        pages.push((format!("{step:?}").to_lowercase(), at_step(&server.url(), &agency, step)));
    }
    pages.push(("receipt".into(), submitted(&server.url(), &agency).link.url(&server.url()).to_string()));
    pages.push(("report".into(), reported(&server.url(), &agency)));

    // Cargo itself adds `--bench`.
    let asked: Vec<String> = env::args().skip(1).filter(|name| name != "--bench").collect();
    if let Some(unknown) = asked.iter().find(|name| pages.iter().all(|(page, _)| page != *name)) {
        eprintln!(
            "There is no page {unknown}: {}",
            pages.iter().map(|(name, _)| &**name).collect::<Vec<_>>().join(", ")
        );
        return ExitCode::FAILURE;
    }
    pages.retain(|(name, _)| asked.is_empty() || asked.contains(name));

    println!("{:<10}{}", "page", MEASURES.map(|measure| format!("{:>15}", measure.name)).concat());
    let mut is_held = true;
    for (name, url) in &pages {
        let rounds: Vec<[f64; 5]> =
            (1..=ROUNDS).map(|round| visit(url, &reports.join(format!("{name}-{round}.json")))).collect();
        print!("{name:<10}");
        for (index, measure) in MEASURES.iter().enumerate() {
            let median = median(rounds.iter().map(|round| round[index]));
            let fits = measure.budget.holds(median);
            is_held &= fits;
            print!("{:>15}", format!("{median:.2}{}", if fits { "" } else { " OVER" }));
        }
        println!();
    }
    println!("budgets: performance ≥ 0.98, accessibility 1.0, LCP ≤ 1900 ms, CLS ≤ 0.01");
    if is_held { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

impl Budget {
    fn holds(&self, value: f64) -> bool {
        match self {
            Self::AtLeast(least) => value >= *least,
            Self::AtMost(most) => value <= *most,
            Self::None => true,
        }
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Returns the link of a client who comes back to this step.
fn at_step(url: &str, agency: &Agency, step: Step) -> String {
    let made = agency.onboarding("Bakery Winter", SITE);
    if step > Step::Welcome {
        Client::new(url, made.link.clone()).progress(&progress(step));
    }
    made.link.url(url).to_string()
}

/// Returns the onboarding of a client who is done.
fn submitted(url: &str, agency: &Agency) -> Made {
    let made = agency.onboarding("Bakery Winter", SITE);
    let client = Client::new(url, made.link.clone());
    let sealed = client.seal(&answers("smtp.gmail.com", 465, Security::ImplicitTls, ADDRESS), APP_PASSWORD);
    assert_eq!(client.submit(&sealed).status, 201);
    made
}

/// Returns the link of a client who comes back to a report that proposes a DNS change.
fn reported(url: &str, agency: &Agency) -> String {
    let made = submitted(url, agency);
    let client = Client::new(url, made.link.clone());
    client.progress(&progress(Step::Report));
    let report = client.api.post(&client.path("/report"), &ReportRequest::default());
    assert_eq!(report.status, 200, "{report}");
    made.link.url(url).to_string()
}

fn progress(step: Step) -> Progress {
    Progress {
        step: Some(step),
        address: Some(ADDRESS.parse().expect("an address")),
        provider: Some("google-workspace".into()),
        server: None,
    }
}

/// Loads the page once in a fresh browser. Lighthouse occasionally ends without a report, for example when the browser
/// doesn't start in time. Then this tries again.
fn visit(url: &str, report: &Path) -> [f64; 5] {
    let is_measured = (0..ATTEMPTS).any(|_| lighthouse(url, report));
    assert!(is_measured, "Lighthouse wrote no report for {url}");
    read(report)
}

/// Runs Lighthouse. Returns true if it wrote a report.
fn lighthouse(url: &str, report: &Path) -> bool {
    let script = env::var_os("SEALPOST_LIGHTHOUSE").expect("run it with cargo xtask lighthouse");
    let mut lighthouse = Command::new("node");
    lighthouse.arg(script).arg(url).args([
        "--quiet",
        "--output=json",
        "--only-categories=performance,accessibility",
        // The page for an address that doesn't exist is measured too.
        "--ignore-status-code",
    ]);
    lighthouse.arg(format!("--output-path={}", report.display())).arg(format!("--chrome-flags={FLAGS}"));
    lighthouse.env("CHROME_PATH", CHROMIUM).status().expect("node starts").success()
}

fn read(report: &Path) -> [f64; 5] {
    let text = fs::read_to_string(report).expect("a report");
    let report: Value = serde_json::from_str(&text).expect("JSON");
    let figure = |measure: &Measure| report.pointer(measure.pointer).and_then(Value::as_f64);
    [0, 1, 2, 3, 4].map(|index| {
        let measure = &MEASURES[index];
        figure(measure)
            .unwrap_or_else(|| panic!("no {} in the report: {}", measure.name, report["runtimeError"]))
    })
}
