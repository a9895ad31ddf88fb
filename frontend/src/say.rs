//! What the pages say (`shared/words`), in the page's language.

use words::Language;

/// The sentences for clients.
pub(crate) const fn client() -> words::Client {
    words::client(Language::En)
}
