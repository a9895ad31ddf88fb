//! Accepts the first message to one address.

use std::sync::{
    Mutex, MutexGuard, PoisonError,
    atomic::{AtomicU32, Ordering},
};

use inbound::driver::{Accepts, Arrival, Mailroom};
use shared::rules::Address;
use tokio::{sync::oneshot, task::JoinHandle};

use crate::{say, say::SAY};

/// How many recipients that aren't expected are named. Strangers try many addresses.
const NAMED_MAX: u32 = 10;

/// Who accepts the message.
pub(super) struct Desk {
    address: Address,
    /// Who waits for the message. `None` after it arrived.
    first: Mutex<Option<oneshot::Sender<Arrival>>>,
    others: AtomicU32,
}

impl Desk {
    /// Returns a desk for this address, and its first message.
    pub(super) fn new(address: Address) -> (Self, oneshot::Receiver<Arrival>) {
        let (sender, first) = oneshot::channel();
        (Self { address, first: Mutex::new(Some(sender)), others: AtomicU32::new(0) }, first)
    }

    fn first(&self) -> MutexGuard<'_, Option<oneshot::Sender<Arrival>>> {
        self.first.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Mailroom for Desk {
    async fn accepts(&self, address: &Address) -> Accepts {
        // Some senders change the case.
        if address.as_str().eq_ignore_ascii_case(self.address.as_str()) {
            return self.first().is_some().into();
        }
        if self.others.fetch_add(1, Ordering::Relaxed) < NAMED_MAX {
            say(&SAY.receive_other(&address));
        }
        Accepts::No
    }

    async fn delivered(&self, arrival: Arrival) -> JoinHandle<()> {
        if let Some(first) = self.first().take() {
            // If no one waits anymore, the program is about to end.
            let _ = first.send(arrival);
        }
        // Whoever waits for the message judges it.
        tokio::spawn(async {})
    }
}

#[cfg(test)]
mod tests {
    use inbound::session::{Envelope, Received, ReversePath};
    use zeroize::Zeroizing;

    use super::*;

    fn arrival(arrived: i64) -> Arrival {
        let envelope = Envelope {
            helo: "mx.host.test".into(),
            mail_from: ReversePath::Empty,
            rcpt_to: "x7@agency.test".parse().unwrap(),
            peer: "192.0.2.7".parse().unwrap(),
            tls: None,
        };
        Arrival { received: Received { envelope, message: Zeroizing::new(Vec::new()) }, arrived }
    }

    #[tokio::test]
    async fn only_the_first_message_to_the_address_is_accepted() {
        let (desk, mut first) = Desk::new("x7@agency.test".parse().unwrap());
        for (address, is_accepted) in [
            ("x7@agency.test", true),
            ("X7@Agency.test", true),
            ("y8@agency.test", false),
            ("x7@other.test", false),
        ] {
            let accepts = desk.accepts(&address.parse().unwrap()).await;
            assert_eq!(accepts, Accepts::from(is_accepted), "{address}");
        }
        desk.delivered(arrival(1)).await.await.unwrap();
        let again = desk.accepts(&"x7@agency.test".parse().unwrap()).await;
        assert_eq!(again, Accepts::No, "it has arrived");
        desk.delivered(arrival(2)).await.await.unwrap();
        assert_eq!(first.try_recv().unwrap().arrived, 1);
    }
}
