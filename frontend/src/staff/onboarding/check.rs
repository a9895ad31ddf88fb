//! The last check of the client's sign-in, and why it failed where it did.

use shared::{
    certificate::Certificate,
    check::{Attested, CheckReport, CheckVerdict, Neighbour, Stage, StageOutcome, StageReport},
    diagnosis::{Acts, Diagnosis, late_greeting, support},
    rules::Security,
    wire::CheckBrief,
};
use yew::prelude::*;

use crate::{
    components::{CopyField, Fold, Tone, VerdictMark},
    staff::time,
};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) report: Option<CheckReport>,
    pub(crate) brief: Option<CheckBrief>,
}

/// The last check.
#[component]
pub(crate) fn LastCheck(props: &Props) -> Html {
    let Some(report) = &props.report else {
        return html! {
            <section class="card stack" aria-labelledby="check">
                <h2 id="check">{ "Sign-in" }</h2>
                <p class="muted">{ "The client has not tried the sign-in yet." }</p>
            </section>
        };
    };
    let when = props.brief.as_ref().map(|brief| time::moment(time::now(), brief.at));
    html! {
        <section class="card stack" aria-labelledby="check">
            <div class="spread">
                <h2 id="check">{ "Sign-in" }</h2>
                { verdict(report.verdict) }
            </div>
            if let Some(diagnosis) = &report.diagnosis { { explain(diagnosis) } }
            if let Some(waited) = report.slow_greeting() { <p>{ late_greeting(waited) }</p> }
            <Fold summary={html! { { format!("{} stages, at {}", report.stages.len(), server(report)) } }}>
                <ol class="stages">{ for report.stages.iter().map(stage) }</ol>
                <p class="muted small">
                    { when.map(|when| format!("{when}. ")) }{ attested(report.attested_by) }
                    if let Some(tls) = report.tls.as_ref().filter(|tls| !tls.version.is_empty()) {
                        { format!(" TLS {}, {}.", tls.version, tls.cipher) }
                    }
                </p>
                if let Some(certificate) = report.tls.as_ref().and_then(|tls| tls.certificate.as_ref()) {
                    <p class="muted small">{ certificate_words(certificate) }</p>
                }
                if !report.neighbours.is_empty() {
                    <p class="muted small">{ format!("Ports beside: {}.", beside(&report.neighbours)) }</p>
                }
                if let Some(block) = support::block(report, None) {
                    <CopyField label="For the provider’s support" value={block} />
                }
            </Fold>
        </section>
    }
}

fn certificate_words(certificate: &Certificate) -> String {
    let Certificate { names, issuer, not_before, not_after } = certificate;
    let (from, to) = (time::date(*not_before), time::date(*not_after));
    format!("Certificate for {}, issued by {issuer}, valid from {from} to {to}.", names.join(", "))
}

fn beside(neighbours: &[Neighbour]) -> String {
    let one = |other: &Neighbour| {
        format!("{} {}", other.port, if other.answers { "answers" } else { &other.failure })
    };
    neighbours.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn verdict(verdict: CheckVerdict) -> Html {
    let (tone, word) = match verdict {
        CheckVerdict::Ok => (Tone::Ok, "works"),
        CheckVerdict::Fail => (Tone::Fail, "failed"),
        CheckVerdict::Unreachable => (Tone::Fail, "server not reached"),
        CheckVerdict::Refused => (Tone::Unknown, "not made"),
    };
    html! { <VerdictMark {tone}>{ word }</VerdictMark> }
}

fn server(report: &CheckReport) -> String {
    let security = match report.security {
        Security::ImplicitTls => "TLS from the first byte",
        Security::Starttls => "STARTTLS",
    };
    format!("{}:{}, {security}", report.host, report.port)
}

fn explain(diagnosis: &Diagnosis) -> Html {
    let told = |who: &str, what: &str| {
        if what.is_empty() {
            Html::default()
        } else {
            html! { <div><dt>{ who.to_owned() }</dt><dd>{ what.to_owned() }</dd></div> }
        }
    };
    html! {
        <>
            <p><strong>{ &diagnosis.meaning }</strong></p>
            <dl class="facts facts--stacked">
                { told("The client was told", &diagnosis.client) }
                { told("For the technician", &diagnosis.technician) }
                { told("Who has to act", acts(diagnosis.acts)) }
            </dl>
            if diagnosis.url.starts_with("https://") {
                <p><a href={diagnosis.url.clone()} target="_blank" rel="noreferrer">{ "Where it is done" }</a></p>
            }
            <p class="muted small">{ "Cause: " }<code>{ &diagnosis.cause }</code></p>
        </>
    }
}

fn acts(acts: Acts) -> &'static str {
    match acts {
        Acts::Client => "The client, with the page’s help.",
        Acts::Administrator => "Whoever administers the client’s mail.",
        Acts::Technician => "Your technician.",
        Acts::Provider => "The provider’s support.",
        Acts::Wait => "Nobody: it may work by itself in a while.",
    }
}

fn stage(report: &StageReport) -> Html {
    let tone = match report.outcome {
        StageOutcome::Ok => Tone::Ok,
        StageOutcome::Fail => Tone::Fail,
        StageOutcome::TimedOut => Tone::Unknown,
    };
    let late = if report.outcome == StageOutcome::TimedOut { ", no answer in time" } else { "" };
    html! {
        <li>
            <div class="spread">
                <VerdictMark {tone}>{ format!("{}{late}", stage_name(report.stage)) }</VerdictMark>
                <span class="muted small figure">{ format!("{} ms", report.millis) }</span>
            </div>
            if !report.detail.is_empty() { <code class="small">{ &report.detail }</code> }
        </li>
    }
}

fn stage_name(stage: Stage) -> &'static str {
    match stage {
        Stage::Resolve => "Name looked up",
        Stage::Connect => "Connection",
        Stage::Tls => "Encryption",
        Stage::Greeting => "Greeting",
        Stage::Ehlo => "Introduction",
        Stage::Starttls => "STARTTLS",
        Stage::Auth => "Sign-in",
        Stage::Sender => "May send as the address",
        Stage::Quit => "Good-bye",
    }
}

fn attested(by: Attested) -> &'static str {
    match by {
        Attested::Browser => {
            "The client’s browser made it, and vouches for it: this server could not read along."
        }
        Attested::Server => "This server made it, as the client agreed, and vouches for it.",
        Attested::Technician => "A technician’s own machine made it, and vouches for it.",
    }
}
