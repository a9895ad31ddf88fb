//! Runs one kind of check against a server for each behavior.

use std::{
    fs,
    path::PathBuf,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use shared::check::{CheckReport, CheckVerdict};
use tempfile::TempDir;

use super::{
    Certificates, Do, HostileMail, Received,
    behaviors::{self, Behavior, Ends},
};
use crate::leaks::Canary;

/// The user name that signs in.
pub const USER: &str = "ada@shop.test";
/// The password. Long enough to search for, and unlike anything else.
pub const SECRET: &str = "canary-horse-5f0c7e19ab";

/// How many checks that don't wait for a limit run at the same time.
const AT_ONCE: usize = 4;

/// A kind of check.
pub trait Way: Sync {
    /// Checks the login of [`USER`] with [`SECRET`], and asks if it may send from that address.
    fn check(&self, port: u16, behavior: &Behavior) -> CheckReport;

    /// Returns how long a whole check may take.
    fn limit(&self, behavior: &Behavior) -> Duration;

    /// Returns how the check must end, if this kind of check ends differently.
    fn ends(&self, behavior: &Behavior) -> Ends {
        behavior.ends
    }
}

/// A server for each behavior.
pub struct Stage {
    servers: Vec<(Behavior, HostileMail)>,
    roots: PathBuf,
    _folder: TempDir,
}

impl Stage {
    /// Starts a server for each behavior that fits.
    pub fn open(fits: impl Fn(&Behavior) -> bool) -> Self {
        let certificates = Arc::<Certificates>::default();
        let start = |behavior: Behavior| {
            let server = HostileMail::start(&behavior.script, &certificates);
            (behavior, server)
        };
        let folder = tempfile::tempdir().expect("a folder");
        let roots = folder.path().join("roots.pem");
        fs::write(&roots, certificates.roots()).expect("the folder is writable");
        let servers = behaviors::all().into_iter().filter(fits).map(start).collect();
        Self { servers, roots, _folder: folder }
    }

    /// Returns the path of the trusted authorities, a PEM file.
    pub fn roots(&self) -> &PathBuf {
        &self.roots
    }

    /// Returns the servers' ports.
    pub fn ports(&self) -> Vec<u16> {
        self.servers.iter().map(|(_, server)| server.address().port()).collect()
    }

    /// Plays every behavior. Returns how many there were.
    ///
    /// # Panics
    /// If a check doesn't end as it should, or shows the password to a server that must not get it. The message lists
    /// all such checks.
    pub fn play(&self, way: &dyn Way) -> usize {
        let (stalling, others): (Vec<_>, Vec<_>) =
            self.servers.iter().partition(|(behavior, _)| behavior.stalls());
        let each = others.len().div_ceil(AT_ONCE).max(1);
        // Checks that wait for a limit run last and all at once, when the machine has nothing else to do.
        let rounds = [
            others.chunks(each).map(<[_]>::to_vec).collect(),
            stalling.chunks(1).map(<[_]>::to_vec).collect(),
        ];
        let wrong: Vec<String> = rounds.iter().flat_map(|round: &Vec<Vec<_>>| at_once(way, round)).collect();
        assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), self.servers.len(), wrong.join("\n"));
        self.servers.len()
    }
}

fn at_once(way: &dyn Way, groups: &[Vec<&(Behavior, HostileMail)>]) -> Vec<String> {
    thread::scope(|scope| {
        let playing: Vec<_> = groups
            .iter()
            .map(|group| {
                scope.spawn(|| -> Vec<String> {
                    group.iter().filter_map(|(behavior, server)| played(way, behavior, server)).collect()
                })
            })
            .collect();
        playing.into_iter().flat_map(|played| played.join().expect("no panic")).collect()
    })
}

/// Plays one behavior. Returns what went wrong, if anything.
fn played(way: &dyn Way, behavior: &Behavior, server: &HostileMail) -> Option<String> {
    let (begun, limit) = (Instant::now(), way.limit(behavior));
    let report = way.check(server.address().port(), behavior);
    let took = begun.elapsed();
    let mut wrong = faults(behavior, way.ends(behavior), &report, &server.all_received());
    // A busy machine is late without a fault. A check without a limit would never end.
    if took > limit * 2 {
        wrong.push(format!("took {took:?}, but the limit is {limit:?}"));
    }
    let Behavior { name, security, .. } = behavior;
    (!wrong.is_empty())
        .then(|| format!("{name} ({security:?}): {}\n    {:?}", wrong.join("; "), report.stages.last()))
}

fn faults(behavior: &Behavior, ends: Ends, report: &CheckReport, received: &[Received]) -> Vec<String> {
    let canary = Canary::new(SECRET);
    let mut wrong = Vec::new();
    let mut hold = |holds: bool, what: String| {
        if !holds {
            wrong.push(what);
        }
    };
    let last = report.stages.last().expect("a check has stages");
    let (verdict, cause) = (report.verdict, &*report.cause);
    let ended = (verdict, cause, last.stage, last.outcome);
    let Ends { verdict, cause, stage, outcome } = ends;
    hold(ended == (verdict, cause, stage, outcome), format!("ended with {ended:?} instead of {ends:?}"));
    let explained = report.diagnosis.as_ref().map(|diagnosis| !diagnosis.meaning.is_empty());
    hold(explained == (verdict != CheckVerdict::Ok).then_some(true), "isn't explained".into());
    let blamed = report.diagnosis.as_ref().is_some_and(|diagnosis| diagnosis.secret_refused);
    hold(
        !blamed || (verdict == CheckVerdict::Fail && ends.cause.ends_with("-535")),
        "blames the password".into(),
    );
    let shakes = behavior.script.iter().any(|step| matches!(step, Do::Tls(_) | Do::OldTls(_)));
    hold(shakes || report.tls.is_none(), "a certificate was made up".into());
    let kept = serde_json::to_vec(report).expect("it is JSON");
    hold(canary.found_in(&kept).is_none(), "the report contains the password".into());

    let shown = received.iter().any(|received| canary.found_in(&received.inside).is_some());
    hold(shown == behavior.shown, format!("the password was sent inside TLS: {shown}"));
    let holds = |bytes: &[u8], word: &str| {
        bytes.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word.as_bytes()))
    };
    for received in received {
        hold(canary.found_in(&received.wire).is_none(), "the password was on the wire".into());
        for word in ["AUTH ", "MAIL FROM", USER] {
            hold(!holds(received.in_the_clear(), word), format!("“{word}” was sent in the clear"));
        }
        for word in ["RCPT", "DATA"] {
            hold(!holds(&received.inside, word), format!("“{word}” was sent, but a check sends no mail"));
        }
        let tries = received.inside.windows(5).filter(|window| *window == b"AUTH ").count();
        hold(tries <= 2, format!("{tries} sign-ins were tried"));
    }
    wrong
}
