//! An onboarding's receipt, and what happened to the settings.

use shared::{retention::DeletionRule, wire::Receipt};
use yew::prelude::*;

use crate::{say, time};

/// Says when and why the email settings were deleted, or when they will be.
fn fate(receipt: &Receipt, now: i64) -> Option<String> {
    let say = say::staff();
    if let Some(deleted) = &receipt.deleted {
        let why = match deleted.rule {
            DeletionRule::SavedElsewhere => say.receipt_deleted_elsewhere(),
            DeletionRule::AfterSetup => say.receipt_deleted_after_setup(),
            DeletionRule::Withdrawn => say.receipt_deleted_withdrawn(),
            DeletionRule::Revoked => say.receipt_deleted_revoked(),
            DeletionRule::Replaced => say.receipt_deleted_replaced(),
        };
        return Some(format!("{} {why}", say.receipt_deleted(&time::moment(now, deleted.at))));
    }
    let at = receipt.delete_at?;
    Some(say.receipt_deletes(&time::left(now, at), &time::date(at)))
}

pub(super) fn receipt_of(receipt: &Receipt, now: i64) -> Html {
    let say = say::staff();
    let sent = say.receipt_sent(&time::moment(now, receipt.submitted_at), &say::list(&receipt.recipients));
    let opened = match receipt.collected_at {
        Some(at) => say.receipt_opened(&time::moment(now, at)),
        None => say.receipt_unopened().into(),
    };
    let resealed =
        receipt.resealed.as_ref().map(|it| say.receipt_resealed(&it.by, &time::moment(now, it.at)));
    let events: Vec<String> = [Some(sent), Some(opened), resealed].into_iter().flatten().collect();
    let digest = html! { <code class="fingerprint">{ &receipt.digest }</code> };
    html! {
        <div class="receipt stack">
            <h3>{ say.receipt() }</h3>
            <p>{ events.join(" ") }</p>
            if let Some(fate) = fate(receipt, now) { <p>{ fate }</p> }
            <p class="small muted">{ say::with_elements(say.receipt_digest_parts(), &[digest]) }</p>
        </div>
    }
}
