//! The sender that people see.

use mail_parser::{Address, DateTime, HeaderValue, parsers::MessageStream};
use shared::delivery::Author;

use super::{
    headers::{Message, RawHeader},
    mailbox,
};

/// How many addresses are listed if there are several.
const ADDRESSES_MAX: usize = 8;

/// Returns the sender in the `From` header.
pub(super) fn find(message: &Message<'_>) -> Author {
    let mut addresses: Vec<String> = message.named("From").flat_map(addresses).collect();
    match (addresses.len(), message.named("From").count()) {
        (0, _) => Author::Missing,
        (1, 1) => {
            let address = addresses.remove(0);
            mailbox(&address).map_or(Author::Unreadable(address), Author::One)
        }
        _ => {
            addresses.truncate(ADDRESSES_MAX);
            Author::Several(addresses)
        }
    }
}

fn addresses(header: &RawHeader<'_>) -> Vec<String> {
    let parsed = header.short_value().map(|value| MessageStream::new(value).parse_address());
    let Some(HeaderValue::Address(found)) = parsed else { return Vec::new() };
    let all = match found {
        Address::List(list) => list,
        Address::Group(groups) => groups.into_iter().flat_map(|group| group.addresses).collect(),
    };
    all.into_iter().filter_map(|one| one.address).map(|address| shown(&address)).collect()
}

/// Returns a header's value in one line, without invisible characters.
pub(crate) fn text_of(header: &RawHeader<'_>) -> String {
    let text = String::from_utf8_lossy(header.value);
    let words: Vec<String> = text.split_whitespace().map(shown).collect();
    words.join(" ")
}

/// Returns a stranger's text without invisible characters.
fn shown(text: &str) -> String {
    text.chars().filter(|c| !shared::hidden::is_hidden(*c)).collect()
}

/// Returns the time in a `Received` header, in Unix seconds.
pub(crate) fn date(date: &DateTime) -> Option<i64> {
    date.is_valid().then(|| date.to_timestamp())
}
