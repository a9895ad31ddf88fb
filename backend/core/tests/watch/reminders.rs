//! Tests who is reminded of a new proof, and when.

use sealpost_core::store::Limits;

use super::*;

fn to_tess(at: i64) -> [Sent; 1] {
    [Sent::Due { to: TESS.into(), at }]
}

#[tokio::test]
async fn the_person_who_asked_for_a_proof_is_reminded_every_month_until_there_is_a_new_one() {
    let world = World::watched().await;
    let store = &world.kept.store;
    assert_eq!(world.run(START + MONTH).await, [], "off by default");
    watch::set_reminders(store, &world.mia, &world.id, true, START).await.unwrap();
    for months in 1..=3 {
        let due = START + months * MONTH;
        assert_eq!(world.run(due - 1).await, [], "{months}");
        assert_eq!(world.run(due).await, to_tess(START), "{months}");
        assert_eq!(world.run(due + HOUR).await, [], "{months}: once");
    }
    assert_eq!(world.logged("proof.reminded").await, 3);

    let second = START + 3 * MONTH + 10 * DAY;
    world.prove(second).await;
    assert_eq!(world.run(START + 4 * MONTH).await, [], "the new proof isn't a month old");
    assert_eq!(world.run(second + MONTH - 1).await, []);
    assert_eq!(world.run(second + MONTH).await, to_tess(second));
    let late = second + 5 * MONTH + 7 * DAY;
    assert_eq!(world.run(late).await, to_tess(second), "one replaces those that a stopped server missed");
    assert_eq!(world.run(late + MONTH - 1).await, []);
    assert_eq!(world.run(late + MONTH).await, to_tess(second));

    watch::set_reminders(store, &world.mia, &world.id, false, late + MONTH).await.unwrap();
    assert_eq!(world.run(late + 2 * MONTH).await, []);
    assert!(!watch::reminds(store, &world.id).await.unwrap());
    assert_eq!(world.logged("proof.reminders").await, 2);
}

#[tokio::test]
async fn a_reminder_that_can_not_be_sent_is_given_up_after_a_week_until_the_next_month() {
    let world = World::watched().await;
    let store = &world.kept.store;
    watch::set_reminders(store, &world.mia, &world.id, true, START).await.unwrap();
    world.refuse(Some(TESS));
    let due = START + MONTH;
    assert_eq!(world.run(due).await, []);
    world.refuse(None);
    assert_eq!(world.run(due + HOUR - 1).await, [], "failed mail is retried after an hour");
    assert_eq!(world.run(due + HOUR).await, to_tess(START));

    world.refuse(Some(TESS));
    let due = due + HOUR + MONTH;
    for at in [due, due + WEEK - 1, due + WEEK - 1 + HOUR] {
        assert_eq!(world.run(at).await, [], "{at}");
    }
    world.refuse(None);
    assert_eq!(world.run(due + MONTH - 1).await, [], "it was given up");
    assert_eq!(world.run(due + MONTH).await, to_tess(START));
    assert_eq!(world.logged("proof.reminded").await, 2);

    // A reminder of another proof is tried for a week, too.
    world.refuse(Some(TESS));
    let failed = due + 2 * MONTH;
    assert_eq!(world.run(failed).await, []);
    world.prove(failed + DAY).await;
    let due = failed + DAY + MONTH;
    assert_eq!(world.run(due).await, []);
    world.refuse(None);
    assert_eq!(world.run(due + HOUR - 1).await, []);
    assert_eq!(world.run(due + HOUR).await, to_tess(failed + DAY));
}

#[tokio::test]
async fn of_two_servers_one_sends_a_reminder() {
    let world = World::watched().await;
    let store = &world.kept.store;
    watch::set_reminders(store, &world.mia, &world.id, true, START).await.unwrap();
    for months in 1..=2 {
        let due = START + months * MONTH;
        tokio::join!(world.run_with(Some(&world.outbox), due), world.run_with(Some(&world.outbox), due));
        let sent = std::mem::take(&mut *world.outbox.sent.lock().unwrap());
        assert_eq!(sent, to_tess(START), "{months}");
    }
    assert_eq!(world.logged("proof.reminded").await, 2);

    // Another server holds the reminder and was killed, so it is sent when that server's lease ends.
    let due = START + 3 * MONTH;
    assert!(store.take_lease(&format!("remind:{}:{due}", world.id), due, due + HOUR).await.unwrap());
    assert_eq!(world.run(due).await, [], "the other server is sending it");
    assert_eq!(world.run(due + HOUR).await, to_tess(START));
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
