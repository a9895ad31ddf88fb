//! All of a record and what it refers to, without a connection in mind: what it costs at worst, what is broken in
//! it, and which networks it lets pass.

use std::{
    net::IpAddr,
    pin::Pin,
    sync::atomic::{AtomicU32, Ordering},
};

use futures_util::future::join_all;
use ipnet::IpNet;

use super::{
    domain_spec::MacroString,
    evaluate::{LOOKUPS_MAX, MX_HOSTS_MAX, VOIDS_MAX},
    parse::{Mechanism, Qualifier, Record, SyntaxError, TermKind, is_spf},
};
use crate::{
    egress::dns::{Answer, Kind, Silence},
    report::resolver::{Addresses, Resolver, addresses, canonical},
};

/// Where the walk gives up: far beyond what any receiver follows.
const TERMS_MAX: u32 = 60;
const LEVELS_MAX: u32 = 12;

/// What a walk found.
#[derive(Debug, Clone, Default)]
pub struct Walk {
    /// Terms that cause questions, all of them (RFC 7208, section 4.6.4).
    pub lookups: u32,
    /// Of their questions, those that found nothing; for `a` the one for IPv4.
    pub voids: u32,
    /// Networks that pass.
    pub networks: Vec<IpNet>,
    /// What is broken, each with the term and the domain of the record that it stands in.
    pub broken: Vec<Broken>,
    /// What could not be asked: the name, and who was silent.
    pub silent: Vec<(String, Silence)>,
    /// Whether a term depends on the sender's address or HELO, so that only a real message tells what it says.
    pub depends: bool,
}

/// A term that cannot work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The domain of the record that it stands in.
    pub domain: String,
    /// The term as it stands there.
    pub term: String,
    /// How.
    pub how: Breakage,
}

/// How a term is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Breakage {
    /// `include` or `redirect` leads to a name without an SPF record: the whole record is void.
    NoRecord,
    /// It leads to a name with several: the same.
    SeveralRecords,
    /// It leads to a record that cannot be read: the same.
    Unreadable(SyntaxError),
    /// `a`, `mx` or `exists` finds nothing, now or for any connection: it never matches.
    Void,
    /// `mx` leads to more hosts than are looked at: the whole record is void.
    TooManyHosts,
}

impl Walk {
    /// Whether a receiver gets to the end of it.
    pub fn within_limits(&self) -> bool {
        self.lookups <= LOOKUPS_MAX && self.voids <= VOIDS_MAX
    }

    /// Whether anything in it makes the whole record void.
    pub fn is_fatal(&self) -> bool {
        self.broken.iter().any(|broken| broken.how != Breakage::Void)
    }

    /// Takes what was found further down.
    fn absorb(&mut self, below: Self) {
        self.lookups += below.lookups;
        self.voids += below.voids;
        self.networks.extend(below.networks);
        self.broken.extend(below.broken);
        self.silent.extend(below.silent);
        self.depends |= below.depends;
    }

    fn breaks(&mut self, job: &Job, how: Breakage) {
        self.broken.push(Broken { domain: job.domain.clone(), term: job.term.clone(), how });
    }
}

/// A term that has a question.
struct Job {
    domain: String,
    term: String,
    ask: Ask,
}

enum Ask {
    Record { target: String, passes: bool },
    Hosts { target: String, passes: bool, v4: u8, v6: u8 },
    Mx { target: String, passes: bool, v4: u8, v6: u8 },
    Exists { target: String },
}

/// Walks a record that stands at `domain`.
pub async fn walk<R: Resolver>(resolver: &R, domain: &str, record: &Record) -> Walk {
    explore(resolver, domain, record, true, Bounds { terms: &AtomicU32::new(0), levels: LEVELS_MAX }).await
}

/// What is left before the walk gives up.
#[derive(Clone, Copy)]
struct Bounds<'a> {
    /// Terms so far, in all records.
    terms: &'a AtomicU32,
    levels: u32,
}

type Walked<'a> = Pin<Box<dyn Future<Output = Walk> + Send + 'a>>;

