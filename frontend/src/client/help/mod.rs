//! The help that the client can ask for: who can be called or written to, and a message that says that the client is
//! stuck.

mod form;
mod panel;
mod reveals;
mod sent;
mod times;
mod who;

use std::{cell::Cell, rc::Rc};

use shared::{
    check::CheckVerdict,
    report::Verdict,
    retention::DeletionRule,
    status::Step,
    wire::{PersonToAsk, Situation},
};
use yew::prelude::*;

pub(super) use panel::{HelpPanel, Props as PanelProps};

use super::{
    help_bar::{focus, help_bar},
    state::Wizard,
    steps::StepProps,
};
use crate::time;

thread_local! {
    /// True if the client opened the help on the first program's page, which handed the page over for it.
    static WAS_OPENED: Cell<bool> = const { Cell::new(false) };
}

/// Opens the help when the page is drawn.
pub(super) fn open_at_start() {
    WAS_OPENED.set(true);
}

/// Renders the line that opens the help, and the help once it is open.
pub(super) fn help(wizard: &UseReducerHandle<Wizard>) -> Html {
    html! { <Help ..StepProps::of(wizard) /> }
}

#[component]
fn Help(props: &StepProps) -> Html {
    let wizard = &props.wizard;
    let was_opened = use_memo((), |()| WAS_OPENED.take());
    let is_open = use_state_eq(|| wizard.asked_for_help || *was_opened);
    use_effect_with((), {
        let was_opened = *was_opened;
        move |()| {
            if was_opened {
                focus();
            }
        }
    });
    let onclick = {
        let is_open = is_open.setter();
        Callback::from(move |_: MouseEvent| is_open.set(true))
    };
    let content = if *is_open {
        let secret = wizard.secret.secret().map(|secret| Rc::new(secret.clone()));
        let person = wizard.contact.as_ref().map(|contact| {
            let (name, contact) = (wizard.view.contact_name.clone(), (**contact).clone());
            Rc::new(PersonToAsk { name, contact })
        });
        let props = PanelProps {
            person,
            takes_messages: !is_revoked(wizard),
            ..PanelProps::new(wizard.link.clone(), situation(wizard), secret)
        };
        html! { <HelpPanel ..props /> }
    } else {
        Html::default()
    };
    let is_unfolded = wizard.asked_for_help || *was_opened;
    help_bar(&wizard.view.contact_name, is_unfolded, None, onclick, content)
}

/// Returns true if only the receipt is left because the manager revoked the link.
fn is_revoked(wizard: &Wizard) -> bool {
    let deleted = wizard.receipt().and_then(|receipt| receipt.deleted.as_ref());
    deleted.is_some_and(|deleted| deleted.rule == DeletionRule::Revoked)
}

/// Returns what the page shows.
fn situation(wizard: &Wizard) -> Situation {
    let has_failed = wizard.check().is_some_and(|check| check.verdict != CheckVerdict::Ok);
    let is_wrong = wizard.report.as_ref().is_some_and(|report| report.verdict() == Verdict::Fail);
    // The number was counted when the last test ended.
    let has_none_left = wizard.checks_left == 0 && wizard.checks_from > time::now();
    match wizard.step {
        _ if wizard.view.is_over || wizard.withdrawn => Situation::LinkOver,
        Step::Details | Step::Check if has_none_left => Situation::ChecksUsedUp,
        Step::Details | Step::Check | Step::Receipt if has_failed => Situation::CheckFailed,
        Step::Report if is_wrong => Situation::RecordsWrong,
        _ => Situation::Nothing,
    }
}
