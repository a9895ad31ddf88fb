//! Evaluates SPF for a message (RFC 7208, section 4).

use std::net::IpAddr;

use audit::spf::{Connection, SpfResult, check_host};
use shared::{
    delivery::{SpfOutcome, Unknown},
    dns::Resolver,
    rules::Domain,
};

/// What SPF has to know.
pub(crate) struct Asked<'a> {
    /// The sending server's address.
    pub(crate) ip: IpAddr,
    /// The address in MAIL FROM; empty for `<>`.
    pub(crate) sender: &'a str,
    /// The sending server's name.
    pub(crate) helo: &'a str,
    /// The receiver's domain, for explanations.
    pub(crate) receiver: Domain,
}

/// Returns the domain that was checked, and the result. `now` is the current time, in Unix seconds.
pub(super) async fn check(resolver: &impl Resolver, asked: &Asked<'_>, now: i64) -> (String, SpfOutcome) {
    let domain = asked.sender.rsplit_once('@').map_or(asked.helo, |(_, domain)| domain);
    let connection = Connection {
        ip: asked.ip,
        sender: asked.sender,
        helo: asked.helo,
        receiver: asked.receiver.as_str(),
        now,
    };
    let outcome = match check_host(resolver, &connection).await.result {
        SpfResult::Pass => SpfOutcome::Pass,
        SpfResult::Fail => SpfOutcome::Fail,
        SpfResult::SoftFail => SpfOutcome::SoftFail,
        SpfResult::Neutral => SpfOutcome::Neutral,
        SpfResult::None => SpfOutcome::None,
        SpfResult::PermError => SpfOutcome::PermError,
        SpfResult::TempError => SpfOutcome::Unknown(Unknown::NoAnswer),
    };
    (domain.trim_end_matches('.').to_ascii_lowercase(), outcome)
}
