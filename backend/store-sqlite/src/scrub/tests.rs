//! These tests search every file in the data folder for deleted data, right after the deletion and with the database open.

use std::{collections::HashSet, fs, path::Path};

use sealpost_core::{
    fixture::{self, KEEP, START, technician},
    link,
    store::{
        Change, Effect, HandOver, HandOvers, Link, NewActivity, Onboardings, People, Resealed, Retention,
    },
};
use shared::{
    hand_over::HandedStep,
    link::Salt,
    retention::DeletionRule,
    seal::Sealed,
    status::{Event, Status},
};
use sqlx::{Connection, SqliteConnection, sqlite::SqliteConnectOptions};
use tempfile::TempDir;

use super::super::{MIGRATIONS, Sqlite};

/// How many bytes of a file to search for at a time: too many to match by chance.
const PIECE: usize = 16;

/// Returns bytes that occur nowhere else: xorshift64, which needs no library.
fn noise(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    (0..length).map(|_| next()).collect()
}

fn sealed(seed: u64, length: usize) -> Sealed {
    Sealed { file: noise(seed, length), tag: noise(seed + 1_000_000, 32) }
}

/// Returns how many pieces of these files the folder's files contain.
fn found(folder: &Path, files: &[Vec<u8>]) -> usize {
    let pieces: HashSet<&[u8]> = files.iter().flat_map(|file| file.chunks_exact(PIECE)).collect();
    let mut names = Vec::new();
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        count += bytes.windows(PIECE).filter(|window| pieces.contains(window)).count();
        names.push(path.file_name().unwrap().to_string_lossy().into_owned());
    }
    assert!(names.iter().any(|name| name == "post.db"), "the database file isn't searched: {names:?}");
    count
}

/// A store with onboardings that have each submitted a file.
struct World {
    folder: TempDir,
    store: Sqlite,
    ids: Vec<String>,
    files: Vec<Vec<u8>>,
}

impl World {
    async fn new(count: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Sqlite::open(&folder.path().join("post.db")).await.unwrap();
        let (who, _) = technician(&store, "Tess").await;
        let mut world = Self { folder, store, ids: Vec::new(), files: Vec::new() };
        for seed in 0..count {
            let (link, set) = fixture::link(&world.store).await;
            let request = fixture::create_request(&link, &set);
            let row = link::create(&world.store, &who, &request, KEEP, START).await.unwrap();
            // The sizes of real sealed files: padded text, and a stanza for each technician.
            let lengths = [1024, 2048, 4096, 16384].map(|bucket| bucket + 250);
            let sealed = sealed(seed, lengths[usize::try_from(seed % 4).unwrap()]);
            let effect = Effect::Submit { sealed: &sealed, secret_expiry: None };
            world.change(&row.id, Event::Submit, effect).await;
            world.ids.push(row.id);
            world.files.push(sealed.file);
        }
        world
    }

    async fn change(&self, id: &str, event: Event, effect: Effect<'_>) {
        let was = self.store.onboarding(id).await.unwrap().unwrap();
        let status = was.status.after(event).unwrap();
        let change = Change { was: &was, status, step: was.step, at: START, effect, activity: None };
        assert!(self.store.change(&change).await.unwrap());
    }

    fn found(&self, which: impl Fn(usize) -> bool) -> usize {
        let files: Vec<Vec<u8>> =
            (0..self.files.len()).filter(|n| which(*n)).map(|n| self.files[n].clone()).collect();
        found(self.folder.path(), &files)
    }
}

#[tokio::test]
async fn withdrawn_data_is_in_no_file_of_the_folder() {
    let world = World::new(1).await;
    assert!(world.found(|_| true) > 50, "the search finds data that exists");
    world.change(&world.ids[0], Event::Withdraw, Effect::Delete(DeletionRule::Withdrawn)).await;
    assert_eq!(world.found(|_| true), 0);
    let log = world.folder.path().join("post.db-wal");
    assert_eq!(fs::metadata(log).unwrap().len(), 0, "the write-ahead log is empty while the store is open");
}

