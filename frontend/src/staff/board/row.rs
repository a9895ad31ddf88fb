//! One row of the board.

use shared::{
    board::{Group, SECRET_EXPIRING},
    day::Day,
    delivery::Answer,
    report::Verdict,
    status::Status,
    wire::{BoardRow, CheckBrief},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use super::{
    groups::{Action, reason},
    place,
};
use crate::{
    components::{Tone, VerdictMark, copy},
    say,
    staff::{
        create::reminder,
        route::{Go, Route},
        session::use_session,
    },
    time,
};

/// Separates two facts on one line.
const SEPARATOR: &str = " · ";

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) row: BoardRow,
    pub(crate) now: i64,
}

/// Renders a row: client and website, how far they are and since when, sign-in and DNS, manager, and what to do next.
#[component]
pub(crate) fn Row(props: &Props) -> Html {
    let Props { row, now } = props;
    let (why, say) = (row.need.map(reason), say::staff());
    html! {
        <li class={classes!("row-card", (row.group == Group::NeedsYou).then_some("row-card--needs"))}>
            <div class="row-card__who">
                <Go to={Route::Onboarding { id: row.id.clone() }} class="row__link">{ &row.client }</Go>
                <span class="muted small">{ row.site.as_str() }</span>
            </div>
            <div class="row-card__where">
                <span>{ why.unwrap_or_else(|| place(row.status, row.step)) }</span>
                if !row.leavers.is_empty() {
                    <span class="small">{ say.row_former_readers(&say::list(&row.leavers)) }</span>
                }
                <span class="muted small">
                    if why.is_some() { { place(row.status, row.step) }{ SEPARATOR } }
                    <time datetime={time::machine(row.changed_at)}>{ time::updated(*now, row.changed_at) }</time>
                    { ending(row, *now) }
                </span>
                { deleting(row, *now) }
                { secret(row, *now) }
            </div>
            <dl class="row-card__marks">
                <div><dt>{ say.row_sign_in() }</dt><dd>{ check_mark(row.check.as_ref()) }</dd></div>
                <div><dt>{ say.row_dns() }</dt><dd>{ records_mark(row.report) }</dd></div>
                if let Some(mark) = email_mark(row) {
                    <div><dt>{ say.row_email() }</dt><dd>{ mark }</dd></div>
                }
            </dl>
            <span class="row-card__manager muted small">{ &row.manager }</span>
            <Next row={row.clone()} />
        </li>
    }
}

/// Says when the link expires, if that is soon and the client still needs it.
fn ending(row: &BoardRow, now: i64) -> Html {
    let waits = matches!(row.status, Status::Waiting | Status::Started);
    if waits && row.expires_at > now && row.expires_at - now < 7 * time::DAY {
        html! { <>{ SEPARATOR }{ say::staff().row_link_expires(&time::left(now, row.expires_at)) }</> }
    } else {
        Html::default()
    }
}

/// Says when the email settings will be deleted, so that technicians know in time.
fn deleting(row: &BoardRow, now: i64) -> Html {
    row.delete_at.map_or_else(Html::default, |at| {
        let words = say::staff().row_deletes(&time::left(now, at), &time::date(at));
        html! { <span class="small">{ words }</span> }
    })
}

/// Says when the client secret expires, if that is soon.
fn secret(row: &BoardRow, now: i64) -> Html {
    row.secret_expires_at.filter(|at| *at <= now + SECRET_EXPIRING).map_or_else(Html::default, |at| {
        html! { <span class="small">{ secret_expires(at, now) }</span> }
    })
}

/// Says when the client secret expires or expired. It can still work on that day.
pub(crate) fn secret_expires(at: i64, now: i64) -> String {
    let (say, day) = (say::staff(), time::day(at));
    if at > now {
        say.secret_expires(&time::left(now, at), &day)
    } else if Day::of(at).is_some_and(|day| day.is_over(now)) {
        say.secret_expired(&day)
    } else {
        say.secret_expires_today(&day)
    }
}

/// Renders the result of the last sign-in test.
pub(crate) fn check_mark(check: Option<&CheckBrief>) -> Html {
    let say = say::staff();
    match check {
        Some(check) if check.ok => html! { <VerdictMark tone={Tone::Ok}>{ say.check_works() }</VerdictMark> },
        Some(_) => html! { <VerdictMark tone={Tone::Fail}>{ say.check_failed() }</VerdictMark> },
        None => html! { <VerdictMark tone={Tone::Unknown}>{ say.check_none() }</VerdictMark> },
    }
}

/// Renders the result of the last DNS report.
pub(crate) fn records_mark(report: Option<Verdict>) -> Html {
    let say = say::staff();
    match report {
        Some(verdict) => {
            let word = match verdict {
                Verdict::Ok => say.records_right(),
                Verdict::Unknown => say.records_unknown(),
                Verdict::Warn => say.records_warn(),
                Verdict::Fail => say.records_wrong(),
            };
            html! { <VerdictMark tone={Tone::from(verdict)}>{ word }</VerdictMark> }
        }
        None => html! { <VerdictMark tone={Tone::Unknown}>{ say.records_none() }</VerdictMark> },
    }
}

/// Says whether the website's own email arrives, if a message was judged, and when that was last shown.
pub(crate) fn email_mark(row: &BoardRow) -> Option<Html> {
    let say = say::staff();
    if row.mail == Some(Answer::No) {
        return Some(html! { <VerdictMark tone={Tone::Fail}>{ say.email_fails() }</VerdictMark> });
    }
    row.proven_at.map(|at| {
        html! {
            <>
                <VerdictMark tone={Tone::Ok}>{ say.email_arrives() }</VerdictMark>{ " " }
                <time class="muted" datetime={time::machine(at)}>{ time::date(at) }</time>
            </>
        }
    })
}

#[derive(Properties, PartialEq)]
struct NextProps {
    row: BoardRow,
}

/// Renders the button for what to do next.
#[component]
fn Next(props: &NextProps) -> Html {
    let session = use_session();
    let navigator = use_navigator();
    let copied = use_state_eq(|| false);
    let row = &props.row;
    let action = Action::of(row, &session.me);
    let page = Route::Onboarding { id: row.id.clone() };
    let words =
        html! { <>{ action.label() }<span class="aside-voice">{ format!(": {}", row.client) }</span></> };
    match action {
        Action::Open | Action::Configure => {
            html! { <Go to={Route::Open { id: row.id.clone() }} class="button row-card__next">{ words }</Go> }
        }
        Action::Reseal => {
            html! { <Go to={Route::Reseal { id: row.id.clone() }} class="button row-card__next">{ words }</Go> }
        }
        Action::See | Action::NewLink => html! { <Go to={page} class="button row-card__next">{ words }</Go> },
        Action::Remind => {
            let text =
                reminder(&row.site, &time::date(row.expires_at), &session.me.name, &session.config.agency);
            let copied_setter = copied.setter();
            let onclick = move |_| {
                let (text, copied, navigator, page) =
                    (text.clone(), copied_setter.clone(), navigator.clone(), page.clone());
                spawn_local(async move {
                    let done = copy(&text).await;
                    copied.set(done);
                    // If copying is blocked, the onboarding's page shows the text so that it can be selected.
                    if let (false, Some(navigator)) = (done, navigator) {
                        navigator.push(&page);
                    }
                });
            };
            html! {
                <button type="button" class="button row-card__next" {onclick}>
                    if *copied { <span role="status">{ say::staff().action_reminded() }</span> } else { { words } }
                </button>
            }
        }
    }
}
