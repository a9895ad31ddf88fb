//! The report's findings, with the most important one first.

use std::cmp::Reverse;

use shared::report::{Finding, Report, ServerAnswer, Spread, Topic, Verdict};
use yew::prelude::*;

use super::{
    finding::{card, folded, line},
    outside,
    pass_on::pass_on,
    paste::is_about_paste,
};
use crate::{
    client::pieces::{fold, sentences, small_print},
    components::{Tone, senders, verdict_mark},
    say::{self, with_elements},
};

/// Returns the sort key: the worst verdict comes first. Among unknown verdicts, those that the client can look up come
/// first.
fn rank(finding: &Finding) -> (Reverse<Verdict>, bool) {
    (Reverse(finding.verdict), !finding.is_open())
}

/// Returns the finding to fix now.
pub(super) fn first(report: &Report) -> Option<&Finding> {
    let wants = |finding: &&Finding| {
        finding.verdict != Verdict::Ok && finding.topic != Topic::Extras && !is_about_paste(finding)
    };
    report.findings.iter().filter(wants).min_by_key(|finding| rank(finding))
}

/// Renders the finding to fix now as a card, and all others as one line each.
pub(super) fn body(report: &Report, paste: Html) -> Html {
    let findings = report.findings.iter().filter(|finding| !is_about_paste(finding));
    let (extras, decisive): (Vec<&Finding>, Vec<&Finding>) =
        findings.partition(|finding| finding.topic == Topic::Extras);
    let (right, mut wanting): (Vec<&Finding>, Vec<&Finding>) =
        decisive.into_iter().partition(|finding| finding.verdict == Verdict::Ok);
    wanting.sort_by_key(|finding| rank(finding));
    let (now, later) = wanting.split_at(wanting.len().min(1));
    let has_fix = wanting.iter().any(|finding| finding.fix.is_some());
    html! {
        <>
            if has_fix {
                { host(report) }
            }
            { for now.iter().copied().map(card) }
            { paste }
            if !later.is_empty() {
                <div>{ for later.iter().map(|finding| folded(finding)) }</div>
            }
            { senders(report) }
            if !right.is_empty() {
                <div>{ for right.iter().map(|finding| line(finding)) }</div>
            }
            if !extras.is_empty() {
                <div>
                    { fold(say::letter().report_optional(), html! { <div>{ for extras.iter().map(|finding| line(finding)) }</div> }) }
                </div>
            }
            { servers(report) }
            if has_fix {
                { pass_on(report) }
            }
        </>
    }
}

/// Says at which DNS host the records are entered.
fn host(report: &Report) -> Html {
    let Some(host) = report.dns_host.as_ref() else { return Html::default() };
    let say = say::letter();
    let named = [html! { { &report.domain } }, html! { <strong>{ &host.name }</strong> }];
    html! {
        <div class="stack stack--tight">
            <p>
                { with_elements(say.report_host_parts(), &named) }
                if !host.panel_path.is_empty() {
                    { " " }{ say.report_host_path(&host.panel_path) }
                } else if host.id.is_empty() {
                    { " " }{ say.report_host_ask(&host.name) }
                }
            </p>
            if host.panel_url.starts_with("https://") {
                <p class="open-page">{ outside(&host.panel_url, &say.report_host_open(&host.name)) }</p>
            }
            if !host.notes.is_empty() {
                <div>
                    { fold(&say.report_host_notes(&host.name), html! { <>
                        { sentences("plain-list", host.notes.iter().map(String::as_str)) }
                    </> }) }
                </div>
            }
        </div>
    }
}

/// Shows each nameserver's answer after another check, and how far each record has spread.
fn servers(report: &Report) -> Html {
    let (say, servers) = (say::letter(), &report.servers);
    if servers.is_empty() {
        return Html::default();
    }
    let first = servers.iter().find(|server| server.spf.is_some());
    let agrees =
        |server: &ServerAnswer| first.is_some_and(|f| f.spf == server.spf && f.dmarc == server.dmarc);
    html! {
        <section class="stack stack--tight" aria-labelledby="servers">
            <h2 id="servers">{ say.servers_heading() }</h2>
            <ul class="servers">
                { for servers.iter().map(|server| {
                    let (tone, words) = match (&server.spf, agrees(server)) {
                        (None, _) => (Tone::Unknown, say.servers_silent()),
                        (Some(_), true) => (Tone::Ok, say.servers_same()),
                        (Some(_), false) => (Tone::Warn, say.servers_old()),
                    };
                    html! {
                        <li>
                            <span class="code">{ &server.server }</span>
                            { verdict_mark(tone, html! { words }) }
                        </li>
                    }
                }) }
            </ul>
            { for report.spread.iter().filter(|spread| !spread.value.is_empty()).map(how_far) }
        </section>
    }
}

/// Says how many nameservers have a record, and how long people may still see the old one.
fn how_far(spread: &Spread) -> Html {
    let say = say::letter();
    let on = say.servers_spread(&spread.what, &spread.on, &spread.of);
    match spread.stale {
        0 => small_print(&on),
        seconds => small_print(&[on, say.servers_stale(seconds)].join(" ")),
    }
}