/// SQLite moves rows between pages as others are added and deleted. That can leave copies that no deletion knows about.
#[tokio::test]
async fn deleted_files_leave_nothing_and_the_others_stay() {
    let world = World::new(60).await;
    let is_deleted = |n: usize| !n.is_multiple_of(5);
    for n in (0..60).map(|n| n * 7 % 60).filter(|n| is_deleted(*n)) {
        let (event, effect) = match n % 5 {
            1 => (Event::Revoke, Effect::Revoke),
            _ => (Event::Withdraw, Effect::Delete(DeletionRule::Withdrawn)),
        };
        world.change(&world.ids[n], event, effect).await;
    }
    assert_eq!(world.found(is_deleted), 0);
    assert!(world.found(|n| !is_deleted(n)) > 1000, "the other files remain");
}

#[tokio::test]
async fn re_encrypted_and_replaced_files_leave_nothing() {
    let world = World::new(4).await;
    let was = world.store.onboarding(&world.ids[0]).await.unwrap().unwrap();
    let opened = world.store.submission(&was.locator).await.unwrap().unwrap().sealed;
    let second = sealed(900, opened.file.len());
    let resealed =
        Resealed { recipients: was.recipients, by: "Tess".into(), at: START, sent: opened.digest() };
    let effect =
        Effect::Reseal { opened: &opened, sealed: &second, sealed_link: b"second", resealed: &resealed };
    world.change(&was.id, Event::Reseal, effect).await;
    assert_eq!(world.found(|n| n == 0), 0, "re-encrypted");
    assert!(found(world.folder.path(), &[second.file]) > 50);

    let (new, set) = fixture::link(&world.store).await;
    let made = Link {
        locator: new.locator(),
        onboarding_id: world.ids[1].clone(),
        token_hash: new.token().hash(),
        sealed_link: Vec::new(),
        is_revoked: false,
    };
    let effect = Effect::Relink { link: &made, expires_at: START + 9, keep: KEEP, recipients: set.version() };
    world.change(&world.ids[1], Event::Reissue, effect).await;
    assert_eq!(world.found(|n| n == 1), 0, "replaced by a new link");
    assert!(world.found(|n| n > 1) > 50, "the other files remain");
}

/// A reader can prevent the log from being emptied at that moment. Then it is emptied later.
#[tokio::test]
async fn a_scrub_that_a_reader_prevents_is_repeated() {
    let world = World::new(1).await;
    let options = SqliteConnectOptions::new().filename(world.folder.path().join("post.db"));
    let mut reader = SqliteConnection::connect_with(&options).await.unwrap();
    sqlx::query("BEGIN").execute(&mut reader).await.unwrap();
    sqlx::query("SELECT count(*) FROM submission").fetch_one(&mut reader).await.unwrap();
    world.change(&world.ids[0], Event::Withdraw, Effect::Delete(DeletionRule::Withdrawn)).await;
    assert!(world.store.owes_scrub(), "the store still owes a scrub");
    sqlx::query("COMMIT").execute(&mut reader).await.unwrap();
    assert!(world.store.scrub().await.unwrap() && !world.store.owes_scrub());
    assert_eq!(world.found(|_| true), 0);
}

/// A kill between a deletion and its scrubbing leaves the log unchanged. The next start empties it.
#[tokio::test]
async fn the_next_start_finishes_an_interrupted_scrub() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("post.db");
    let store = Sqlite::open(&file).await.unwrap();
    let secret = noise(5, 3000);
    let insert = "INSERT INTO lease (bucket, expires_at) VALUES (?, 1)";
    sqlx::query(insert).bind(&secret).execute(&store.write).await.unwrap();
    sqlx::query("DELETE FROM lease").execute(&store.write).await.unwrap();
    assert!(found(folder.path(), std::slice::from_ref(&secret)) > 50, "it is in the log");
    // A kill leaves the files as they are now.
    let left = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, left.path().join(path.file_name().unwrap())).unwrap();
    }
    let again = Sqlite::open(&left.path().join("post.db")).await.unwrap();
    assert_eq!(found(left.path(), &[secret]), 0);
    again.close().await;
    store.close().await;
}

