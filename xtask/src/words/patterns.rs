//! Phrases that we don't use.

/// A phrase, and a better one. A word that ends in `*` matches every word with that beginning.
const PHRASES: &[(&str, &str)] = &[
    ("shall", "should, will"),
    ("anew", "again"),
    ("whilst", "while"),
    ("whoever", "the person who, anyone who"),
    ("whatever", "any"),
    ("in the name of", "as, for"),
    ("in your name", "for you, from your address"),
    ("may not", "can't, might not"),
    ("leads nowhere", "isn't valid"),
    ("lead nowhere", "isn't valid"),
    ("has run out", "has expired"),
    ("have run out", "have expired"),
    ("run out", "expire"),
    ("runs out", "expires"),
    ("stands", "is"),
    ("stand beside", "be next to"),
    ("is told", "we tell"),
    ("are told", "we tell"),
    ("came to no", "didn't"),
    ("came to nothing", "didn't work"),
    ("as far as", "in the checks that"),
    ("looks after", "manages"),
    ("look after", "manage"),
    ("code app*", "authenticator app"),
    ("such things", "them"),
    ("so to speak", ""),
    ("of its own kind", "separate"),
    ("turned away", "rejected"),
    ("let in", "accept"),
    ("lets in", "accepts"),
    ("let us in", "accept our sign-in"),
    ("lets us in", "accepts our sign-in"),
    ("take away", "remove"),
    ("taken away", "removed"),
    ("hand in", "send"),
    ("handed in", "sent"),
    ("hands in", "sends"),
    ("make a test", "run a test"),
    ("nobody knew", "timed out"),
    ("nobody knows", "we don't know"),
    ("nobody has said", "isn't set"),
    ("nobody would", "no one would"),
    ("somebody", "someone"),
    ("anybody", "anyone"),
    ("everybody", "everyone"),
    ("nobody", "no one"),
    ("that is all", ""),
    ("does not fit", "doesn't match"),
    ("doesn't fit", "doesn't match"),
    ("do not fit", "don't match"),
    ("don't fit", "don't match"),
    ("not well", "failed"),
    ("need mending", "need fixing"),
    ("mend", "fix"),
    ("mended", "fixed"),
    ("mends", "fixes"),
    ("a hole", "a vulnerability"),
    ("meanwhile", "in the meantime"),
    ("thereby", ""),
    ("therein", ""),
    ("hereby", ""),
    ("upon", "on"),
    ("lest", "so that … doesn't"),
    ("ought", "should"),
    ("bearable", ""),
    ("by itself", "on its own"),
    ("of itself", ""),
    ("all that", "everything that"),
    ("is wanted", "is needed"),
    ("are wanted", "are needed"),
    ("to its end", "all the way to the end"),
    ("asks for more", ""),
    ("wrong pair", "wrong user name or password"),
    ("this pair", "this user name and password"),
    ("set-up link*", "setup link"),
    ("told apart", "recognized, distinguished"),
    ("tell apart", "recognize, distinguish"),
    ("in the clear", "unencrypted, readable"),
    ("handed out", "sent"),
    ("hands out", "sends"),
    ("let through", "allowed, counted"),
    ("e-mail*", "email"),
    ("web site*", "website"),
    ("name server*", "nameserver"),
    ("authoris*", "authoriz…"),
    ("organis*", "organiz…"),
    ("recognis*", "recogniz…"),
    ("behaviour*", "behavior"),
    ("colour*", "color"),
    ("licence*", "license"),
    ("favourite*", "favorite"),
    ("centre*", "center"),
    ("cancelled", "canceled"),
    ("analys*", "analyz…"),
    ("for ever", "forever"),
    ("face to face", "in person"),
    ("afterwards", "afterward, then"),
    ("towards", "toward"),
    ("anything of", "any"),
    ("in a while", "later"),
    ("the log of", "the … log"),
    ("finds out", "detects"),
    ("voids the", "makes the … invalid"),
    ("at one moment", "as a snapshot"),
    ("mail program*", "email app"),
    ("switch off", "turn off"),
    ("switch on", "turn on"),
    ("switched off", "turned off"),
    ("switched on", "turned on"),
    ("in between", "between … and …"),
    ("speaks of", "mentions"),
    ("takes only", "accepts only"),
    ("without a word", "without answering"),
    ("wasn't the reason", "isn't the problem"),
    ("is not", "isn't"),
    ("are not", "aren't"),
    ("do not", "don't"),
    ("does not", "doesn't"),
    ("did not", "didn't"),
    ("can not", "can't"),
    ("cannot", "can't"),
    ("could not", "couldn't"),
    ("was not", "wasn't"),
    ("were not", "weren't"),
    ("would not", "wouldn't"),
    ("will not", "won't"),
    ("have not", "haven't"),
    ("has not", "hasn't"),
];

/// Returns the discouraged phrases in a text.
pub(crate) fn hits(text: &str) -> Vec<String> {
    let lower = text.to_lowercase().replace('’', "'");
    let words: Vec<&str> = lower
        .split(|c: char| !(c.is_alphanumeric() || "'-{}".contains(c)))
        .filter(|word| !word.is_empty())
        .collect();
    let mut hits: Vec<String> = PHRASES
        .iter()
        .filter(|(phrase, _)| has(&words, phrase))
        .map(|(phrase, better)| {
            format!("\"{phrase}\"{}", if better.is_empty() { String::new() } else { format!(": {better}") })
        })
        .collect();
    hits.extend(is_no(&words));
    hits.extend(where_for_if(&lower));
    hits
}

fn has(words: &[&str], phrase: &str) -> bool {
    let phrase: Vec<&str> = phrase.split(' ').collect();
    words.windows(phrase.len()).any(|window| {
        window.iter().zip(&phrase).all(|(word, wanted)| match wanted.strip_suffix('*') {
            Some(start) => word.starts_with(start),
            None => word == wanted,
        })
    })
}

/// Finds phrases like "This is no password". After "there", "is no" is fine, as in "there is no record".
fn is_no(words: &[&str]) -> Option<String> {
    words
        .windows(3)
        .any(|window| window[0] != "there" && matches!(window[1], "is" | "are") && window[2] == "no")
        .then(|| "\"is no\": isn't a".into())
}

/// Finds a sentence that starts with "Where", has a comma, and isn't a question.
fn where_for_if(text: &str) -> Option<String> {
    let begins = text.split_inclusive(['.', '!', '?', ':', '\n']).any(|sentence| {
        sentence.trim_start().starts_with("where ") && !sentence.ends_with('?') && sentence.contains(',')
    });
    begins.then(|| "\"Where …,\": if".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_that_confused_readers_are_found() {
        for text in [
            "Which address shall your site send from?",
            "Make the link anew.",
            "This is no password.",
            "Where it is off, turn it on.",
            "Your e-mail address",
            "You may not send as that address.",
            "It cannot be read.",
        ] {
            assert_eq!(hits(text).len(), 1, "{text}: {:?}", hits(text));
        }
    }

    #[test]
    fn plain_sentences_pass() {
        for text in [
            "Where do you get your email?",
            "There is no record at this name.",
            "Copy the 3 records below.",
            "Your link isn't valid anymore. Ask Sam for a new one.",
        ] {
            assert_eq!(hits(text), Vec::<String>::new(), "{text}");
        }
    }
}
