//! The places for connections: a total number, and a share for each address. A place belongs to its socket, even after
//! an upgrade: a WebSocket is still a connection.

use std::{
    io::{self, IoSlice},
    net::IpAddr,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use ipnet::IpNet;
use sealpost_core::{
    network::{Network, Width},
    shares::{Share, Shares},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    sync::{OwnedSemaphorePermit, Semaphore},
};

/// How much of the room one address can take: an eighth.
const ONE_OF: usize = 8;

/// The smallest share of an address, even in a small room: what a browser opens, and some more.
const SHARE_MIN: usize = 16;

/// All places for connections.
#[derive(Debug)]
pub(super) struct Room {
    places: Arc<Semaphore>,
    shares: Shares,
    /// Our own proxies, whose connections come from many clients.
    proxies: Vec<IpNet>,
}

/// A place, held until it is dropped.
#[derive(Debug)]
pub(super) struct Place {
    _place: OwnedSemaphorePermit,
    _share: Option<Share>,
}

impl Room {
    pub(super) fn new(places: usize, proxies: Vec<IpNet>) -> Self {
        let share = (places / ONE_OF).max(SHARE_MIN);
        Self { places: Arc::new(Semaphore::new(places)), shares: Shares::of(share), proxies }
    }

    /// Waits until there is room for one more.
    pub(super) async fn wait(&self) -> OwnedSemaphorePermit {
        self.places.clone().acquire_owned().await.expect("the semaphore is never closed")
    }

    /// Assigns the place to an address. Returns `None` if the address has used up its share.
    pub(super) fn seat(&self, place: OwnedSemaphorePermit, peer: IpAddr) -> Option<Place> {
        if self.proxies.iter().any(|net| net.contains(&peer.to_canonical())) {
            return Some(Place { _place: place, _share: None });
        }
        let share = self.shares.take(&Network::of(peer).name(Width::Household))?;
        Some(Place { _place: place, _share: Some(share) })
    }
}

/// A connection that keeps its place until it is closed.
pub(super) struct Seated {
    stream: TcpStream,
    _place: Place,
}

impl Seated {
    pub(super) fn new(stream: TcpStream, place: Place) -> Self {
        Self { stream, _place: place }
    }
}

impl AsyncRead for Seated {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Seated {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
