//! `check_host()` (RFC 7208, section 4): the result that a receiver computes for one connection.

use std::{fmt, future::Future, net::IpAddr, pin::Pin};

use futures_util::future::join_all;
use ipnet::IpNet;
use shared::dns::{Answer, Kind, Resolver};

use super::{
    domain_spec::MacroString,
    expand::{self, Scope},
    parse::{Mechanism, Prefixes, Qualifier, Record, is_spf},
};
use crate::resolver::{AnyResolver, Boxed, canonical};

/// The maximum number of terms that cause lookups (RFC 7208, section 4.6.4).
pub const LOOKUPS_MAX: u32 = 10;
/// The maximum number of their lookups that find nothing.
pub const VOIDS_MAX: u32 = 2;
/// The maximum number of hosts for one `mx`.
pub(super) const MX_HOSTS_MAX: usize = 10;
/// The maximum number of names for one `ptr`. Any others are ignored.
const PTR_NAMES_MAX: usize = 10;

/// The result of an evaluation (RFC 7208, section 2.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpfResult {
    /// There is no valid name, or no record.
    None,
    /// The record says nothing about this address.
    Neutral,
    /// The address is allowed to send.
    Pass,
    /// The address isn't allowed to send.
    Fail,
    /// The address is probably not allowed to send.
    SoftFail,
    /// A lookup failed.
    TempError,
    /// The record is invalid.
    PermError,
}

impl fmt::Display for SpfResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::None => "none",
            Self::Neutral => "neutral",
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::SoftFail => "softfail",
            Self::TempError => "temperror",
            Self::PermError => "permerror",
        })
    }
}

impl From<Qualifier> for SpfResult {
    fn from(qualifier: Qualifier) -> Self {
        match qualifier {
            Qualifier::Pass => Self::Pass,
            Qualifier::Fail => Self::Fail,
            Qualifier::SoftFail => Self::SoftFail,
            Qualifier::Neutral => Self::Neutral,
        }
    }
}

/// An SMTP connection.
#[derive(Debug, Clone)]
pub struct Connection<'a> {
    /// The client's IP address.
    pub ip: IpAddr,
    /// The MAIL FROM address. Empty for a bounce.
    pub sender: &'a str,
    /// The name given with HELO or EHLO.
    pub helo: &'a str,
    /// The receiver's host name, for explanations.
    pub receiver: &'a str,
    /// The current time in Unix seconds, for explanations.
    pub now: i64,
}

/// The result of an evaluation, and what it cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// The result.
    pub result: SpfResult,
    /// The explanation that the domain's owner publishes for senders that fail. Empty if there is none.
    pub explanation: String,
    /// How many terms caused lookups.
    pub lookups: u32,
    /// How many of those lookups found nothing.
    pub voids: u32,
}

/// Evaluates the SPF record of the MAIL FROM domain, or of the HELO name if MAIL FROM is empty.
pub async fn check_host<R: Resolver>(resolver: &R, connection: &Connection<'_>) -> Evaluation {
    boxed(&AnyResolver::new(resolver), connection).await
}

/// Returns the future without its type, which would be compiled again in each crate that waits for it.
fn boxed<'a>(resolver: &'a AnyResolver<'a>, connection: &'a Connection<'a>) -> Boxed<'a, Evaluation> {
    Box::pin(evaluate(resolver, connection))
}

async fn evaluate(resolver: &AnyResolver<'_>, connection: &Connection<'_>) -> Evaluation {
    let (local, domain) = match connection.sender.rsplit_once('@') {
        Some((local, domain)) => (local, domain),
        None if connection.sender.is_empty() => ("", connection.helo),
        None => ("", connection.sender),
    };
    let local = if local.is_empty() { "postmaster" } else { local };
    let mut run = Run {
        resolver,
        scope: Scope {
            ip: connection.ip.to_canonical(),
            local,
            sender_domain: domain,
            helo: connection.helo,
            receiver: connection.receiver,
            now: connection.now,
        },
        lookups: 0,
        voids: 0,
    };
    let (result, explanation) = if is_host_name(domain) {
        match run.check(domain.to_owned(), true).await {
            Ok((result, explanation)) => (result, explanation),
            Err(error) => (error.into(), String::new()),
        }
    } else {
        (SpfResult::None, String::new())
    };
    Evaluation { result, explanation, lookups: run.lookups, voids: run.voids }
}

