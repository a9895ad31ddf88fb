//! The activity log: who did what.

use shared::wire::{Activity, Problem};
use yew::prelude::*;

use crate::{
    api,
    components::{Button, Heading},
    say,
    staff::{onboarding::Timeline, remote::use_remote, route::Route, session::use_session, state::shown},
};

struct Log {
    entries: Vec<Activity>,
    more: bool,
}

async fn ask(pages: u32) -> Result<Log, Problem> {
    let mut log = Log { entries: api::staff::activity(None).await?, more: true };
    for _ in 1..pages {
        let older = api::staff::activity(log.entries.last().map(|entry| entry.id)).await?;
        log.more = !older.is_empty();
        log.entries.extend(older);
    }
    log.more &= log.entries.last().is_some_and(|oldest| oldest.id > 1);
    Ok(log)
}

/// Renders the activity log.
#[component]
pub(crate) fn Activities() -> Html {
    let session = use_session();
    let pages = use_state_eq(|| 1_u32);
    let activity = use_remote(*pages, ask);
    let older = {
        let pages = pages.clone();
        Callback::from(move |()| pages.set(*pages + 1))
    };
    html! {
        <div class="stack stack--loose column">
            <Heading text={Route::Activity.title()} title={session.config.agency.clone()} />
            <p class="muted">{ say::staff().activity_what() }</p>
            { shown(&activity, |log| html! {
                <>
                    <Timeline entries={log.entries.clone()} names_clients=true />
                    if log.more {
                        <div><Button onclick={older}>{ say::staff().activity_older() }</Button></div>
                    }
                </>
            }) }
        </div>
    }
}
