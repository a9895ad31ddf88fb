//! Receives websites' messages beside the HTTP server, and has them judged.

use std::{io, net::SocketAddr, sync::Arc};

use inbound::driver::{self, Accepts, Arrival, Limits, Mailroom, Receiver, self_signed};
use sealpost_core::prove;
use shared::rules::Address;
use tokio::{net::TcpListener, sync::Semaphore, task::JoinHandle};
use web::app::App;

use crate::{
    Failure, clock,
    say::SAY,
    settings::{InboundSettings, Settings},
};

/// How many messages are judged at once. Others wait, and their connections keep their places.
const AT_ONCE: usize = 4;

/// A port that is open for messages.
#[derive(Debug)]
pub(super) struct Inbound {
    listener: TcpListener,
    receiver: Receiver,
}

impl Inbound {
    /// Opens the port, if the settings name one.
    pub(super) async fn open(settings: &Settings) -> Result<Option<Self>, Failure> {
        let Some(InboundSettings { host, listen }) = settings.inbound.clone() else { return Ok(None) };
        let tls = self_signed(&host).map_err(|_| Failure::usage(SAY.receive_no_certificate(&host)))?;
        let listener = driver::listen(listen).await.map_err(|error| refused(listen, &error))?;
        let receiver = Receiver { host, tls, limits: Limits::default(), clock: clock::now };
        Ok(Some(Self { listener, receiver }))
    }

    /// Accepts messages until the task is aborted.
    pub(super) fn serve(self, app: App) -> JoinHandle<()> {
        let desk = Desk { app, judging: Arc::new(Semaphore::new(AT_ONCE)) };
        tokio::spawn(driver::serve(self.listener, self.receiver, desk))
    }
}

fn refused(address: SocketAddr, error: &io::Error) -> Failure {
    let next = match error.kind() {
        io::ErrorKind::PermissionDenied => SAY.receive_not_allowed_next(),
        _ => SAY.serve_inbound_next(),
    };
    Failure::usage(SAY.serve_not_listening(&address, error)).next(next)
}

/// Asks the journey which addresses wait for a message, and passes messages to it.
struct Desk {
    app: App,
    judging: Arc<Semaphore>,
}

impl Mailroom for Desk {
    async fn accepts(&self, address: &Address) -> Accepts {
        match prove::expects(self.app.store(), address, self.app.now()).await {
            Ok(is_expected) => is_expected.into(),
            Err(error) => {
                tracing::error!(%error, "can't look up whether a message is expected");
                Accepts::Later
            }
        }
    }

    async fn delivered(&self, arrival: Arrival) -> JoinHandle<()> {
        let (app, judging) = (self.app.clone(), self.judging.clone());
        let working = app.unfinished.begin().await;
        // A separate task, so that a message that was accepted is judged even if the server is told to stop.
        tokio::spawn(async move {
            // The semaphore is never closed.
            let turn = judging.acquire().await;
            // Its future contains all the lookups and is large.
            let arrived = Box::pin(prove::arrived(app.store(), app.egress.dns(), &arrival));
            if let Err(error) = arrived.await {
                tracing::error!(%error, "can't store what was found about a message");
            }
            drop((turn, working));
        })
    }
}
