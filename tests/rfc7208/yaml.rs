//! The part of YAML that the suite uses: text, lists and maps. Every scalar is text.

use saphyr_parser::{Event, Parser};

#[derive(Debug)]
pub(crate) enum Node {
    Text(String),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

/// Reads the documents of a file.
pub(crate) fn documents(file: &str) -> Vec<Node> {
    let mut events = Parser::new_from_str(file).map(|event| event.expect("YAML").0);
    let mut documents = Vec::new();
    while let Some(event) = events.next() {
        if let Event::DocumentStart(_) = event {
            documents.extend(node(&mut events));
        }
    }
    documents
}

/// Returns the next node, or `None` at the end of its parent.
fn node<'a>(events: &mut impl Iterator<Item = Event<'a>>) -> Option<Node> {
    match events.next()? {
        Event::Scalar(text, ..) => Some(Node::Text(text.into_owned())),
        Event::SequenceStart(..) => Some(Node::List(std::iter::from_fn(|| node(events)).collect())),
        Event::MappingStart(..) => {
            let mut entries = Vec::new();
            while let Some(key) = node(events) {
                entries.push((key.text().to_owned(), node(events).expect("a value")));
            }
            Some(Node::Map(entries))
        }
        Event::SequenceEnd | Event::MappingEnd | Event::DocumentEnd => None,
        other => panic!("unsupported YAML: {other:?}"),
    }
}

impl Node {
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            other => panic!("{other:?} isn't text"),
        }
    }

    /// Returns the nodes of a list. Any other node is a list of one.
    pub(crate) fn several(&self) -> &[Node] {
        match self {
            Self::List(nodes) => nodes,
            alone => std::slice::from_ref(alone),
        }
    }

    pub(crate) fn entries(&self) -> &[(String, Node)] {
        match self {
            Self::Map(entries) => entries,
            other => panic!("{other:?} isn't a map"),
        }
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|(own, _)| own == key).map(|(_, value)| value)
    }

    pub(crate) fn at(&self, key: &str) -> &Node {
        self.get(key).unwrap_or_else(|| panic!("no {key} in {self:?}"))
    }
}
