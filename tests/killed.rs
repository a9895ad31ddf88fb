//! The server is killed again and again, at a random moment while several people use it. After a restart, everything
//! that it acknowledged is there, what was in progress is there completely or not at all, and no onboarding is in an
//! invalid state.

#[path = "killed/story.rs"]
mod story;

use std::{
    collections::BTreeMap,
    hash::{BuildHasher, RandomState},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use shared::{recipients::RecipientSet, wire::Board};
use story::{Ended, SCRIPTS, Story};
use support::{agency::Agency, alternating::Door, http::Api, server::Server, wait};

/// How many times the server is killed.
const TIMES: u64 = 200;

/// How many times one of two servers is killed while the other keeps running.
const TIMES_OF_TWO: u64 = 60;

/// The number of clients that are active at the same time.
const CLIENTS: usize = 4;

/// Longest time until the server is killed, in microseconds after the load begins. Enough for a few steps of a
/// journey.
const LIFE_MAX: u64 = 120_000;

#[test]
fn nothing_acknowledged_is_lost_and_no_state_is_invalid() {
    let mut server = Server::start(&[]);
    let agency = Agency::set_up(&server);
    let set: RecipientSet = agency.manager.get("/api/recipients").json();
    let tellers: Vec<Teller> = (0..CLIENTS).map(Teller::new).collect();
    for _ in 0..TIMES {
        for teller in &tellers {
            teller.lock().be_ready(&set);
        }
        kill_under_load(&mut server, &agency, &set, &tellers);
        server.restart();
        for teller in &tellers {
            teller.lock().settle(&agency);
        }
    }
    let stories: Vec<Story> = tellers.into_iter().flat_map(Teller::stories).collect();
    for story in &stories {
        story.assert_state(&agency);
    }
    let mut ended = BTreeMap::<String, usize>::new();
    for story in &stories {
        *ended.entry(format!("{:?}", story.seen(&agency).map(|seen| seen.status))).or_default() += 1;
    }
    println!("{} onboardings, {} steps acknowledged: {ended:?}", stories.len(), steps(&stories));
    assert!(steps(&stories) > usize::try_from(TIMES).expect("small"), "the server did nothing between kills");
    assert!(server.stop(), "{}", server.log());
}

/// Two servers on one database act as one, behind a proxy that alternates between them: sessions, limits, leases and
/// challenges are shared, and a step that begins on one server can end on the other.
#[test]
fn two_servers_act_as_one_while_either_is_killed() {
    let door = Door::open();
    let url = door.url();
    let first = Server::start_on_postgres(&[("SEALPOST_PUBLIC_URL", url.as_str())]);
    let second = first.start_beside();
    let proxy = door.before(vec![first.address(), second.address()]);
    // Only the setup link of the server that started last works.
    let agency = Agency::set_up_behind(&second, &proxy.url());
    let set: RecipientSet = agency.manager.get("/api/recipients").json();
    let tellers: Vec<Teller> = (0..CLIENTS).map(Teller::new).collect();
    let mut servers = [first, second];
    for _ in 0..TIMES_OF_TWO {
        for teller in &tellers {
            teller.lock().be_ready(&set);
        }
        let dies = usize::from(random().is_multiple_of(2));
        kill_under_load(&mut servers[dies], &agency, &set, &tellers);
        wait::until("the killed server's transactions to end", || servers[1 - dies].has_settled());
        // The other server knows everything that happened, and continues.
        for teller in &tellers {
            teller.lock().settle(&agency);
            assert_eq!(teller.lock().go_on(&agency, &set), Ended::Well);
        }
        servers[dies].restart();
    }
    let stories: Vec<Story> = tellers.into_iter().flat_map(Teller::stories).collect();
    for story in &stories {
        story.assert_state(&agency);
    }
    let over = stories.iter().filter(|story| story.is_over()).count();
    println!("{} onboardings, {over} finished; connections to each: {:?}", stories.len(), proxy.passed());
    assert!(over > CLIENTS, "too few stories finished");
    assert!(proxy.passed().into_iter().all(|connections| connections > 100), "{:?}", proxy.passed());
    for server in &mut servers {
        assert!(server.stop(), "{}", server.log());
    }
}

fn kill_under_load(server: &mut Server, agency: &Agency, set: &RecipientSet, tellers: &[Teller]) {
    let life = Duration::from_micros(random() % LIFE_MAX);
    let is_dead = AtomicBool::new(false);
    let goes_on = || !is_dead.load(Ordering::Acquire);
    thread::scope(|scope| {
        for teller in tellers {
            scope.spawn(|| while teller.lock().go_on(agency, set) == Ended::Well && goes_on() {});
        }
        scope.spawn(|| read_until_killed(&agency.manager, goes_on));
        // This sleep waits for nothing. It makes the moment of death random.
        thread::sleep(life);
        server.kill();
        is_dead.store(true, Ordering::Release);
    });
}

/// Loads the board continuously.
fn read_until_killed(manager: &Api, goes_on: impl Fn() -> bool) {
    while goes_on()
        && let Ok(answer) = manager.try_send("GET", "/api/onboardings", &[])
    {
        let _: Board = answer.json();
    }
}

fn steps(stories: &[Story]) -> usize {
    stories.iter().map(Story::acknowledged).sum()
}

fn random() -> u64 {
    RandomState::new().hash_one(0)
}

/// Runs onboardings one after another, each with its client and the staff involved.
struct Teller(Mutex<Telling>);

struct Telling {
    number: usize,
    stories: Vec<Story>,
}

impl Teller {
    fn new(number: usize) -> Self {
        Self(Mutex::new(Telling { number, stories: Vec::new() }))
    }

    fn lock(&self) -> MutexGuard<'_, Telling> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn stories(self) -> Vec<Story> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner).stories
    }
}

impl Telling {
    /// Makes sure that there is a story to continue. Sealing happens here, because its time isn't part of the test.
    fn be_ready(&mut self, set: &RecipientSet) {
        if self.stories.last().is_none_or(Story::is_over) {
            let script = SCRIPTS[(self.number + self.stories.len()) % SCRIPTS.len()];
            let name = format!("Client {} of {}", self.stories.len(), self.number);
            self.stories.push(Story::new(&name, script, set));
        }
    }

    /// Takes the next step of the current story, or the first step of a new one.
    fn go_on(&mut self, agency: &Agency, set: &RecipientSet) -> Ended {
        self.be_ready(set);
        self.stories.last_mut().expect("a story is ready").go_on(agency)
    }

    /// Finds out, after the server was killed, if the interrupted step took effect.
    fn settle(&mut self, agency: &Agency) {
        if let Some(story) = self.stories.last_mut() {
            story.settle(agency);
        }
    }
}
