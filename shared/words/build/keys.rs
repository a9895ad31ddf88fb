//! Replaces each sentence with its own key and its variables. Snapshots of pages then show the meaning instead of
//! prose, and don't change when the wording does.

use crate::read::{Form, Message, Part, Room, Text};

/// Replaces each message's text with its key.
pub(crate) fn instead_of_texts(room: &mut Room) {
    for file in room.files.values_mut() {
        for (key, message) in file {
            message.text = named(key, message, &message.text);
        }
    }
}

/// Returns the text with the same forms. Each form except the last says which one it is.
fn named(name: &str, message: &Message, text: &Text) -> Text {
    let Text::ByNumber { variable, forms, other } = text else { return Text::Plain(parts(name, message)) };
    let form = |(form, text): &(Form, Text)| {
        let which = match form {
            Form::Exactly(number) => number.to_string(),
            Form::Category(category) => category.clone(),
        };
        (form.clone(), named(&format!("{name}[{which}]"), message, text))
    };
    Text::ByNumber {
        variable: variable.clone(),
        forms: forms.iter().map(form).collect(),
        other: Box::new(named(name, message, other)),
    }
}

fn parts(name: &str, message: &Message) -> Vec<Part> {
    let mut parts = vec![Part::Text(format!("«{name}"))];
    for variable in &message.variables {
        parts.extend([Part::Text(" ".into()), Part::Variable(variable.name.clone())]);
    }
    parts.push(Part::Text("»".into()));
    parts
}
