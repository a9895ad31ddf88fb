//! The third step if the website gets an app in place of a password.

use shared::status::Step;
use yew::prelude::*;

use super::{back, guide::stuck, to};
use crate::{
    client::{
        pieces::{fold, p, primary, sentences, small},
        state::{Action, AppFields, Typed, Wizard},
    },
    components::Heading,
    say,
};

/// Offers an app in place of a password.
pub(super) fn offer(wizard: &UseReducerHandle<Wizard>) -> Html {
    let say = say::letter();
    html! {
        <div class="card card--quiet stack">
            { p(&say.guide_app_offer(&wizard.view.manager)) }
            <div>{ small(say.guide_app_use(), false, switch(wizard, true)) }</div>
        </div>
    }
}

/// Renders the guide for an app.
pub(super) fn app(wizard: &UseReducerHandle<Wizard>) -> Html {
    let say = say::letter();
    let commands = say.guide_app_exchange(&wizard.names());
    let steps = [
        say.guide_app_register(),
        say.guide_app_ids(),
        say.guide_app_secret(),
        &commands,
        say.guide_app_smtp(),
    ];
    html! {
        <div class="stack stack--loose">
            <div class="stack">
                <Heading text={say.guide_app()} title={wizard.agency.to_string()} />
                { p(say.guide_app_why()) }
                { p(say.guide_app_who()) }
            </div>
            <ol class="path">{ for steps.into_iter().map(|step| html! { <li>{ step }</li> }) }</ol>
            { primary(say.guide_app_done(), to(wizard, Step::Details)) }
            <div class="row">{ back(wizard, Step::Provider) }</div>
            <div>{ small(say.guide_app_no(), false, switch(wizard, false)) }</div>
            <div>
                { fold(say.guide_notes(), html! { <>
                    { sentences("plain-list", [
                        say.guide_app_note_value(),
                        say.guide_app_note_object(),
                        say.guide_app_note_wait(),
                        say.guide_app_note_expires(),
                    ]) }
                </> }) }
                { stuck(wizard) }
            </div>
        </div>
    }
}

fn switch(wizard: &UseReducerHandle<Wizard>, is_used: bool) -> Callback<()> {
    let wizard = wizard.clone();
    Callback::from(move |()| {
        let app = is_used.then(AppFields::default);
        wizard.dispatch(Action::Typed(Typed { app, ..wizard.typed.clone() }));
    })
}
