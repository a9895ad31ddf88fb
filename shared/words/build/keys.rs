//! Sentences that say their own key and what they are given: a snapshot of a page then shows meaning and not prose, and
//! doesn't change with the words.

use crate::read::{Part, Room, Text};

/// Puts its key in place of each message's text.
pub(crate) fn instead_of_texts(room: &mut Room) {
    for file in room.files.values_mut() {
        for (key, message) in file {
            let mut parts = vec![Part::Text(format!("«{key}"))];
            for variable in &message.variables {
                parts.extend([Part::Text(" ".into()), Part::Variable(variable.name.clone())]);
            }
            parts.push(Part::Text("»".into()));
            replace(&mut message.text, &parts);
        }
    }
}

/// Each form of the text becomes these parts.
fn replace(text: &mut Text, parts: &[Part]) {
    match text {
        Text::Plain(plain) => *plain = parts.to_vec(),
        Text::ByNumber { forms, other, .. } => {
            for (_, form) in forms {
                replace(form, parts);
            }
            replace(other, parts);
        }
    }
}
