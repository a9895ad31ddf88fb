//! Technicians who leave, and the list of people who could still read what was sent.

use axum::http::StatusCode;
use shared::{
    open::Identities,
    recipients::RECIPIENTS_MAX,
    wire::{Activity, Board, Person, Role},
};

use super::{Server, fixture};
use crate::say::ACTIVITY as SAY;

#[tokio::test]
async fn a_link_for_the_previous_set_is_refused() {
    let server = Server::new().await;
    let (link, set) = fixture::link(server.store()).await;
    let stale = fixture::create_request(&link, &set);
    let proof = server.challenged(&server.technician, &Identities::generate()).await;
    assert_eq!(server.prove(&server.technician, &proof).await.status, StatusCode::OK);
    let refused = server.post("/api/onboardings", &server.manager, &stale).await;
    refused.problem(409, "recipients-changed");
}

#[tokio::test]
async fn former_technicians_who_could_still_read_are_listed() {
    let server = Server::new().await;
    server.second_technician().await;
    let (waiting, ..) = server.onboarding().await;
    let (submitted, ..) = server.submitted().await;
    let (revoked, ..) = server.onboarding().await;
    server.post(&format!("/api/onboardings/{}/revoke", revoked.id), &server.manager, &()).await;
    assert_eq!(server.seen(&waiting.id).await.still_read, []);
    server
        .send_json("DELETE", "/api/people/nobody/key", &server.admin, &())
        .await
        .problem(404, "person-unknown");
    server.take_key_of("Uma").await;
    server.take_key_of("Uma").await;
    assert_eq!(server.current().await.names(), ["Tess"]);

    let board: Board = server.get("/api/onboardings", &server.manager).await.json(StatusCode::OK);
    for row in &board.rows {
        let expected: &[&str] = if row.id == revoked.id { &[] } else { &["Uma"] };
        assert_eq!(row.leavers, expected, "{row:?}");
    }
    for id in [&waiting.id, &submitted.id] {
        let seen = server.seen(id).await;
        let [uma] = &seen.still_read[..] else { panic!("{seen:?}") };
        assert_eq!((uma.name.as_str(), uma.has_new_key), ("Uma", false));
        assert_eq!(
            seen.recipients.names(),
            ["Tess", "Uma"],
            "the recipients of the file, not the current ones"
        );
    }
    let log: Vec<Activity> = server.get("/api/activity", &server.admin).await.json(StatusCode::OK);
    let removed: Vec<_> = log.iter().filter(|entry| entry.code == "key.removed").collect();
    assert_eq!(removed.len(), 1);
    assert!(
        removed[0].sentence.starts_with(&SAY.key_removed(&"Ada", &"Uma", &"").replace('.', "")),
        "{}",
        removed[0].sentence
    );

    // If a technician who is still there has a new key, they are listed separately: no one left.
    let proof = server.challenged(&server.technician, &Identities::generate()).await;
    server.prove(&server.technician, &proof).await;
    let seen = server.seen(&waiting.id).await;
    assert_eq!(
        seen.still_read.iter().map(|r| (r.name.as_str(), r.has_new_key)).collect::<Vec<_>>(),
        [("Tess", true), ("Uma", false)]
    );
    assert_eq!(seen.row.leavers, ["Uma"]);
}

#[tokio::test]
async fn getting_a_role_back_does_not_restore_its_key() {
    let server = Server::new().await;
    let (uma, identities) = server.second_technician().await;
    let (row, ..) = server.onboarding().await;
    let readers = async || -> Vec<_> {
        server.seen(&row.id).await.still_read.into_iter().map(|r| (r.name, r.has_new_key)).collect()
    };
    let proof = server.challenged(&uma, &Identities::generate()).await;
    for (role, (status, code)) in
        [(Role::Manager, (403, "forbidden")), (Role::Technician, (409, "not-proven"))]
    {
        let person: Person = server.set_roles("Uma", &[role]).await.json(StatusCode::OK);
        assert_eq!(person.key, None);
        assert_eq!(server.current().await.names(), ["Tess"]);
        assert_eq!(readers().await, [("Uma".to_owned(), false)], "she could still read it");
        server.prove(&uma, &proof).await.problem(status, code);
    }
    let log: Vec<Activity> = server.get("/api/activity", &server.admin).await.json(StatusCode::OK);
    let removed: Vec<_> = log.iter().filter(|entry| entry.code == "key.removed").collect();
    let [removed] = removed[..] else { panic!("{removed:?}") };
    assert!(
        removed.sentence.starts_with(&SAY.key_removed(&"Ada", &"Uma", &"").replace('.', "")),
        "{}",
        removed.sentence
    );
    let proof = server.challenged(&uma, &identities).await;
    assert_eq!(server.prove(&uma, &proof).await.status, StatusCode::OK);
    assert_eq!(readers().await, [], "the same key, proven again");
}

/// A database that is older than the limit can have such a set.
#[tokio::test]
async fn a_full_set_does_not_stop_a_person_from_becoming_a_technician() {
    let server = Server::new().await;
    let mia = server.me(&server.manager).await;
    let person = server.store().person(&mia.id).await.unwrap().unwrap();
    fixture::give_key(server.store(), &person, &Identities::generate()).await;
    for n in 1..RECIPIENTS_MAX {
        fixture::technician(server.store(), &format!("T{n}")).await;
    }
    assert_eq!(server.current().await.recipients().len(), RECIPIENTS_MAX);
    let mia: Person = server.set_roles("Mia", &[Role::Technician]).await.json(StatusCode::OK);
    assert_eq!((mia.roles, mia.key), (vec![Role::Technician], None));
    let proof = server.challenged(&server.manager, &Identities::generate()).await;
    server.prove(&server.manager, &proof).await.problem(422, "too-many-recipients");
}

#[tokio::test]
async fn the_last_technician_can_leave_too() {
    let server = Server::new().await;
    let (row, ..) = server.onboarding().await;
    server.take_key_of("Tess").await;
    server.get("/api/recipients", &server.manager).await.problem(404, "no-recipients");
    assert_eq!(server.seen(&row.id).await.row.leavers, ["Tess"]);
    let (_, identities) = server.second_technician().await;
    assert_eq!(server.current().await.recipients()[0].key(), identities.public_keys()[0]);
}
