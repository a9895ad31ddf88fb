//! What the pages say. Tests look for a message and not for its words.

use words::Language;

/// The client's pages.
pub const CLIENT: words::Client = words::client(Language::En);
