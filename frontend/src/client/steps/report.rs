//! The DNS report.

use std::cmp::Reverse;

use shared::{
    report::{Finding, Report, ServerAnswer, Spread, Topic, Verdict},
    status::Step,
};
use yew::prelude::*;

use super::{
    StepProps,
    done::what_comes_next,
    finding::{card, folded, line},
    outside,
    pass_on::pass_on,
    paste::{Paste, asks_for_paste, is_about_paste, paste, wrong_with},
    summary::{is_done, summary},
    to,
};
use crate::{
    api,
    client::{
        errand::use_errand,
        pieces::{fold, muted, plain, primary, quiet, sentences, small_print},
        state::{Action, Wizard},
    },
    components::{Heading, Tone, senders, verdict_mark},
    say::{self, with_elements},
};

/// After sending: what the domain's records say about its email.
#[component]
pub(crate) fn ReportPage(props: &StepProps) -> Html {
    let (say, wizard) = (say::letter(), &props.wizard);
    let errand = use_errand();
    let wrong = use_state(|| None::<&'static str>);
    let had_text = *use_memo((), |()| !wizard.pasted.is_empty());
    let ask = {
        let (wizard, errand) = (wizard.clone(), errand.clone());
        Callback::from(move |every_server: bool| {
            let (link, dispatcher, pasted) =
                (wizard.link.clone(), wizard.dispatcher(), wizard.pasted.clone());
            errand.run(move || {
                let (link, dispatcher, pasted) = (link.clone(), dispatcher.clone(), pasted.clone());
                async move {
                    let report = api::client::report(&link, every_server, pasted.trim()).await?;
                    dispatcher.dispatch(Action::Reported(report, pasted));
                    Ok(())
                }
            });
        })
    };
    use_effect_with((), {
        let (ask, is_there) = (ask.clone(), wizard.report.is_some());
        move |()| {
            if !is_there {
                ask.emit(false);
            }
        }
    });
    // What was wrong may be right now. It is checked again when it is sent.
    use_effect_with(wizard.pasted.clone(), {
        let wrong = wrong.setter();
        move |_| wrong.set(None)
    });
    let check = {
        let (wizard, wrong, ask, is_idle) =
            (wizard.clone(), wrong.clone(), ask.clone(), !errand.is_under_way());
        Callback::from(move |()| {
            let found = wrong_with(&wizard.pasted);
            wrong.set(found);
            if found.is_none() && is_idle {
                // If each name server was asked before, each is asked again.
                ask.emit(wizard.report.as_ref().is_some_and(|report| !report.servers.is_empty()));
            }
        })
    };
    let again = ask.reform(|()| true);
    let report = wizard.report.clone();
    let is_next = report.as_deref().and_then(first).is_some_and(asks_for_paste);
    let field = |report: &Report| {
        let (is_under_way, refused) = (errand.is_under_way(), wrong.map(AttrValue::from));
        paste(wizard, Paste { report, is_next, had_text, is_under_way, refused, check: check.clone() })
    };
    html! {
        <div class="stack stack--loose">
            <Heading text={say.report_heading()} title={wizard.agency.to_string()} />
            <div aria-live="polite" class="stack">
                { report.as_deref().map(summed_up).unwrap_or_default() }
                if errand.is_under_way() && !errand.is_waiting() {
                    { muted(say.report_checking()) }
                }
            </div>
            { errand.notice() }
            { report.as_deref().map(|report| body(report, field(report))).unwrap_or_default() }
            if !errand.is_under_way() {
                { end(wizard, is_next, again) }
            }
        </div>
    }
}

/// What is next: if everything is right, what happens then; otherwise to change something and check again.
fn end(wizard: &UseReducerHandle<Wizard>, is_next: bool, again: Callback<()>) -> Html {
    let say = say::letter();
    let is_done = wizard.report.as_deref().is_some_and(is_done);
    let receipt = wizard.receipt.as_deref().filter(|_| is_done);
    let check = match (is_done, is_next) {
        (true, _) => quiet,
        (false, true) => plain,
        (false, false) => primary,
    };
    html! {
        <>
            if let Some(receipt) = receipt {
                <section class="stack stack--tight" aria-labelledby="done">
                    <h2 id="done">{ say.receipt_done() }</h2>
                    { muted(say.report_next()) }
                    { what_comes_next(wizard, receipt) }
                </section>
            }
            <div class="stack no-print">
                if !is_done {
                    { check(say.report_check_again(), again.clone()) }
                }
                <div class="row">
                    { quiet(say.report_back(), to(wizard, Step::Receipt)) }
                    if is_done {
                        { check(say.report_check_again(), again) }
                    }
                    { quiet(say.report_print(), print()) }
                </div>
            </div>
        </>
    }
}

fn print() -> Callback<()> {
    Callback::from(|()| {
        // If the browser cannot print, the page is still there to read.
        let _ = gloo_utils::window().print();
    })
}

fn summed_up(report: &Report) -> Html {
    let (sentence, besides) = summary(report);
    html! {
        <>
            <p class="lead">{ sentence }</p>
            { for besides.iter().map(|line| muted(line)) }
        </>
    }
}

/// The worst first; among the unknown, what a person can look up.
fn rank(finding: &Finding) -> (Reverse<Verdict>, bool) {
    (Reverse(finding.verdict), !finding.is_open())
}

/// What is to be done now.
fn first(report: &Report) -> Option<&Finding> {
    let wants = |finding: &&Finding| {
        finding.verdict != Verdict::Ok && finding.topic != Topic::Extras && !is_about_paste(finding)
    };
    report.findings.iter().filter(wants).min_by_key(|finding| rank(finding))
}

/// The one thing to do now, then everything else in a line each.
fn body(report: &Report, paste: Html) -> Html {
    let told = report.findings.iter().filter(|finding| !is_about_paste(finding));
    let (extras, decisive): (Vec<&Finding>, Vec<&Finding>) =
        told.partition(|finding| finding.topic == Topic::Extras);
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
            { for now.iter().map(|finding| card(finding)) }
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

/// Where the records are typed.
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

/// What each name server says, after a re-check, and how far each record has got.
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

/// On how many name servers a record is, and how long an old one may still be seen.
fn how_far(spread: &Spread) -> Html {
    let say = say::letter();
    let on = say.servers_spread(&spread.what, &spread.on, &spread.of);
    match spread.stale {
        0 => small_print(&on),
        seconds => small_print(&[on, say.servers_stale(seconds)].join(" ")),
    }
}
