//! Who may send for the domain: the tree of its SPF record. The marks are drawn, the words are text, so that they grow with
//! the reader's own size and are read out.

use shared::report::{Report, SpfState, SpfTerm};
use yew::prelude::*;

/// The tree, if there is a record.
pub fn senders(report: &Report) -> Html {
    let Some(tree) = &report.spf_tree else { return Html::default() };
    let lookups = report.spf.map_or(0, |cost| cost.lookups);
    let names = if lookups == 1 { "name" } else { "names" };
    let words = format!("To check this, receivers look up {lookups} {names}. They stop after 10.");
    html! {
        <section class="stack stack--tight" aria-labelledby="senders">
            <h2 id="senders">{ format!("Who may send for {}", report.domain) }</h2>
            <p class="muted">{ words }</p>
            <div class="senders">{ branch(&tree.terms) }</div>
            if tree.hidden > 0 {
                <p class="muted">{ format!("{} more entries aren't shown.", tree.hidden) }</p>
            }
        </section>
    }
}

/// Terms that hang on the same one.
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

/// A shape of its own for each state, so that no color has to be seen: a full disc lets its servers send, a ring refuses,
/// a triangle warns and a cross is broken.
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

/// "Google Workspace / Gmail, 4 lookups".
fn about(term: &SpfTerm) -> String {
    let state = match term.state {
        SpfState::Passes => "may send",
        SpfState::Refuses if term.is_ending() => "everyone else isn't trusted",
        SpfState::Refuses => "isn't let through",
        SpfState::Open => "lets anyone send as you",
        SpfState::Broken => "leads to nothing, so the whole record fails",
        SpfState::Loop => "leads back to itself, so the whole record fails",
        SpfState::Void => "finds nothing",
        SpfState::Depends => "depends on each message",
        SpfState::Unknown => "didn't answer",
    };
    let lookups = match term.lookups {
        0 => String::new(),
        1 => "1 lookup".to_owned(),
        many => format!("{many} lookups"),
    };
    let parts = [term.owner.as_str(), state, &lookups];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_term_says_whose_it_is_what_it_does_and_what_it_costs() {
        let term = |state, owner: &str, lookups| {
            about(&SpfTerm {
                term: "include:a.test".into(),
                owner: owner.into(),
                lookups,
                state,
                terms: vec![],
            })
        };
        assert_eq!(term(SpfState::Passes, "Zoho Mail", 4), "Zoho Mail, may send, 4 lookups");
        assert_eq!(term(SpfState::Passes, "", 1), "may send, 1 lookup");
        assert_eq!(term(SpfState::Void, "", 0), "finds nothing");
        assert!(term(SpfState::Loop, "", 1).starts_with("leads back to itself"));
        let ending = SpfTerm {
            term: "-all".into(),
            owner: String::new(),
            lookups: 0,
            state: SpfState::Refuses,
            terms: vec![],
        };
        assert_eq!(about(&ending), "everyone else isn't trusted");
    }
}
