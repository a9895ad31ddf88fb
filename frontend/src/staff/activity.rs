//! Who did what.

use shared::wire::{Activity, Problem};
use yew::prelude::*;

use crate::{
    api,
    components::Heading,
    staff::{onboarding::Timeline, remote::use_remote, session::use_session, state::shown},
};

async fn ask((): ()) -> Result<Vec<Activity>, Problem> {
    api::staff::activity(None).await
}

/// The page.
#[component]
pub(crate) fn Activities() -> Html {
    let session = use_session();
    let activity = use_remote((), ask);
    html! {
        <div class="stack stack--loose column">
            <Heading text="Activity" title={session.config.agency.clone()} />
            <p class="muted">{ "Who did what, newest first. It never holds a password." }</p>
            { shown(&activity, "the activity", |entries| html! { <Timeline entries={(**entries).clone()} /> }) }
        </div>
    }
}