/// A database of an older version still contains deleted files in its free pages.
#[tokio::test]
async fn an_old_database_is_scrubbed_once_when_it_is_migrated() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("post.db");
    let options =
        SqliteConnectOptions::new().filename(&file).create_if_missing(true).pragma("secure_delete", "OFF");
    let mut old = SqliteConnection::connect_with(&options).await.unwrap();
    for migration in MIGRATIONS.iter().filter(|migration| migration.version <= 4) {
        sqlx::raw_sql(migration.sql.clone()).execute(&mut old).await.unwrap();
    }
    let secret = noise(6, 9000);
    let insert = "INSERT INTO lease (bucket, expires_at) VALUES (?, 1)";
    sqlx::query(insert).bind(&secret).execute(&mut old).await.unwrap();
    sqlx::query("DELETE FROM lease").execute(&mut old).await.unwrap();
    // The form in which sqlx records migrations.
    sqlx::raw_sql(
        "CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY, description TEXT NOT NULL,
             installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, success BOOLEAN NOT NULL,
             checksum BLOB NOT NULL, execution_time BIGINT NOT NULL)",
    )
    .execute(&mut old)
    .await
    .unwrap();
    for migration in MIGRATIONS.iter().filter(|migration| migration.version <= 4) {
        sqlx::query("INSERT INTO _sqlx_migrations VALUES (?, ?, 0, TRUE, ?, 0)")
            .bind(migration.version)
            .bind(&*migration.description)
            .bind(&*migration.checksum)
            .execute(&mut old)
            .await
            .unwrap();
    }
    old.close().await.unwrap();
    assert!(found(folder.path(), std::slice::from_ref(&secret)) > 50, "it is in a free page");
    let store = Sqlite::open(&file).await.unwrap();
    assert_eq!(found(folder.path(), &[secret]), 0);
    let mode: i64 = sqlx::query_scalar("PRAGMA secure_delete").fetch_one(&store.write).await.unwrap();
    assert_eq!(mode, 1);
    store.close().await;
}

#[tokio::test]
async fn a_cleared_onboarding_has_a_receipt_but_no_file() {
    let world = World::new(1).await;
    let id = &world.ids[0];
    world.change(id, Event::Collect, Effect::Collect).await;
    let digest = sealed(0, world.files[0].len()).digest();
    world.change(id, Event::SaveElsewhere, Effect::Delete(DeletionRule::SavedElsewhere)).await;
    let now = world.store.onboarding(id).await.unwrap().unwrap();
    assert_eq!(now.status, Status::Cleared);
    assert_eq!(world.store.submission(&now.locator).await.unwrap(), None);
    let left = world.store.deleted(&now.locator).await.unwrap().unwrap();
    assert_eq!(
        (left.rule, left.at, left.digest, left.sent),
        (DeletionRule::SavedElsewhere, START, digest, digest)
    );
    assert_eq!(world.found(|_| true), 0);
}

#[tokio::test]
async fn a_step_that_ended_leaves_nothing_of_its_answer() {
    let world = World::new(0).await;
    let who = world.store.person_by_email(&"tess@agency.test".parse().unwrap()).await.unwrap().unwrap();
    let entry = NewActivity { at: START, who: "client", code: "test", sentence: "." };
    for (seed, is_revoked) in [(1, true), (2, false)] {
        let (link, set) = fixture::link(&world.store).await;
        let request = fixture::create_request(&link, &set);
        let row = link::create(&world.store, &who, &request, KEEP, START).await.unwrap();
        let salt = Salt::new(|bytes| bytes.fill(7));
        let made = link.hand_over(HandedStep::App, salt);
        let new = HandOver {
            locator: made.locator(),
            onboarding_id: row.id.clone(),
            link: link.locator(),
            step: HandedStep::App,
            salt,
            token_hash: made.token().hash(),
            expires_at: START + 60,
            opened_at: None,
            done_at: None,
            sealed: None,
            is_over: false,
        };
        let answer = sealed(seed, 1274);
        assert!(world.store.add_hand_over(&new, &entry).await.unwrap());
        assert!(world.store.answer_hand_over(&new.locator, &answer, &entry).await.unwrap());
        assert!(found(world.folder.path(), std::slice::from_ref(&answer.file)) > 50);
        if is_revoked {
            assert!(world.store.revoke_hand_over(&new.link, new.step, &entry).await.unwrap());
        } else {
            let file = sealed(seed + 10, 1274);
            let effect = Effect::Submit { sealed: &file, secret_expiry: None };
            world.change(&row.id, Event::Submit, effect).await;
        }
        assert_eq!(found(world.folder.path(), &[answer.file]), 0, "revoked: {is_revoked}");
    }
}
