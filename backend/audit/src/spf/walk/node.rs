//! One term of a record, with what it leads to.

use ipnet::IpNet;
use shared::dns::Silence;

use super::super::parse::{Mechanism, Record};

/// A prefix that leaves half of all addresses or more is as good as none, and of IPv6 all that is in use is in 2000::/3.
const OPEN_V4: u8 = 1;
const OPEN_V6: u8 = 3;

/// A term, and the terms of the record that it leads to.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, and none excludes another")]
pub struct Node {
    /// Its place among the terms of its record.
    pub(crate) index: usize,
    /// The term as it stands in its record.
    pub term: String,
    /// The domain of that record.
    pub domain: String,
    /// What it is.
    pub kind: NodeKind,
    /// The name that it leads to; `None` where there is none, or only a message tells.
    pub target: Option<String>,
    /// Whether a match of it lets the sender pass.
    pub passes: bool,
    /// Whether its name holds macros.
    pub has_macros: bool,
    /// Whether the macros stand for what only a message has.
    pub(crate) needs_message: bool,
    /// Networks that it lets pass by itself.
    pub networks: Vec<IpNet>,
    /// Its questions that found nothing.
    pub(crate) void: u32,
    /// How it is broken.
    pub how: Option<Breakage>,
    /// Whether it matches everybody by itself.
    pub(crate) is_open: bool,
    /// What could not be asked.
    pub(crate) silent: Vec<(String, Silence)>,
    /// Whether it was not followed, because there was too much before it.
    pub(crate) is_unseen: bool,
    /// The record that it leads to.
    pub(crate) record: Option<Record>,
    /// The terms of that record.
    pub below: Vec<Node>,
}

/// What a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeKind {
    /// `include:`
    Include,
    /// `redirect=`
    Redirect,
    /// `a`, with its prefix lengths.
    A {
        /// Bits of an IPv4 address that count.
        v4: u8,
        /// Bits of an IPv6 address that count.
        v6: u8,
    },
    /// `mx`, likewise.
    Mx {
        /// Bits of an IPv4 address that count.
        v4: u8,
        /// Bits of an IPv6 address that count.
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

    /// Whether it counts among the ten (RFC 7208, section 4.6.4).
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

    /// Calls `see` with this term and with each below it.
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

    /// Lookups of this term and of all below it.
    pub fn lookups(&self) -> u32 {
        let mut lookups = 0;
        self.visit(&mut |node| lookups += u32::from(node.kind.causes_a_lookup()));
        lookups
    }

    /// Questions of it and of all below it that found nothing.
    pub(crate) fn voids(&self) -> u32 {
        let mut voids = 0;
        self.visit(&mut |node| voids += node.void);
        voids
    }

    /// Networks that pass by it.
    pub(crate) fn all_networks(&self) -> Vec<IpNet> {
        let mut networks = Vec::new();
        self.visit(&mut |node| networks.extend(&node.networks));
        networks
    }

    /// Whether only a message tells what a part of it says.
    pub(crate) fn depends(&self) -> bool {
        self.any(|node| node.needs_message)
    }

    /// Whether it makes the record void.
    pub(crate) fn is_fatal(&self) -> bool {
        self.any(|node| node.how.as_ref().is_some_and(|how| *how != Breakage::Void))
    }

    /// Whether all of it was seen, and says the same for every message.
    pub(crate) fn is_known(&self) -> bool {
        let is_hidden = |node: &Self| {
            node.is_unseen || node.has_macros || !node.silent.is_empty() || node.kind == NodeKind::Ptr
        };
        !self.any(is_hidden)
    }

    /// Whether everybody passes by it.
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

    /// Whether it lists a server by its address or its name, as somebody does who knows it.
    pub(crate) fn lists_a_server(&self) -> bool {
        let by_name =
            matches!(self.kind, NodeKind::A { .. } | NodeKind::Mx { .. }) && self.term.contains(':');
        self.passes && (by_name || matches!(self.kind, NodeKind::Network(_)))
    }

    /// Whether it is this term that lets everybody pass, and none below it.
    pub(crate) fn is_open_itself(&self) -> bool {
        self.lets_everybody_pass() && !self.below.iter().any(Self::lets_everybody_pass)
    }
}
