//! Draws who can send for a domain, as a tree.

use shared::report::{SpfState, SpfTerm, SpfTree};

use crate::say::SAY;

/// Longer terms are cut, so that the columns stay aligned.
const TERM_MAX: usize = 48;

/// Returns the tree, with a line for each term.
pub(super) fn lines(tree: &SpfTree) -> Vec<String> {
    let mut rows = Vec::new();
    branch(&tree.terms, "", &mut rows);
    let width = rows.iter().map(|(term, _)| term.chars().count()).max().unwrap_or(0);
    let line = |(term, about): (String, String)| {
        if about.is_empty() { term } else { format!("{term:width$}  {about}") }
    };
    let mut lines: Vec<String> = rows.into_iter().map(line).collect();
    if tree.hidden > 0 {
        lines.push(SAY.tree_more(&tree.hidden));
    }
    lines
}

fn branch(terms: &[SpfTerm], before: &str, rows: &mut Vec<(String, String)>) {
    for (nth, term) in terms.iter().enumerate() {
        let is_last = nth + 1 == terms.len();
        let (mark, below) = if is_last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        rows.push((format!("{before}{mark}{}", shortened(&term.term)), about(term)));
        branch(&term.terms, &format!("{before}{below}"), rows);
    }
}

/// Returns a term's owner and cost, such as "Google Workspace / Gmail, 4 lookups".
fn about(term: &SpfTerm) -> String {
    let lookups = match term.lookups {
        0 => String::new(),
        lookups => SAY.tree_lookups(lookups.into()),
    };
    let state = match term.state {
        SpfState::Passes => "",
        SpfState::Refuses if term.is_ending() => SAY.tree_everyone_else(),
        SpfState::Refuses => SAY.tree_refused(),
        SpfState::Open => SAY.tree_open(),
        SpfState::Broken => SAY.tree_broken(),
        SpfState::Loop => SAY.tree_loop(),
        SpfState::Void => SAY.tree_void(),
        SpfState::Depends => SAY.tree_depends(),
        SpfState::Unknown => SAY.tree_unknown(),
    };
    let owner = shortened(&term.owner);
    let parts = [owner.as_str(), &lookups, state];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Escapes text from DNS, which must not control the terminal.
fn shortened(text: &str) -> String {
    let is_plain = |c: char| c == ' ' || c.is_ascii_graphic() || c.is_alphanumeric();
    let mut short: String =
        text.chars().map(|c| if is_plain(c) { c } else { '\u{fffd}' }).take(TERM_MAX).collect();
    if text.chars().count() > TERM_MAX {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(term: &str, owner: &str, lookups: u32, state: SpfState, terms: Vec<SpfTerm>) -> SpfTerm {
        SpfTerm { term: term.into(), owner: owner.into(), lookups, state, terms }
    }

    #[test]
    fn a_tree_has_a_line_for_each_term() {
        let network = term("ip4:192.0.2.0/24 and 2 more", "", 0, SpfState::Passes, vec![]);
        let back = term("include:shop.test", "shop.test", 1, SpfState::Loop, vec![]);
        let tree = SpfTree {
            terms: vec![
                term("include:_spf.mail.test", "Mail", 2, SpfState::Passes, vec![network, back]),
                term("a:web\u{1b}[2J.test", "", 1, SpfState::Void, vec![]),
                term("-all", "", 0, SpfState::Refuses, vec![]),
            ],
            hidden: 3,
        };
        let one = SAY.tree_lookups(1);
        assert_eq!(
            lines(&tree),
            [
                format!("├─ include:_spf.mail.test          Mail, {}", SAY.tree_lookups(2)),
                "│  ├─ ip4:192.0.2.0/24 and 2 more".into(),
                format!("│  └─ include:shop.test            shop.test, {one}, {}", SAY.tree_loop()),
                format!("├─ a:web\u{fffd}[2J.test                  {one}, {}", SAY.tree_void()),
                format!("└─ -all                            {}", SAY.tree_everyone_else()),
                SAY.tree_more(&3),
            ]
        );
    }
}
