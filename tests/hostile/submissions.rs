//! Sealed files that are sent twice or fifty times at once, and files that aren't sealed.

use shared::wire::{Receipt, SealedSubmission, SubmitRequest};
use support::http::Answer;

use crate::{SECRET, assert_problem, at_once, pin_of_strangers, sealed_by, set_up};

#[test]
fn sending_twice_keeps_the_first_file() {
    let (_server, agency) = set_up();
    let made = agency.onboarding("Bakery", "shop.test");
    let client = agency.client(&made.link);
    let (first, second) = (sealed_by(&client, SECRET), sealed_by(&client, "qrstuvwxyzabcdef"));

    let answer = client.submit(&first);
    assert_eq!(answer.status, 201, "{answer}");
    let receipt: Receipt = answer.json();
    let again = client.submit(&first);
    assert_eq!(
        (again.status, again.json::<Receipt>()),
        (200, receipt.clone()),
        "a lost response can be requested again"
    );
    assert_problem(&client.submit(&second), 409, "already-submitted");

    assert_eq!(client.view().receipt, Some(receipt));
    let path = format!("/api/onboardings/{}/sealed", made.id);
    assert_eq!(agency.technician.get(&path).json::<SealedSubmission>().sealed, first.sealed);
}

#[test]
fn one_of_fifty_parallel_submissions_is_kept() {
    let (_server, agency) = set_up();
    let made = agency.onboarding("Bakery", "shop.test");
    let client = agency.client(&made.link);
    let requests: Vec<SubmitRequest> =
        (0..50).map(|i| sealed_by(&client, &format!("secret number {i}"))).collect();

    let answers: Vec<Answer> = at_once(50, |i| client.submit(&requests[i]));
    let winners: Vec<usize> = (0..50).filter(|&i| answers[i].status == 201).collect();
    let [winner] = winners[..] else { panic!("{winners:?} were all kept") };
    for answer in answers.iter().filter(|answer| answer.status != 201) {
        assert_problem(answer, 409, "already-submitted");
    }
    let path = format!("/api/onboardings/{}/sealed", made.id);
    let kept: SealedSubmission = agency.technician.get(&path).json();
    assert_eq!(kept.sealed, requests[winner].sealed);
    let stored = agency.seen(&made.id).activity;
    assert_eq!(stored.iter().filter(|entry| entry.code == "submission.stored").count(), 1);
}

#[test]
fn a_file_that_is_not_sealed_is_refused_and_nothing_is_lost() {
    let (_server, agency) = set_up();
    let made = agency.onboarding("Bakery", "shop.test");
    let client = agency.client(&made.link);
    let right = sealed_by(&client, SECRET);

    let mut plain = right.clone();
    plain.sealed.file = b"{\"secret\":\"abcdefghijklmnop\"}".to_vec();
    assert_problem(&client.submit(&plain), 422, "not-sealed");
    let mut untagged = right.clone();
    untagged.sealed.tag.clear();
    assert_problem(&client.submit(&untagged), 422, "not-sealed");
    let mut others = right.clone();
    others.recipients = pin_of_strangers();
    assert_problem(&client.submit(&others), 409, "recipients-differ");
    assert_problem(&client.api.send("POST", &client.path("/submission"), b"{\"sealed\":"), 400, "not-json");

    assert_eq!(client.submit(&right).status, 201, "a sealed file is still accepted");
}
