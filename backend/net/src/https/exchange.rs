//! A question and its answer over one connection, which is closed afterwards (RFC 9112), by hyper's client. What it reads is
//! counted here, so that no form of answer is longer than we take: not by its fields, its chunks or its interim answers.

use std::{
    io,
    pin::{Pin, pin},
    task::{Context, Poll, ready},
};

use http_body_util::{BodyExt, Empty};
use hyper::{
    Request, Response, StatusCode,
    body::{Bytes, Incoming},
    client::conn::http1,
    header::{ACCEPT, CONNECTION, CONTENT_TYPE, HOST, HeaderName, LOCATION, USER_AGENT},
    rt::{Read, ReadBufCursor, Write},
};
use shared::rules::Host;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// Longest answer, in bytes: all that is read of a connection.
pub(super) const ANSWER_MAX: usize = 64 * 1024;

/// Bytes that are read at once.
const PIECE: usize = 4096;

/// Longest media type that is kept, in characters.
const MEDIA_MAX: usize = 60;

/// What came back.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reply {
    pub(super) status: u16,
    /// Where a redirect leads.
    pub(super) place: Option<String>,
    /// The media type, without parameters.
    pub(super) media: String,
    /// What was asked for. `None` if it was cut short, or if the status is another than 200.
    pub(super) body: Option<Vec<u8>>,
}

/// Returns a question for this path, or `None` if the path can't be asked for.
pub(super) fn question(host: &Host, path: &str, accept: &str) -> Option<Request<Empty<Bytes>>> {
    if !path.bytes().all(|byte| byte.is_ascii_graphic()) {
        return None;
    }
    Request::get(path)
        .header(HOST, host.to_string())
        .header(USER_AGENT, "sealpost")
        .header(ACCEPT, accept)
        .header(CONNECTION, "close")
        .body(Empty::new())
        .ok()
}

/// Asks once. `None` if what comes back is no answer, or more than we take. Dropping it closes the connection.
pub(super) async fn exchange(
    stream: impl AsyncRead + AsyncWrite + Unpin,
    question: Request<Empty<Bytes>>,
) -> Option<Reply> {
    let stream = Counted { stream, room: ANSWER_MAX };
    // What is wrong with a field that we don't look at is not ours to judge.
    let (mut sender, connection) = http1::Builder::new()
        .title_case_headers(true)
        .allow_spaces_after_header_name_in_responses(true)
        .allow_obsolete_multiline_headers_in_responses(true)
        .ignore_invalid_headers_in_responses(true)
        .handshake(stream)
        .await
        .ok()?;
    let mut answer = pin!(async { Some(reply(sender.send_request(question).await.ok()?).await) });
    tokio::select! {
        // The question is there before the connection is looked at.
        biased;
        reply = &mut answer => reply,
        // It is closed. What was read before is still to be taken.
        _ = connection => answer.await,
    }
}

async fn reply(answer: Response<Incoming>) -> Reply {
    let field = |name: HeaderName| answer.headers().get(name).and_then(|value| value.to_str().ok());
    let media = field(CONTENT_TYPE).and_then(|text| text.split(';').next()).map(shortened);
    let (status, place) = (answer.status(), field(LOCATION).map(str::to_owned));
    let body = match status {
        StatusCode::OK => answer.into_body().collect().await.ok().map(|body| body.to_bytes().to_vec()),
        _ => None,
    };
    Reply { status: status.as_u16(), place, media: media.unwrap_or_default(), body }
}

/// Returns a media type in lower case. We know none that is longer.
fn shortened(media: &str) -> String {
    media.trim().chars().take(MEDIA_MAX).collect::<String>().to_ascii_lowercase()
}

/// A stream of which only so much is read.
struct Counted<S> {
    stream: S,
    /// Bytes that may still come.
    room: usize,
}

impl<S: AsyncRead + Unpin> Read for Counted<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        mut buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        let mut piece = [0; PIECE];
        let most = buffer.remaining().min(PIECE);
        let mut piece = ReadBuf::new(&mut piece[..most]);
        match ready!(Pin::new(&mut self.stream).poll_read(context, &mut piece)) {
            // Some servers close without TLS's goodbye. The length in the answer's head tells whether that was all.
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {}
            read => read?,
        }
        let read = piece.filled();
        self.room = self.room.checked_sub(read.len()).ok_or_else(|| io::Error::other("a longer answer"))?;
        buffer.put_slice(read);
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> Write for Counted<S> {
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
}
