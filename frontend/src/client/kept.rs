//! Keeps everything that was typed, except the secret, across a reload. It's in the tab's session storage, which
//! servers don't see and which ends with the tab. The secret is never stored there.

use serde::{Deserialize, Serialize};
use shared::status::Step;
use web_sys::Storage;

use super::state::{Reload, Typed, Wizard};
use crate::json;

/// The data stored for one link.
#[derive(Serialize, Deserialize)]
struct Kept {
    provider: String,
    address: String,
    typed: Typed,
    passed: Option<Typed>,
    note: String,
}

/// Stores what was typed so far, or removes it after the settings were sent.
pub(crate) fn store(wizard: &Wizard) {
    let Some(storage) = storage() else { return };
    let name = name(wizard);
    // If the browser stores nothing, the client only has to type more after a reload.
    let Some(choice) = wizard.choice.as_ref().filter(|_| wizard.receipt().is_none()) else {
        let _ = storage.remove_item(&name);
        return;
    };
    let kept = Kept {
        provider: choice.id().to_owned(),
        address: wizard.address.clone(),
        typed: wizard.typed.clone(),
        passed: wizard.passed.clone(),
        note: wizard.note.clone(),
    };
    if let Ok(text) = serde_json::to_string(&kept) {
        let _ = storage.set_item(&name, &text);
    }
}

/// Restores what was stored for the same address and provider.
pub(crate) fn recall(wizard: &mut Wizard) {
    let text = storage().and_then(|storage| storage.get_item(&name(wizard)).ok()?);
    let Some(kept) = text.and_then(|text| json::read::<Kept>(&text)) else { return };
    let is_same = wizard.choice.as_ref().is_some_and(|choice| choice.id() == kept.provider)
        && wizard.address == kept.address
        && wizard.receipt().is_none();
    if is_same {
        if wizard.step >= Step::Details {
            wizard.reload = Reload::Kept;
        }
        wizard.typed = kept.typed;
        wizard.passed = kept.passed;
        wizard.note = kept.note;
    }
}

fn storage() -> Option<Storage> {
    gloo_utils::window().session_storage().ok()?
}

fn name(wizard: &Wizard) -> String {
    format!("sealpost:{}", wizard.link.locator())
}
