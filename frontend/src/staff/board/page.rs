//! The board's page: search, groups, and keyboard shortcuts.

use gloo_timers::callback::Timeout;
use shared::{
    board::Group,
    wire::{Board, BoardRow, GroupCount, Problem},
};
use web_sys::KeyboardEvent;
use yew::prelude::*;

use super::{
    groups::{hint, title},
    keyboard::{search_by_slash, walk_rows},
    row::Row,
};
use crate::{
    components::{Field, Heading, Kind},
    say,
    staff::{
        remote::{use_quiet_looks, use_remote},
        route::{Go, Route},
        session::use_session,
        state::{Empty, shown},
    },
    time,
};

/// How long to wait after a key press before searching, in milliseconds.
const REST: u32 = 250;

/// The search text and the number of result pages.
type Question = (AttrValue, u32);

async fn ask((query, pages): Question) -> Result<Board, Problem> {
    super::pages(&query, pages).await
}

/// Renders the board.
#[component]
pub(crate) fn BoardPage() -> Html {
    let (session, say) = (use_session(), say::staff());
    let typed = use_state_eq(AttrValue::default);
    let question = use_state_eq(|| (AttrValue::default(), 1));
    let board = use_remote((*question).clone(), ask);
    use_quiet_looks(board.reload.clone());
    use_effect_with((), |()| search_by_slash());
    use_effect_with((*typed).clone(), {
        let question = question.clone();
        move |typed| {
            let typed = typed.clone();
            let timeout = (typed != question.0).then(|| Timeout::new(REST, move || question.set((typed, 1))));
            move || drop(timeout)
        }
    });
    let more = {
        let question = question.clone();
        move |_| question.set((question.0.clone(), question.1 + 1))
    };
    let search = {
        let typed = typed.setter();
        move |text: String| typed.set(text.trim_start().to_owned().into())
    };
    // On an empty board, the button to create an onboarding is in place of the rows.
    let bare = typed.is_empty() && board.value().is_some_and(|board| board.rows.is_empty());
    html! {
        <div class="stack stack--loose">
            <div class="desk__head">
                <Heading text={Route::Board.title()} title={session.config.agency.clone()} />
                if session.manages() && !bare {
                    <Go to={Route::New} class="button button--primary">{ Route::New.title() }</Go>
                }
            </div>
            <search class="search" hidden={bare}>
                <Field id="search" label={say.board_search()} kind={Kind::Search} value={(*typed).clone()} oninput={search}>
                    <kbd class="search__key" title={say.board_search_key()}>{ "/" }</kbd>
                </Field>
            </search>
            { shown(&board, |board| html! {
                <>
                    { groups(board, &question.0, session.manages()) }
                    if board.next.is_some() {
                        <div class="more">
                            <p class="muted">{ say.board_shown(&board.rows.len(), &total(board)) }</p>
                            <button type="button" class="button" onclick={more}>{ say.board_more() }</button>
                        </div>
                    }
                </>
            }) }
        </div>
    }
}

fn groups(board: &Board, query: &str, manages: bool) -> Html {
    if board.rows.is_empty() {
        return nothing(query, manages);
    }
    let now = time::now();
    let group = |&GroupCount { group, count }: &GroupCount| {
        let rows: Vec<&BoardRow> = board.rows.iter().filter(|row| row.group == group).collect();
        let head = html! {
            <>
                <h2>{ title(group) }<span class="group__count">{ count }</span></h2>
                <p class="muted small">{ hint(group) }</p>
            </>
        };
        let list = html! {
            <ul class="rows">
                { for rows.iter().map(|row| html! { <Row key={row.id.clone()} row={(*row).clone()} {now} /> }) }
            </ul>
        };
        if group == Group::Closed && query.is_empty() {
            html! { <details class="group" key="closed"><summary class="group__head">{ head }</summary>{ list }</details> }
        } else {
            html! { <section class="group" key={title(group)}><div class="group__head">{ head }</div>{ list }</section> }
        }
    };
    html! { <div class="groups" onkeydown={|event: KeyboardEvent| walk_rows(&event)}>{ for board.counts.iter().map(group) }</div> }
}

fn total(board: &Board) -> u64 {
    board.counts.iter().map(|of| of.count).sum()
}

fn nothing(query: &str, manages: bool) -> Html {
    let say = say::staff();
    if !query.is_empty() {
        return html! {
            <Empty title={say.board_found_nothing(&query)}>
                <p>{ say.board_found_nothing_next() }</p>
            </Empty>
        };
    }
    html! {
        <Empty title={say.board_empty()}>
            if manages {
                <p>{ say.board_empty_first() }</p>
                <Go to={Route::New} class="button button--primary">{ Route::New.title() }</Go>
            } else {
                <p>{ say.board_empty_wait() }</p>
            }
        </Empty>
    }
}
