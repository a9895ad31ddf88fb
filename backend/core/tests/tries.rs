//! How often someone can try to sign in, tested with a store.

use futures_util::future::join_all;
use sealpost_core::{
    Error,
    caller::{Caller, CodeFrom},
    fixture::{self, START},
    limits,
    network::Network,
    store::{Person, Store},
    tries::*,
};
use shared::{link::Token, wire::Role};
use store_sqlite::testing;

const QUARTER: i64 = 15 * 60;

fn network(text: &str) -> Network {
    Network::of(text.parse().unwrap())
}

/// Returns how many of these sign-ins are counted.
async fn let_through(store: &dyn Store, email: &str, from: &[String], now: i64) -> usize {
    let email = email.parse().unwrap();
    let tried = from.iter().map(async |from| {
        let caller = Caller::Stranger(network(from));
        count_sign_in(store, &email, None, None, &caller, now).await.is_ok()
    });
    join_all(tried).await.into_iter().filter(|let_through| *let_through).count()
}

#[tokio::test]
async fn a_whole_network_gets_few_more_attempts() {
    let kept = testing::store().await;
    let store: &dyn Store = &kept.store;
    let all = |form: &dyn Fn(u32) -> String| (0..60).map(form).collect::<Vec<_>>();
    let one_64 = all(&|n| format!("2001:db8:1:100::{n:x}"));
    assert_eq!(let_through(store, "a@x.test", &one_64, START).await, 10);
    // All at the same time, as in all these tests. The second /64 gets the attempts that are left for the /56, and so
    // on.
    let one_56 = all(&|n| format!("2001:db8:1:1{n:02x}::1"));
    assert_eq!(let_through(store, "a@x.test", &one_56, START).await, 10);
    let one_48 = all(&|n| format!("2001:db8:1:{n:02x}00::1"));
    assert_eq!(let_through(store, "a@x.test", &one_48, START).await, 20);
    let other_48 = all(&|n| format!("2001:db8:2:{n:02x}00::1"));
    assert_eq!(let_through(store, "a@x.test", &other_48, START).await, 40);
    // 80 so far. Up to 200 are allowed from anywhere.
    let anywhere: Vec<_> = (0..300).map(|n| format!("2001:db9:{n:x}::1")).collect();
    assert_eq!(let_through(store, "a@x.test", &anywhere, START).await, 120);
    assert_eq!(let_through(store, "A@X.test", &anywhere, START + QUARTER - 1).await, 0);
    assert_eq!(let_through(store, "b@x.test", &anywhere[..5], START).await, 5, "another account");
    assert_eq!(
        let_through(store, "a@x.test", &one_64, START + QUARTER).await,
        10,
        "the limit resets on its own"
    );

    // IPv4: an address, 24 bits, 16 bits.
    let v4 = all(&|n| format!("198.51.100.{n}"));
    assert_eq!(let_through(store, "c@x.test", &v4, START).await, 20);
    let v4 = all(&|n| format!("198.51.{n}.7"));
    assert_eq!(let_through(store, "c@x.test", &v4, START).await, 20);
}

#[tokio::test]
async fn one_network_cannot_try_more_accounts_than_allowed() {
    let kept = testing::store().await;
    let store: &dyn Store = &kept.store;
    let try_all = async |from: &dyn Fn(u32) -> String, range: std::ops::Range<u32>| {
        let mut passed = 0;
        for n in range {
            passed += let_through(store, &format!("p{n}@x.test"), &[from(n)], START).await;
        }
        passed
    };
    assert_eq!(try_all(&|_| "2001:db8:1:100::1".into(), 0..60).await, 50);
    assert_eq!(try_all(&|n| format!("2001:db8:1:1{n:02x}::1"), 100..160).await, 50);
    assert_eq!(try_all(&|n| format!("2001:db8:1:{n:02x}00::1"), 0..120).await, 100);
}

#[tokio::test]
async fn a_known_browser_has_separate_attempts() {
    let kept = testing::store().await;
    let store: &dyn Store = &kept.store;
    let (ada, bea) = (
        fixture::person(store, "Ada", &[Role::Admin]).await,
        fixture::person(store, "Bea", &[Role::Manager]).await,
    );
    let home = network("198.51.100.7");
    let device = remember(store, &ada, None, START).await.unwrap();
    let caller = async |person: &Person, device: &Token, now| {
        of(store, Some(person), Some(device), home, now).await.unwrap()
    };
    let stranger = Caller::Stranger(home);
    let known = caller(&ada, &device, START).await;
    assert!(matches!(known, Caller::Device(_)));
    assert_eq!(caller(&bea, &device, START).await, stranger, "it is Ada's, not Bea's");
    assert_eq!(of(store, None, Some(&device), home, START).await.unwrap(), stranger);
    let made_up = Token::received("made up");
    assert_eq!(caller(&ada, &made_up, START).await, stranger);

    use_up(store, &ada.email, START).await;
    let count =
        async |caller: &Caller| count_sign_in(store, &ada.email, Some(&ada), None, caller, START).await;
    assert!(matches!(count(&stranger).await, Err(Error::TooOften(_))));
    let tried = join_all((0..30).map(|_| count(&known))).await;
    assert_eq!(tried.iter().filter(|tried| tried.is_ok()).count(), 10, "only the browser's own attempts");

    // Signing in gives the browser a new token. Everyone who signed in there before stays known for half a year.
    let renewed = remember(store, &bea, Some(&device), START + 1).await.unwrap();
    assert_eq!(caller(&ada, &device, START + 1).await, stranger, "the old token no longer works");
    assert!(matches!(caller(&ada, &renewed, START + KNOWN_FOR - 1).await, Caller::Device(_)));
    assert!(matches!(caller(&bea, &renewed, START + KNOWN_FOR - 1).await, Caller::Device(_)));
    assert_eq!(caller(&ada, &renewed, START + KNOWN_FOR).await, stranger);
    for n in 0..i64::from(KNOWN_AT_MOST) {
        remember(store, &bea, None, START + 2 + n).await.unwrap();
    }
    assert_eq!(
        caller(&bea, &renewed, START + 60).await,
        stranger,
        "the browser unused for longest is forgotten"
    );
}

#[tokio::test]
async fn codes_are_counted_separately_by_kind_of_caller() {
    let kept = testing::store().await;
    let store: &dyn Store = &kept.store;
    let (stranger, known) = (Caller::Stranger(network("198.51.100.7")), Caller::Device("d".into()));
    let other = Caller::Stranger(network("2001:db8::1"));
    let tried = async |from: CodeFrom<'_>, now| {
        let tried = (0..60).map(async |_| limits::count_code(store, "ada", from, now).await.is_ok());
        join_all(tried).await.into_iter().filter(|tried| *tried).count()
    };
    assert_eq!(tried(CodeFrom::SignIn(&stranger), START).await, 10);
    assert_eq!(tried(CodeFrom::SignIn(&other), START).await, 0, "strangers share their attempts");
    for from in [CodeFrom::SignIn(&known), CodeFrom::Session, CodeFrom::SetupLink("l")] {
        assert_eq!(tried(from, START).await, 10, "{from:?}");
    }
    let mut in_a_day = 10;
    for hour in 1..24 {
        in_a_day += tried(CodeFrom::SignIn(&stranger), START + hour * 3600).await;
    }
    assert_eq!(in_a_day, 50);
    assert_eq!(tried(CodeFrom::SignIn(&stranger), START + 24 * 3600).await, 10);
}