/// A record and all below it. Every term is followed on its own: one that has to wait holds up no other.
fn explore<'a, R: Resolver>(
    resolver: &'a R,
    domain: &'a str,
    record: &'a Record,
    passes: bool,
    bounds: Bounds<'a>,
) -> Walked<'a> {
    Box::pin(async move {
        let mut walk = Walk::default();
        let mut jobs = Vec::new();
        plan(&mut walk, &mut jobs, domain, record, passes, bounds);
        if let Some(levels) = bounds.levels.checked_sub(1) {
            let bounds = Bounds { levels, ..bounds };
            for below in join_all(jobs.iter().map(|job| follow(resolver, job, bounds))).await {
                walk.absorb(below);
            }
        }
        walk
    })
}

async fn follow<R: Resolver>(resolver: &R, job: &Job, bounds: Bounds<'_>) -> Walk {
    let mut walk = Walk::default();
    let found = find(resolver, &job.ask).await;
    if let Some(Below { domain, record, passes }) = take(&mut walk, job, found) {
        walk.absorb(explore(resolver, &domain, &record, passes, bounds).await);
    }
    walk
}

/// Counts a record's own terms and lists what has to be asked for them.
fn plan(
    walk: &mut Walk,
    jobs: &mut Vec<Job>,
    domain: &str,
    record: &Record,
    passes: bool,
    bounds: Bounds<'_>,
) {
    let own = |spec: &Option<MacroString>| match spec {
        Some(spec) => spec.literal(),
        None => Some(domain.to_owned()),
    };
    let mut terms: Vec<(String, Option<Ask>)> = Vec::new();
    for (term, qualifier, mechanism) in record.directives() {
        walk.depends |= mechanism.spec().is_some_and(MacroString::needs_message);
        let passes = passes && qualifier == Qualifier::Pass;
        let ask = match mechanism {
            Mechanism::All => continue,
            Mechanism::Ip(network) => {
                walk.networks.extend(passes.then_some(network.trunc()));
                continue;
            }
            Mechanism::Include(spec) => spec.literal().map(|target| Ask::Record { target, passes }),
            Mechanism::A(spec, prefixes) => {
                own(spec).map(|target| Ask::Hosts { target, passes, v4: prefixes.v4, v6: prefixes.v6 })
            }
            Mechanism::Mx(spec, prefixes) => {
                own(spec).map(|target| Ask::Mx { target, passes, v4: prefixes.v4, v6: prefixes.v6 })
            }
            Mechanism::Exists(spec) => spec.literal().map(|target| Ask::Exists { target }),
            Mechanism::Ptr(_) => None,
        };
        terms.push((record.source(term).to_owned(), ask));
    }
    if let Some((index, target)) = record.redirect().filter(|_| record.all().is_none()) {
        walk.depends |= target.needs_message();
        let source = record.source(&record.terms[index]).to_owned();
        terms.push((source, target.literal().map(|target| Ask::Record { target, passes })));
    }
    for (term, ask) in terms {
        walk.lookups += 1;
        let nth = bounds.terms.fetch_add(1, Ordering::Relaxed);
        match ask {
            Some(ask) if nth < TERMS_MAX => jobs.push(Job { domain: domain.to_owned(), term, ask }),
            Some(_) | None => {}
        }
    }
}

/// Answers to a job's questions: the first, and for hosts their addresses.
struct FoundFor {
    first: (String, Answer),
    hosts: Vec<(String, Answer)>,
}

async fn find<R: Resolver>(resolver: &R, ask: &Ask) -> FoundFor {
    let both = |name: &str| {
        let name = name.to_owned();
        async move {
            let Addresses { v4, v6 } = addresses(resolver, &name).await;
            [(name.clone(), v4), (name, v6)]
        }
    };
    match ask {
        Ask::Record { target, .. } => {
            FoundFor { first: (target.clone(), resolver.ask(target, Kind::Txt).await), hosts: Vec::new() }
        }
        Ask::Exists { target } => {
            FoundFor { first: (target.clone(), resolver.ask(target, Kind::A).await), hosts: Vec::new() }
        }
        Ask::Hosts { target, .. } => {
            let [v4, v6] = both(target).await;
            FoundFor { first: v4, hosts: vec![v6] }
        }
        Ask::Mx { target, .. } => {
            let answer = resolver.ask(target, Kind::Mx).await;
            let hosts: Vec<String> =
                answer.mail_hosts().iter().take(MX_HOSTS_MAX).map(|(_, host)| (*host).to_owned()).collect();
            let found = join_all(hosts.iter().filter(|host| *host != ".").map(|host| both(host))).await;
            FoundFor { first: (target.clone(), answer), hosts: found.into_iter().flatten().collect() }
        }
    }
}

