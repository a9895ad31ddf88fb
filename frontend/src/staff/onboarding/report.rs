//! The last DNS report in short: what is not right, with its fix, and the rest folded.

use shared::report::{Finding, Fix, Report, Topic, Verdict};
use yew::prelude::*;

use crate::{
    components::{CopyField, Fold, Tone, VerdictMark, senders},
    staff::board::records_mark,
};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) report: Option<Report>,
}

/// The last report.
#[component]
pub(crate) fn LastReport(props: &Props) -> Html {
    let Some(report) = &props.report else {
        return html! {
            <section class="card stack" aria-labelledby="records">
                <h2 id="records">{ "DNS records" }</h2>
                <p class="muted">{ "Not asked yet: the report is made when the provider is known." }</p>
            </section>
        };
    };
    let (right, other): (Vec<&Finding>, Vec<&Finding>) =
        report.findings.iter().partition(|finding| finding.verdict == Verdict::Ok);
    let (extras, open): (Vec<&Finding>, Vec<&Finding>) =
        other.into_iter().partition(|finding| finding.topic == Topic::Extras);
    html! {
        <section class="card stack" aria-labelledby="records">
            <div class="spread">
                <h2 id="records">{ "DNS records" }</h2>
                { records_mark(Some(report.verdict())) }
            </div>
            <p class="muted">
                { format!("Of {}", report.domain) }
                if let Some(host) = &report.dns_host { { format!(", which {} answers for", host.name) } }
                { "." }
            </p>
            { for open.into_iter().map(finding) }
            { senders(report) }
            if !extras.is_empty() {
                <Fold summary={html! { { format!("Good to have, not needed ({})", extras.len()) } }}>
                    { for extras.into_iter().map(finding) }
                </Fold>
            }
            if !right.is_empty() {
                <Fold summary={html! { { format!("What is right ({})", right.len()) } }}>
                    { for right.into_iter().map(finding) }
                </Fold>
            }
        </section>
    }
}

fn finding(finding: &Finding) -> Html {
    html! {
        <div class="finding stack">
            <p>
                <VerdictMark tone={Tone::from(finding.verdict)}>{ topic(finding.topic) }</VerdictMark>
                { " " }{ &finding.meaning }
            </p>
            if let Some(fix) = &finding.fix {
                <Fold summary={html! { { &fix.summary } }}>{ records(fix) }</Fold>
            }
        </div>
    }
}

fn records(fix: &Fix) -> Html {
    html! {
        <>
            { for fix.records.iter().map(|record| html! {
                <div class="stack">
                    <p>{ format!("{} at ", record.kind) }<code>{ &record.name }</code></p>
                    if !record.value.is_empty() {
                        <CopyField label="Should be" value={record.value.clone()} />
                    }
                    if !record.was.is_empty() {
                        <p class="small muted">{ "Now: " }<code>{ &record.was }</code></p>
                    }
                </div>
            }) }
        </>
    }
}

fn topic(topic: Topic) -> &'static str {
    match topic {
        Topic::Spf => "SPF",
        Topic::Dkim => "DKIM",
        Topic::Dmarc => "DMARC",
        Topic::Mx => "MX",
        Topic::Domain => "Domain",
        Topic::Extras => "Extras",
    }
}
