//! Puts into words what was found about a site's message.

use sealpost_core::store::{JudgedMessage, Proof, SeenMessage};
use shared::{
    delivery::DeliveryAdvice,
    wire::{DeliveryFix, DeliveryView, Judged},
};
use words::delivery;

use super::LANGUAGE;

/// Returns what is known about a site's messages, without reminders. `receives`: true if this server receives messages
/// itself.
pub(crate) fn view(proof: Proof, receives: bool) -> DeliveryView {
    let Proof { waiting, judged: message, .. } = proof;
    DeliveryView { waiting, receives, judged: message.map(judged), remind_monthly: false }
}

fn judged(message: JudgedMessage) -> Judged {
    let JudgedMessage { at, since, answer, doubt, seen } = message;
    let Some(SeenMessage { delivery, advised }) = seen else {
        let (arrival, spf, dkim, dmarc) = (Vec::new(), Vec::new(), Vec::new(), String::new());
        let (advice, evidence) = (Vec::new(), Vec::new());
        return Judged { at, answer, doubt, arrival, spf, dkim, dmarc, advice, evidence };
    };
    let advice = advised.map(|advised| advised.advice).unwrap_or_default();
    Judged {
        at,
        answer,
        doubt,
        arrival: delivery::arrival(LANGUAGE, &delivery, since.unwrap_or(at)),
        spf: delivery::spf(LANGUAGE, &delivery.spf),
        dkim: delivery::dkim(LANGUAGE, &delivery.dkim),
        dmarc: delivery::dmarc(LANGUAGE, &delivery.dmarc),
        advice: advice.iter().map(fix).collect(),
        evidence: delivery.evidence,
    }
}

fn fix(advice: &DeliveryAdvice) -> DeliveryFix {
    let delivery::AdviceText { meaning, fix, acts } = delivery::advice(LANGUAGE, advice);
    DeliveryFix { verdict: advice.verdict(), acts, meaning, fix }
}

#[cfg(test)]
mod tests {
    use sealpost_core::fixture;
    use shared::delivery::Answer;

    use super::*;

    #[test]
    fn a_message_whose_headers_are_deleted_keeps_its_answer() {
        let message = fixture::judged(Answer::No, 1_000);
        let bare = JudgedMessage { seen: None, ..message.clone() };
        let of = |message| view(Proof { judged: Some(message), ..Proof::default() }, true).judged.unwrap();
        let (whole, bare) = (of(message), of(bare));
        assert_eq!((whole.at, whole.answer), (bare.at, bare.answer));
        assert!(whole.arrival[0].contains("4 seconds") && !whole.evidence.is_empty(), "{whole:?}");
        assert!(bare.arrival.is_empty() && bare.evidence.is_empty() && bare.dmarc.is_empty(), "{bare:?}");
    }
}
