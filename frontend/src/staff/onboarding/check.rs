//! The last test of the client's sign-in, with the reason if it failed.

use shared::{
    certificate::Certificate,
    check::{Attested, CheckReport, CheckVerdict, Neighbor, Stage, StageOutcome, StageReport},
    diagnosis::support,
    rules::Security,
    wire::CheckBrief,
};
use words::{Language, diagnosis::late_greeting};
use yew::prelude::*;

use super::diagnosis::explain;
use crate::{
    components::{CopyField, Fold, Tone, VerdictMark},
    say, time,
};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) report: Option<CheckReport>,
    pub(crate) brief: Option<CheckBrief>,
}

/// Renders the last test.
#[component]
pub(crate) fn LastCheck(props: &Props) -> Html {
    let say = say::staff();
    let Some(report) = &props.report else {
        return html! {
            <section class="card stack" aria-labelledby="check">
                <h2 id="check">{ say.test() }</h2>
                <p class="muted">{ say.test_none() }</p>
            </section>
        };
    };
    html! {
        <section class="card stack" aria-labelledby="check">
            <div class="spread">
                <h2 id="check">{ say.test() }</h2>
                { verdict(report.verdict) }
            </div>
            if let Some(diagnosis) = &report.diagnosis { { explain(diagnosis) } }
            if let Some(waited) = report.slow_greeting() { <p>{ late_greeting(Language::En, waited) }</p> }
            <Fold summary={html! { { say.test_details() } }}>{ details(report, props.brief.as_ref()) }</Fold>
        </section>
    }
}

/// Renders the technical details of the test.
fn details(report: &CheckReport, brief: Option<&CheckBrief>) -> Html {
    let say = say::staff();
    let when = brief.map(|brief| say.test_when(&time::moment(time::now(), brief.at)));
    let tls = report.tls.as_ref().filter(|tls| !tls.version.is_empty());
    let facts = [
        when,
        Some(attested(report.attested_by).into()),
        tls.map(|tls| say.test_tls(&tls.version, &tls.cipher)),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    html! {
        <>
            <p class="small">{ server(report) }</p>
            <ol class="stages">{ for report.stages.iter().map(stage) }</ol>
            <p class="muted small">{ facts.join(" ") }</p>
            if let Some(certificate) = report.tls.as_ref().and_then(|tls| tls.certificate.as_ref()) {
                <p class="muted small">{ certificate_words(certificate) }</p>
            }
            if !report.neighbors.is_empty() {
                <p class="muted small">{ say.test_ports(&other_ports(&report.neighbors)) }</p>
            }
            if let Some(block) = support::block(report, None) {
                <CopyField label={say.test_support()} value={block} />
            }
        </>
    }
}

fn certificate_words(certificate: &Certificate) -> String {
    let Certificate { names, issuer, not_before, not_after } = certificate;
    let (from, to) = (time::date(*not_before), time::date(*not_after));
    say::staff().test_certificate(&names.join(", "), issuer, &from, &to)
}

fn other_ports(neighbors: &[Neighbor]) -> String {
    let say = say::staff();
    let one = |other: &Neighbor| {
        if other.answers {
            say.test_port_answers(&other.port)
        } else {
            say.test_port_failed(&other.port, &other.failure)
        }
    };
    neighbors.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn verdict(verdict: CheckVerdict) -> Html {
    let say = say::staff();
    let (tone, word) = match verdict {
        CheckVerdict::Ok => (Tone::Ok, say.check_works()),
        CheckVerdict::Fail => (Tone::Fail, say.check_failed()),
        CheckVerdict::Unreachable => (Tone::Fail, say.test_unreachable()),
        CheckVerdict::Refused => (Tone::Unknown, say.test_refused()),
    };
    html! { <VerdictMark {tone}>{ word }</VerdictMark> }
}

fn server(report: &CheckReport) -> String {
    let (say, server) = (say::staff(), format!("{}:{}", report.host, report.port));
    match report.security {
        Security::ImplicitTls => say.test_implicit_tls(&server),
        Security::Starttls => say.test_starttls(&server),
    }
}

fn stage(report: &StageReport) -> Html {
    let tone = match report.outcome {
        StageOutcome::Ok => Tone::Ok,
        StageOutcome::Fail => Tone::Fail,
        StageOutcome::TimedOut => Tone::Unknown,
    };
    let name = stage_name(report.stage);
    let name = match report.outcome {
        StageOutcome::TimedOut => say::staff().stage_late(&name),
        _ => name.into(),
    };
    html! {
        <li>
            <div class="spread">
                <VerdictMark {tone}>{ name }</VerdictMark>
                <span class="muted small figure">{ format!("{} ms", report.millis) }</span>
            </div>
            if !report.detail.is_empty() { <code class="small">{ &report.detail }</code> }
        </li>
    }
}

fn stage_name(stage: Stage) -> &'static str {
    let say = say::staff();
    match stage {
        Stage::Token => say.stage_token(),
        Stage::Resolve => say.stage_resolve(),
        Stage::Connect => say.stage_connect(),
        Stage::Tls => say.stage_tls(),
        Stage::Greeting => say.stage_greeting(),
        Stage::Ehlo => say.stage_ehlo(),
        Stage::Starttls => say.stage_starttls(),
        Stage::Auth => say.stage_auth(),
        Stage::Sender => say.stage_sender(),
        Stage::Quit => say.stage_quit(),
    }
}

fn attested(by: Attested) -> &'static str {
    let say = say::staff();
    match by {
        Attested::Browser => say.test_by_browser(),
        Attested::Server => say.test_by_server(),
        Attested::Technician => say.test_by_technician(),
    }
}
