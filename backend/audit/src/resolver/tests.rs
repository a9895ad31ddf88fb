use std::sync::atomic::AtomicU32;

use super::*;

/// Answers every query with a text of this many bytes, and counts the queries.
struct Chatty {
    bytes: usize,
    asked: AtomicU32,
}

impl Chatty {
    fn of(bytes: usize) -> Self {
        Self { bytes, asked: AtomicU32::new(0) }
    }
}

impl Resolver for Chatty {
    async fn ask(&self, _: &str, _: Kind) -> Answer {
        self.asked.fetch_add(1, Ordering::Relaxed);
        let data = vec![Data::Txt(Txt(vec![vec![b'x'; self.bytes]]))];
        Answer::Found(Found { data, ttl: 0, hops: Vec::new() })
    }
}

/// Makes `count` queries. Returns how many were answered, and why the others weren't.
async fn answered<R: Resolver>(
    memo: &Memo<R>,
    name: impl Fn(usize) -> String,
    count: usize,
) -> (usize, Vec<Why>) {
    let (mut found, mut whys) = (0, Vec::new());
    for n in 0..count {
        match memo.ask(&name(n), Kind::Txt).await {
            Answer::Found(_) => found += 1,
            Answer::Unknown(silence) => whys.push(silence.why),
            other => panic!("expected a record or an unknown answer: {other:?}"),
        }
    }
    whys.dedup();
    (found, whys)
}

#[tokio::test]
async fn queries_of_one_report_are_limited() {
    let memo = Memo::about(Chatty::of(10), "shop.test");
    let own = answered(&memo, |n| format!("{n}.shop.test"), 1000).await;
    assert_eq!(own, (QUESTIONS_MAX, vec![Why::TooMany]));
    assert_eq!(memo.inner.asked.load(Ordering::Relaxed), 300);
    assert_eq!(answered(&memo, |_| "7.SHOP.test.".into(), 3).await.0, 3, "known answers are kept");
}

#[tokio::test]
async fn a_report_makes_few_queries_about_each_other_organization() {
    let memo = Memo::about(Chatty::of(10), "shop.test");
    let ask = async |name: &dyn Fn(usize) -> String| answered(&memo, name, 100).await.0;
    assert_eq!(ask(&|n| format!("{n}.a.victim.test")).await, QUESTIONS_ELSEWHERE_MAX);
    assert_eq!(ask(&|n| format!("b.{n}.VICTIM.test.")).await, 0, "one limit for all its names");
    assert_eq!(ask(&|n| format!("{n}.victim.co.uk")).await, QUESTIONS_ELSEWHERE_MAX);
    assert_eq!(ask(&|n| format!("{n}.other.co.uk")).await, QUESTIONS_ELSEWHERE_MAX, "another organization");
    assert_eq!(ask(&|n| format!("{n}.shop.test")).await, 100, "the domain's own names have a higher limit");
}

#[tokio::test]
async fn bytes_of_one_report_are_limited() {
    let memo = Memo::about(Chatty::of(30_000), "shop.test");
    let (found, whys) = answered(&memo, |n| format!("{n}.shop.test"), 200).await;
    assert_eq!((found, whys), (BYTES_MAX / 30_100, vec![Why::TooMany]));
    let kept: usize = {
        let asked = memo.lock();
        asked.answers.values().filter_map(|cell| cell.get()).map(Answer::size).sum()
    };
    assert!(kept < BYTES_MAX + 300 * 200, "{kept}");
}

/// Never answers.
struct Silent;

impl Resolver for Silent {
    async fn ask(&self, _: &str, _: Kind) -> Answer {
        std::future::pending().await
    }
}

#[tokio::test]
async fn time_of_one_report_is_limited() {
    let soon = Instant::now() + Duration::from_millis(100);
    let memo = Memo { until: Some(soon), ..Memo::about(Silent, "shop.test") };
    assert_eq!(answered(&memo, |n| format!("{n}.shop.test"), 5).await, (0, vec![Why::TooLate]));
    assert!(Instant::now() >= soon);
}
