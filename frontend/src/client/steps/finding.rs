//! A finding of the report: what it means, the current records, and the right ones.

use shared::report::{Finding, Verdict};
use yew::prelude::*;

use super::record::{fix_body, seen, zone};
use crate::{
    client::pieces::{fold, muted, text},
    components::{self, Tone, verdict_mark},
    say,
};

/// Renders a finding as a card, for what to do now.
pub(super) fn card(finding: &Finding) -> Html {
    html! {
        <section class="card stack" key={finding.id.clone()}>
            <div class="finding__head">{ head(finding) }</div>
            <p>{ &finding.meaning }</p>
            { details(finding) }
        </section>
    }
}

/// Renders a finding folded into one line, for what to do later.
pub(super) fn folded(finding: &Finding) -> Html {
    html! {
        <details class="fold finding" key={finding.id.clone()}>
            <summary class="fold__summary"><span class="finding__head">{ head(finding) }</span></summary>
            <div class="fold__body">
                <p>{ &finding.meaning }</p>
                { details(finding) }
            </div>
        </details>
    }
}

/// Renders a correct or optional finding as one line.
pub(super) fn line(finding: &Finding) -> Html {
    let line = html! { <>{ mark(finding) }{ " " }{ &finding.meaning }</> };
    let body = if finding.verdict == Verdict::Ok {
        let seen = finding.seen.iter().map(|seen| html! { <p class="code small">{ seen }</p> });
        html! { <>{ muted(say::letter().topic(finding.topic)) }{ for seen }</> }
    } else {
        details(finding)
    };
    components::fold(line, false, body)
}

fn head(finding: &Finding) -> Html {
    html! { <><h2>{ say::letter().topic(finding.topic) }</h2>{ mark(finding) }</> }
}

fn mark(finding: &Finding) -> Html {
    verdict_mark(Tone::from(finding.verdict), text(say::letter().verdict(finding)))
}

/// Renders what to do, and details for a technician.
fn details(finding: &Finding) -> Html {
    html! {
        <>
            { match &finding.fix {
                Some(fix) => fix_body(fix),
                None => seen(&finding.seen),
            } }
            <div>
                { fold(say::letter().finding_technician(), html! { <>
                    <p class="small">{ &finding.why }</p>
                    { zone(finding.fix.as_ref()) }
                    if finding.fix.is_some() {
                        { seen(&finding.seen) }
                    }
                    <p class="muted small code">{ &finding.id }</p>
                </> }) }
            </div>
        </>
    }
}
