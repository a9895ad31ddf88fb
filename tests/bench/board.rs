//! `cargo xtask bench board`: how long the first page of the board takes, including its counts, with 1,000 and with
//! 100,000 onboardings. The smaller board is the baseline. Both are queried in turns, and the medians are compared. At
//! both sizes the first page holds the onboardings that need someone.
//!
//! It runs first on SQLite, with the database file in the system's temporary folder, and then on PostgreSQL. Filling
//! the databases takes a few minutes, most of it waiting for the disk.

use std::{
    process::ExitCode,
    time::{Duration, Instant},
};

use sealpost_core::{
    board::board,
    store::{Challenge, Link, NewActivity, NewOnboarding, NewPerson, Store},
};
use shared::{
    board::{Group, STALLED},
    link::Link as Made,
    open::Identities,
    recipients::RecipientSet,
    retention::Kind,
    wire::Role,
};
use store_postgres::{Postgres, testing::Server};
use store_sqlite::Sqlite;
use tokio::runtime::Builder;

const SIZES: [u32; 2] = [1_000, 100_000];
/// An odd number, so that one round is the median.
const ROUNDS: usize = 201;
/// How many times as long the larger board may take.
const BUDGET: f64 = 1.5;
const NOW: i64 = 1_800_000_000;
const HOUR: i64 = 3600;
/// The onboardings are spread over this many of the last hours.
const HOURS: u32 = 80;

fn main() -> ExitCode {
    let runtime = Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let held = [runtime.block_on(on_sqlite()), runtime.block_on(on_postgres())];
    if held == [true, true] { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

async fn on_sqlite() -> bool {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stores = Vec::new();
    for size in SIZES {
        let store = Sqlite::open(&folder.path().join(format!("{size}.db"))).await.expect("a database");
        fill(&store, size).await;
        stores.push(store);
    }
    tell("SQLite", measure(&stores).await)
}

async fn on_postgres() -> bool {
    let server = Server::start().expect("PostgreSQL is installed");
    let mut stores = Vec::new();
    for size in SIZES {
        let name = format!("board_{size}");
        let url = server.database(&name).expect("an empty database");
        let store = Postgres::open(&url.parse().expect("an address")).await.expect("a database");
        fill(&store, size).await;
        // PostgreSQL does this on its own, but only some minutes after so many changes.
        server.sql(&name, "VACUUM ANALYZE").expect("PostgreSQL runs");
        stores.push(store);
    }
    tell("PostgreSQL", measure(&stores).await)
}

/// Prints the measurements. Returns true if they are within the budget.
fn tell(database: &str, [small, large]: [Duration; 2]) -> bool {
    let ratio = large.as_secs_f64() / small.as_secs_f64();
    println!("{database}\nonboardings  first page");
    for (size, took) in SIZES.iter().zip([small, large]) {
        println!("{size:>11}  {:>7.2} ms", took.as_secs_f64() * 1000.0);
    }
    let is_held = ratio <= BUDGET;
    let verdict = if is_held { "within" } else { "over" };
    println!("ratio {ratio:.2}, {verdict} the budget of {BUDGET}");
    is_held
}

/// Returns the median of each store.
async fn measure(stores: &[impl Store]) -> [Duration; 2] {
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        for (store, times) in stores.iter().zip(&mut times) {
            let started = Instant::now();
            let page = board(store, "", None, NOW).await.expect("the board");
            times.push(started.elapsed());
            assert_eq!(page.rows.len(), 50);
            assert!(
                page.rows.iter().all(|row| row.group == Group::NeedsYou),
                "onboardings that need someone come first"
            );
        }
    }
    times.map(|mut times| {
        times.sort_unstable();
        times[ROUNDS / 2]
    })
}

/// Fills a board of this size, with rows in every group: some stalled, the others within their first three days.
async fn fill(store: &dyn Store, size: u32) {
    let set = team(store).await;
    for n in 0..size {
        add(store, &set, n).await;
    }
    let started = Instant::now();
    let first = board(store, "", None, NOW).await.expect("the board");
    let total: u64 = first.counts.iter().map(|of| of.count).sum();
    assert_eq!(total, u64::from(size));
    assert!(first.counts.len() > 1, "more than one group: {:?}", first.counts);
    let stalled = (0..size).filter(|n| i64::from(n % HOURS) * HOUR >= STALLED).count();
    assert_eq!((first.counts[0].group, first.counts[0].count), (Group::NeedsYou, stalled as u64));
    eprintln!("{size} onboardings placed in {:.2} s", started.elapsed().as_secs_f64());
}

/// Adds a manager, and a technician with a key.
async fn team(store: &dyn Store) -> RecipientSet {
    for (id, role, hash) in [("mia", Role::Manager, [1; 32]), ("sam", Role::Technician, [2; 32])] {
        let email = format!("{id}@agency.test").parse().expect("an address");
        let person = NewPerson { id: id.into(), name: id.into(), email, roles: vec![role] };
        let activity = NewActivity { at: NOW, who: id, code: "person.joined", sentence: "Joined." };
        store.invite(&person, hash, NOW + HOUR, &activity).await.expect("a database").expect("new");
        assert!(store.accept(hash, "no password fits", &activity, None).await.expect("a database"));
    }
    let key = Identities::generate().public_keys().remove(0);
    let challenge = Challenge { key, answer_hash: [3; 32], expires_at: NOW + HOUR };
    store.set_challenge("sam", &challenge).await.expect("a database");
    let proven = NewActivity { at: NOW, who: "sam", code: "key.proven", sentence: "Proven." };
    let outcome = store.prove_key("sam", [3; 32], &proven).await.expect("a database");
    outcome.expect("a challenge").expect("a set");
    store.recipients().await.expect("a database").expect("a set")
}

async fn add(store: &dyn Store, set: &RecipientSet, n: u32) {
    let link = Made::new(set.pin(), |bytes| {
        bytes.fill(7);
        bytes[..4].copy_from_slice(&n.to_be_bytes());
    });
    let id = format!("{n:010}");
    let link = Link {
        locator: link.locator(),
        onboarding_id: id.clone(),
        token_hash: link.token().hash(),
        sealed_link: vec![0; 600],
        is_revoked: false,
    };
    let site = format!("shop{n}.test").parse().expect("a domain");
    let new = NewOnboarding {
        id: &id,
        client: &format!("Client {n}"),
        site: &site,
        address: None,
        email: None,
        manager_id: "mia",
        expires_at: NOW + 300 * HOUR,
        keep: Kind::Sealed.default_days(),
        recipients: set.version(),
        link: &link,
    };
    let at = NOW - i64::from(n % HOURS) * HOUR;
    let created = NewActivity { at, who: "Mia", code: "onboarding.created", sentence: "Created." };
    assert!(store.create(&new, &created).await.expect("a database"));
}
