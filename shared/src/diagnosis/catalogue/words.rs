//! Finds what a reply's words say, in the languages that servers use (`facts/reply-words.toml`).

use std::sync::LazyLock;

use regex_lite::{Regex, RegexBuilder};

use crate::{
    check::Stage,
    facts::{self, Reason, Words},
};

static GROUPS: LazyLock<Vec<(&'static Words, Vec<Regex>)>> = LazyLock::new(|| {
    let build =
        |pattern: &String| RegexBuilder::new(pattern).build().expect("build.rs checked every pattern");
    facts::words().iter().map(|words| (words, words.patterns.iter().map(build).collect())).collect()
});

static ADMINISTRATOR: LazyLock<Regex> = LazyLock::new(|| {
    let to_whom = r"(contact|ask|see|call|by|through|with|notify|consult)( \w+)? (your |the |an? )?(\w+ )?admin(istrator)?\b|\b(wenden|kontaktieren).{0,30}administrator|(contactez|contacter).{0,20}administrateur|(contacte|consulte|contate).{0,20}administrador|contatt\w+.{0,20}amministratore|administrator(a|em|owi)?\b.{0,10}(kontakt|skontakt)|администратор|管理员";
    Regex::new(to_whom).expect("a valid constant pattern")
});

/// Texts that servers put before any reason.
const IN_FRONT: [&str; 6] = [
    "sender address rejected: ",
    "not allowed to send: ",
    "authentication failed: ",
    "authentication failure: ",
    "login failed: ",
    "message rejected: ",
];

/// Returns the reason that the words give: the first group with a match.
pub(super) fn reason(stage: Stage, plain: &str, vague: bool) -> Option<Reason> {
    let behind = IN_FRONT.iter().find_map(|front| plain.split_once(front)).map(|(_, behind)| behind);
    behind.and_then(|behind| first(stage, behind, vague)).or_else(|| first(stage, plain, vague))
}

fn first(stage: Stage, plain: &str, vague: bool) -> Option<Reason> {
    let here = |words: &Words| words.stages.is_empty() || words.stages.iter().any(|s| s == stage.as_str());
    let mut groups = GROUPS.iter().filter(|(words, _)| words.vague == vague && here(words));
    groups.find(|(_, patterns)| patterns.iter().any(|p| p.is_match(plain))).map(|(words, _)| words.reason)
}

/// Returns true if the reply sends its reader to an administrator.
pub(super) fn names_an_administrator(plain: &str) -> bool {
    ADMINISTRATOR.is_match(plain)
}

#[cfg(test)]
mod tests {
    use super::{super::reply::Reply, *};

    /// Columns: stage, reason, reply.
    const WORDS: &str = include_str!("../../../fixtures/words.tsv");

    #[test]
    fn each_meaning_is_found_in_many_words_and_languages() {
        let mut wrong = Vec::new();
        for line in WORDS.lines().filter(|line| !line.starts_with('#')) {
            let [at, meant, reply] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("{line}: expected three columns")
            };
            let stage: Stage = serde_json::from_value(at.into()).unwrap();
            let meant: Reason = serde_json::from_value(meant.into()).unwrap();
            let plain = Reply::parse(reply).unwrap().plain;
            let found = reason(stage, &plain, false).or_else(|| reason(stage, &plain, true));
            if found != Some(meant) {
                wrong.push(format!("{reply}: {found:?} instead of {meant:?}"));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn an_administrator_is_named_only_if_the_reply_sends_people_to_one() {
        for reply in ["please contact your administrator", "bitte wenden sie sich an ihren administrator"] {
            assert!(names_an_administrator(reply), "{reply}");
        }
        for reply in ["trial accounts can only send to the administrator's email", "disabled"] {
            assert!(!names_an_administrator(reply), "{reply}");
        }
    }
}
