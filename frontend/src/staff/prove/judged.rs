//! What is known about a message from the website.

use shared::{
    delivery::{Answer, Doubt},
    diagnosis::Acts,
    report::Verdict,
    wire::{DeliveryFix, Judged},
};
use yew::prelude::*;

use super::stage::verdict;
use crate::{
    components::{Fold, Tone, VerdictMark},
    say, time,
};

/// Renders the verdict, what is wrong with what to do about it, and the details in folds. The server deletes the details
/// after a while.
pub(super) fn judged(judged: &Judged, now: i64) -> Html {
    let say = say::staff();
    let tone = match judged.answer {
        Answer::Yes => Tone::Ok,
        Answer::No => Tone::Fail,
        Answer::Unknown => Tone::Unknown,
    };
    let is_bare = judged.arrival.is_empty();
    let next = match judged.answer {
        _ if is_bare => Some(say.prove_details_deleted()),
        Answer::Unknown => Some(judged.doubt.map_or(say.prove_unknown_next(), why)),
        Answer::No if judged.advice.is_empty() => Some(say.prove_no_next()),
        Answer::No | Answer::Yes => None,
    };
    html! {
        <>
            <div>
                <p class="prove__verdict"><VerdictMark {tone}>{ verdict(judged.answer) }</VerdictMark></p>
                <p class="muted">
                    <time datetime={time::machine(judged.at)}>{ say.prove_judged(&time::moment(now, judged.at)) }</time>
                </p>
            </div>
            if let Some(next) = next { <p>{ next }</p> }
            { advice(judged) }
            if !is_bare { { details(judged) } }
        </>
    }
}

/// Says why a message proves nothing, and what to do now.
fn why(doubt: Doubt) -> &'static str {
    let say = say::staff();
    match doubt {
        Doubt::OtherSender => say.prove_doubt_sender(),
        Doubt::NoDate => say.prove_doubt_date(),
        Doubt::BeforeSetup => say.prove_doubt_before(),
        Doubt::NoResults => say.prove_doubt_results(),
        Doubt::ReceiverDisagrees => say.prove_doubt_disagrees(),
    }
}

fn advice(judged: &Judged) -> Html {
    let say = say::staff();
    if judged.advice.is_empty() {
        return Html::default();
    }
    let title = if judged.answer == Answer::Yes { say.prove_better() } else { say.prove_wrong() };
    html! {
        <div class="stack">
            <h3>{ title }</h3>
            { for judged.advice.iter().map(fix) }
        </div>
    }
}

fn fix(fix: &DeliveryFix) -> Html {
    let say = say::staff();
    let word = match fix.verdict {
        Verdict::Fail => say.prove_needs_fixing(),
        Verdict::Warn => say.records_warn(),
        Verdict::Unknown => say.records_unknown(),
        Verdict::Ok => say.records_right(),
    };
    html! {
        <div class="finding stack">
            <p><VerdictMark tone={Tone::from(fix.verdict)}>{ word }</VerdictMark>{ " " }{ &fix.meaning }</p>
            <dl class="facts facts--stacked">
                <div><dt>{ say.prove_fix() }</dt><dd>{ &fix.fix }</dd></div>
                <div><dt>{ say.test_acts() }</dt><dd>{ acts(fix.acts) }</dd></div>
            </dl>
        </div>
    }
}

fn acts(acts: Acts) -> &'static str {
    let say = say::staff();
    match acts {
        Acts::Client => say.prove_acts_client(),
        Acts::Administrator => say.test_acts_administrator(),
        Acts::Technician => say.test_acts_technician(),
        Acts::Provider => say.test_acts_provider(),
        Acts::Wait => say.prove_acts_wait(),
    }
}

/// Renders how the message arrived, what SPF, DKIM and DMARC say, and the headers that show it.
fn details(judged: &Judged) -> Html {
    let say = say::staff();
    let line = |term: &'static str, text: String| {
        if text.is_empty() {
            Html::default()
        } else {
            html! { <div><dt>{ term }</dt><dd>{ text }</dd></div> }
        }
    };
    let headers: Vec<String> =
        judged.evidence.iter().map(|header| format!("{}: {}", header.name, header.value)).collect();
    html! {
        <div>
            <Fold summary={html! { { say.prove_details() } }}>
                <dl class="facts facts--stacked">
                    { line(say.prove_arrival(), judged.arrival.join(" ")) }
                    { line("SPF", judged.spf.join(" ")) }
                    { line("DKIM", judged.dkim.join(" ")) }
                    { line("DMARC", judged.dmarc.clone()) }
                </dl>
            </Fold>
            if !headers.is_empty() {
                <Fold summary={html! { { say.prove_headers() } }}>
                    <pre class="paste" tabindex="0">{ headers.join("\n") }</pre>
                </Fold>
            }
        </div>
    }
}
