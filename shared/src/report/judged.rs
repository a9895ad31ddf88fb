//! A report as typed data. The `words` crate turns it into a [`Report`](super::Report) with sentences.

use super::{
    About, AliasFault, KeyFault, Remedy, ServerAnswer, SpfBreakage, SpfCost, SpfTermCost, SpfTree, Spread,
    Topic, Verdict,
};
use crate::dns::Silence;

/// A report before it's put into words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audit {
    /// The domain that mail is sent from.
    pub domain: String,
    /// The sending provider, if one was chosen.
    pub provider: Option<String>,
    /// The domain's DNS host.
    pub dns_host: Option<DnsHome>,
    /// The findings, worst first within each topic.
    pub findings: Vec<Judged>,
    /// What SPF costs now; `None` if there's no readable record.
    pub spf: Option<SpfCost>,
    /// Who is allowed to send; `None` if there's no readable record.
    pub spf_tree: Option<SpfTree>,
    /// What each of the domain's nameservers answered, if each was asked.
    pub servers: Vec<ServerAnswer>,
    /// How far each record has spread, if each nameserver was asked.
    pub spread: Vec<Spread>,
    /// How many DNS questions were asked.
    pub asked: u32,
    /// How long the report took, in milliseconds.
    pub millis: u64,
}

/// The DNS host, which was found from the current nameservers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DnsHome {
    /// Its id in the table of DNS hosts, if it's in the table.
    pub id: Option<String>,
    /// Its name, or the common suffix of the nameservers.
    pub name: String,
    /// Where to enter records, if known.
    pub panel_url: Option<String>,
    /// Other DNS hosts that use the same nameservers.
    pub also: Vec<String>,
}

/// A finding before it's put into words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// What the finding is.
    pub about: About,
    /// The verdict.
    pub verdict: Verdict,
    /// What was seen in DNS.
    pub seen: Vec<Seen>,
    /// Who didn't answer, if that's why the verdict is unknown.
    pub silent: Option<Silent>,
    /// How to fix it.
    pub fix: Option<Remedy>,
    /// What else there is to say.
    pub more: Vec<More>,
}

/// What else there is to say about a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum More {
    /// There's a CNAME at the record's name. The record is at the CNAME's target, and has to be changed there.
    Behind {
        /// The name.
        name: String,
        /// The CNAME's target.
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

/// Something that was seen in DNS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// A record or part of one, unchanged.
    Text(String),
    /// A record at a name.
    Record {
        /// The name.
        name: String,
        /// The record.
        text: String,
    },
    /// A record that CNAMEs lead to.
    Through {
        /// The name.
        name: String,
        /// The targets of the CNAMEs.
        hops: Vec<String>,
        /// The record.
        text: String,
    },
    /// A record that comes from a wildcard.
    Wildcard {
        /// The name.
        name: String,
        /// The wildcard's target, if it is a CNAME.
        hop: Option<String>,
        /// The record.
        text: String,
    },
    /// Only a wildcard answers at a name, with a different record.
    OnlyWildcard {
        /// The name.
        name: String,
        /// The wildcard's record.
        text: String,
    },
    /// There's no record at this name.
    Absent(String),
    /// This name doesn't exist.
    NoSuchName(String),
    /// CNAMEs lead to a name without a record.
    DeadAlias {
        /// The name.
        name: String,
        /// The targets of the CNAMEs.
        hops: Vec<String>,
    },
    /// There's no record at these names.
    NoneOf(Vec<String>),
    /// A key that receivers can't use.
    BadKey {
        /// Its name.
        name: String,
        /// The CNAMEs that lead to it.
        hops: Vec<String>,
        /// The record.
        text: String,
        /// What's wrong with it.
        fault: KeyFault,
    },
    /// A CNAME that leads to no key, or to the wrong one.
    BadAlias {
        /// Its name.
        name: String,
        /// The names that it leads through.
        hops: Vec<String>,
        /// What's wrong with its target.
        fault: AliasFault,
    },
    /// A term of an SPF record, and what's wrong with it.
    Term {
        /// The term.
        term: String,
        /// The domain of the record.
        domain: String,
        /// What's wrong with it, if anything is.
        how: Option<SpfBreakage>,
    },
    /// What a term of an SPF record costs.
    Cost(SpfTermCost),
    /// A name has mail servers, but no SPF record.
    MxWithoutSpf(String),
    /// The server in a record doesn't exist or has no address.
    NoHost(String),
    /// A server has no address.
    NoAddress(String),
    /// A server didn't answer.
    Silent {
        /// The server.
        name: String,
        /// Why it didn't answer.
        silence: Silence,
    },
    /// What one of the domain's nameservers answered.
    Server(ServerAnswer),
    /// No answer came about this name.
    NoAnswer(String),
    /// A CNAME, with the names that it leads through.
    Alias {
        /// Its name.
        name: String,
        /// The names that it leads through.
        hops: Vec<String>,
    },
}

impl Seen {
    /// Creates a record at a name, or at the end of a chain of CNAMEs.
    pub fn through(name: impl Into<String>, hops: &[String], text: impl Into<String>) -> Self {
        let (name, text) = (name.into(), text.into());
        if hops.is_empty() {
            Self::Record { name, text }
        } else {
            Self::Through { name, hops: hops.to_vec(), text }
        }
    }

    /// Creates a record at a name.
    pub fn record(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self::Record { name: name.into(), text: text.into() }
    }
}

impl Judged {
    /// Creates a finding.
    #[must_use]
    pub fn new(about: impl Into<About>, verdict: Verdict) -> Self {
        Self { about: about.into(), verdict, seen: Vec::new(), silent: None, fix: None, more: Vec::new() }
    }

    /// Returns the same finding with what was seen.
    #[must_use]
    pub fn seen(mut self, seen: impl IntoIterator<Item = Seen>) -> Self {
        self.seen = seen.into_iter().collect();
        self
    }

    /// Returns the same finding with a fix.
    #[must_use]
    pub fn fix(mut self, fix: impl Into<Option<Remedy>>) -> Self {
        self.fix = fix.into();
        self
    }

    /// Returns its topic.
    #[must_use]
    pub fn topic(&self) -> Topic {
        self.about.topic()
    }

    /// Returns the stable id, such as `spf.provider-not-authorised`.
    #[must_use]
    pub fn id(&self) -> String {
        let code = self.about.code();
        // An extra's code already contains its record, such as `mta-sts.record`.
        if code.contains('.') { code.to_owned() } else { format!("{}.{code}", self.topic().name()) }
    }

    /// Returns the stable code of the cause, for programs, or `None` if everything is fine.
    #[must_use]
    pub fn cause(&self) -> Option<&'static str> {
        match &self.silent {
            Some(Silent::Dns(silence)) => Some(silence.why.code()),
            _ if self.verdict == Verdict::Ok => None,
            _ => Some(self.about.code()),
        }
    }

    /// Returns true if every server answered, but DNS can't tell, so a person has to look it up.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.verdict == Verdict::Unknown && self.silent.is_none()
    }
}

impl Audit {
    /// Returns the worst verdict about records that mail depends on, or `Unknown` if no lookup succeeded.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let decisive = self.findings.iter().filter(|finding| finding.topic() != Topic::Extras);
        decisive.map(|finding| finding.verdict).max().unwrap_or(Verdict::Unknown)
    }
}
