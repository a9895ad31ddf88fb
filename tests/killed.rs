//! The server is killed at a random point of what several people do with it, again and again. What it has
//! acknowledged is there when it comes back; what it was in the middle of is there whole or not at all; and no
//! onboarding is ever in a state that the journey does not have.

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

/// How often it is killed.
const TIMES: u64 = 200;

/// How often one of two is killed while the other one goes on.
const TIMES_OF_TWO: u64 = 60;

/// Clients who are at it at once.
const CLIENTS: usize = 4;

/// The server dies at some moment of these, in microseconds after the load has begun: a few steps of a journey.
const LIFE_MAX: u64 = 120_000;

#[test]
fn nothing_acknowledged_is_lost_and_no_state_is_illegal() {
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
    let stories: Vec<Story> = tellers.into_iter().flat_map(Teller::told).collect();
    for story in &stories {
        story.assert_stands(&agency);
    }
    let mut ended = BTreeMap::<String, usize>::new();
    for story in &stories {
        *ended.entry(format!("{:?}", story.seen(&agency).map(|seen| seen.status))).or_default() += 1;
    }
    println!("{} onboardings, {} steps acknowledged: {ended:?}", stories.len(), steps(&stories));
    assert!(
        steps(&stories) > usize::try_from(TIMES).expect("small"),
        "the server did nothing between its deaths"
    );
    assert!(server.stop(), "{}", server.log());
}

/// Two servers on one database, behind a proxy that gives each connection to the next one, are one server: sessions, limits,
/// leases and challenges hold, and whatever was begun at one of them ends at the other.
#[test]
fn two_servers_are_one_while_either_is_killed() {
    let door = Door::open();
    let url = door.url();
    let first = Server::start_on_postgres(&[("SEALPOST_PUBLIC_URL", url.as_str())]);
    let second = first.start_beside();
    let proxy = door.before(vec![first.address(), second.address()]);
    // The set-up link of the one that started last is the one that works.
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
        wait::until("what the dead server had begun to end", || servers[1 - dies].has_settled());
        // The other one knows everything, and goes on.
        for teller in &tellers {
            teller.lock().settle(&agency);
            assert_eq!(teller.lock().go_on(&agency, &set), Ended::Well);
        }
        servers[dies].restart();
    }
    let stories: Vec<Story> = tellers.into_iter().flat_map(Teller::told).collect();
    for story in &stories {
        story.assert_stands(&agency);
    }
    let over = stories.iter().filter(|story| story.is_over()).count();
    println!("{} onboardings, {over} to their end; connections to each: {:?}", stories.len(), proxy.passed());
    assert!(over > CLIENTS, "too little has ended");
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
        // Not a wait for anything: the moment of death is what is random here.
        thread::sleep(life);
        server.kill();
        is_dead.store(true, Ordering::Release);
    });
}

/// Somebody looks at the board all the time.
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

/// One client after the other, each with a story of their own, and the staff who go with them.
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

    fn told(self) -> Vec<Story> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner).stories
    }
}

impl Telling {
    /// Has a story to go on with. Sealing takes the tester's time, which is not what is tested.
    fn be_ready(&mut self, set: &RecipientSet) {
        if self.stories.last().is_none_or(Story::is_over) {
            let script = SCRIPTS[(self.number + self.stories.len()) % SCRIPTS.len()];
            let name = format!("Client {} of {}", self.stories.len(), self.number);
            self.stories.push(Story::new(&name, script, set));
        }
    }

    /// The next step of the story under way, or the first one of another.
    fn go_on(&mut self, agency: &Agency, set: &RecipientSet) -> Ended {
        self.be_ready(set);
        self.stories.last_mut().expect("it is ready").go_on(agency)
    }

    /// After a death: finds out whether the step that was under way was made.
    fn settle(&mut self, agency: &Agency) {
        if let Some(story) = self.stories.last_mut() {
            story.settle(agency);
        }
    }
}
