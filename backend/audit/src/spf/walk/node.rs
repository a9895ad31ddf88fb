//! One term of a record, and the terms of the record that it leads to.

use ipnet::IpNet;
use shared::dns::Silence;

use super::super::parse::{Mechanism, Record};

/// The longest prefixes that count as open to everyone. They cover at least half of all IPv4 addresses, or all of
/// 2000::/3, which has every IPv6 address in use.
const OPEN_V4: u8 = 1;
const OPEN_V6: u8 = 3;

/// A term, and the terms of the record that it leads to.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, and none excludes another")]
pub struct Node {
    /// The index of the term in its record.
    pub(crate) index: usize,
    /// The term as it is in its record.
    pub term: String,
    /// The domain of the record.
    pub domain: String,
    /// The kind of term.
    pub kind: NodeKind,
    /// The name that the term refers to. `None` if it has none, or if the name depends on the message.
    pub target: Option<String>,
    /// True if a match allows the sender.
    pub passes: bool,
    /// True if the name contains macros.
    pub has_macros: bool,
    /// True if the macros depend on the message.
    pub(crate) needs_message: bool,
    /// The networks that the term itself allows.
    pub networks: Vec<IpNet>,
    /// How many of the term's own lookups found nothing.
    pub(crate) void: u32,
    /// How the term is broken.
    pub how: Option<Breakage>,
    /// True if the term itself matches every sender.
    pub(crate) is_open: bool,
    /// Names whose lookup failed, and why.
    pub(crate) silent: Vec<(String, Silence)>,
    /// True if the term wasn't followed because a limit was reached.
    pub(crate) is_unseen: bool,
    /// The record that the term leads to.
    pub(crate) record: Option<Record>,
    /// The terms of that record.
    pub below: Vec<Node>,
}

/// The kind of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeKind {
    /// `include:`
    Include,
    /// `redirect=`
    Redirect,
    /// `a`, with its prefix lengths.
    A {
        /// The prefix length for IPv4.
        v4: u8,
        /// The prefix length for IPv6.
        v6: u8,
    },
    /// `mx`, with its prefix lengths.
    Mx {
        /// The prefix length for IPv4.
        v4: u8,
        /// The prefix length for IPv6.
        v6: u8,
    },
    /// `ptr`
    Ptr,
    /// `exists:`
    Exists,
    /// `ip4:` and `ip6:`
    Network(IpNet),
    /// `all`
    All,
}

pub use shared::report::SpfBreakage as Breakage;

impl NodeKind {
    pub(super) fn of(mechanism: &Mechanism) -> Self {
        match mechanism {
            Mechanism::All => Self::All,
            Mechanism::Include(_) => Self::Include,
            Mechanism::A(_, prefixes) => Self::A { v4: prefixes.v4, v6: prefixes.v6 },
            Mechanism::Mx(_, prefixes) => Self::Mx { v4: prefixes.v4, v6: prefixes.v6 },
            Mechanism::Ptr(_) => Self::Ptr,
            Mechanism::Ip(network) => Self::Network(*network),
            Mechanism::Exists(_) => Self::Exists,
        }
    }

    /// Returns true if the term counts toward the limit of ten lookups (RFC 7208, section 4.6.4).
    fn causes_a_lookup(self) -> bool {
        !matches!(self, Self::Network(_) | Self::All)
    }
}

impl Node {
    pub(super) fn new(index: usize, term: &str, domain: &str, kind: NodeKind) -> Self {
        Self {
            index,
            term: term.to_owned(),
            domain: domain.to_owned(),
            kind,
            target: None,
            passes: true,
            has_macros: false,
            needs_message: false,
            networks: Vec::new(),
            void: 0,
            how: None,
            is_open: false,
            silent: Vec::new(),
            is_unseen: false,
            record: None,
            below: Vec::new(),
        }
    }

    /// Calls `see` with this term and each one below it.
    pub(crate) fn visit<'a>(&'a self, see: &mut impl FnMut(&'a Self)) {
        see(self);
        for node in &self.below {
            node.visit(see);
        }
    }

    fn any(&self, is: impl Fn(&Self) -> bool) -> bool {
        let mut found = false;
        self.visit(&mut |node| found |= is(node));
        found
    }

    /// Returns how many lookups this term and all terms below it cause.
    pub fn lookups(&self) -> u32 {
        let mut lookups = 0;
        self.visit(&mut |node| lookups += u32::from(node.kind.causes_a_lookup()));
        lookups
    }

    /// Returns how many lookups of this term and all terms below it found nothing.
    pub(crate) fn voids(&self) -> u32 {
        let mut voids = 0;
        self.visit(&mut |node| voids += node.void);
        voids
    }

    /// Returns the networks that this term and all terms below it allow.
    pub(crate) fn all_networks(&self) -> Vec<IpNet> {
        let mut networks = Vec::new();
        self.visit(&mut |node| networks.extend(&node.networks));
        networks
    }

    /// Returns true if part of the term depends on the message.
    pub(crate) fn depends(&self) -> bool {
        self.any(|node| node.needs_message)
    }

    /// Returns true if the term makes the record invalid.
    pub(crate) fn is_fatal(&self) -> bool {
        self.any(|node| node.how.as_ref().is_some_and(|how| *how != Breakage::Void))
    }

    /// Returns true if the whole term was followed and its result is the same for every message.
    pub(crate) fn is_known(&self) -> bool {
        let is_hidden = |node: &Self| {
            node.is_unseen || node.has_macros || !node.silent.is_empty() || node.kind == NodeKind::Ptr
        };
        !self.any(is_hidden)
    }

    /// Returns true if the term allows everyone to send.
    pub fn lets_everybody_pass(&self) -> bool {
        self.any(|node| {
            let by_prefix = match node.kind {
                NodeKind::All => true,
                NodeKind::Network(IpNet::V4(network)) => network.prefix_len() <= OPEN_V4,
                NodeKind::Network(IpNet::V6(network)) => network.prefix_len() <= OPEN_V6,
                NodeKind::A { v4, v6 } | NodeKind::Mx { v4, v6 } => v4 <= OPEN_V4 || v6 <= OPEN_V6,
                _ => node.is_open,
            };
            node.passes && by_prefix
        })
    }

    /// Returns true if the term lists a server by its address or name, as only someone who knows the server would.
    pub(crate) fn lists_a_server(&self) -> bool {
        let by_name =
            matches!(self.kind, NodeKind::A { .. } | NodeKind::Mx { .. }) && self.term.contains(':');
        self.passes && (by_name || matches!(self.kind, NodeKind::Network(_)))
    }

    /// Returns true if this term itself allows everyone to send, not one below it.
    pub(crate) fn is_open_itself(&self) -> bool {
        self.lets_everybody_pass() && !self.below.iter().any(Self::lets_everybody_pass)
    }
}
