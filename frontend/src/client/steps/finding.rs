//! One finding of the report: what it means, what is there now, and what should be.

use shared::report::{Finding, Fix, FixAction, FixRecord, Verdict};
use yew::prelude::*;

use crate::{
    client::pieces::{fold, muted, p, text},
    components::{self, CopyField, Tone, verdict_mark},
    say,
};

/// A card for what to do now, or what is not known.
pub(super) fn card(finding: &Finding) -> Html {
    html! {
        <section class="card stack" key={finding.id.clone()}>
            <div class="finding__head">{ head(finding) }</div>
            <p>{ &finding.meaning }</p>
            { details(finding) }
        </section>
    }
}

/// The same in one line, for what comes after.
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

/// What is right, or not needed, in one line.
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

/// What to do, and what a technician wants to know.
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

fn seen(seen: &[String]) -> Html {
    if seen.is_empty() {
        return Html::default();
    }
    html! {
        <div class="now">
            <span class="now__label">{ say::letter().finding_now() }</span>
            { for seen.iter().map(|seen| html! { <p class="code small">{ seen }</p> }) }
        </div>
    }
}

fn fix_body(fix: &Fix) -> Html {
    html! {
        <>
            <p><strong>{ &fix.summary }</strong></p>
            { for fix.records.iter().map(|record| match (record.value.as_str(), record.was.as_str()) {
                ("", _) if fix.action == FixAction::Ask => asked(record),
                ("", "") => asked(record),
                ("", _) => removal(record),
                _ => change(record),
            }) }
        </>
    }
}

/// The same for a zone file.
fn zone(fix: Option<&Fix>) -> Html {
    match fix {
        Some(fix) if !fix.zone.is_empty() => {
            html! { <CopyField label={say::letter().finding_zone()} value={fix.zone.clone()} /> }
        }
        _ => Html::default(),
    }
}

fn removal(record: &FixRecord) -> Html {
    let say = say::letter();
    html! {
        <div class="stack stack--tight">
            { p(&say.finding_remove(&record.kind, &record.name)) }
            <div class="now">
                <span class="now__label">{ say.finding_now() }</span>
                <p class="code small"><del>{ &record.was }</del></p>
            </div>
        </div>
    }
}

/// A record whose value only the provider knows, and perhaps a part of its name.
fn asked(record: &FixRecord) -> Html {
    if record.name.contains('<') {
        return html! { <p class="code small now">{ format!("{} {}", record.kind, record.name) }</p> };
    }
    let say = say::letter();
    html! {
        <div class="stack stack--tight">
            <div class="record">
                <CopyField label={say.finding_type()} value={record.kind.clone()} />
                { name(record) }
            </div>
            if record.was.is_empty() {
                { p(say.finding_value_at_provider()) }
            } else {
                <div class="now">
                    <span class="now__label">{ say.finding_now() }</span>
                    <p class="code small">{ &record.was }</p>
                </div>
            }
        </div>
    }
}

fn change(record: &FixRecord) -> Html {
    let say = say::letter();
    let label = if record.was.is_empty() { say.finding_value() } else { say.finding_new_value() };
    html! {
        <div class="stack stack--tight">
            if !record.was.is_empty() {
                <div class="now">
                    <span class="now__label">{ say.finding_now() }</span>
                    <p class="code small">{ marked(&record.was, &record.value, gone) }</p>
                </div>
            }
            <div class="record">
                <CopyField label={say.finding_type()} value={record.kind.clone()} />
                { name(record) }
            </div>
            <CopyField {label} value={typed(record).to_owned()}>
                { if record.was.is_empty() { Html::default() } else { marked(&record.value, &record.was, added) } }
            </CopyField>
        </div>
    }
}

/// The value as this DNS host wants it typed.
fn typed(record: &FixRecord) -> &str {
    if record.value_field.is_empty() { &record.value } else { &record.value_field }
}

/// What to type as the name. Some panels want the field empty for the domain itself.
fn name(record: &FixRecord) -> Html {
    let say = say::letter();
    if record.host_field.is_empty() {
        return html! {
            <div class="copy">
                <span class="copy__label">{ say.finding_name() }</span>
                { p(say.finding_name_empty()) }
            </div>
        };
    }
    html! { <CopyField label={say.finding_name()} value={record.host_field.clone()} /> }
}

/// The words of `text`; `mark` gets those that `other` lacks.
fn marked(text: &str, other: &str, mark: fn(&str) -> Html) -> Html {
    let known: Vec<&str> = other.split_whitespace().collect();
    let word = |word: &str| {
        if known.contains(&word.trim_end()) {
            html! { { word } }
        } else {
            mark(word)
        }
    };
    text.split_inclusive(' ').map(word).collect()
}

fn added(word: &str) -> Html {
    html! { <><ins>{ word.trim_end() }</ins>{ " " }</> }
}

fn gone(word: &str) -> Html {
    html! { <><del>{ word.trim_end() }</del>{ " " }</> }
}
