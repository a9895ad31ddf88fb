//! The email about a client who asks for help.

use sealpost_core::notice::HelpAsked;
use shared::{
    status::Step,
    wire::{Call, Situation},
};

use super::{LANGUAGE, MAIL};

const STAFF: words::Staff = words::staff(LANGUAGE);

/// Returns the subject, the name of the person who gets it, and the paragraphs: who asks and where, what happened, the
/// client's own words, when to call, and the page.
pub(super) fn asked(asked: HelpAsked<'_>, page: String) -> (String, &str, Vec<String>) {
    let HelpAsked { name, client, site, help, .. } = asked;
    let mut paragraphs = vec![MAIL.help(&client, site), MAIL.help_where(&place(help.step))];
    paragraphs.extend(happened(asked));
    paragraphs.extend(help.note.as_ref().map(|note| MAIL.help_note(note)));
    paragraphs.extend(help.call.as_ref().map(call));
    paragraphs.extend([MAIL.help_link().into(), page]);
    (MAIL.help_subject(&client), name, paragraphs)
}

/// Says on which step the client is, in the same words as the board.
fn place(step: Step) -> &'static str {
    match step {
        Step::Welcome => STAFF.place_welcome(),
        Step::Provider => STAFF.place_provider(),
        Step::Guide => STAFF.place_guide(),
        Step::Details => STAFF.place_details(),
        Step::Check => STAFF.place_check(),
        Step::Receipt => STAFF.place_receipt(),
        Step::Report => STAFF.place_report(),
    }
}

/// Says what the client's page showed, if something went wrong. Someone who has used up their tests has failed them, so
/// the last failure is the one to know.
fn happened(asked: HelpAsked<'_>) -> Vec<String> {
    let meaning = asked.meaning.filter(|meaning| !meaning.is_empty());
    let why = meaning.map(|meaning| MAIL.help_check_failed_why(&meaning));
    match asked.help.happened.situation {
        Situation::Nothing => Vec::new(),
        Situation::CheckFailed => vec![why.unwrap_or_else(|| MAIL.help_check_failed().into())],
        Situation::ChecksUsedUp => [MAIL.help_checks_used_up().to_owned()].into_iter().chain(why).collect(),
        Situation::RecordsWrong => vec![MAIL.help_records_wrong().into()],
        Situation::LinkOver => vec![MAIL.help_link_over().into()],
    }
}

/// Says when the client wants to be called, as the client's clock shows it. No one knows in which time zone this is read.
fn call(call: &Call) -> String {
    let (from, until) = (call.offset.shift(call.from), call.offset.shift(call.until));
    MAIL.help_call(
        &call.phone,
        &words::day(LANGUAGE, from),
        &words::clock(LANGUAGE, from),
        &words::clock(LANGUAGE, until),
        &words::utc_offset(LANGUAGE, call.offset),
    )
}
