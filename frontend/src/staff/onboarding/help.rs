//! A client who asked for help: where they are, what happened, and when to call them.

use shared::wire::{Call, HelpAsked, SettleHelp, Situation};
use yew::prelude::*;

use crate::{
    api,
    components::{Button, Look, ProblemNotice},
    say,
    staff::{board::at_step, task::use_task},
    time,
};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) id: AttrValue,
    /// The requests that no one has settled, newest first.
    pub(super) help: Vec<HelpAsked>,
    /// Called after they are settled.
    pub(super) changed: Callback<()>,
}

/// Renders the requests, and the button that settles them.
#[component]
pub(super) fn HelpCard(props: &Props) -> Html {
    let (task, say) = (use_task(), say::staff());
    let Some(newest) = props.help.first() else { return Html::default() };
    let onclick = {
        let (task, id, changed) = (task.clone(), props.id.clone(), props.changed.clone());
        // A request that arrives in the meantime stays open.
        let request = SettleHelp { until: newest.at };
        Callback::from(move |()| {
            let (id, request, changed) = (id.clone(), request.clone(), changed.clone());
            task.run(async move {
                api::staff::settle_help(&id, &request).await?;
                changed.emit(());
                Ok(())
            });
        })
    };
    html! {
        <section class="card stack" aria-labelledby="help">
            <h2 id="help">{ say.help() }</h2>
            { for props.help.iter().map(one) }
            <p class="muted">{ say.help_settle_what() }</p>
            if let Some(problem) = task.problem() { <ProblemNotice {problem} /> }
            <div><Button look={Look::Primary} busy={task.is_busy()} {onclick}>
                { if task.is_busy() { say.help_settling() } else { say.help_settle() } }
            </Button></div>
        </section>
    }
}

fn one(help: &HelpAsked) -> Html {
    let say = say::staff();
    let line = |term: &str, value: Html| html! { <div><dt>{ term.to_owned() }</dt><dd>{ value }</dd></div> };
    let when = time::moment(time::now(), help.at);
    html! {
        <div class="stack" key={help.at}>
            <p class="muted"><time datetime={time::machine(help.at)}>{ say.help_when(&when) }</time></p>
            <dl class="facts">
                { line(say.help_place(), html! { { at_step(help.step) } }) }
                if let Some(words) = happened(help) { { line(say.help_happened(), html! { { words } }) } }
                if let Some(note) = &help.note { { line(say.help_note(), html! { { note.as_str() } }) } }
                if let Some(call) = &help.call { { line(say.help_call(), to_call(call)) } }
            </dl>
        </div>
    }
}

/// Says what the client's page showed, if something went wrong. Someone who has used up their tests has failed them, so
/// the last failure is the one to know.
fn happened(help: &HelpAsked) -> Option<String> {
    let say = say::staff();
    let cause = help.cause.as_ref().filter(|cause| !cause.is_empty());
    Some(match (help.situation, cause) {
        (Situation::Nothing, _) => return None,
        (Situation::CheckFailed, None) => say.help_check_failed().into(),
        (Situation::CheckFailed, Some(cause)) => say.help_check_failed_cause(cause),
        (Situation::ChecksUsedUp, None) => say.help_checks_used_up().into(),
        (Situation::ChecksUsedUp, Some(cause)) => say.help_checks_used_up_cause(cause),
        (Situation::RecordsWrong, _) => say.help_records_wrong().into(),
        (Situation::LinkOver, _) => say.help_link_over().into(),
    })
}

/// Renders the client's number, which calls them, and the time that they chose: by this device's clock, and by the
/// client's if that is another one.
fn to_call(call: &Call) -> Html {
    let (say, from) = (say::staff(), time::date_and_clock(call.from));
    let when = say.help_call_when(&from, &time::clock(call.until));
    let there = (call.offset != time::utc_offset(call.from)).then(|| {
        let from = time::date_and_clock_at(call.from, call.offset);
        let until = time::clock_at(call.until, call.offset);
        say.help_call_there(&from, &until, &say::utc_offset(call.offset))
    });
    html! {
        <>
            <a href={call.phone.url()}>{ call.phone.as_str() }</a>{ " " }
            <span class="muted">{ when }</span>
            if let Some(there) = there { <br /><span class="muted">{ there }</span> }
        </>
    }
}
