//! Shows the recovery codes once.

use shared::wire::Code;
use web_sys::{Event, HtmlInputElement};
use yew::prelude::*;

use crate::{
    components::{Button, Look, ProblemNotice, copy},
    say,
    staff::{file::download, task::use_task},
};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) agency: AttrValue,
    pub(crate) codes: Vec<Code>,
    pub(crate) done: Callback<()>,
}

/// Shows the codes. The user can continue after confirming that they saved them.
#[component]
pub(crate) fn Recovery(props: &Props) -> Html {
    let say = say::account();
    let kept = use_state_eq(|| false);
    let copied = use_state_eq(|| false);
    let saving = use_task();
    let lines = props.codes.iter().map(|code| code.0.as_str()).collect::<Vec<_>>().join("\n");
    let save = {
        let (saving, lines, agency) = (saving.clone(), lines.clone(), props.agency.clone());
        Callback::from(move |()| {
            let text = format!("{}\n\n{lines}\n", say.recovery_file(&agency));
            saving.run(async move { download("recovery-codes.txt", &text) });
        })
    };
    let copy_all = {
        let copied = copied.setter();
        Callback::from(move |()| {
            let (copied, lines) = (copied.clone(), lines.clone());
            wasm_bindgen_futures::spawn_local(async move { copied.set(copy(&lines).await) });
        })
    };
    let onchange = {
        let kept = kept.setter();
        move |event: Event| kept.set(event.target_unchecked_into::<HtmlInputElement>().checked())
    };
    html! {
        <div class="stack">
            <p>{ say.recovery_what() }</p>
            <ul class="codes">{ for props.codes.iter().map(|code| html! { <li>{ code.0.clone() }</li> }) }</ul>
            if let Some(problem) = saving.problem() { <ProblemNotice {problem} /> }
            <div class="buttons">
                <Button onclick={save}>{ say.recovery_save() }</Button>
                <Button look={Look::Quiet} onclick={copy_all}>{ if *copied { say.recovery_copied() } else { say.recovery_copy() } }</Button>
            </div>
            <label class="choice">
                <input id="codes-kept" type="checkbox" checked={*kept} {onchange} />
                <span>{ say.recovery_kept() }</span>
            </label>
            if *kept {
                <Button look={Look::Primary} wide=true onclick={props.done.clone()}>{ say.recovery_continue() }</Button>
            }
        </div>
    }
}
