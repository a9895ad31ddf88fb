//! Moves the bytes of one connection.

use std::{io, net::IpAddr, ops::Range};

use rustls::ProtocolVersion;
use shared::delivery::TlsVersion;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    task::JoinHandle,
    time::{Instant, timeout, timeout_at},
};
use tokio_rustls::TlsAcceptor;
use zeroize::Zeroizing;

use super::{Arrival, Mailroom, Receiver};
use crate::session::{Session, Want};

/// How many bytes are read at once.
const READ_MAX: usize = 4096;

/// Talks to a sending server until one of both ends the connection. If a message is accepted, `work` becomes the task
/// that works on it.
pub(super) async fn talk<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    peer: IpAddr,
    receiver: &Receiver,
    mailroom: &impl Mailroom,
    work: &mut Option<JoinHandle<()>>,
) -> io::Result<()> {
    let session = Session::new(receiver.host.clone(), peer);
    let mut talk = Talk { session, peer, receiver, mailroom, work };
    if talk.run(&mut stream).await? == End::Closed {
        return stream.shutdown().await;
    }
    let accepting = TlsAcceptor::from(receiver.tls.clone()).accept(stream);
    let mut stream = timeout(receiver.limits.command, accepting).await??;
    let version = match stream.get_ref().1.protocol_version() {
        Some(ProtocolVersion::TLSv1_3) => TlsVersion::Tls13,
        Some(ProtocolVersion::TLSv1_2) => TlsVersion::Tls12,
        _ => TlsVersion::Old,
    };
    talk.session.tls_done(version);
    talk.run(&mut stream).await?;
    stream.shutdown().await
}

#[derive(Debug, PartialEq, Eq)]
enum End {
    Closed,
    StartTls,
}

struct Talk<'a, M> {
    session: Session,
    peer: IpAddr,
    receiver: &'a Receiver,
    mailroom: &'a M,
    work: &'a mut Option<JoinHandle<()>>,
}

impl<M: Mailroom> Talk<'_, M> {
    /// Runs until the end, or until the handshake. What was sent before a handshake and not used yet is dropped with
    /// the buffer (RFC 3207, section 4.2).
    async fn run(&mut self, stream: &mut (impl AsyncRead + AsyncWrite + Unpin)) -> io::Result<End> {
        let patience = self.receiver.limits.command;
        let mut buffer = Zeroizing::new([0; READ_MAX]);
        let mut rest: Range<usize> = 0..0;
        let mut deadline = Instant::now() + patience;
        loop {
            match self.session.want() {
                Want::Write(reply) => {
                    let writing = async {
                        stream.write_all(&reply).await?;
                        stream.flush().await
                    };
                    timeout(patience, writing).await??;
                    deadline = Instant::now() + patience;
                }
                Want::StartTls => return Ok(End::StartTls),
                Want::Accepts(address) => {
                    let accepts = self.mailroom.accepts(&address).await;
                    self.session.answer(accepts);
                }
                Want::Deliver(received) => {
                    let (tls, size) = (received.envelope.tls.is_some(), received.message.len());
                    tracing::info!(ip = %self.peer, tls, size, "received a message");
                    let arrival = Arrival { received: *received, arrived: (self.receiver.clock)() };
                    *self.work = Some(self.mailroom.delivered(arrival).await);
                }
                Want::Done => return Ok(End::Closed),
                Want::Read if !rest.is_empty() => {
                    rest.start += self.session.received(&buffer[rest.clone()]);
                }
                Want::Read => match timeout_at(deadline, stream.read(&mut *buffer)).await {
                    Ok(read) => match read? {
                        0 => return Ok(End::Closed),
                        count => rest = 0..count,
                    },
                    Err(_) => self.session.timed_out(),
                },
            }
        }
    }
}
