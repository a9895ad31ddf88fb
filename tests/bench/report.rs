//! `cargo xtask bench report`: how much longer a whole report takes than asking its questions does.
//!
//! The floor is made of the report itself: its questions and their answers are recorded once, and then asked again by
//! the same client of the same server, each as soon as it can be known that it will have to be asked. A question whose
//! name is formed from what is known at the start (the domain, those above it, the provider's own names) is asked at
//! once. One whose name, or what it ends with, stands in an answer is asked when the earliest such answer is there. Of
//! what has to be known *about* an answer before a further question is worth asking, the floor takes no notice: so it
//! is never too high.
//!
//! Both are timed in turns, each time anew, and the medians are compared.

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
/// Odd, so that there is a middle one.
const ROUNDS: usize = 7;
/// How much longer it may take.
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

/// The floor, and the medians of its time and the report's, in seconds.
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
        assert_eq!(report.asked as usize, floor.questions(), "the same questions of {}", request.domain);
    }
    let medians = times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times[ROUNDS / 2]
    });
    (floor, medians)
}

/// Notes what is asked, and what comes of it.
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
