//! The places for connections: how many in all, how many for each address, and how often.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

use super::Limits;

/// How many addresses are remembered. Beyond that, those without a connection are forgotten.
const CALLERS_MAX: usize = 4096;

/// All places for connections.
#[derive(Debug, Clone)]
pub(super) struct Crowd(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    connections: usize,
    per_address: u32,
    rate: u32,
    window: Duration,
    seats: Mutex<Seats>,
}

#[derive(Debug, Default)]
struct Seats {
    open: usize,
    callers: HashMap<IpAddr, Caller>,
}

#[derive(Debug)]
struct Caller {
    open: u32,
    /// Connections since `since`.
    recent: u32,
    since: Instant,
}

/// A place, held until it is dropped.
#[derive(Debug)]
pub(super) struct Place {
    crowd: Crowd,
    network: IpAddr,
}

impl Crowd {
    pub(super) fn new(limits: &Limits) -> Self {
        let &Limits { connections, per_address, rate, window, .. } = limits;
        Self(Arc::new(Inner { connections, per_address, rate, window, seats: Mutex::default() }))
    }

    /// Returns a place for a connection from this address, or `None` over one of the limits.
    pub(super) fn enter(&self, ip: IpAddr) -> Option<Place> {
        let (inner, network, now) = (&self.0, network(ip), Instant::now());
        let mut seats = self.seats();
        if seats.open >= inner.connections {
            return None;
        }
        let is_past = |since: Instant| now.duration_since(since) >= inner.window;
        if seats.callers.len() >= CALLERS_MAX {
            seats.callers.retain(|_, caller| caller.open > 0 || !is_past(caller.since));
        }
        if seats.callers.len() >= CALLERS_MAX {
            seats.callers.retain(|_, caller| caller.open > 0);
        }
        let caller = seats.callers.entry(network).or_insert(Caller { open: 0, recent: 0, since: now });
        if is_past(caller.since) {
            (caller.recent, caller.since) = (0, now);
        }
        if caller.open >= inner.per_address || caller.recent >= inner.rate {
            return None;
        }
        caller.open += 1;
        caller.recent += 1;
        seats.open += 1;
        Some(Place { crowd: self.clone(), network })
    }

    fn seats(&self) -> MutexGuard<'_, Seats> {
        self.0.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut seats = self.crowd.seats();
        seats.open = seats.open.saturating_sub(1);
        if let Some(caller) = seats.callers.get_mut(&self.network) {
            caller.open = caller.open.saturating_sub(1);
        }
    }
}

/// Returns the IPv4 address, or the first address of the /64 that an IPv6 address is in. A household or a server has
/// all of a /64.
fn network(ip: IpAddr) -> IpAddr {
    match ip.to_canonical() {
        IpAddr::V4(ip) => ip.into(),
        IpAddr::V6(ip) => Ipv6Addr::from_bits(ip.to_bits() >> 64 << 64).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> Limits {
        Limits { connections: 3, per_address: 2, rate: 4, ..Limits::default() }
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[tokio::test]
    async fn places_are_limited_in_all_and_for_each_address() {
        let crowd = Crowd::new(&limits());
        let first = crowd.enter(ip("192.0.2.1")).unwrap();
        let _second = crowd.enter(ip("::ffff:192.0.2.1")).unwrap();
        assert!(crowd.enter(ip("192.0.2.1")).is_none(), "the address has two");
        let _third = crowd.enter(ip("192.0.2.2")).unwrap();
        assert!(crowd.enter(ip("192.0.2.3")).is_none(), "there are three");
        drop(first);
        assert!(crowd.enter(ip("192.0.2.3")).is_some(), "one is free again");
    }

    #[tokio::test(start_paused = true)]
    async fn one_address_can_connect_only_so_often() {
        let crowd = Crowd::new(&limits());
        for _ in 0..4 {
            assert!(crowd.enter(ip("2001:db8::1")).is_some());
        }
        assert!(crowd.enter(ip("2001:db8::ffff:1")).is_none(), "it is the same /64");
        assert!(crowd.enter(ip("2001:db8:0:1::1")).is_some(), "it is another /64");
        tokio::time::advance(limits().window).await;
        assert!(crowd.enter(ip("2001:db8::1")).is_some());
    }

    #[tokio::test]
    async fn few_addresses_are_remembered() {
        let crowd = Crowd::new(&limits());
        let held = crowd.enter(ip("192.0.2.1")).unwrap();
        for number in 0..2 * u32::try_from(CALLERS_MAX).unwrap() {
            crowd.enter(IpAddr::V4((0x0a00_0000 + number).into())).unwrap();
        }
        assert!(crowd.seats().callers.len() <= CALLERS_MAX);
        assert!(crowd.seats().callers.contains_key(&ip("192.0.2.1")), "it still has a connection");
        drop(held);
        assert_eq!(crowd.seats().open, 0);
    }
}
