//! A summary of the last DNS report: what needs to be fixed and how, and the rest in a fold.

use shared::report::{Finding, Fix, FixRecord, Report, Topic, Verdict};
use yew::prelude::*;

use crate::{
    components::{CopyField, Fold, Tone, VerdictMark, senders},
    say,
    staff::board::records_mark,
};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) report: Option<Report>,
}

/// Renders the last report.
#[component]
pub(crate) fn LastReport(props: &Props) -> Html {
    let say = say::staff();
    let Some(report) = &props.report else {
        return html! {
            <section class="card stack" aria-labelledby="records">
                <h2 id="records">{ say.report() }</h2>
                <p class="muted">{ say.report_none() }</p>
            </section>
        };
    };
    let domain = match &report.dns_host {
        Some(host) => say.report_domain_host(&report.domain, &host.name),
        None => say.report_domain(&report.domain),
    };
    let (right, other): (Vec<&Finding>, Vec<&Finding>) =
        report.findings.iter().partition(|finding| finding.verdict == Verdict::Ok);
    let (extras, open): (Vec<&Finding>, Vec<&Finding>) =
        other.into_iter().partition(|finding| finding.topic == Topic::Extras);
    html! {
        <section class="card stack" aria-labelledby="records">
            <div class="spread">
                <h2 id="records">{ say.report() }</h2>
                { records_mark(Some(report.verdict())) }
            </div>
            <p class="muted">{ domain }</p>
            { for open.into_iter().map(finding) }
            { senders(report) }
            if !extras.is_empty() {
                <Fold summary={html! { { say.report_extras(&extras.len()) } }}>
                    { for extras.into_iter().map(finding) }
                </Fold>
            }
            if !right.is_empty() {
                <Fold summary={html! { { say.report_passed(&right.len()) } }}>
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
    let say = say::staff();
    let record = |record: &FixRecord| {
        let at = [html! { { &record.kind } }, html! { <code>{ &record.name }</code> }];
        let now = html! { <code>{ &record.was }</code> };
        html! {
            <div class="stack">
                <p>{ say::with_elements(say.report_record_parts(), &at) }</p>
                if !record.value.is_empty() {
                    <CopyField label={say.report_should_be()} value={record.value.clone()} />
                }
                if !record.was.is_empty() {
                    <p class="small muted">{ say::with_elements(say.report_now_parts(), &[now]) }</p>
                }
            </div>
        }
    };
    html! { <>{ for fix.records.iter().map(record) }</> }
}

/// Returns a topic's name: a record type, or words for other topics.
fn topic(topic: Topic) -> &'static str {
    let say = say::staff();
    match topic {
        Topic::Spf => "SPF",
        Topic::Dkim => "DKIM",
        Topic::Dmarc => "DMARC",
        Topic::Mx => "MX",
        Topic::Domain => say.report_topic_domain(),
        Topic::Extras => say.report_topic_extras(),
    }
}
