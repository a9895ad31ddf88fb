//! Who may send for the domain: the tree of its SPF record as a picture, and the same as a list.

use shared::report::{Report, SpfState, SpfTerm};
use yew::prelude::*;

use super::fold;

/// Measures of the picture, in its own units. It grows with the page.
const WIDTH: usize = 360;
const ROW: usize = 44;
const STEP: usize = 18;
/// Letters that fit beside the lines, less for each step to the right.
const LETTERS: usize = 38;

/// A term in the picture.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    depth: usize,
    /// The row that it hangs on.
    above: Option<usize>,
    term: String,
    about: String,
    state: SpfState,
}

/// The picture, if there is a record to draw.
pub fn senders(report: &Report) -> Html {
    let Some(tree) = &report.spf_tree else { return Html::default() };
    let rows = rows(&tree.terms);
    let lookups = report.spf.map_or(0, |cost| cost.lookups);
    let words = format!("To check this, receivers look up {lookups} names. They stop after 10.");
    html! {
        <section class="stack stack--tight" aria-labelledby="senders">
            <h2 id="senders">{ format!("Who may send for {}", report.domain) }</h2>
            <p class="muted">{ words }</p>
            { picture(&rows) }
            <div>{ fold(html! { { "Show this as a list" } }, false, list(&tree.terms)) }</div>
            if tree.hidden > 0 {
                <p class="muted">{ format!("{} more entries aren't shown.", tree.hidden) }</p>
            }
        </section>
    }
}

/// Drawn for the eye; the list says the same to those who listen.
fn picture(rows: &[Row]) -> Html {
    let height = rows.len() * ROW + 8;
    html! {
        <svg class="senders" viewBox={format!("0 0 {WIDTH} {height}")} aria-hidden="true" focusable="false">
            { for rows.iter().enumerate().map(|(nth, row)| drawn(nth, row)) }
        </svg>
    }
}

fn drawn(nth: usize, row: &Row) -> Html {
    let (x, y) = (12 + row.depth * STEP, 16 + nth * ROW);
    let line = row.above.map(|above| format!("M{} {}V{y}H{}", x - STEP, 16 + above * ROW + 7, x - 7));
    html! {
        <g class={class(row.state)}>
            if let Some(line) = line {
                <path class="senders__line" d={line} />
            }
            { mark(row.state, x, y) }
            <text class="senders__term" x={(x + 14).to_string()} y={(y + 5).to_string()}>{ &row.term }</text>
            <text class="senders__about" x={(x + 14).to_string()} y={(y + 21).to_string()}>{ &row.about }</text>
        </g>
    }
}

/// A shape of its own for each state, so that no colour has to be seen: a full disc lets its servers send, a ring refuses,
/// a triangle warns and a cross is broken.
fn mark(state: SpfState, x: usize, y: usize) -> Html {
    let (left, right, top, bottom) = (x - 5, x + 5, y - 5, y + 5);
    match state {
        SpfState::Passes => {
            html! { <circle class="senders__full" cx={x.to_string()} cy={y.to_string()} r="5" /> }
        }
        SpfState::Refuses | SpfState::Depends | SpfState::Unknown => {
            html! { <circle class="senders__ring" cx={x.to_string()} cy={y.to_string()} r="5" /> }
        }
        SpfState::Open | SpfState::Void => {
            html! { <path class="senders__ring" d={format!("M{x} {top}L{right} {bottom}H{left}Z")} /> }
        }
        SpfState::Broken | SpfState::Loop => {
            html! { <path class="senders__ring" d={format!("M{left} {top}L{right} {bottom}M{right} {top}L{left} {bottom}")} /> }
        }
    }
}

fn class(state: SpfState) -> &'static str {
    match state {
        SpfState::Passes => "senders--ok",
        SpfState::Refuses | SpfState::Depends | SpfState::Unknown => "senders--other",
        SpfState::Void => "senders--warn",
        SpfState::Open | SpfState::Broken | SpfState::Loop => "senders--fail",
    }
}

/// The tree as a list in a list.
fn list(terms: &[SpfTerm]) -> Html {
    html! {
        <ul class="plain-list">
            { for terms.iter().map(|term| html! {
                <li>
                    <span class="code">{ &term.term }</span>
                    { format!(": {}", about(term)) }
                    if !term.terms.is_empty() {
                        { list(&term.terms) }
                    }
                </li>
            }) }
        </ul>
    }
}

fn rows(terms: &[SpfTerm]) -> Vec<Row> {
    let mut rows = Vec::new();
    branch(terms, 0, None, &mut rows);
    rows
}

fn branch(terms: &[SpfTerm], depth: usize, above: Option<usize>, rows: &mut Vec<Row>) {
    for term in terms {
        let nth = rows.len();
        let letters = LETTERS.saturating_sub(2 * depth);
        rows.push(Row {
            depth,
            above,
            term: cut(&term.term, letters),
            about: cut(&about(term), letters + 8),
            state: term.state,
        });
        branch(&term.terms, depth + 1, Some(nth), rows);
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

fn cut(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    text.chars().take(letters.saturating_sub(1)).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(term: &str, state: SpfState, terms: Vec<SpfTerm>) -> SpfTerm {
        SpfTerm { term: term.into(), owner: String::new(), lookups: 1, state, terms }
    }

    #[test]
    fn each_term_hangs_on_the_one_that_leads_to_it() {
        let deep = term("include:back.test", SpfState::Loop, vec![]);
        let first = term("include:a.test", SpfState::Passes, vec![term("mx", SpfState::Void, vec![]), deep]);
        let rows = rows(&[first, term("-all", SpfState::Refuses, vec![])]);
        let shape: Vec<(usize, Option<usize>)> = rows.iter().map(|row| (row.depth, row.above)).collect();
        assert_eq!(shape, [(0, None), (1, Some(0)), (1, Some(0)), (0, None)]);
        assert_eq!(rows[3].about, "everyone else isn't trusted, 1 lookup");
        assert!(rows[2].about.starts_with("leads back to itself"));
    }

    #[test]
    fn long_terms_are_cut_in_the_picture() {
        let rows = rows(&[term(&format!("include:{}.test", "a".repeat(60)), SpfState::Passes, vec![])]);
        assert_eq!((rows[0].term.chars().count(), rows[0].term.ends_with('…')), (LETTERS, true));
    }
}
