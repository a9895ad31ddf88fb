//! Fills in the app's values that an administrator sent.

use std::{cell::RefCell, rc::Rc};

use shared::{grant::Credential, hand_over::Answer, status::Step, wire::HandOver};
use yew::prelude::*;

use super::details_read::{Entered, parse};
use crate::{
    client::{
        pieces::p,
        plan::{AppFields, Entry},
        state::{Action, Choice, Wizard},
    },
    components::{Tone, notice},
    say,
};

thread_local! {
    /// The values that were filled in, so that the form can say so until the client changes them.
    static FILLED: RefCell<Option<AppFields>> = const { RefCell::new(None) };
}

/// What became of an answer.
pub(super) enum Filling {
    /// The values were filled in now, and the page goes on.
    Now,
    /// They were filled in before. The client came back to this step.
    Before,
    /// The administrator didn't send it, or this page is too old to read it.
    Unreadable,
}

/// Opens an answer, fills in its values, and goes on to the test.
pub(super) fn fill(wizard: &UseReducerHandle<Wizard>, handed: &HandOver) -> Option<Filling> {
    let sealed = handed.sealed.as_ref()?;
    let link = wizard.link.hand_over(handed.step, handed.salt);
    let Ok(Answer::App(app)) = Answer::open(&link, handed.step, sealed) else {
        return Some(Filling::Unreadable);
    };
    let (entered, expires) = match app.credential() {
        Credential::ClientSecret { value, expires } => (Entered::Text(Ok(value.clone())), *expires),
        Credential::Certificate(certificate) => (Entered::Certificate(Ok(certificate.clone())), None),
    };
    let fields = AppFields {
        tenant: app.tenant().as_str().to_owned(),
        application: app.application().as_str().to_owned(),
        expires: expires.map(|day| day.to_string()).unwrap_or_default(),
        remind: false,
    };
    FILLED.set(Some(fields.clone()));
    let is_there = is_filled_in(wizard) && wizard.secret.secret() == Some(app.text());
    if is_there {
        return Some(Filling::Before);
    }
    let remind = matches!(wizard.plan().entry, Entry::OauthClient(AppFields { remind: true, .. }));
    let typed = Entry::OauthClient(AppFields { remind, ..fields }).typed(wizard, None);
    let filled = Wizard { typed: typed.clone(), ..(**wizard).clone() };
    wizard.dispatch(Action::Typed(typed));
    let choice = filled.choice.clone().unwrap_or(Choice::Other);
    if let Ok(login) = parse(&filled, &choice, entered) {
        wizard.dispatch(Action::Detailed(login));
    } else {
        // Something else is missing, and the form says what.
        wizard.dispatch(Action::Left(Rc::new(app.text().clone())));
        wizard.dispatch(Action::Go(Step::Details));
    }
    Some(Filling::Now)
}

/// Says that the administrator filled in the app's values, until the client changes them.
pub(super) fn filled_in(wizard: &Wizard) -> Html {
    if !is_filled_in(wizard) || wizard.secret.secret().is_none() {
        return Html::default();
    }
    let say = say::letter();
    notice(Tone::Ok, say.hand_over_filled().into(), p(say.hand_over_filled_next()))
}

/// Returns true if the fields have what the administrator sent. The reminder is the client's own choice.
fn is_filled_in(wizard: &Wizard) -> bool {
    let Entry::OauthClient(app) = wizard.plan().entry else { return false };
    let fields = AppFields { remind: false, ..app };
    FILLED.with_borrow(|filled| filled.as_ref() == Some(&fields))
}
