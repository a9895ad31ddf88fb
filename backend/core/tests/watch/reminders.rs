//! Tests who is reminded of a new proof, and when.

use super::*;

#[tokio::test]
async fn whoever_asked_for_a_proof_is_reminded_once_after_a_month() {
    let world = World::watched().await;
    let store = &world.kept.store;
    let to_tess = |at| [Sent::Due { to: TESS.into(), at }];
    assert_eq!(world.run(START + MONTH).await, [], "off by default");
    watch::set_reminders(store, &world.mia, &world.id, true, START).await.unwrap();
    assert_eq!(world.run(START + MONTH - 1).await, []);
    world.refuse(Some(TESS));
    assert_eq!(world.run(START + MONTH).await, []);
    world.refuse(None);
    assert_eq!(world.run(START + MONTH + HOUR - 1).await, [], "failed mail is retried after an hour");
    assert_eq!(world.run(START + MONTH + HOUR).await, to_tess(START));
    assert_eq!(world.run(START + 3 * MONTH).await, [], "once for each proof");

    let second = START + 4 * MONTH;
    world.prove(second).await;
    assert_eq!(world.run(second + MONTH - 1).await, []);
    assert_eq!(world.run(second + MONTH).await, to_tess(second));
    assert_eq!(world.logged("proof.reminded").await, 2);

    let third = second + 2 * MONTH;
    world.prove(third).await;
    watch::set_reminders(store, &world.mia, &world.id, false, third).await.unwrap();
    assert_eq!(world.run(third + MONTH).await, []);
    assert!(!watch::reminds(store, &world.id).await.unwrap());
    assert_eq!(world.logged("proof.reminders").await, 2);
}

#[tokio::test]
async fn if_that_person_has_left_the_manager_is_reminded() {
    let world = World::watched().await;
    let store = &world.kept.store;
    watch::set_reminders(store, &world.mia, &world.id, true, START).await.unwrap();
    let ada = fixture::person(store, "Ada", &[Role::Admin]).await;
    membership::deactivate(store, &ada, &world.tess.id, START).await.unwrap();
    assert_eq!(world.run(START + MONTH).await, [Sent::Due { to: MIA.into(), at: START }]);
}

#[tokio::test]
async fn reminders_need_a_configured_site() {
    let world = World::configured().await;
    let store = &world.kept.store;
    let unknown = watch::set_reminders(store, &world.mia, "nothing", true, START).await;
    assert!(matches!(unknown, Err(Error::NoOnboarding)));
    link::revoke(store, &world.mia, &world.id, START + 1).await.unwrap();
    let revoked = watch::set_reminders(store, &world.mia, &world.id, true, START + 2).await;
    assert!(matches!(revoked, Err(Error::NotNow(NotNow::NotConfigured))));
}

/// Creates a site of this manager's with reminders, whose mail was shown to arrive at this time.
async fn reminded(world: &World, manager: &Person, at: i64) {
    let store = &world.kept.store;
    let (id, _) = fixture::configured(store, manager, START).await;
    world.message_arrived(&store.onboarding(&id).await.unwrap().unwrap(), at).await;
    watch::set_reminders(store, manager, &id, true, START).await.unwrap();
}

#[tokio::test]
async fn reminders_that_can_not_be_sent_do_not_hold_up_the_rest() {
    let world = World::configured().await;
    let nora = fixture::person(&world.kept.store, "Nora", &[Role::Manager]).await;
    for _ in 0..21 {
        reminded(&world, &world.mia, START).await;
    }
    reminded(&world, &nora, START + 1).await;
    world.refuse(Some(MIA));
    let due = START + MONTH + 1;
    assert_eq!(world.run(due).await, [], "one run tries the most overdue ones");
    let to_nora = Sent::Due { to: "nora@agency.test".into(), at: START + 1 };
    assert_eq!(world.run(due + 60).await, [to_nora]);
    world.refuse(None);
    let sent = world.run(due + 2 * HOUR).await.len() + world.run(due + 2 * HOUR + 60).await.len();
    assert_eq!(sent, 21, "they are tried again");
}
