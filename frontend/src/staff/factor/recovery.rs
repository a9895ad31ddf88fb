//! The recovery codes, shown once.

use shared::wire::Code;
use web_sys::{Event, HtmlInputElement};
use yew::prelude::*;

use crate::{
    components::{Button, Look, ProblemNotice, copy},
    staff::{file::download, remote::use_task},
};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) agency: AttrValue,
    pub(crate) codes: Vec<Code>,
    pub(crate) done: Callback<()>,
}

/// Ten codes to keep; the way on opens once they are said to be kept.
#[component]
pub(crate) fn Recovery(props: &Props) -> Html {
    let kept = use_state_eq(|| false);
    let copied = use_state_eq(|| false);
    let saving = use_task();
    let lines = props.codes.iter().map(|code| code.0.as_str()).collect::<Vec<_>>().join("\n");
    let save = {
        let (saving, lines, agency) = (saving.clone(), lines.clone(), props.agency.clone());
        Callback::from(move |()| {
            let text = format!("Recovery codes, {agency}. Each opens your account once.\n\n{lines}\n");
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
            <p>{ "If your phone is lost, each of these opens your account once, in the place of a code. They are shown only now: print them, or put them into your password manager." }</p>
            <ul class="codes">{ for props.codes.iter().map(|code| html! { <li>{ code.0.clone() }</li> }) }</ul>
            if let Some(problem) = saving.problem.clone() { <ProblemNotice {problem} /> }
            <div class="buttons">
                <Button onclick={save}>{ "Save as a file" }</Button>
                <Button look={Look::Quiet} onclick={copy_all}>{ if *copied { "Copied" } else { "Copy all" } }</Button>
            </div>
            <label class="choice">
                <input id="codes-kept" type="checkbox" checked={*kept} {onchange} />
                <span>{ "I have put them in a safe place" }</span>
            </label>
            if *kept {
                <Button look={Look::Primary} wide=true onclick={props.done.clone()}>{ "Go on" }</Button>
            }
        </div>
    }
}
