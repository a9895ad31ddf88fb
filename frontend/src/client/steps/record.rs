//! The records of a finding: the current ones, and the right ones.

use shared::report::{Fix, FixAction, FixRecord};
use yew::prelude::*;

use crate::{client::pieces::p, components::CopyField, say};

pub(super) fn seen(seen: &[String]) -> Html {
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

pub(super) fn fix_body(fix: &Fix) -> Html {
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

/// Renders the fix as text for a zone file.
pub(super) fn zone(fix: Option<&Fix>) -> Html {
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

/// Renders a record with a value, and sometimes a part of the name, that only the provider knows.
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

/// Returns the value in the form that this DNS host expects.
fn typed(record: &FixRecord) -> &str {
    if record.value_field.is_empty() { &record.value } else { &record.value_field }
}

/// Says what to enter as the record's name. Some DNS hosts want an empty field for the domain itself.
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

/// Renders `text`, with `mark` applied to each word that isn't in `other`.
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
