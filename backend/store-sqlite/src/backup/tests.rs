use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use sealpost_core::{
    Error,
    fixture::{self, KEEP, START},
    hand_over, link, status,
    store::{HandOvers, Onboardings},
    submit, withdraw,
};
use shared::{
    hand_over::HandedStep,
    link::Salt,
    seal::Sealed,
    wire::{HandOverAnswer, HandOverRequest},
};

use super::*;

/// Returns counts that match at any moment: each sealed file or its deletion is there, and the log has an entry for it.
async fn counted(file: &Path) -> [usize; 5] {
    let options = SqliteConnectOptions::new().filename(file).read_only(true);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let mut counts = [0; 5];
    for (place, what) in [
        "onboarding WHERE status = 'withdrawn'",
        "deletion WHERE rule = 'withdrawn'",
        "activity WHERE code = 'submission.withdrawn'",
        "onboarding WHERE status = 'submitted'",
        "submission",
    ]
    .into_iter()
    .enumerate()
    {
        let sql = format!("SELECT count(*) FROM {what}");
        let count: i64 =
            sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&mut connection).await.unwrap();
        counts[place] = usize::try_from(count).unwrap();
    }
    connection.close().await.unwrap();
    counts
}

/// Clients send and withdraw all the time, and each copy shows a single moment.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_shows_one_moment_even_while_others_write() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("sealpost.db");
    let store = Sqlite::open(&database).await.unwrap();
    let (tess, _) = fixture::technician(&store, "Tess").await;
    let (is_enough, done) = (AtomicBool::new(false), AtomicUsize::new(0));
    let writing = async {
        while !is_enough.load(Ordering::Relaxed) {
            let (new, set) = fixture::link(&store).await;
            link::create(&store, &tess, &fixture::create_request(&new, &set), KEEP, START).await.unwrap();
            let (locator, token) = (new.locator(), new.token());
            let sealed = fixture::submission(&new, &set, "hunter2");
            submit::submit(&store, &locator, &token, &sealed, START).await.unwrap();
            withdraw::withdraw(&store, &locator, &token, START).await.unwrap();
            done.fetch_add(1, Ordering::SeqCst);
        }
    };
    let copying = async {
        for number in 0..6 {
            let before = done.load(Ordering::SeqCst);
            let file = folder.path().join(format!("{number}.db"));
            back_up(&database, &file).await.unwrap();
            let after = done.load(Ordering::SeqCst);
            assert!(is_ours(&file).await);
            let [withdrawn, deleted, logged, submitted, files] = counted(&file).await;
            assert_eq!((withdrawn, submitted), (deleted, files));
            assert_eq!(withdrawn, logged);
            // It contains everything that was acknowledged before it, and at most one change more than was acknowledged after it.
            assert!((before..=after + 1).contains(&withdrawn), "{before} {withdrawn} {after}");
            while done.load(Ordering::SeqCst) == after {
                tokio::task::yield_now().await;
            }
        }
        is_enough.store(true, Ordering::Relaxed);
    };
    tokio::join!(writing, copying);
    assert!(done.into_inner() >= 6, "writes went on during all backups");
}

/// After the restore, the old link is the onboarding's current one again. It still shows nothing.
#[tokio::test]
async fn a_link_replaced_since_the_backup_shows_no_receipt_after_a_restore() {
    let folder = tempfile::tempdir().unwrap();
    let (database, file) = (folder.path().join("sealpost.db"), folder.path().join("saved.db"));
    let store = Sqlite::open(&database).await.unwrap();
    let (tess, _) = fixture::technician(&store, "Tess").await;
    let (old, set) = fixture::link(&store).await;
    let row = link::create(&store, &tess, &fixture::create_request(&old, &set), KEEP, START).await.unwrap();
    let mut sealed = fixture::submission(&old, &set, "hunter2");
    sealed.secret_expires_at = Some(START + 60 * 86_400);
    submit::submit(&store, &old.locator(), &old.token(), &sealed, START).await.unwrap();
    back_up(&database, &file).await.unwrap();
    let (new, set) = fixture::link(&store).await;
    let request = shared::wire::ReissueRequest { link: fixture::new_link(&new, &set), days: 7 };
    link::reissue(&store, &tess, &row.id, &request, KEEP, START).await.unwrap();
    store.close().await;
    drop(store);

    let restored = restore(&file, &database, true, START).await.unwrap();
    assert_eq!(restored.deleted_again, Some(1));
    let store = Sqlite::open(&database).await.unwrap();
    let view = status::client_page(&store, &old.locator(), &old.token(), START).await;
    assert!(matches!(view, Err(Error::LinkRevoked)), "{view:?}");
    let shown = store.onboarding(&row.id).await.unwrap().unwrap();
    assert_eq!(shown.secret_expiry, None, "no one is reminded of the replaced client secret");
}

/// Someone who was refused doesn't get in again, and no deleted answer comes back.
#[tokio::test]
async fn a_step_that_ended_since_the_backup_is_still_over_after_a_restore() {
    let folder = tempfile::tempdir().unwrap();
    let (database, file) = (folder.path().join("sealpost.db"), folder.path().join("saved.db"));
    let store = Sqlite::open(&database).await.unwrap();
    let (tess, _) = fixture::technician(&store, "Tess").await;
    let mut steps = Vec::new();
    for seed in 1..=2 {
        let (client, set) = fixture::link(&store).await;
        link::create(&store, &tess, &fixture::create_request(&client, &set), KEEP, START).await.unwrap();
        let salt = Salt::new(|bytes| bytes.fill(seed));
        let step = client.hand_over(HandedStep::App, salt);
        let token_hash = step.token().hash().to_vec();
        let request = HandOverRequest { step: HandedStep::App, salt, locator: step.locator(), token_hash };
        hand_over::create(&store, &client.locator(), &client.token(), &request, START).await.unwrap();
        let sealed = Sealed { file: b"age-encryption.org/v1\n".to_vec(), tag: vec![seed; 32] };
        let answer = HandOverAnswer { sealed };
        hand_over::answer(&store, &step.locator(), &step.token(), &answer, START).await.unwrap();
        steps.push((client, step));
    }
    back_up(&database, &file).await.unwrap();
    let (client, _) = &steps[0];
    hand_over::revoke(&store, &client.locator(), &client.token(), HandedStep::App, START + 1).await.unwrap();
    store.close().await;
    drop(store);

    restore(&file, &database, true, START).await.unwrap();
    let store = Sqlite::open(&database).await.unwrap();
    for ((_, step), is_over) in steps.iter().zip([true, false]) {
        let kept = store.hand_over(&step.locator()).await.unwrap().unwrap();
        assert_eq!((kept.is_over, kept.sealed.is_none()), (is_over, is_over));
    }
}
