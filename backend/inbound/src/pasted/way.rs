//! Finds the server from which a message's receiver got it, and whose results the message has.
//!
//! Each server on the way adds its headers above the others. The topmost `Received` headers are often steps within the
//! receiver's own network, such as at Microsoft and Google.

use std::net::IpAddr;

use audit::dmarc::registered;
use shared::{
    delivery::{Hop, ReceiverResults},
    rules::Domain,
};

use super::{
    hop::{self, Trace},
    results,
};
use crate::verdict::{headers::Message, text_of};

/// How many `Received` headers are read.
const TRACES_MAX: usize = 32;

/// What the message's receiver wrote into it.
pub(super) struct Way {
    /// The server from which the receiver got the message.
    pub(super) hop: Hop,
    /// The receiver's results.
    pub(super) results: Option<ReceiverResults>,
}

/// A `Received` header, and how many headers are above it.
type Placed = (usize, Trace);

/// Returns what the receiver wrote. If it isn't certain from which server it got the message, only the time is known.
pub(super) fn find(message: &Message<'_>) -> Way {
    let headers = message.headers.iter().enumerate().filter(|(_, header)| header.is("Received"));
    let traces: Vec<Placed> =
        headers.take(TRACES_MAX).map(|(above, header)| (above, hop::parse(header))).collect();
    let receiver = receiver(&traces);
    let entry = entry(message, &traces, receiver);
    let hop = if let Some((_, trace)) = entry {
        trace.hop.clone()
    } else {
        let arrived = traces.iter().find_map(|(_, trace)| trace.hop.arrived);
        Hop { arrived, ..hop::UNKNOWN }
    };
    Way { hop, results: own_results(message, entry.map(|(above, _)| *above), receiver) }
}

/// Returns the organization that received the message: that of the topmost server that got it from the internet.
fn receiver(traces: &[Placed]) -> Option<&str> {
    let from_internet = traces.iter().find(|(_, trace)| trace.hop.ip.is_some() && trace.by.is_some());
    let named = || traces.iter().find(|(_, trace)| trace.by.is_some());
    let (_, trace) = from_internet.or_else(named)?;
    trace.by.as_ref().map(|by| registered(by.as_str()))
}

/// Returns the header with which the message came into the receiver's network: the topmost one that goes from another
/// organization to the receiver's, or has the address for which SPF was checked. A sender can write such headers too,
/// but only below.
fn entry<'a>(message: &Message<'_>, traces: &'a [Placed], receiver: Option<&str>) -> Option<&'a Placed> {
    let checked = message.named("Received-SPF").next().and_then(|header| client_ip(&text_of(header)));
    let is_own = |name: &Domain| Some(registered(name.as_str())) == receiver;
    traces.iter().find(|(_, trace)| {
        let is_to_receiver = trace.by.as_ref().is_some_and(is_own);
        let is_crossing = is_to_receiver && !trace.from.iter().any(is_own);
        trace.hop.ip.is_some() && (is_crossing || trace.hop.ip == checked)
    })
}

/// Returns the address in a `Received-SPF` header (RFC 7208, section 9.1).
fn client_ip(text: &str) -> Option<IpAddr> {
    let (_, rest) = text.split_once("client-ip=")?;
    let address = rest.split([';', ' ']).next()?.trim_matches('"');
    address.parse::<IpAddr>().ok().map(|ip| ip.to_canonical())
}

/// Returns the topmost results if they are the receiver's. Receivers remove others that have their name (RFC 8601,
/// section 5). Results without a name, as at Microsoft, count only above the header with which the message came in.
fn own_results(
    message: &Message<'_>,
    entry: Option<usize>,
    receiver: Option<&str>,
) -> Option<ReceiverResults> {
    let mut headers = message.headers.iter().enumerate();
    let (above, header) = headers.find(|(_, header)| header.is("Authentication-Results"))?;
    let results = results::parse(header)?;
    let is_own = match &results.authserv_id {
        Some(id) => {
            let name: Option<Domain> = id.parse().ok();
            receiver.is_some() && name.as_ref().map(|name| registered(name.as_str())) == receiver
        }
        None => entry.is_some_and(|entry| above < entry),
    };
    is_own.then_some(results)
}
