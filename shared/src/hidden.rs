//! Characters that do not show, or turn what stands around them: what a stranger's server says is kept without them.

/// Whether it is one of those, a control character included.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
