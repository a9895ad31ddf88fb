//! What became of the client's last message.

use shared::wire::Call;
use yew::prelude::*;

use super::{times::dated, who::Who};
use crate::{
    client::pieces::p,
    components::{Tone, notice},
    say, time,
};

/// Says when the last message was sent and what comes next, or who has helped.
pub(super) fn last_sent(who: &Who) -> Html {
    let Some(sent) = &who.sent else { return Html::default() };
    let say = say::letter();
    if let Some(settled) = &sent.settled {
        let title = if is_recent(settled.at) {
            say.help_settled(&settled.by, &time::clock(settled.at))
        } else {
            say.help_settled_on(&settled.by, &time::date(settled.at))
        };
        return notice(Tone::Ok, title.into(), p(say.help_settled_next()));
    }
    let title = if is_recent(sent.at) {
        say.help_sent(&who.person.name, &time::clock(sent.at))
    } else {
        say.help_sent_on(&who.person.name, &time::date(sent.at))
    };
    let next = match &sent.call {
        Some(call) => call_asked(who, call),
        None => p(&say.help_sent_next(&who.person.name)),
    };
    notice(Tone::Ok, title.into(), next)
}

/// Says which call the client asked for. The person didn't promise it, so once the time has passed, it says what to do.
fn call_asked(who: &Who, call: &Call) -> Html {
    let (say, name) = (say::letter(), &who.person.name);
    let asked = p(&say.help_sent_call(name, &call.phone, &dated(call.from, call.until)));
    if call.until > time::now() {
        return asked;
    }
    let over = match who.person.contact.phone {
        Some(_) => say.help_sent_call_over(name),
        None => say.help_sent_call_over_no_phone().to_owned(),
    };
    html! { <>{ asked }{ p(&over) }</> }
}

/// Returns true if a time of the day is enough to say when something happened.
fn is_recent(at: i64) -> bool {
    time::now() - at < time::DAY / 2
}
