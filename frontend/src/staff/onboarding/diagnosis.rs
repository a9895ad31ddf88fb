//! Why a test failed, and who has to act.

use shared::diagnosis::{Acts, Diagnosis};
use yew::prelude::*;

use crate::say;

pub(super) fn explain(diagnosis: &Diagnosis) -> Html {
    let say = say::staff();
    let row = |who: &str, what: &str| {
        if what.is_empty() {
            Html::default()
        } else {
            html! { <div><dt>{ who.to_owned() }</dt><dd>{ what.to_owned() }</dd></div> }
        }
    };
    html! {
        <>
            <p><strong>{ &diagnosis.meaning }</strong></p>
            <dl class="facts facts--stacked">
                { row(say.test_client_saw(), &diagnosis.client) }
                { row(say.test_technician(), &diagnosis.technician) }
                { row(say.test_acts(), acts(diagnosis.acts)) }
            </dl>
            if diagnosis.url.starts_with("https://") {
                <p><a href={diagnosis.url.clone()} target="_blank" rel="noreferrer">{ say.test_page() }</a></p>
            }
            <p class="muted small">
                { say::with_elements(say.test_cause_parts(), &[html! { <code>{ &diagnosis.cause }</code> }]) }
            </p>
        </>
    }
}

fn acts(acts: Acts) -> &'static str {
    let say = say::staff();
    match acts {
        Acts::Client => say.test_acts_client(),
        Acts::Administrator => say.test_acts_administrator(),
        Acts::Technician => say.test_acts_technician(),
        Acts::Provider => say.test_acts_provider(),
        Acts::Wait => say.test_acts_wait(),
    }
}
