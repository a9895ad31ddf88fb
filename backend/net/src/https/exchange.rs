//! One HTTP request and its answer over one connection, which is closed afterwards (RFC 9112). Uses hyper's client. The
//! bytes are counted here, so no part of an answer can exceed our limit, including headers, chunks and interim
//! responses.

use std::{
    io,
    pin::{Pin, pin},
    task::{Context, Poll, ready},
};

use http_body_util::{BodyExt, Full};
use hyper::{
    Request, Response, StatusCode,
    body::{Bytes, Incoming},
    client::conn::http1,
    header::{ACCEPT, CONNECTION, CONTENT_TYPE, HOST, HeaderName, LOCATION, USER_AGENT},
    http::request,
    rt::{Read, ReadBufCursor, Write},
};
use shared::rules::Host;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// The maximum size of an answer, in bytes: everything that is read from a connection.
pub(super) const ANSWER_MAX: usize = 64 * 1024;

/// How many bytes are read at once.
const PIECE: usize = 4096;

/// The longest media type that is kept, in characters.
const MEDIA_MAX: usize = 60;

/// A response.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reply {
    pub(super) status: u16,
    /// The target of a redirect.
    pub(super) place: Option<String>,
    /// The media type, without parameters.
    pub(super) media: String,
    /// The body. `None` if it was cut off, or if it wasn't read.
    pub(super) body: Option<Vec<u8>>,
}

/// Which bodies are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bodies {
    /// Only that of an answer with status 200.
    OfSuccess,
    /// All, because errors are explained in them.
    All,
}

/// Returns a request for this path, or `None` if the path is invalid.
pub(super) fn question(host: &Host, path: &str, accept: &str) -> Option<Request<Full<Bytes>>> {
    head(Request::get(path), host, path, accept)?.body(Full::default()).ok()
}

/// Returns a request that sends a form to this path, or `None` if the path is invalid.
pub(super) fn form(host: &Host, path: &str, form: &str) -> Option<Request<Full<Bytes>>> {
    let head = head(Request::post(path), host, path, "application/json")?;
    let head = head.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    head.body(Full::from(Bytes::copy_from_slice(form.as_bytes()))).ok()
}

fn head(start: request::Builder, host: &Host, path: &str, accept: &str) -> Option<request::Builder> {
    let is_path = path.bytes().all(|byte| byte.is_ascii_graphic());
    is_path.then(|| {
        start
            .header(HOST, host.to_string())
            .header(USER_AGENT, "sealpost")
            .header(ACCEPT, accept)
            .header(CONNECTION, "close")
    })
}

/// Makes one request. Returns `None` if the response isn't HTTP or exceeds our limit. Dropping the future closes the
/// connection.
pub(super) async fn exchange(
    stream: impl AsyncRead + AsyncWrite + Unpin,
    question: Request<Full<Bytes>>,
    bodies: Bodies,
) -> Option<Reply> {
    let stream = Counted { stream, room: ANSWER_MAX };
    // Invalid headers that we don't use are ignored.
    let (mut sender, connection) = http1::Builder::new()
        .title_case_headers(true)
        .allow_spaces_after_header_name_in_responses(true)
        .allow_obsolete_multiline_headers_in_responses(true)
        .ignore_invalid_headers_in_responses(true)
        .handshake(stream)
        .await
        .ok()?;
    let mut answer = pin!(async { Some(reply(sender.send_request(question).await.ok()?, bodies).await) });
    tokio::select! {
        // The request has to be queued before the connection is polled.
        biased;
        reply = &mut answer => reply,
        // The connection is closed, but the answer might already have been read.
        _ = connection => answer.await,
    }
}

async fn reply(answer: Response<Incoming>, bodies: Bodies) -> Reply {
    let field = |name: HeaderName| answer.headers().get(name).and_then(|value| value.to_str().ok());
    let media = field(CONTENT_TYPE).and_then(|text| text.split(';').next()).map(shortened);
    let (status, place) = (answer.status(), field(LOCATION).map(str::to_owned));
    let body = if status == StatusCode::OK || bodies == Bodies::All {
        answer.into_body().collect().await.ok().map(|body| body.to_bytes().to_vec())
    } else {
        None
    };
    Reply { status: status.as_u16(), place, media: media.unwrap_or_default(), body }
}

/// Returns a media type in lowercase, cut to `MEDIA_MAX` characters. The ones that we know are shorter.
fn shortened(media: &str) -> String {
    media.trim().chars().take(MEDIA_MAX).collect::<String>().to_ascii_lowercase()
}

/// A stream that limits how many bytes are read.
struct Counted<S> {
    stream: S,
    /// How many more bytes can be read.
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
            // Some servers close the connection without TLS's close_notify. The length in the response header shows if
            // the body is complete.
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
