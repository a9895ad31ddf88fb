//! The steps with an app, each with the values that it shows and the fields for what it gives.

use std::rc::Rc;

use shared::{
    grant::steps::{CREATE_CERTIFICATE, Rights, consent_link},
    link::HandOverLink,
    rules::Address,
    ways::{Way, guide::AdminStep},
    wire::{Config, HandOverView},
};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::{
    commands::Commands,
    fields::{Which, one},
    kept::{self, Kept, use_question},
    secret_field::{self, SecretField},
    send::send,
    values::{Values, Wrong},
};
use crate::{
    api,
    client::pieces::{fold, muted, p, request_notice, sentences, small_print, submit},
    components::{CopyField, Heading, Tone, notice},
    request::{Request, use_request},
    say, time,
};

/// The properties of [`HelperPage`].
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) link: Rc<HandOverLink>,
    pub(super) view: Rc<HandOverView>,
    pub(super) config: Rc<Config>,
}

/// The form's state.
#[derive(Clone)]
struct Form {
    values: UseStateHandle<Values>,
    /// The errors of the last attempt to send, until the next edit.
    wrong: UseStateHandle<Option<Wrong>>,
    is_scoped: UseStateHandle<bool>,
    secret: NodeRef,
    is_done: UseStateHandle<bool>,
    request: Request,
}

#[hook]
fn use_form(link: &Rc<HandOverLink>, is_done: bool) -> Form {
    let before = use_memo((), {
        let link = link.clone();
        move |()| kept::recall(&link)
    });
    let form = Form {
        values: use_state(|| before.values.clone()),
        wrong: use_state(|| None),
        is_scoped: use_state_eq(|| before.is_scoped),
        secret: use_node_ref(),
        is_done: use_state_eq(|| is_done),
        request: use_request(),
    };
    use_effect_with((*form.wrong).clone(), |wrong| focus(wrong.as_ref().and_then(Wrong::first)));
    let kept = Kept { values: (*form.values).clone(), is_scoped: *form.is_scoped };
    use_effect_with((kept, *form.is_done), {
        let link = link.clone();
        move |(kept, is_done)| if *is_done { kept::remove(&link) } else { kept::store(&link, kept) }
    });
    use_question(&form.secret);
    form
}

impl Form {
    /// Returns a callback that sends the values if they are right, and otherwise shows what is wrong.
    fn onsubmit(&self, link: &Rc<HandOverLink>) -> Callback<SubmitEvent> {
        let (form, link) = (self.clone(), link.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if form.request.is_under_way() {
                return;
            }
            match form.values.answer(&secret_field::read(&form.secret), time::now()) {
                Ok(answer) => {
                    let (secret, is_done) = (form.secret.clone(), form.is_done.clone());
                    send(&form.request, &link, &answer, move || {
                        secret_field::clear(&secret);
                        is_done.set(true);
                    });
                }
                Err(wrong) => form.wrong.set(Some(wrong)),
            }
        })
    }

    /// Returns the errors to show: those of the last attempt, or those of what was typed so far.
    fn errors(&self) -> Wrong {
        (*self.wrong).clone().unwrap_or_else(|| self.values.wrong_so_far(time::now()))
    }
}

/// Renders the page.
#[component]
pub(super) fn HelperPage(props: &Props) -> Html {
    let (say, view) = (say::helper(), &props.view);
    let form = use_form(&props.link, view.done_at.is_some());
    let has_begun = use_mut_ref(|| false);
    // Opening the page reports nothing, because mail scanners open links too.
    let begin = {
        let link = props.link.clone();
        move || {
            if !has_begun.replace(true) {
                let link = link.clone();
                // If it isn't delivered, the client only sees later that someone has started.
                spawn_local(async move { drop(api::helper::opened(&link).await) });
            }
        }
    };
    if *form.is_done {
        return done(props);
    }
    let onclick = {
        let begin = begin.clone();
        move |_: MouseEvent| begin()
    };
    let oninput = {
        let wrong = form.wrong.clone();
        move |_: InputEvent| {
            begin();
            wrong.set(None);
        }
    };
    let onsubmit = form.onsubmit(&props.link);
    html! {
        <form class="stack stack--loose" {onsubmit} {onclick} {oninput} novalidate=true autocomplete="off">
            <div class="stack">
                <Heading text={say.heading(&view.site)} title={props.config.agency.clone()} />
                { p(&say.what(&view.client, &view.site, &view.mailbox)) }
                { p(&say.compare(&view.client)) }
                { p(say.needs()) }
                { muted(&say.private(&view.client)) }
            </div>
            { rights(&form) }
            { steps(&form, &view.mailbox) }
            { request_notice(&form.request) }
            { submit(&say.send(&view.client), form.request.is_under_way()) }
            <div>{ fold(say.good_to_know(), surprises(&form)) }</div>
            { small_print(&say.until(&time::date(view.expires_at))) }
        </form>
    }
}

/// Renders what surprises people who do it for the first time.
fn surprises(form: &Form) -> Html {
    let all = way(form).surprises().iter();
    sentences("plain-list", all.map(|it| say::administrator().surprise(*it)))
}

