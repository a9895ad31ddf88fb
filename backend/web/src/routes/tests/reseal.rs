//! What was encrypted for a technician who left is re-encrypted for the current team.

use axum::http::StatusCode;
use shared::{
    link::Token,
    open::{Identities, is_from_link, is_sealed_to, open, open_link},
    status::Status,
    wire::{BoardRow, ClientView, KeyProof, Receipt, Role, SealedSubmission},
};

use super::{Server, fixture, signed_in};
use crate::say::ACTIVITY as SAY;

#[tokio::test]
async fn a_submission_is_re_encrypted_without_the_client() {
    let server = Server::new().await;
    let (uma, _) = server.second_technician().await;
    let (row, link, receipt) = server.submitted().await;
    server.take_key_of("Uma").await;
    let (person, kim) = fixture::technician(server.store(), "Kim").await;
    let kims = signed_in(server.store(), &person).await;
    let set = server.current().await;
    let submission = server.sealed(&row.id).await;
    let request = server.resealed(&submission, &set);
    server.reseal(&row.id, &kims, &request).await.problem(409, "not-now");
    for token in [&server.manager, &server.admin] {
        server.reseal(&row.id, token, &request).await.problem(403, "forbidden");
    }
    let after: BoardRow = server.reseal(&row.id, &server.technician, &request).await.json(StatusCode::OK);
    assert_eq!((after.status, after.leavers), (Status::Submitted, vec![]));

    let submission: SealedSubmission =
        server.get(&format!("/api/onboardings/{}/sealed", row.id), &uma).await.json(StatusCode::OK);
    assert_eq!(
        (&submission.sealed, &submission.recipients),
        (&request.sealed, &set),
        "the old copy was replaced"
    );
    let opened = open(&kim, &submission.sealed.file).unwrap();
    let vouching = open_link(&kim, &submission.sealed_link).unwrap().link;
    assert!(is_from_link(&vouching, &submission.sealed, &opened) && is_sealed_to(&opened, &set));
    assert_eq!(opened.secret.text().expose(), "hunter2");

    let seen = server.seen(&row.id).await;
    assert_eq!(seen.still_read, []);
    assert_eq!(seen.read_before.iter().map(|reader| reader.name.as_str()).collect::<Vec<_>>(), ["Uma"]);
    let entry = &seen.activity[0];
    assert_eq!((entry.code.as_str(), entry.who.as_str()), ("submission.resealed", "Tess"));
    assert_eq!(entry.sentence, SAY.submission_resealed_without(&"Tess", &"Kim and Tess", &"Uma"));

    // The client still sees the receipt of what they sent and who can open it now, and can withdraw it.
    let path = format!("/api/o/{}", link.locator());
    let view: ClientView = server.get(&path, &link.token()).await.json(StatusCode::OK);
    let kept = view.receipt.unwrap();
    assert_eq!((kept.digest, kept.submitted_at), (receipt.digest, receipt.submitted_at));
    assert_eq!(
        (kept.recipients, kept.resealed.unwrap().by),
        (vec!["Kim".into(), "Tess".into()], "Tess".into())
    );
    assert_eq!(view.recipients.pin(), link.pin(), "the page checks the pin as before");
    let withdraw = format!("{path}/withdraw");
    server.post(&withdraw, &link.token(), &()).await.is_empty_with(StatusCode::NO_CONTENT);
    server.reseal(&row.id, &server.technician, &request).await.problem(409, "not-now");
}

#[tokio::test]
async fn resending_the_same_file_after_re_encryption_returns_the_receipt() {
    let server = Server::new().await;
    let (row, link, set) = server.onboarding().await;
    let path = format!("/api/o/{}/submission", link.locator());
    let request = fixture::submission(&link, &set, "hunter2");
    let first: Receipt = server.post(&path, &link.token(), &request).await.json(StatusCode::CREATED);
    fixture::technician(server.store(), "Kim").await;
    let re_encrypted = server.resealed(&server.sealed(&row.id).await, &server.current().await);
    assert_eq!(server.reseal(&row.id, &server.technician, &re_encrypted).await.status, StatusCode::OK);
    let again: Receipt = server.post(&path, &link.token(), &request).await.json(StatusCode::OK);
    assert_eq!((again.digest, again.recipients), (first.digest, vec!["Kim".into(), "Tess".into()]));
    let other = fixture::submission(&link, &set, "hunter3");
    server.post(&path, &link.token(), &other).await.problem(409, "already-submitted");
}

#[tokio::test]
async fn re_encryption_needs_the_stored_file_and_the_current_set() {
    let server = Server::new().await;
    let (row, ..) = server.submitted().await;
    fixture::technician(server.store(), "Kim").await;
    let set = server.current().await;
    let submission = server.sealed(&row.id).await;
    let (first, second) = (server.resealed(&submission, &set), server.resealed(&submission, &set));
    let crowd =
        [&first, &second, &first, &second].map(|request| server.reseal(&row.id, &server.technician, request));
    let answers = futures_util::future::join_all(crowd).await;
    let (won, lost): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == StatusCode::OK);
    assert_eq!((won.len(), lost.len()), (1, 3));
    for answer in lost {
        answer.problem(409, "sealed-changed");
    }
    let log = server.seen(&row.id).await.activity;
    assert_eq!(log.iter().filter(|entry| entry.code == "submission.resealed").count(), 1);

    let stale = server.resealed(&server.sealed(&row.id).await, &set);
    let mut other_set = stale.clone();
    fixture::technician(server.store(), "Lea").await;
    server.reseal(&row.id, &server.technician, &stale).await.problem(409, "recipients-changed");
    other_set.recipients = server.current().await.pin();
    other_set.sealed.tag.pop();
    server.reseal(&row.id, &server.technician, &other_set).await.problem(422, "not-sealed");
    other_set.sealed.tag.push(0);
    other_set.sealed_link = b"no age file".to_vec();
    server.reseal(&row.id, &server.technician, &other_set).await.problem(422, "not-a-link");
    other_set.opened.clear();
    other_set.sealed_link.clone_from(&stale.sealed_link);
    server.reseal(&row.id, &server.technician, &other_set).await.problem(409, "sealed-changed");

    let (empty, ..) = server.onboarding().await;
    server.reseal(&empty.id, &server.technician, &stale).await.problem(409, "not-now");
    server.reseal("nothing", &server.technician, &stale).await.problem(404, "onboarding-unknown");
}

#[tokio::test]
async fn a_former_technician_is_not_a_recipient() {
    let server = Server::new().await;
    let iris = fixture::person(server.store(), "Iris", &[Role::Manager]).await;
    let token = signed_in(server.store(), &iris).await;
    let key = Identities::generate().public_keys().remove(0);
    server.offer(&token, &key).await.problem(403, "forbidden");
    server.prove(&token, &KeyProof { answer: Token::received("x") }).await.problem(403, "forbidden");
}
