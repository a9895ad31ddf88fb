//! Reads the outgoing servers from an autoconfig file. Entities that the file defines are never expanded, because
//! parsing stops at a document type.

use quick_xml::{
    Reader,
    escape::resolve_xml_entity,
    events::{BytesStart, Event},
};

/// The longest element that is read, in bytes.
pub(super) const ELEMENT_MAX: u64 = 4096;

/// How many servers of one file are read.
const SERVERS_MAX: usize = 8;

/// A server. Each field has the text of the first element with its name.
#[derive(Debug, Default)]
pub(super) struct Outgoing {
    is_smtp: bool,
    /// True if a field isn't plain text.
    is_odd: bool,
    pub(super) hostname: Option<String>,
    pub(super) port: Option<String>,
    pub(super) socket_type: Option<String>,
    pub(super) username: Option<String>,
}

/// Returns the SMTP servers in a file, up to the first invalid XML or document type.
pub(super) fn outgoing(xml: &str) -> impl Iterator<Item = Outgoing> {
    let mut reader = Reader::from_str(xml);
    // Providers' names contain bare ampersands, as in "Winter & Sons".
    reader.config_mut().allow_dangling_amp = true;
    let mut file = File { reader };
    let servers = std::iter::from_fn(move || file.server());
    servers.take(SERVERS_MAX).filter(|server| server.is_smtp && !server.is_odd)
}

struct File<'a> {
    reader: Reader<&'a [u8]>,
}

impl File<'_> {
    /// Reads the next server.
    fn server(&mut self) -> Option<Outgoing> {
        loop {
            match self.reader.read_event().ok()? {
                Event::Start(element) if element.name().as_ref() == "outgoingServer" => {
                    return self.fields(Outgoing { is_smtp: is_smtp(&element), ..Outgoing::default() });
                }
                Event::DocType(_) | Event::Eof => return None,
                _ => {}
            }
        }
    }

    /// Reads the rest of a server's element.
    fn fields(&mut self, mut server: Outgoing) -> Option<Outgoing> {
        let start = self.reader.buffer_position();
        loop {
            match self.reader.read_event().ok()? {
                Event::Start(element) => match field(&mut server, element.name().as_ref()) {
                    Some(field) => {
                        let (text, is_plain) = self.text()?;
                        field.get_or_insert(text);
                        server.is_odd |= !is_plain;
                    }
                    None => {
                        self.reader.read_to_end(element.name()).ok()?;
                    }
                },
                Event::End(_) => {
                    return (self.reader.buffer_position() - start <= ELEMENT_MAX).then_some(server);
                }
                Event::DocType(_) | Event::Eof => return None,
                _ => {}
            }
        }
    }

    /// Reads the text of a field. Also returns true if it has neither child elements nor unknown entities.
    fn text(&mut self) -> Option<(String, bool)> {
        let (mut text, mut is_plain) = (String::new(), true);
        loop {
            match self.reader.read_event().ok()? {
                Event::Text(part) => text.push_str(&part),
                Event::CData(part) => text.push_str(&part),
                Event::GeneralRef(name) => match name.resolve_char_ref().ok()? {
                    Some(letter) => text.push(letter),
                    // XML predefines five entities (XML 1.0, section 4.6).
                    None => match resolve_xml_entity(&name) {
                        Some(known) => text.push_str(known),
                        None => is_plain = false,
                    },
                },
                Event::Start(child) => {
                    self.reader.read_to_end(child.name()).ok()?;
                    is_plain = false;
                }
                Event::Empty(_) => is_plain = false,
                Event::End(_) => return Some((text.trim().to_owned(), is_plain)),
                Event::Comment(_) => {}
                _ => return None,
            }
        }
    }
}

fn is_smtp(element: &BytesStart<'_>) -> bool {
    element
        .attributes()
        .flatten()
        .any(|attribute| attribute.key.as_ref() == "type" && attribute.value == "smtp")
}

/// Returns the field for this element, or `None` if we don't use it.
fn field<'a>(server: &'a mut Outgoing, name: &str) -> Option<&'a mut Option<String>> {
    match name {
        "hostname" => Some(&mut server.hostname),
        "port" => Some(&mut server.port),
        "socketType" => Some(&mut server.socket_type),
        "username" => Some(&mut server.username),
        _ => None,
    }
}
