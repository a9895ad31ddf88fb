//! The page, with one form that is saved with one button.

use std::rc::Rc;

use shared::wire::{Base64, BrandView, LogoRequest, Problem};
use web_sys::SubmitEvent;
use yew::prelude::*;

use super::{
    color::ColorField,
    logo::{LogoChange, LogoField},
    typed::{Typed, Which, Wrong},
};
use crate::{
    api,
    components::{Button, Field, Heading, Kind, Look, Notice, ProblemNotice, Tone},
    say,
    staff::{
        focus::use_focus_on_wrong,
        remote::use_remote,
        route::Route,
        session::use_session,
        state::shown,
        task::{Task, use_task},
    },
};

async fn ask((): ()) -> Result<BrandView, Problem> {
    api::staff::brand().await
}

/// Renders the page.
#[component]
pub(crate) fn AgencyPage() -> Html {
    let session = use_session();
    let known = use_remote((), ask);
    html! {
        <div class="stack stack--loose column">
            <Heading text={Route::Agency.title()} title={session.config.agency.clone()} />
            <p>{ say::staff().agency_what() }</p>
            { shown(&known, |brand| html! {
                <BrandForm known={brand.clone()} changed={known.reload.clone()} />
            }) }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct FormProps {
    known: Rc<BrandView>,
    changed: Callback<()>,
}

/// The state of the form.
#[derive(Clone)]
struct Form {
    typed: UseStateHandle<Typed>,
    wrong: UseStateHandle<Wrong>,
    logo: UseStateHandle<LogoChange>,
    is_done: UseStateHandle<bool>,
    task: Task,
}

impl Form {
    /// Sends what was typed, and then the logo if it changes.
    fn save(&self, changed: &Callback<()>) {
        self.is_done.set(false);
        let brand = match self.typed.parse() {
            Ok(brand) => brand,
            Err(wrong) => return self.wrong.set(wrong),
        };
        self.wrong.set(Wrong::default());
        let (form, changed) = (self.clone(), changed.clone());
        self.task.run(async move {
            let mut view = api::staff::set_brand(&brand).await?;
            match &*form.logo {
                LogoChange::Keep => {}
                LogoChange::Replace(chosen) => {
                    let logo = Base64(chosen.logo.bytes().to_vec());
                    view = api::staff::set_logo(&LogoRequest { logo }).await?;
                }
                LogoChange::Remove => view = api::staff::remove_logo().await?,
            }
            form.typed.set(Typed::of(&view.brand));
            form.logo.set(LogoChange::Keep);
            form.is_done.set(true);
            changed.emit(());
            Ok(())
        });
    }

    fn error(&self, which: Which) -> Option<AttrValue> {
        self.wrong.of(which).or_else(|| self.task.problem_of(which.in_request()))
    }

    fn oninput(&self, which: Which) -> Callback<String> {
        let (typed, is_done) = (self.typed.clone(), self.is_done.setter());
        Callback::from(move |text| {
            is_done.set(false);
            typed.set(typed.with(which, text));
        })
    }

    /// Renders a field of text.
    fn field(&self, which: Which, kind: Kind, label: &'static str, hint: Option<AttrValue>) -> Html {
        html! {
            <Field id={which.id()} {label} {hint} {kind} autocomplete="off" value={self.typed.text(which)}
                error={self.error(which)} oninput={self.oninput(which)} />
        }
    }
}

#[component]
fn BrandForm(props: &FormProps) -> Html {
    let form = Form {
        typed: use_state_eq(|| Typed::of(&props.known.brand)),
        wrong: use_state_eq(Wrong::default),
        logo: use_state_eq(LogoChange::default),
        is_done: use_state_eq(|| false),
        task: use_task(),
    };
    use_focus_on_wrong(((*form.wrong).clone(), form.task.problem()));
    let onsubmit = {
        let (form, changed) = (form.clone(), props.changed.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            form.save(&changed);
        }
    };
    let set = {
        let (logo, is_done) = (form.logo.setter(), form.is_done.setter());
        Callback::from(move |change| {
            is_done.set(false);
            logo.set(change);
        })
    };
    let say = say::staff();
    let (name_hint, sender_hint) = (say.agency_name_hint(&props.known.setting), say.agency_sender_hint());
    let placed = Which::ALL.map(Which::in_request);
    let unplaced = form.task.unplaced(&[&placed[..], &["logo"]].concat());
    let (task, is_done) = (&form.task, *form.is_done);
    html! {
        <form class="card stack stack--loose" novalidate=true {onsubmit}>
            { form.field(Which::Name, Kind::Text, say.agency_name(), Some(name_hint.into())) }
            <ColorField id={Which::Accent.id()} value={form.typed.text(Which::Accent)}
                error={form.error(Which::Accent)} oninput={form.oninput(Which::Accent)} />
            <LogoField current={props.known.logo.clone()} change={(*form.logo).clone()}
                error={task.problem_of("logo")} {set} />
            { contact(&form) }
            { form.field(Which::Sender, Kind::Text, say.agency_sender(), Some(sender_hint.into())) }
            if is_done {
                <Notice tone={Tone::Ok}><p>{ say.agency_saved() }</p></Notice>
            }
            if let Some(problem) = unplaced { <ProblemNotice {problem} /> }
            <div><Button look={Look::Primary} submit=true busy={task.is_busy()}>
                { if task.is_busy() { say.agency_saving() } else { say.agency_save() } }
            </Button></div>
        </form>
    }
}

/// Renders the fields about whom clients can call or write to.
fn contact(form: &Form) -> Html {
    let say = say::staff();
    let hours = Some(say.agency_contact_hours_hint().into());
    html! {
        <section class="stack" aria-labelledby="contact">
            <h2 id="contact">{ say.agency_contact() }</h2>
            <p>{ say.agency_contact_what() }</p>
            { form.field(Which::ContactName, Kind::Text, say.agency_contact_name(), None) }
            { form.field(Which::ContactEmail, Kind::Email, say.agency_contact_email(), None) }
            { form.field(Which::ContactPhone, Kind::Phone, say.agency_contact_phone(), None) }
            { form.field(Which::ContactHours, Kind::Text, say.agency_contact_hours(), hours) }
        </section>
    }
}
