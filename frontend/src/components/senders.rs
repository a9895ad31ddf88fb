//! Shows who can send email for the domain, as the tree of its SPF record. The marks are graphics but the words are
//! text, so that the words follow the reader's font size and screen readers can read them.

use shared::report::{Report, SpfState, SpfTerm};
use yew::prelude::*;

use crate::say;

/// Renders the tree, if the domain has an SPF record.
pub fn senders(report: &Report) -> Html {
    let Some(tree) = &report.spf_tree else { return Html::default() };
    let lookups = report.spf.map_or(0, |cost| cost.lookups);
    let say = say::client();
    html! {
        <section class="stack stack--tight" aria-labelledby="senders">
            <h2 id="senders">{ say.senders(&report.domain) }</h2>
            <p class="muted">{ say.senders_lookups(lookups.into()) }</p>
            <div class="senders">{ branch(&tree.terms) }</div>
            if tree.hidden > 0 {
                <p class="muted">{ say.senders_hidden(tree.hidden.into()) }</p>
            }
        </section>
    }
}

/// Renders the terms of one record, with the terms of included records below them.
fn branch(terms: &[SpfTerm]) -> Html {
    html! {
        <ul role="list">
            { for terms.iter().map(|term| html! {
                <li>
                    <p class={class(term.state)}>
                        { mark(term.state) }
                        <span><span class="code">{ &term.term }</span><br /><span class="muted small">{ about(term) }</span></span>
                    </p>
                    if !term.terms.is_empty() {
                        { branch(&term.terms) }
                    }
                </li>
            }) }
        </ul>
    }
}

/// Renders the mark of a state. Each has its own shape, so that nobody has to rely on color: a disc for allowed, a ring
/// for refused or unknown, a triangle for open or empty, and a cross for broken.
fn mark(state: SpfState) -> Html {
    let shape = match state {
        SpfState::Passes => html! { <circle class="senders__full" cx="8" cy="8" r="6" /> },
        SpfState::Refuses | SpfState::Depends | SpfState::Unknown => html! { <circle cx="8" cy="8" r="6" /> },
        SpfState::Open | SpfState::Void => html! { <path d="M8 2 14 14H2Z" /> },
        SpfState::Broken | SpfState::Loop => html! { <path d="M2 2 14 14M14 2 2 14" /> },
    };
    html! { <svg class="senders__mark" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{ shape }</svg> }
}

fn class(state: SpfState) -> &'static str {
    match state {
        SpfState::Passes => "senders--ok",
        SpfState::Refuses | SpfState::Depends | SpfState::Unknown => "senders--other",
        SpfState::Void => "senders--warn",
        SpfState::Open | SpfState::Broken | SpfState::Loop => "senders--fail",
    }
}

/// Describes a term, for example "Google Workspace / Gmail, 4 lookups".
fn about(term: &SpfTerm) -> String {
    let say = say::client();
    let state = match term.state {
        SpfState::Passes => say.senders_allowed(),
        SpfState::Refuses if term.is_ending() => say.senders_no_one_else(),
        SpfState::Refuses => say.senders_refused(),
        SpfState::Open => say.senders_open(),
        SpfState::Broken => say.senders_broken(),
        SpfState::Loop => say.senders_loop(),
        SpfState::Void => say.senders_empty(),
        SpfState::Depends => say.senders_depends(),
        SpfState::Unknown => say.senders_unchecked(),
    };
    let lookups = match term.lookups {
        0 => String::new(),
        count => say.senders_term_lookups(count.into()),
    };
    let parts = [term.owner.as_str(), state, &lookups];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_term_names_its_owner_its_effect_and_its_lookups() {
        let say = say::client();
        let term = |state, owner: &str, lookups| {
            about(&SpfTerm {
                term: "include:a.test".into(),
                owner: owner.into(),
                lookups,
                state,
                terms: vec![],
            })
        };
        assert_eq!(
            term(SpfState::Passes, "Zoho Mail", 4),
            format!("Zoho Mail, {}, 4 lookups", say.senders_allowed())
        );
        assert_eq!(term(SpfState::Passes, "", 1), format!("{}, 1 lookup", say.senders_allowed()));
        assert_eq!(term(SpfState::Void, "", 0), say.senders_empty());
        assert!(term(SpfState::Loop, "", 1).starts_with(say.senders_loop()));
        let ending = SpfTerm {
            term: "-all".into(),
            owner: String::new(),
            lookups: 0,
            state: SpfState::Refuses,
            terms: vec![],
        };
        assert_eq!(about(&ending), say.senders_no_one_else());
    }
}
