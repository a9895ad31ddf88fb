//! A mail server that follows a script and records what it receives.

use std::sync::{Arc, Mutex};

use rcgen::CertificateParams;
use rustls::{
    ServerConfig,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer},
};
use shared::rules::Port;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use tokio_rustls::TlsAcceptor;

use crate::provider::certificate;

/// The steps of a script. After the last one, the server closes the connection.
#[derive(Debug, Clone, Copy)]
pub(super) enum Do {
    /// Sends this text.
    Send(&'static str),
    /// Sends these bytes one by one.
    Drip(&'static [u8]),
    /// Reads a line.
    ReadLine,
    /// Performs the TLS handshake.
    Tls,
    /// Waits forever.
    Hold,
}

pub(super) struct Server {
    pub(super) port: Port,
    /// The authority that issued the server's certificate, in PEM form.
    pub(super) authority: String,
    received: Arc<Mutex<Vec<u8>>>,
    task: JoinHandle<()>,
}

impl Server {
    /// Returns everything that the server has read so far.
    pub(super) fn received(&self) -> String {
        String::from_utf8_lossy(&self.received.lock().unwrap()).into_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Starts a server that runs the script on each connection, with a valid certificate for localhost.
pub(super) async fn serve(script: &[Do]) -> Server {
    serve_with(script, CertificateParams::new(["localhost".to_owned()]).unwrap()).await
}

pub(super) async fn serve_with(script: &[Do], params: CertificateParams) -> Server {
    let (authority, config) = certificate(&params).unwrap();
    start(script, authority, config).await
}

/// Like [`serve`], but with a certificate from an untrusted authority. The trusted one belongs to another server.
pub(super) async fn serve_as(
    script: &[Do],
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
) -> Server {
    let (authority, _) = certificate(&CertificateParams::new(Vec::new()).unwrap()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap();
    start(script, authority, config).await
}

async fn start(script: &[Do], authority: String, config: ServerConfig) -> Server {
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = Port::new(listener.local_addr().unwrap().port()).unwrap();
    let received = Arc::new(Mutex::new(Vec::new()));
    let (script, record) = (script.to_vec(), received.clone());
    let task = tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(play(stream, script.clone(), acceptor.clone(), record.clone()));
        }
    });
    Server { port, authority, received, task }
}

async fn play(mut stream: TcpStream, script: Vec<Do>, acceptor: TlsAcceptor, received: Arc<Mutex<Vec<u8>>>) {
    // Sends each piece at once, without combining them.
    let _ = stream.set_nodelay(true);
    let tls = script.iter().position(|step| matches!(step, Do::Tls));
    let (before, after) = script.split_at(tls.unwrap_or(script.len()));
    perform(&mut stream, before, &received).await;
    if tls.is_none() {
        hang_up(stream).await;
    } else if let Ok(mut stream) = acceptor.accept(stream).await {
        perform(&mut stream, &after[1..], &received).await;
        hang_up(stream).await;
    }
}

/// Closes the connection after the other side has. Closing it with unread data would reset it.
async fn hang_up<S: AsyncRead + AsyncWrite + Unpin>(mut stream: S) {
    let _ = stream.shutdown().await;
    let _ = tokio::io::copy(&mut stream, &mut tokio::io::sink()).await;
}

async fn perform<S: AsyncRead + AsyncWrite + Unpin>(
    stream: &mut S,
    script: &[Do],
    received: &Mutex<Vec<u8>>,
) {
    for step in script {
        match step {
            Do::Send(text) => {
                let _ = stream.write_all(text.as_bytes()).await;
                let _ = stream.flush().await;
            }
            Do::Drip(bytes) => {
                for byte in *bytes {
                    let _ = stream.write_all(&[*byte]).await;
                    let _ = stream.flush().await;
                }
            }
            Do::ReadLine => {
                let mut byte = [0];
                while let Ok(1) = stream.read(&mut byte).await {
                    received.lock().unwrap().push(byte[0]);
                    if byte[0] == b'\n' {
                        break;
                    }
                }
            }
            Do::Hold => std::future::pending::<()>().await,
            Do::Tls => unreachable!("the script was split at the handshake"),
        }
    }
}