fn way(form: &Form) -> Way {
    if *form.is_scoped { Way::AppScoped } else { Way::AppClassic }
}

/// Renders the choice between the two kinds of rights.
fn rights(form: &Form) -> Html {
    let (say, ways) = (say::helper(), say::ways());
    let row = |way: Way, is_scoped: bool| {
        let state = form.is_scoped.clone();
        let onchange = move |_: Event| state.set(is_scoped);
        html! {
            <label class="choice">
                <input type="radio" name="rights" checked={*form.is_scoped == is_scoped} {onchange} />
                <span>{ ways.name(way) }</span>
            </label>
        }
    };
    html! {
        <fieldset class="question">
            <legend>{ say.rights() }</legend>
            { row(Way::AppScoped, true) }
            { row(Way::AppClassic, false) }
            <p class="field__hint">{ say.rights_hint() }</p>
        </fieldset>
    }
}

/// A step of this page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Step(AdminStep),
    /// Enter the certificate or the client secret, after the steps that create them.
    Proof,
}

impl Shown {
    /// Returns the steps, in order. The last step of the way, entering the values, is what the fields in the others are
    /// for.
    fn all(way: Way) -> Vec<Self> {
        let mut all = Vec::new();
        for step in way.admin_steps().iter().filter(|step| **step != AdminStep::EnterValuesAndProof) {
            all.push(Self::Step(*step));
            if *step == AdminStep::CreateSecretInstead {
                all.push(Self::Proof);
            }
        }
        all
    }
}

fn steps(form: &Form, mailbox: &Address) -> Html {
    let wrong = form.errors();
    // With its key, a step keeps its fields when the steps around it change.
    let item = |shown: Shown| {
        let (words, below) = match shown {
            Shown::Step(step) => (say::administrator().step(step), below(step, form, mailbox, &wrong)),
            Shown::Proof => (say::helper().proof(), proof(form, &wrong)),
        };
        html! { <li key={format!("{shown:?}")}><div class="stack">{ p(words) }{ below }</div></li> }
    };
    html! { <ol class="path">{ for Shown::all(way(form)).into_iter().map(item) }</ol> }
}

/// Renders the fields for the certificate or the client secret.
fn proof(form: &Form, wrong: &Wrong) -> Html {
    html! { <>
        <SecretField input={form.secret.clone()} error={wrong.secret.clone().map(AttrValue::from)} />
        { one(&form.values, Which::Expires, wrong.expires.as_ref()) }
    </> }
}

/// Renders what belongs to a step: a value to copy, or the fields for what it gives.
fn below(step: AdminStep, form: &Form, mailbox: &Address, wrong: &Wrong) -> Html {
    let (say, values) = (say::helper(), &form.values);
    match step {
        AdminStep::RegisterApp => html! { <CopyField label={say.label_name()} value={say.app_name()} /> },
        AdminStep::CopyIds => html! { <>
            { one(values, Which::Application, wrong.application.as_ref()) }
            { one(values, Which::Tenant, wrong.tenant.as_ref()) }
            { one(values, Which::Registration, wrong.registration.as_ref()) }
        </> },
        AdminStep::UploadCertificate => {
            let label = say::letter().label_certificate_commands();
            html! { <CopyField {label} value={CREATE_CERTIFICATE.join("\n")} /> }
        }
        AdminStep::AddSendAsApp => {
            let all = Rights::Classic.permissions().iter();
            html! { <>{ for all.map(|it| html! { <CopyField label={it.api} value={it.name} /> }) }</> }
        }
        AdminStep::GrantConsent => consent(values),
        AdminStep::FindObjectId => one(values, Which::Object, wrong.object.as_ref()),
        AdminStep::RunCommands => html! {
            <Commands values={(**values).clone()} mailbox={mailbox.clone()} is_scoped={*form.is_scoped} />
        },
        _ => Html::default(),
    }
}

/// Renders the link for the approval, once the two IDs in it are known.
fn consent(values: &Values) -> Html {
    let say = say::helper();
    let link = match (values.tenant.parse(), values.application.parse()) {
        (Ok(tenant), Ok(application)) => consent_link(&tenant, &application),
        _ => return muted(say.consent_waits()),
    };
    html! { <CopyField label={say.label_consent()} value={link} /> }
}

/// Renders the page after the values were sent.
fn done(props: &Props) -> Html {
    let (say, view) = (say::helper(), &props.view);
    html! {
        <div class="stack">
            <Heading text={say.done()} title={props.config.agency.clone()} />
            { p(&say.done_what(&view.client)) }
            { p(&say.done_delete(&view.client)) }
            { notice(Tone::Unknown, say.done_expiry().into(), p(say.done_expiry_next())) }
            { muted(say.done_close()) }
        </div>
    }
}

fn focus(id: Option<&str>) {
    let field = id.and_then(|id| gloo_utils::document().get_element_by_id(id));
    if let Some(field) = field {
        // If the browser refuses, the error is still shown at the field.
        let _ = wasm_bindgen::JsCast::unchecked_into::<HtmlElement>(field).focus();
    }
}