/// A record that a term leads to.
struct Below {
    domain: String,
    record: Record,
    passes: bool,
}

fn take(walk: &mut Walk, job: &Job, found: FoundFor) -> Option<Below> {
    let (name, answer) = found.first;
    if let Answer::Unknown(silence) = answer {
        walk.silent.push((name, silence));
        return None;
    }
    let is_void = answer.data().is_empty();
    match job.ask {
        Ask::Record { passes, .. } => return take_record(walk, job, &name, &answer, passes),
        Ask::Exists { .. } if is_void => {
            walk.voids += 1;
            walk.breaks(job, Breakage::Void);
        }
        Ask::Exists { .. } => {}
        Ask::Hosts { passes, v4, v6, .. } => {
            walk.voids += u32::from(is_void);
            let also_v6_void = found.hosts.iter().all(|(_, answer)| answer.is_nothing());
            if is_void && also_v6_void {
                walk.breaks(job, Breakage::Void);
            }
            let addresses = answer.addresses().filter(|_| passes);
            walk.networks.extend(addresses.filter_map(|address| network(address, v4, v6)));
            take_hosts(walk, found.hosts, passes, v4, v6);
        }
        Ask::Mx { passes, v4, v6, .. } => {
            if is_void {
                walk.voids += 1;
                walk.breaks(job, Breakage::Void);
            } else if answer.data().len() > MX_HOSTS_MAX {
                walk.breaks(job, Breakage::TooManyHosts);
            }
            take_hosts(walk, found.hosts, passes, v4, v6);
        }
    }
    None
}

fn take_hosts(walk: &mut Walk, hosts: Vec<(String, Answer)>, passes: bool, v4: u8, v6: u8) {
    for (host, answer) in hosts {
        let passing = answer.addresses().filter(|_| passes);
        walk.networks.extend(passing.filter_map(|address| network(address, v4, v6)));
        if let Answer::Unknown(silence) = answer {
            walk.silent.push((host, silence));
        }
    }
}

fn take_record(walk: &mut Walk, job: &Job, name: &str, answer: &Answer, passes: bool) -> Option<Below> {
    let texts: Vec<String> = answer.texts().filter(|text| is_spf(text)).collect();
    match texts.as_slice() {
        [] => walk.breaks(job, Breakage::NoRecord),
        [text] => match Record::parse(text) {
            Ok(record) => return Some(Below { domain: canonical(name), record, passes }),
            Err(error) => walk.breaks(job, Breakage::Unreadable(error)),
        },
        _ => walk.breaks(job, Breakage::SeveralRecords),
    }
    None
}

fn network(address: IpAddr, v4: u8, v6: u8) -> Option<IpNet> {
    IpNet::new(address, if address.is_ipv4() { v4 } else { v6 }).ok().map(|network| network.trunc())
}

/// Terms of a record that can be taken out without changing any result: what stands twice, what never matches, and
/// what follows `all`. Each with the text that goes.
pub(super) fn idle_terms(record: &Record, walk: &Walk, domain: &str) -> Vec<usize> {
    let end = record.all().map_or(usize::MAX, |(index, _)| index);
    let source = |index: usize| record.source(&record.terms[index]);
    (0..record.terms.len())
        .filter(|&index| {
            let TermKind::Directive(_, mechanism) = &record.terms[index].kind else { return false };
            let twice = (0..index).any(|other| source(other).eq_ignore_ascii_case(source(index)));
            let never = walk.broken.iter().any(|broken| {
                broken.how == Breakage::Void
                    && broken.domain == canonical(domain)
                    && broken.term == source(index)
            });
            index > end || (*mechanism != Mechanism::All && (twice || never))
        })
        .collect()
}
