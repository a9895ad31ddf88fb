//! A report as meaning: what was found, in types. A language's words make a [`Report`](super::Report) of it.

use super::{
    About, AliasFault, KeyFault, Remedy, ServerAnswer, SpfBreakage, SpfCost, SpfTermCost, SpfTree, Spread,
    Topic, Verdict,
};
use crate::dns::Silence;

/// A report before it's told in a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audit {
    /// The domain that mail is sent from.
    pub domain: String,
    /// The provider that sends, if one was chosen.
    pub provider: Option<String>,
    /// Who answers for the domain.
    pub dns_host: Option<DnsHome>,
    /// What was found, worst first within each topic.
    pub findings: Vec<Judged>,
    /// What SPF takes now; `None` if there's no readable record.
    pub spf: Option<SpfCost>,
    /// Who may send by it; `None` if there's no readable record.
    pub spf_tree: Option<SpfTree>,
    /// What each of the domain's nameservers said, if each was asked.
    pub servers: Vec<ServerAnswer>,
    /// How far each record has spread, if each server was asked.
    pub spread: Vec<Spread>,
    /// How many questions were asked.
    pub asked: u32,
    /// How long it took, in milliseconds.
    pub millis: u64,
}

/// The DNS host that was found from the live nameservers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DnsHome {
    /// Its id in the table of DNS hosts, if it's there.
    pub id: Option<String>,
    /// Its name, or the nameservers' common ending.
    pub name: String,
    /// Where to type records, if known.
    pub panel_url: Option<String>,
    /// Others that use the same nameservers.
    pub also: Vec<String>,
}

/// A finding before it's told in a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// What was found.
    pub about: About,
    /// How bad it is.
    pub verdict: Verdict,
    /// What was seen.
    pub seen: Vec<Seen>,
    /// Who didn't answer, if that's why it's unknown.
    pub silent: Option<Silent>,
    /// What to do about it.
    pub fix: Option<Remedy>,
    /// What else there is to say.
    pub more: Vec<More>,
}

/// What else there is to say about a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum More {
    /// An alias is at the name of a record: the record is where the alias leads, and has to be changed there.
    Behind {
        /// The name.
        name: String,
        /// Where the alias leads.
        hop: String,
    },
    /// Receivers ignore these parts of the record, which do no harm.
    Ignored(Vec<String>),
}

/// Who didn't answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Silent {
    /// A DNS server.
    Dns(Silence),
    /// A web server, by its name.
    Web(String),
}

/// Something that was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// A record or a part of one, as it is.
    Text(String),
    /// A record at a name.
    Record {
        /// The name.
        name: String,
        /// The record.
        text: String,
    },
    /// A record that aliases lead to.
    Through {
        /// The name.
        name: String,
        /// Where the aliases lead.
        hops: Vec<String>,
        /// The record.
        text: String,
    },
    /// A record that a wildcard answers with.
    Wildcard {
        /// The name.
        name: String,
        /// Where the wildcard's alias leads, if it is one.
        hop: Option<String>,
        /// The record.
        text: String,
    },
    /// Only a wildcard answers at a name, with something else.
    OnlyWildcard {
        /// The name.
        name: String,
        /// What it answers.
        text: String,
    },
    /// Nothing is at a name.
    Absent(String),
    /// A name doesn't exist.
    NoSuchName(String),
    /// Nothing is where aliases lead.
    DeadAlias {
        /// The name.
        name: String,
        /// Where they lead.
        hops: Vec<String>,
    },
    /// Nothing is at these names.
    NoneOf(Vec<String>),
    /// A key that receivers can't use.
    BadKey {
        /// Its name.
        name: String,
        /// Aliases that lead to it.
        hops: Vec<String>,
        /// The record.
        text: String,
        /// What's wrong with it.
        fault: KeyFault,
    },
    /// An alias that leads to no key, or to the wrong one.
    BadAlias {
        /// Its name.
        name: String,
        /// Where it leads.
        hops: Vec<String>,
        /// What's wrong with that.
        fault: AliasFault,
    },
    /// A term of an SPF record, and how it's broken.
    Term {
        /// The term.
        term: String,
        /// The domain of its record.
        domain: String,
        /// How it's broken, if it is.
        how: Option<SpfBreakage>,
    },
    /// What a term of an SPF record costs.
    Cost(SpfTermCost),
    /// A name has mail servers, but no SPF record.
    MxWithoutSpf(String),
    /// The server that a record names doesn't exist or has no address.
    NoHost(String),
    /// A server has no address.
    NoAddress(String),
    /// A server was silent.
    Silent {
        /// The server.
        name: String,
        /// How.
        silence: Silence,
    },
    /// What one of the domain's nameservers said.
    Server(ServerAnswer),
    /// There was no answer about a name.
    NoAnswer(String),
    /// An alias, with the names that it leads through.
    Alias {
        /// Its name.
        name: String,
        /// Where it leads.
        hops: Vec<String>,
    },
}

impl Seen {
    /// A record at a name, or where aliases lead.
    pub fn through(name: impl Into<String>, hops: &[String], text: impl Into<String>) -> Self {
        let (name, text) = (name.into(), text.into());
        if hops.is_empty() {
            Self::Record { name, text }
        } else {
            Self::Through { name, hops: hops.to_vec(), text }
        }
    }

    /// A record at a name.
    pub fn record(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self::Record { name: name.into(), text: text.into() }
    }
}

impl Judged {
    /// A finding.
    #[must_use]
    pub fn new(about: impl Into<About>, verdict: Verdict) -> Self {
        Self { about: about.into(), verdict, seen: Vec::new(), silent: None, fix: None, more: Vec::new() }
    }

    /// The same, with what was seen.
    #[must_use]
    pub fn seen(mut self, seen: impl IntoIterator<Item = Seen>) -> Self {
        self.seen = seen.into_iter().collect();
        self
    }

    /// The same, with what to do.
    #[must_use]
    pub fn fix(mut self, fix: impl Into<Option<Remedy>>) -> Self {
        self.fix = fix.into();
        self
    }

    /// What it's about.
    #[must_use]
    pub fn topic(&self) -> Topic {
        self.about.topic()
    }

    /// Stable id, such as `spf.provider-not-authorised`.
    #[must_use]
    pub fn id(&self) -> String {
        let code = self.about.code();
        // An extra's code names its own record, such as `mta-sts.record`.
        if code.contains('.') { code.to_owned() } else { format!("{}.{code}", self.topic().name()) }
    }

    /// Stable code of the cause, for programs; `None` if all is well.
    #[must_use]
    pub fn cause(&self) -> Option<&'static str> {
        match &self.silent {
            Some(Silent::Dns(silence)) => Some(silence.why.code()),
            _ if self.verdict == Verdict::Ok => None,
            _ => Some(self.about.code()),
        }
    }

    /// Returns true if everyone answered, and it's still open: something for a person to look up.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.verdict == Verdict::Unknown && self.silent.is_none()
    }
}

impl Audit {
    /// The worst verdict of what mail depends on; `Unknown` if nothing could be asked.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let decisive = self.findings.iter().filter(|finding| finding.topic() != Topic::Extras);
        decisive.map(|finding| finding.verdict).max().unwrap_or(Verdict::Unknown)
    }
}
