//! Tests of the wizard's reducer.

use std::rc::Rc;

use shared::{
    check::CheckReport,
    details::Answers,
    diagnosis::Acts,
    retention::DeletionRule,
    rules::Security,
    status::Step,
    wire::{Deletion, Receipt},
};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::Reducible;

use super::{at, login, mailhaus, open, wizard};
use crate::{
    api::check::Left,
    client::{
        plan::{Place, Plan},
        state::{Action, Choice, Login, Reload, SecretState, Typed, Wizard},
    },
    tests::{
        NOW, Server,
        client::{answers, found_server, passed, port, receipt, rejected, secret, view},
    },
};

fn after(wizard: Wizard, action: Action) -> Wizard {
    Rc::unwrap_or_clone(Rc::new(wizard).reduce(action))
}

const LEFT: Left = Left { checks: 4, wait: 0 };

fn checked(wizard: &Wizard, report: CheckReport) -> Action {
    Action::Checked(report, LEFT, wizard.login().expect("complete details").clone())
}

#[wasm_bindgen_test]
fn a_step_opens_only_after_its_requirements() {
    let _server = Server::start();
    for wanted in Step::ALL {
        let step = after(wizard(view()), Action::Go(wanted)).step;
        assert_eq!(step, wanted.min(Step::Provider), "no provider is chosen");
        let step = after(at(Step::Guide), Action::Go(wanted)).step;
        assert_eq!(step, wanted.min(Step::Details), "the secret is missing");
        let step = after(at(Step::Check), Action::Go(wanted)).step;
        assert_eq!(step, wanted.min(Step::Receipt), "the settings weren't sent");
    }
}

#[wasm_bindgen_test]
fn after_sending_there_are_only_the_receipt_and_the_report() {
    let _server = Server::start();
    let mut sent = at(Step::Check);
    sent.secret = SecretState::Sealed(Rc::new(receipt()));
    for wanted in Step::ALL {
        assert_eq!(after(sent.clone(), Action::Go(wanted)).step, wanted.max(Step::Receipt));
    }
    let mut over = view();
    (over.is_over, over.receipt) = (true, Some(receipt()));
    assert_eq!(after(wizard(over), Action::Go(Step::Report)).step, Step::Receipt);
}

#[wasm_bindgen_test]
fn a_returning_client_continues_where_they_left_off() {
    let _server = Server::start();
    let mut begun = view();
    begun.progress.step = Some(Step::Check);
    begun.progress.address = Some(answers().address);
    let wizard = open(begun, Some(mailhaus()));
    assert_eq!(wizard.step, Step::Details, "the secret isn't on this device");
    assert_eq!(wizard.typed.host, "smtp.mailhaus.test");
    assert_eq!(wizard.progress().provider.as_deref(), Some("mailhaus"));
}

#[wasm_bindgen_test]
fn a_client_with_deleted_settings_sees_the_receipt_first() {
    let _server = Server::start();
    let mut gone = view();
    gone.progress.step = Some(Step::Report);
    let deleted = Some(Deletion { at: NOW, rule: DeletionRule::AfterSetup });
    gone.receipt = Some(Receipt { deleted, ..receipt() });
    assert_eq!(wizard(gone).step, Step::Receipt);
}

#[wasm_bindgen_test]
fn choosing_another_provider_clears_the_details() {
    let _server = Server::start();
    let before = at(Step::Check);
    let address = answers().address;
    let same = after(before.clone(), Action::Chosen(mailhaus(), None, address.clone()));
    assert!(same.login().is_some() && same.step == Step::Guide);
    for action in [
        Action::Chosen(Choice::Other, None, address.clone()),
        Action::Chosen(mailhaus(), Some(found_server()), address),
        Action::Chosen(mailhaus(), None, "shop@bakery.test".parse().expect("an address")),
    ] {
        let other = after(before.clone(), action);
        assert!(matches!(other.secret, SecretState::Missing) && other.passed.is_none());
    }
}

#[wasm_bindgen_test]
fn the_same_details_keep_a_check_that_passed_and_repeat_one_that_failed() {
    let _server = Server::start();
    let again = || Action::Detailed(login("abcdefghijklmnop"));
    let wizard = at(Step::Check);
    let kept = after(wizard.clone(), checked(&wizard, passed()));
    let kept = after(kept, again());
    assert!(kept.has_passed());
    let failed = after(wizard.clone(), checked(&wizard, rejected(Acts::Client)));
    assert!(failed.check().is_some() && !failed.has_passed() && failed.passed.is_none());
    assert!(after(failed, again()).check().is_none());
    let other = Answers { port: port(587), ..answers() };
    assert!(
        after(kept, Action::Detailed(Login { answers: other, ..login("abcdefghijklmnop") }))
            .check()
            .is_none()
    );
}