/// Returns true if a name has at least two labels and each of them is valid (RFC 7208, section 4.3).
fn is_host_name(domain: &str) -> bool {
    let domain = domain.strip_suffix('.').unwrap_or(domain);
    let labels: Vec<&str> = domain.split('.').collect();
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    let label = |label: &&str| (1..=63).contains(&label.len()) && label.bytes().all(inner);
    labels.len() >= 2 && domain.len() <= 253 && labels.iter().all(label)
}

/// Why an evaluation ends early.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stop {
    Temporary,
    Permanent,
}

impl From<Stop> for SpfResult {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Temporary => Self::TempError,
            Stop::Permanent => Self::PermError,
        }
    }
}

type Checked<'a> = Pin<Box<dyn Future<Output = Result<(SpfResult, String), Stop>> + Send + 'a>>;

struct Run<'a, R> {
    resolver: &'a R,
    scope: Scope<'a>,
    lookups: u32,
    voids: u32,
}

impl<R: Resolver> Run<'_, R> {
    /// Evaluates the record at `domain`. `explain` is false for an include, whose `exp=` isn't for the sender.
    fn check(&mut self, domain: String, explain: bool) -> Checked<'_> {
        Box::pin(async move {
            let Some(record) = self.record(&domain).await? else {
                return Ok((SpfResult::None, String::new()));
            };
            for (_, qualifier, mechanism) in record.directives() {
                if self.matches(mechanism, &domain).await? {
                    let result = SpfResult::from(qualifier);
                    let text = match record.explanation() {
                        Some(spec) if explain && result == SpfResult::Fail => {
                            self.explanation(spec, &domain).await
                        }
                        _ => String::new(),
                    };
                    return Ok((result, text));
                }
            }
            let Some((_, target)) = record.redirect().filter(|_| record.all().is_none()) else {
                return Ok((SpfResult::Neutral, String::new()));
            };
            self.count_lookup()?;
            let target = self.expand(target, &domain).await;
            match self.check(target, explain).await? {
                (SpfResult::None, _) => Err(Stop::Permanent),
                checked => Ok(checked),
            }
        })
    }

    /// Returns the record at `domain` (RFC 7208, sections 4.4 and 4.5).
    async fn record(&self, domain: &str) -> Result<Option<Record>, Stop> {
        let answer = self.resolver.ask(domain, Kind::Txt).await;
        if answer.silence().is_some() {
            return Err(Stop::Temporary);
        }
        let records: Vec<String> = answer.texts().filter(|text| is_spf(text)).collect();
        match records.as_slice() {
            [] => Ok(None),
            [text] => Record::parse(text).map(Some).map_err(|_| Stop::Permanent),
            _ => Err(Stop::Permanent),
        }
    }

    async fn matches(&mut self, mechanism: &Mechanism, domain: &str) -> Result<bool, Stop> {
        match mechanism {
            Mechanism::All => Ok(true),
            Mechanism::Ip(network) => Ok(network.contains(&self.scope.ip)),
            Mechanism::Include(spec) => {
                self.count_lookup()?;
                let target = self.expand(spec, domain).await;
                match self.check(target, false).await?.0 {
                    SpfResult::Pass => Ok(true),
                    SpfResult::None => Err(Stop::Permanent),
                    _ => Ok(false),
                }
            }
            Mechanism::A(spec, prefixes) => {
                self.count_lookup()?;
                let target = self.target(spec.as_ref(), domain).await;
                let answer = self.resolver.ask(&target, self.address_kind()).await;
                self.note(&answer)?;
                Ok(answer.addresses().any(|address| self.is_near(address, *prefixes)))
            }
            Mechanism::Mx(spec, prefixes) => {
                self.count_lookup()?;
                let target = self.target(spec.as_ref(), domain).await;
                self.matches_mx(&target, *prefixes).await
            }
            Mechanism::Exists(spec) => {
                self.count_lookup()?;
                let target = self.expand(spec, domain).await;
                let answer = self.resolver.ask(&target, Kind::A).await;
                self.note(&answer)?;
                Ok(!answer.data().is_empty())
            }
            Mechanism::Ptr(spec) => {
                self.count_lookup()?;
                let target = canonical(&self.target(spec.as_ref(), domain).await);
                Ok(self.validated_names().await.iter().any(|name| is_within(name, &target)))
            }
        }
    }

    async fn matches_mx(&mut self, target: &str, prefixes: Prefixes) -> Result<bool, Stop> {
        let answer = self.resolver.ask(target, Kind::Mx).await;
        self.note(&answer)?;
        let hosts = answer.mail_hosts();
        if hosts.len() > MX_HOSTS_MAX {
            return Err(Stop::Permanent);
        }
        let kind = self.address_kind();
        let answers = join_all(
            hosts.iter().filter(|(_, host)| *host != ".").map(|(_, host)| self.resolver.ask(host, kind)),
        )
        .await;
        for answer in answers {
            if answer.silence().is_some() {
                return Err(Stop::Temporary);
            }
            if answer.addresses().any(|address| self.is_near(address, prefixes)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Returns the names of the client's address that resolve back to it (RFC 7208, section 5.5). Names whose lookup
    /// fails are left out.
    async fn validated_names(&self) -> Vec<String> {
        let pointer = expand::pointer(self.scope.ip);
        let answer = self.resolver.ask(&pointer, Kind::Ptr).await;
        let names: Vec<&str> = answer.names().take(PTR_NAMES_MAX).collect();
        let kind = self.address_kind();
        let answers = join_all(names.iter().map(|name| self.resolver.ask(name, kind))).await;
        let leads_back = |answer: &Answer| answer.addresses().any(|address| address == self.scope.ip);
        names
            .into_iter()
            .zip(answers)
            .filter(|(_, answer)| leads_back(answer))
            .map(|(name, _)| canonical(name))
            .collect()
    }

    fn address_kind(&self) -> Kind {
        if self.scope.ip.is_ipv4() { Kind::A } else { Kind::Aaaa }
    }

    fn is_near(&self, address: IpAddr, prefixes: Prefixes) -> bool {
        let length = if address.is_ipv4() { prefixes.v4 } else { prefixes.v6 };
        IpNet::new(address, length).is_ok_and(|network| network.contains(&self.scope.ip))
    }

    fn count_lookup(&mut self) -> Result<(), Stop> {
        self.lookups += 1;
        if self.lookups > LOOKUPS_MAX { Err(Stop::Permanent) } else { Ok(()) }
    }

    fn note(&mut self, answer: &Answer) -> Result<(), Stop> {
        match answer {
            Answer::Unknown(_) => Err(Stop::Temporary),
            Answer::Found(_) => Ok(()),
            Answer::NoData { .. } | Answer::NxDomain { .. } => {
                self.voids += 1;
                if self.voids > VOIDS_MAX { Err(Stop::Permanent) } else { Ok(()) }
            }
        }
    }

    async fn target(&self, spec: Option<&MacroString>, domain: &str) -> String {
        match spec {
            Some(spec) => self.expand(spec, domain).await,
            None => domain.to_owned(),
        }
    }

    async fn expand(&self, spec: &MacroString, domain: &str) -> String {
        let validated = self.validated_for(spec, domain).await;
        expand::domain(spec, &self.scope, domain, &validated)
    }

    /// Returns the value of `%{p}`, if `spec` uses it.
    async fn validated_for(&self, spec: &MacroString, domain: &str) -> String {
        if !expand::uses_validated_name(spec) {
            return String::new();
        }
        expand::validated_name(&self.validated_names().await, domain)
    }

    /// Returns the explanation. If anything goes wrong here, there is none (RFC 7208, section 6.2).
    async fn explanation(&self, spec: &MacroString, domain: &str) -> String {
        let name = self.expand(spec, domain).await;
        let answer = self.resolver.ask(&name, Kind::Txt).await;
        let texts: Vec<String> = answer.texts().collect();
        let [text] = texts.as_slice() else { return String::new() };
        let Some(spec) = MacroString::parse_explanation(text) else { return String::new() };
        let validated = self.validated_for(&spec, domain).await;
        expand::text(&spec, &self.scope, domain, &validated)
    }
}

fn is_within(name: &str, domain: &str) -> bool {
    name.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}
