//! The clipboard: pasting, which a page may handle differently from typing, and reading what was copied.

use serde_json::json;
use thirtyfour::Key;

use super::{Browser, find};

impl Browser {
    /// Clears the field with this label, and pastes `text` into it from the clipboard.
    pub fn paste(&self, label: &str, text: &str) {
        self.open_clipboard();
        let copied = self.script(
            "return navigator.clipboard.writeText(arguments[0]).then(() => 'copied', (error) => `${error}`);",
            &[json!(text)],
        );
        assert_eq!(copied, "copied", "the clipboard accepts it");
        self.act(&format!("a field with the label “{label}”"), &find::field(label), &async |element| {
            element.scroll_into_view().await?;
            element.send_keys(Key::Control + "a").await?;
            element.send_keys(Key::Backspace).await?;
            element.send_keys(Key::Control + "v").await
        });
    }

    /// Returns the text that was copied last.
    pub fn clipboard(&self) -> String {
        self.open_clipboard();
        let text = self.script(
            "return navigator.clipboard.readText().catch((error) => { throw new Error(`${error}`); });",
            &[],
        );
        text.as_str().expect("a text").to_owned()
    }

    fn open_clipboard(&self) {
        let permissions = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
        self.devtools("Browser.grantPermissions", permissions);
    }
}
