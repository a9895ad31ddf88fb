//! `cargo xtask bench report`: how much longer a whole report takes than its DNS queries alone.
//!
//! The floor is derived from the report itself: its queries and their answers are recorded once. Then the same client
//! sends the same queries to the same server again, each as soon as its name can be known. A name that is formed from
//! what is known at the start (the domain, its parents, the provider's names) is queried at once. A name that is in an
//! answer, or ends with a name from one, is queried when the earliest such answer arrives. The floor ignores that the
//! report must evaluate some answers before it knows that another query is needed, so it is never too high.
//!
//! Both are timed in turns, each with a cold cache, and the medians are compared.

#[path = "floor.rs"]
mod floor;
#[path = "worlds.rs"]
mod worlds;

use std::{
    sync::Mutex,
    time::{Duration, Instant},
};

use audit::{AuditRequest, audit, look, resolver::Memo};
use floor::{Asked, Floor};
use net::dns::Dns;
use shared::{
    dns::{Answer, Kind, Resolver},
    page::Offline,
};
use support::authority::{Authority, World};
use tokio::runtime::Builder;

const DELAYS: [Duration; 2] = [Duration::from_millis(20), Duration::from_millis(100)];
/// An odd number, so that one round is the median.
const ROUNDS: usize = 7;
/// How many times as long as the floor a report may take.
const BUDGET: f64 = 1.3;

fn main() {
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    let worlds = DELAYS.map(|delay| (delay, Authority::start(vec![World::new(worlds::LINES)], delay)));
    println!("domain         delay  questions  levels     floor    report  ratio");
    let mut worst: f64 = 0.0;
    for (delay, server) in &worlds {
        let dns = Dns::new(server.addresses().to_vec(), true);
        for request in worlds::requests() {
            let (floor, times) = runtime.block_on(measure(&dns, &request));
            let [asked, whole] = times.map(|seconds| seconds * 1000.0);
            let ratio = whole / asked;
            worst = worst.max(ratio);
            println!(
                "{:<12} {:>4} ms {:>10} {:>7} {asked:>6.1} ms {whole:>6.1} ms {ratio:>6.2}",
                request.domain.as_str(),
                delay.as_millis(),
                floor.questions(),
                floor.levels(),
            );
        }
    }
    let verdict = if worst <= BUDGET { "within" } else { "over" };
    println!("at most {worst:.2} times the floor, {verdict} the budget of {BUDGET}");
}

/// Returns the floor, and the median times of the floor and the report, in seconds.
async fn measure(dns: &Dns, request: &AuditRequest) -> (Floor, [f64; 2]) {
    let recorder = Recorder { dns, asked: Mutex::default() };
    let memo = Memo::new(recorder);
    look(&memo, &Offline, request, "probe").await;
    let asked = memo.into_inner().asked.into_inner().expect("nobody panicked");
    let floor = Floor::of(asked, request);
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        let start = Instant::now();
        floor.ask(dns).await;
        times[0].push(start.elapsed().as_secs_f64());
        let start = Instant::now();
        let report = audit(dns, &Offline, request).await;
        times[1].push(start.elapsed().as_secs_f64());
        assert_eq!(report.asked as usize, floor.questions(), "number of queries for {}", request.domain);
    }
    let medians = times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times[ROUNDS / 2]
    });
    (floor, medians)
}

/// Records each query and its answer.
struct Recorder<'a> {
    dns: &'a Dns,
    asked: Mutex<Vec<Asked>>,
}

impl Resolver for Recorder<'_> {
    async fn ask(&self, name: &str, kind: Kind) -> Answer {
        let answer = self.dns.ask(name, kind).await;
        let asked = Asked { name: name.to_owned(), kind, answer: answer.clone() };
        self.asked.lock().expect("nobody panicked").push(asked);
        answer
    }
}
