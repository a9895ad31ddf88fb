//! The help itself: the person, how to reach them, what became of the last message, and the form for another one.

use std::rc::Rc;

use shared::{
    details::SecretText,
    link::Link,
    wire::{HelpSent, PersonToAsk, Situation},
};
use web_sys::HtmlElement;
use yew::prelude::*;

use super::{
    form::HelpForm,
    sent::last_sent,
    who::{Known, Who, use_who},
};
use crate::{
    client::{
        contact::contact,
        pieces::{muted, small, text},
    },
    components::{fold, problem_notice},
    say,
};

/// How often the page asks if someone has helped, in milliseconds.
const EVERY: u32 = 30_000;

/// The properties of [`HelpPanel`].
#[derive(Properties, Clone)]
pub(crate) struct Props {
    pub(crate) link: Rc<Link>,
    /// What the page shows.
    pub(crate) situation: Situation,
    /// The secret that was typed, which must not be in a message.
    pub(crate) secret: Option<Rc<SecretText>>,
    /// The person, if they are known already. They can be called even if the server can't be reached.
    pub(crate) person: Option<Rc<PersonToAsk>>,
    /// False if the server accepts no message, because the link was revoked.
    pub(crate) takes_messages: bool,
    /// How often the page asks, in milliseconds.
    pub(crate) every: u32,
}

impl Props {
    pub(crate) fn new(link: Rc<Link>, situation: Situation, secret: Option<Rc<SecretText>>) -> Self {
        Self { link, situation, secret, person: None, takes_messages: true, every: EVERY }
    }
}

impl PartialEq for Props {
    /// A page never changes its link.
    fn eq(&self, other: &Self) -> bool {
        (self.situation, &self.secret, &self.person, self.takes_messages)
            == (other.situation, &other.secret, &other.person, other.takes_messages)
    }
}

/// Renders the help.
#[component]
pub(crate) fn HelpPanel(props: &Props) -> Html {
    let known = use_who(&props.link, props.every);
    let (sends, status) = (use_state_eq(|| 0_u32), use_node_ref());
    use_effect_with(*sends, {
        let status = status.clone();
        move |&sends| {
            let status = status.cast::<HtmlElement>().filter(|_| sends > 0);
            // The button that was pressed is in a fold that is closed now.
            if let Some(status) = status {
                let _ = status.focus();
            }
        }
    });
    let sent = {
        let (known, sends) = (known.clone(), sends.clone());
        Callback::from(move |sent| {
            known.set(known.with_sent(sent));
            sends.set(*sends + 1);
        })
    };
    let who = known.who();
    let person = who.map(|who| &who.person).or(props.person.as_deref());
    html! {
        <div class="stack">
            <div class="stack" role="status" tabindex="-1" ref={status}>{ news(&known) }</div>
            if let Some(person) = person { { contact(person) } }
            if let Some(who) = who.filter(|_| props.takes_messages) { { form(props, who, sent) } }
        </div>
    }
}

/// Says what became of the last message, or why that isn't known.
fn news(known: &UseStateHandle<Known>) -> Html {
    match &**known {
        Known::NotYet => muted(say::client().loading()),
        Known::Failed(problem) => {
            let again = {
                let known = known.clone();
                Callback::from(move |()| known.set(Known::NotYet))
            };
            problem_notice(problem, small(say::client().closed_try_again(), false, again))
        }
        Known::Here(who) => last_sent(who),
    }
}

/// Renders the form below a line that opens it. It is open unless a message is. The elements around the form stay the
/// same, so that nothing that was typed is lost when someone has helped.
fn form(props: &Props, who: &Who, sent: Callback<HelpSent>) -> Html {
    let say = say::letter();
    let name = &who.person.name;
    let summary = if who.sent.is_some() { say.help_again().to_owned() } else { say.help_write(name) };
    let form = html! {
        <HelpForm
            link={props.link.clone()}
            situation={props.situation}
            secret={props.secret.clone()}
            name={name.clone()}
            {sent}
        />
    };
    fold(text(&summary), !who.is_open(), form)
}
