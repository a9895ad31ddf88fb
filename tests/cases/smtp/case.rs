//! The structure of a case.

use std::collections::BTreeMap;

use serde::Deserialize;
use shared::{check::Stage, rules::Security, smtp::Proof};

/// The whole of `smtp-replies.toml`.
#[derive(Deserialize)]
pub(super) struct File {
    pub(super) schema: u32,
    pub(super) case: Vec<Case>,
}

/// One failure. The comment at the top of the file explains each key.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    pub(super) id: String,
    #[serde(rename = "kind")]
    _kind: String,
    pub(super) provider: String,
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) security: Security,
    pub(super) stage: Stage,
    #[serde(default)]
    pub(super) greeting: Vec<String>,
    #[serde(default)]
    pub(super) ehlo: Vec<String>,
    #[serde(default)]
    pub(super) reply: Vec<String>,
    pub(super) tls: Option<Tls>,
    pub(super) network: Option<Trouble>,
    #[serde(default)]
    pub(super) others: BTreeMap<u16, Other>,
    #[serde(default)]
    pub(super) delay_s: u64,
    #[serde(default)]
    pub(super) drip_s: u64,
    pub(super) accepts: Option<Vec<String>>,
    pub(super) user: String,
    /// What the login proves itself with.
    #[serde(default)]
    pub(super) proof: Proof,
    pub(super) from: Option<String>,
    pub(super) cause: String,
    pub(super) acts: String,
    pub(super) must_say: Vec<String>,
    pub(super) must_not_say: Vec<String>,
    #[serde(default)]
    pub(super) also_fair: Vec<String>,
    pub(super) secret_refused: Option<bool>,
    #[serde(default)]
    pub(super) no_password: bool,
    #[serde(rename = "why")]
    _why: String,
}

/// What is wrong with the server's TLS.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tls {
    pub(super) fault: Fault,
    #[serde(default)]
    pub(super) names: Vec<String>,
    #[serde(default)]
    pub(super) issuer: String,
    #[serde(default)]
    pub(super) alert: String,
    #[serde(default)]
    pub(super) trusted: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Fault {
    Name,
    SelfSigned,
    Issuer,
    Alert,
}

/// What the network does instead of delivering a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Trouble {
    Refused,
    Silent,
    Nxdomain,
    Servfail,
    Closed,
}

/// What another port of the host does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Other {
    Answers,
    Refused,
    Silent,
}

impl Case {
    /// A server that refuses every sign-in, without a case in the file.
    pub(super) fn refusing(host: &str) -> Self {
        let text = format!(
            "id = 'refusing'\nkind = ''\nprovider = ''\nhost = '{host}'\nport = 465\nsecurity = 'implicit-tls'\n\
             stage = 'auth'\nreply = ['535 5.7.8 no']\naccepts = []\nuser = ''\ncause = ''\nacts = ''\n\
             must_say = []\nmust_not_say = []\nwhy = ''"
        );
        toml::from_str(&text).expect("the form of a case")
    }

    /// A server that rejects an access token at this stage, without a case in the file.
    pub(super) fn rejecting_a_token(host: &str, stage: Stage, reply: Vec<String>) -> Self {
        let address = "ada@bakery.test".to_owned();
        Self {
            stage,
            reply,
            ehlo: vec![format!("250-{host} hello"), "250 AUTH XOAUTH2".to_owned()],
            accepts: (stage == Stage::Sender).then(|| vec!["XOAUTH2".to_owned()]),
            proof: Proof::Token,
            user: address.clone(),
            from: Some(address),
            ..Self::refusing(host)
        }
    }

    /// Returns true if the connection ends at this stage because of the network.
    pub(super) fn breaks_off(&self, stage: Stage, trouble: Trouble) -> bool {
        self.stage == stage && self.network == Some(trouble)
    }

    /// Returns the case's reply, if it belongs to this stage.
    pub(super) fn reply_at(&self, stage: Stage) -> Option<&[String]> {
        Some(&self.reply[..]).filter(|reply| self.stage == stage && !reply.is_empty())
    }

    /// Returns what the server says without TLS on an implicit-TLS port: the case's reply, or its greeting.
    pub(super) fn in_the_clear(&self) -> Option<&[String]> {
        let lines = if self.reply.is_empty() { &self.greeting } else { &self.reply };
        let is_clear = self.stage == Stage::Tls && self.tls.is_none() && self.network.is_none();
        Some(&lines[..]).filter(|lines| is_clear && !lines.is_empty())
    }

    /// Returns true if the scripted server accepts sign-ins with this mechanism.
    pub(super) fn accepts(&self, mechanism: &str) -> bool {
        self.accepts.as_ref().map_or(self.stage == Stage::Sender, |named| {
            named.iter().any(|name| name.eq_ignore_ascii_case(mechanism))
        })
    }
}