#[wasm_bindgen_test]
fn a_check_of_other_details_is_dropped_but_counts() {
    let _server = Server::start();
    let mut wizard = at(Step::Check);
    let late = checked(&wizard, passed());
    wizard.secret = SecretState::Complete(Rc::new(login("ponmlkjihgfedcba")));
    let wizard = after(wizard, late);
    assert!(wizard.check().is_none());
    assert_eq!(wizard.checks_left, 4);
}

#[wasm_bindgen_test]
fn details_that_passed_before_a_reload_need_no_new_test() {
    let _server = Server::start();
    let detailed = || Action::Detailed(login("abcdefghijklmnop"));
    let mut wizard = at(Step::Details);
    wizard.reload = Reload::Kept;
    assert_eq!(after(wizard.clone(), detailed()).step, Step::Check);
    wizard.passed = Some(wizard.typed.clone());
    let tested = after(wizard.clone(), detailed());
    assert_eq!((tested.step, tested.reload), (Step::Receipt, Reload::TestedBefore));
    let filled = after(wizard, Action::Filled(login("abcdefghijklmnop")));
    let expected = (Step::Check, Reload::None);
    assert_eq!((filled.step, filled.reload), expected, "nobody knows if it's the same one");
}

#[wasm_bindgen_test]
fn changing_the_secret_drops_the_check() {
    let _server = Server::start();
    let wizard = at(Step::Check);
    let wizard = after(wizard.clone(), checked(&wizard, passed()));
    assert!(after(wizard.clone(), Action::Left(secret("abcdefghijklmnop"))).has_passed());
    let left = after(wizard, Action::Left(secret("ponmlkjihgfedcba")));
    let SecretState::Typed(typed) = left.secret else { panic!("expected only a typed secret") };
    assert_eq!(typed.expose(), "ponmlkjihgfedcba");
}

#[wasm_bindgen_test]
fn a_plan_that_is_removed_takes_its_secret_along() {
    let _server = Server::start();
    let with = |wizard: Wizard, plan: String| {
        let typed = Typed { plan, ..wizard.typed.clone() };
        after(wizard, Action::Typed(typed))
    };
    let wizard = with(at(Step::Check), Plan::default().write());
    let wizard = with(wizard, Plan { place: Place::List, ..Plan::default() }.write());
    assert!(wizard.login().is_some(), "the guide is read again");
    assert!(with(wizard, String::new()).secret.secret().is_none());
}

#[wasm_bindgen_test]
fn limits_become_times_on_this_devices_clock() {
    let _server = Server::start();
    let wizard = after(at(Step::Check), Action::Limited(90));
    assert_eq!((wizard.checks_left, wizard.checks_from), (0, NOW + 90));
}

#[wasm_bindgen_test]
fn a_suggested_port_is_filled_in_and_tested_again() {
    let _server = Server::start();
    let wizard = at(Step::Check);
    let wizard = after(wizard.clone(), checked(&wizard, rejected(Acts::Client)));
    let wizard = after(wizard, Action::OtherPort(port(587), Security::Starttls));
    assert_eq!((wizard.typed.port.as_str(), wizard.step), ("587", Step::Details));
    assert!(wizard.check().is_none() && wizard.login().is_some());
}

#[wasm_bindgen_test]
fn the_details_are_cleared_after_sending() {
    let _server = Server::start();
    let mut wizard = at(Step::Receipt);
    wizard.note = "Call me".into();
    let wizard = after(wizard, Action::Submitted(receipt()));
    assert!(wizard.receipt().is_some() && wizard.note.is_empty());
    assert_eq!(wizard.step, Step::Receipt);
}

#[wasm_bindgen_test]
fn every_change_increases_the_revision() {
    let _server = Server::start();
    let wizard = after(at(Step::Guide), Action::Note("a".into()));
    assert_eq!(wizard.revision, 1);
    assert_eq!(after(wizard, Action::Pasted("b".into())).revision, 2);
}

#[wasm_bindgen_test]
fn nothing_brings_a_secret_back_after_sending() {
    let _server = Server::start();
    let sent = after(at(Step::Receipt), Action::Submitted(receipt()));
    for action in [
        Action::Left(secret("abcdefghijklmnop")),
        Action::Detailed(login("abcdefghijklmnop")),
        Action::Checked(passed(), LEFT, Rc::new(login("abcdefghijklmnop"))),
        Action::OtherPort(port(587), Security::Starttls),
        Action::Chosen(Choice::Other, None, answers().address),
    ] {
        let later = after(sent.clone(), action);
        assert!(later.receipt().is_some() && later.secret.secret().is_none());
    }
}
