//! A small mail provider on loopback. It greets, encrypts, signs in and rejects like a real one, but doesn't deliver
//! any mail.

use std::{io, net::SocketAddr, sync::Arc};

use base64::{Engine, engine::general_purpose::STANDARD};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, KeyUsagePurpose};
use rustls::{
    ServerConfig,
    crypto::ring,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinSet,
};
use tokio_rustls::TlsAcceptor;
use zeroize::Zeroizing;

/// The longest line that a client can send, in bytes.
const LINE_MAX: u64 = 8192;

/// The maximum number of connections at once.
const CONNECTIONS_MAX: usize = 64;

/// The provider's only account.
pub struct Account {
    /// The user name.
    pub username: String,
    /// The password.
    pub password: Zeroizing<String>,
    /// The addresses that the account is allowed to send from.
    pub senders: Vec<String>,
}

/// The running provider. It stops when this is dropped.
pub struct MailProvider {
    /// The address for implicit TLS.
    pub implicit_tls: SocketAddr,
    /// The address for STARTTLS.
    pub starttls: SocketAddr,
    /// The certificate of the authority that issued the server's certificate, in PEM form.
    pub authority: String,
    _tasks: JoinSet<()>,
}

struct Inner {
    host: String,
    account: Account,
    acceptor: TlsAcceptor,
    room: tokio::sync::Semaphore,
}

impl MailProvider {
    /// Starts the provider on two free ports on loopback, with a certificate for `host` from a new authority.
    pub async fn start(host: &str, account: Account) -> io::Result<Self> {
        let (authority, config) = CertificateParams::new([host.to_owned()])
            .and_then(|params| certificate(&params))
            .map_err(io::Error::other)?;
        let inner = Arc::new(Inner {
            host: host.to_owned(),
            account,
            acceptor: TlsAcceptor::from(Arc::new(config)),
            room: tokio::sync::Semaphore::new(CONNECTIONS_MAX),
        });
        let implicit = TcpListener::bind(("127.0.0.1", 0)).await?;
        let starttls = TcpListener::bind(("127.0.0.1", 0)).await?;
        let (implicit_tls, starttls_at) = (implicit.local_addr()?, starttls.local_addr()?);
        let mut tasks = JoinSet::new();
        tasks.spawn(listen(implicit, inner.clone(), true));
        tasks.spawn(listen(starttls, inner, false));
        Ok(Self { implicit_tls, starttls: starttls_at, authority, _tasks: tasks })
    }
}

/// Creates an authority in PEM form, and the TLS configuration of a server with a certificate from it.
pub(crate) fn certificate(server: &CertificateParams) -> Result<(String, ServerConfig), rcgen::Error> {
    let mut params = CertificateParams::new(Vec::new())?;
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    let key = KeyPair::generate()?;
    let authority = params.self_signed(&key)?.pem();
    let issuer = Issuer::new(params, key);

    let key = KeyPair::generate()?;
    let certificate = server.signed_by(&key, &issuer)?;
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("ring has suites for TLS 1.2 and 1.3")
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .expect("the key was made for the certificate");
    Ok((authority, config))
}

async fn listen(listener: TcpListener, inner: Arc<Inner>, implicit: bool) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        while connections.try_join_next().is_some() {}
        let inner = inner.clone();
        // A connection error is the client's problem.
        connections.spawn(async move {
            let _room = inner.room.acquire().await;
            let _ = serve(stream, &inner, implicit).await;
        });
    }
}

async fn serve(stream: TcpStream, inner: &Inner, implicit: bool) -> io::Result<()> {
    stream.set_nodelay(true)?;
    if implicit {
        return Talk::new(inner.acceptor.accept(stream).await?, inner, true).run(true).await.map(drop);
    }
    if let Some(stream) = Talk::new(stream, inner, false).run(true).await? {
        Talk::new(inner.acceptor.accept(stream).await?, inner, true).run(false).await?;
    }
    Ok(())
}

struct Talk<'a, S> {
    stream: BufReader<S>,
    inner: &'a Inner,
    tls: bool,
    signed_in: bool,
}

impl<'a, S: AsyncRead + AsyncWrite + Unpin> Talk<'a, S> {
    fn new(stream: S, inner: &'a Inner, tls: bool) -> Self {
        Self { stream: BufReader::new(stream), inner, tls, signed_in: false }
    }

