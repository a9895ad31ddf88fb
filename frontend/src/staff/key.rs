//! The technician's public key: given, or made here with its secret half as a file to keep.

use shared::{
    open::Identities,
    recipients::Recipient,
    wire::{KeyRequest, Me},
};
use web_sys::{Event, HtmlInputElement, SubmitEvent};
use yew::prelude::*;

use crate::{
    api,
    components::{Button, CopyField, Field, Heading, Kind, Look, ProblemNotice},
    staff::{
        file::download,
        focus::use_focus_on_wrong,
        remote::use_task,
        session::{Session, use_session},
    },
};

/// The page.
#[component]
pub(crate) fn KeyPage() -> Html {
    let session = use_session();
    let current = session.me.key.as_deref().and_then(|key| Recipient::new(&session.me.name, key).ok());
    html! {
        <div class="stack stack--loose">
            <Heading text="My key" title={session.config.agency.clone()} />
            <p>
                { "Clients’ settings are sealed to your public key. Only the secret half, a file that you keep, opens them; \
                   this server never has it." }
            </p>
            if let Some(key) = current {
                <section class="card stack column" aria-labelledby="current">
                    <h2 id="current">{ "Sealed to this key" }</h2>
                    <p>{ "Fingerprint, to compare with your managers: " }<code class="fingerprint">{ key.fingerprint() }</code></p>
                    <CopyField label="Public key" value={key.key().to_owned()} />
                    <p class="muted small">
                        { "Before you change it: what is sealed already, and what comes through links that are out, opens only \
                           with this key. Keep its file. Your managers will be asked to accept the new one." }
                    </p>
                </section>
            }
            <div class="two">
                <Make />
                <Give />
            </div>
        </div>
    }
}

async fn register(session: &Session, key: String) -> Result<(), shared::wire::Problem> {
    let me: Me = api::staff::give_key(&KeyRequest { key }).await?;
    session.changed.emit(me);
    Ok(())
}

/// A public key that the technician has already.
#[component]
fn Give() -> Html {
    let session = use_session();
    let typed = use_state(AttrValue::default);
    let wrong = use_state(|| None::<AttrValue>);
    let task = use_task();
    use_focus_on_wrong(((*wrong).clone(), task.problem.clone()));
    let onsubmit = {
        let (session, typed, wrong, task) = (session.clone(), typed.clone(), wrong.setter(), task.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let recipient = match Recipient::new(&session.me.name, &typed) {
                Ok(recipient) => recipient,
                Err(error) => {
                    // A secret key that was pasted by mistake does not stay on the screen.
                    if error == shared::recipients::RecipientError::IsSecretKey {
                        typed.set(AttrValue::default());
                    }
                    return wrong.set(Some(error.to_string().into()));
                }
            };
            wrong.set(None);
            let (session, typed) = (session.clone(), typed.clone());
            task.run(async move {
                register(&session, recipient.key().to_owned()).await?;
                typed.set(AttrValue::default());
                Ok(())
            });
        }
    };
    html! {
        <form class="card stack" novalidate=true aria-labelledby="give" {onsubmit}>
            <h2 id="give">{ "I have an age key" }</h2>
            <Field id="key" label="Public key" kind={Kind::Exact} hint="It starts with age1. In a file from age-keygen it stands in the first line."
                value={(*typed).clone()} error={(*wrong).clone().or_else(|| task.problem_of("key"))}
                oninput={let typed = typed.setter(); move |text: String| typed.set(text.into())} />
            if let Some(problem) = task.unplaced(&["key"]) { <ProblemNotice {problem} /> }
            <div><Button submit=true busy={task.busy}>{ if task.busy { "Registering …" } else { "Use this key" } }</Button></div>
        </form>
    }
}

/// A new identity, made in the browser; its file is kept by the technician, its public half is registered.
#[component]
fn Make() -> Html {
    let session = use_session();
    let made = use_state(|| None::<std::rc::Rc<Identities>>);
    let kept = use_state_eq(|| false);
    let (saving, registering) = (use_task(), use_task());
    let name = format!("sealpost-key-{}.txt", slug(&session.me.name));
    let save = {
        let (name, saving) = (name.clone(), saving.clone());
        Callback::from(move |identities: std::rc::Rc<Identities>| {
            let name = name.clone();
            saving.run(async move { download(&name, &identities.to_file()) });
        })
    };
    let make = {
        let (made, kept, save) = (made.setter(), kept.setter(), save.clone());
        Callback::from(move |()| {
            let identities = std::rc::Rc::new(Identities::generate());
            kept.set(false);
            save.emit(identities.clone());
            made.set(Some(identities));
        })
    };
    let Some(identities) = (*made).clone() else {
        return html! {
            <section class="card stack" aria-labelledby="make">
                <h2 id="make">{ "Make a key here" }</h2>
                <p>{ "Your browser makes it and saves its secret half as a file. Put that file where you keep such things: a password manager, an encrypted disk." }</p>
                <div><Button look={Look::Primary} onclick={make}>{ "Make a key and save its file" }</Button></div>
            </section>
        };
    };
    let again = {
        let identities = identities.clone();
        Callback::from(move |()| save.emit(identities.clone()))
    };
    let onchange = {
        let kept = kept.setter();
        move |event: Event| kept.set(event.target_unchecked_into::<HtmlInputElement>().checked())
    };
    let register = {
        let (session, made, task) = (session.clone(), made.setter(), registering.clone());
        let key = identities.public_keys().swap_remove(0);
        Callback::from(move |()| {
            let (session, made, key) = (session.clone(), made.clone(), key.clone());
            task.run(async move {
                register(&session, key).await?;
                made.set(None);
                Ok(())
            });
        })
    };
    html! {
        <section class="card stack" aria-labelledby="make">
            <h2 id="make">{ "Keep the file, then register" }</h2>
            <p>{ "Saved as " }<code>{ &name }</code>{ " where your browser puts downloads. Move it to a safe place now. Whoever has it can read what is sealed to you; \
                  without it, nobody can, and nobody can make it again." }</p>
            if let Some(problem) = saving.problem.clone() { <ProblemNotice {problem} /> }
            <div><Button look={Look::Quiet} onclick={again}>{ "Save it once more" }</Button></div>
            <label class="choice">
                <input id="kept" type="checkbox" checked={*kept} {onchange} />
                <span>{ "The file is in a safe place" }</span>
            </label>
            if let Some(problem) = registering.problem.clone() { <ProblemNotice {problem} /> }
            if *kept {
                <div><Button look={Look::Primary} busy={registering.busy} onclick={register}>
                    { if registering.busy { "Registering …" } else { "Register its public half" } }
                </Button></div>
            }
        </section>
    }
}

/// A name as part of a file's name.
fn slug(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.collect::<Vec<_>>().join("-").to_ascii_lowercase();
    if slug.is_empty() { "mine".into() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn file_names_are_plain() {
        assert_eq!(slug("Ada L. Byron"), "ada-l-byron");
        assert_eq!(slug("../etc"), "etc");
        assert_eq!(slug("Łé"), "mine");
    }
}
