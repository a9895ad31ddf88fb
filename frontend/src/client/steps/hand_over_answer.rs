//! The app's values that an administrator sent. The page fills them in once. After that, the client decides.

use std::{cell::RefCell, rc::Rc};

use shared::{
    check::{CheckReport, CheckVerdict},
    diagnosis::Acts,
    grant::{Credential, OauthClient},
    hand_over::Answer,
    link::Link,
    sealed::OpenError,
    secret::Secret,
    status::Step,
    wire::HandOver,
};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{
    details_read::{Entered, parse},
    hand_over_tab::{Happened, remember, remembers},
};
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

/// How the values that arrived compare with those that the page has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compared {
    /// They weren't filled in yet, or only the secret was lost in a reload. The page fills them in and goes on.
    New,
    /// The page has them.
    Same,
    /// The client changed them, or entered something else.
    Other,
}

/// Opens the answer, if it has arrived. It can't be opened if the administrator didn't send it, or if this page is too
/// old.
pub(super) fn open(link: &Link, handed: &HandOver) -> Option<Result<OauthClient, OpenError>> {
    let sealed = handed.sealed.as_ref()?;
    let link = link.hand_over(handed.step, handed.salt);
    Some(Answer::open(&link, handed.step, sealed).map(|Answer::App(app)| app))
}

/// Compares the values with those that the page has.
pub(super) fn compare(wizard: &Wizard, handed: &HandOver, app: &OauthClient) -> Compared {
    let has_fields = has_fields(wizard, &fields_of(app));
    let is_app = |secret: &Secret| matches!(secret, Secret::OauthClient(own) if own == app);
    if has_fields && wizard.login().is_some_and(|login| is_app(&login.secret)) {
        return Compared::Same;
    }
    let is_being_typed = field().is_some_and(|field| !field.value().is_empty());
    let has_secret = wizard.secret.secret().is_some();
    let is_new = if remembers(&wizard.link, handed.salt, Happened::FilledIn) {
        has_fields && !has_secret
    } else {
        !has_secret || matches!(wizard.plan().entry, Entry::OauthClient(_))
    };
    if is_new && !is_being_typed { Compared::New } else { Compared::Other }
}

/// Fills the values in, and goes on to the test.
pub(super) fn fill(wizard: &UseReducerHandle<Wizard>, handed: &HandOver, app: &OauthClient) {
    remember(&wizard.link, handed.salt, Happened::FilledIn);
    if let Some(field) = field() {
        // The page would keep its text in place of the new secret.
        field.set_value("");
    }
    let entered = match app.credential() {
        Credential::ClientSecret { value, .. } => Entered::Text(Ok(value.clone())),
        Credential::Certificate(certificate) => Entered::Certificate(Ok(certificate.clone())),
    };
    let fields = fields_of(app);
    FILLED.set(Some(fields.clone()));
    let remind = matches!(wizard.plan().entry, Entry::OauthClient(AppFields { remind: true, .. }));
    let typed = Entry::OauthClient(AppFields { remind, ..fields }).typed(wizard, None);
    let filled = Wizard { typed: typed.clone(), ..(**wizard).clone() };
    wizard.dispatch(Action::Typed(typed));
    let choice = filled.choice.clone().unwrap_or(Choice::Other);
    if let Ok(login) = parse(&filled, &choice, entered) {
        wizard.dispatch(Action::Filled(login));
    } else {
        // Something else is missing, and the form says what.
        wizard.dispatch(Action::Left(Rc::new(app.text().clone())));
        wizard.dispatch(Action::Go(Step::Details));
    }
}

/// Returns the texts for the app's fields. The reminder is the client's own choice.
fn fields_of(app: &OauthClient) -> AppFields {
    let expires = match app.credential() {
        Credential::ClientSecret { expires, .. } => *expires,
        // It says itself when it expires.
        Credential::Certificate(_) => None,
    };
    AppFields {
        tenant: app.tenant().as_str().to_owned(),
        application: app.application().as_str().to_owned(),
        expires: expires.map(|day| day.to_string()).unwrap_or_default(),
        remind: false,
    }
}

fn has_fields(wizard: &Wizard, fields: &AppFields) -> bool {
    let Entry::OauthClient(app) = wizard.plan().entry else { return false };
    AppFields { remind: false, ..app } == *fields
}

/// Returns the secret's field, if the page has it.
fn field() -> Option<HtmlInputElement> {
    gloo_utils::document().get_element_by_id("secret")?.dyn_into().ok()
}

/// Says in the form that the administrator filled in the app's values, until the client changes them.
pub(super) fn filled_in(wizard: &Wizard) -> Html {
    let is_filled_in =
        FILLED.with_borrow(|filled| filled.as_ref().is_some_and(|filled| has_fields(wizard, filled)));
    if is_filled_in && wizard.secret.secret().is_some() { same(wizard) } else { Html::default() }
}

/// Says that the page has the administrator's values, and what to do if they don't work.
pub(super) fn same(wizard: &Wizard) -> Html {
    let say = say::letter();
    let (tone, next) = match wizard.check() {
        Some(report) if needs_administrator(report) => (Tone::Unknown, say.hand_over_filled_failed()),
        Some(report) if report.verdict != CheckVerdict::Ok => (Tone::Unknown, say.hand_over_filled_again()),
        _ => (Tone::Ok, say.hand_over_filled_next()),
    };
    notice(tone, say.hand_over_filled().into(), p(next))
}

/// Returns true if the administrator has to act after a test that failed. Other failures say nothing about the values.
fn needs_administrator(report: &CheckReport) -> bool {
    report.diagnosis.as_ref().is_some_and(|found| found.acts == Acts::Administrator)
}