    /// Handles a connection until it ends. Returns the stream if the client starts TLS.
    async fn run(mut self, greet: bool) -> io::Result<Option<S>> {
        if greet {
            self.say(&format!("220 {} ESMTP sandbox", self.inner.host)).await?;
        }
        loop {
            let Some(line) = self.line().await? else { return Ok(None) };
            let (verb, rest) = line.split_once(' ').unwrap_or((&line, ""));
            match verb.to_ascii_uppercase().as_str() {
                "EHLO" => self.ehlo().await?,
                "STARTTLS" if !self.tls => {
                    self.say("220 2.0.0 Ready to start TLS").await?;
                    // Drops the buffer, so anything the client sent before TLS is ignored.
                    return Ok(Some(self.stream.into_inner()));
                }
                "AUTH" if self.tls => self.auth(rest).await?,
                "AUTH" => self.say("530 5.7.0 Must issue a STARTTLS command first.").await?,
                "MAIL" => self.mail(rest).await?,
                "RSET" | "NOOP" => self.say("250 2.0.0 OK").await?,
                "RCPT" | "DATA" => self.say("550 5.7.1 This is a sandbox: it delivers nothing.").await?,
                "QUIT" => {
                    self.say("221 2.0.0 Bye").await?;
                    return Ok(None);
                }
                _ => self.say("502 5.5.1 Unrecognized command.").await?,
            }
        }
    }

    async fn ehlo(&mut self) -> io::Result<()> {
        let then = if self.tls { "AUTH LOGIN PLAIN" } else { "STARTTLS" };
        let host = &self.inner.host;
        self.say(&format!("250-{host}\r\n250-PIPELINING\r\n250-ENHANCEDSTATUSCODES\r\n250 {then}")).await
    }

    async fn auth(&mut self, rest: &str) -> io::Result<()> {
        let (mechanism, first) = rest.split_once(' ').unwrap_or((rest, ""));
        let pair = match mechanism.to_ascii_uppercase().as_str() {
            "PLAIN" => {
                let answer = if first.is_empty() { self.ask("").await? } else { decode(first) };
                let mut parts = answer.splitn(3, '\0').skip(1);
                parts
                    .next()
                    .zip(parts.next())
                    .map(|(user, password)| (user.to_owned(), Zeroizing::new(password.to_owned())))
            }
            "LOGIN" => {
                let user = self.ask("Username:").await?;
                Some((user.to_string(), self.ask("Password:").await?))
            }
            _ => return self.say("504 5.5.4 Unrecognized Authentication Type").await,
        };
        let account = &self.inner.account;
        let right = |(user, password): &(String, Zeroizing<String>)| {
            *user == account.username && **password == *account.password
        };
        self.signed_in = pair.as_ref().is_some_and(right);
        if self.signed_in {
            self.say("235 2.7.0 Accepted").await
        } else {
            self.say(
                "535-5.7.8 Username and Password not accepted. For more information, go to\r\n\
                 535 5.7.8  https://support.google.com/mail/?p=BadCredentials - sandbox",
            )
            .await
        }
    }

    async fn mail(&mut self, rest: &str) -> io::Result<()> {
        let address =
            rest.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map(|(address, _)| address);
        if !self.signed_in {
            self.say("530 5.7.0 Authentication Required.").await
        } else if address
            .is_some_and(|a| self.inner.account.senders.iter().any(|sender| sender.eq_ignore_ascii_case(a)))
        {
            self.say("250 2.1.0 OK").await
        } else {
            let user = &self.inner.account.username;
            let refusal = format!("553 5.7.1 Sender address rejected: not owned by user {user}");
            self.say(&refusal).await
        }
    }

    async fn ask(&mut self, prompt: &str) -> io::Result<Zeroizing<String>> {
        self.say(&format!("334 {}", STANDARD.encode(prompt))).await?;
        let line = self.line().await?.ok_or(io::ErrorKind::UnexpectedEof)?;
        Ok(decode(&line))
    }

    async fn say(&mut self, text: &str) -> io::Result<()> {
        self.stream.write_all(format!("{text}\r\n").as_bytes()).await?;
        self.stream.flush().await
    }

    async fn line(&mut self) -> io::Result<Option<Zeroizing<String>>> {
        let mut line = Zeroizing::new(String::new());
        (&mut self.stream).take(LINE_MAX).read_line(&mut line).await?;
        Ok(line.ends_with('\n').then(|| Zeroizing::new(line.trim_end().to_owned())))
    }
}

fn decode(text: &str) -> Zeroizing<String> {
    Zeroizing::new(
        STANDARD.decode(text.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default(),
    )
}
