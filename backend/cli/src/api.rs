//! Our own server over HTTP. The only place where `ureq` stands; every call blocks, which a command
//! that does one thing after the other may do.

use std::{fs, io::ErrorKind, sync::Arc, time::Duration};

use net::url::PublicUrl;
use serde::{Serialize, de::DeserializeOwned};
use shared::{
    link::Token,
    wire::{Config, Problem},
};
use ureq::{
    Agent, Body,
    http::{Method, Request, Response, StatusCode},
    tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem},
};
use zeroize::Zeroizing;

use super::{Failure, keep::Session, printer::one_line};
use crate::settings::Settings;

/// For a whole call. A DNS report takes the longest: some seconds where name servers are silent.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Largest answer that is read, in bytes: a page of the board is some tens of thousands.
const ANSWER_MAX: u64 = 4 * 1024 * 1024;

/// The option that names the server, in every command that talks to one.
#[derive(Debug, clap::Args)]
pub(crate) struct ServerArgs {
    /// The server, where it is not the one you are signed in to.
    #[arg(long, value_name = "URL", env = "SEALPOST_SERVER", hide_env_values = true)]
    server: Option<String>,
}

/// Who answers at an address.
pub(crate) enum Presence {
    /// A server of ours.
    Ours(Config),
    /// Nothing listens there.
    Nobody,
    /// Something else.
    Other,
}

/// A server, and what it lets us in with.
pub(crate) struct Api {
    agent: Agent,
    server: PublicUrl,
    token: Option<Token>,
}

impl Api {
    /// For a signed-in person: the server from the option, else the one that `login` was for, else
    /// our own public address. A session is never shown to another server than its own.
    pub(crate) fn staff(args: &ServerArgs, settings: &Settings) -> Result<Self, Failure> {
        let session = Session::load()?;
        let named = args.server.as_deref().map(server_address).transpose()?;
        let of_session = || session.as_ref().and_then(|session| PublicUrl::parse(&session.server).ok());
        let server = named.or_else(of_session).or_else(|| settings.public_url.clone()).ok_or_else(|| {
            Failure::usage("No server is known.")
                .next("Sign in first: sealpost login https://post.example.com")
        })?;
        let given = std::env::var("SEALPOST_TOKEN").ok().filter(|token| !token.is_empty());
        let token = match given {
            Some(token) => Token::received(Zeroizing::new(token).trim()),
            None => match session.filter(|session| session.server == server.as_str()) {
                Some(session) => session.token,
                None => return Err(sign_in(&server, format!("You are not signed in to {server}."))),
            },
        };
        Ok(Self { token: Some(token), ..Self::open(server, settings)? })
    }

    /// For the holder of a link.
    pub(crate) fn client(server: PublicUrl, token: Token, settings: &Settings) -> Result<Self, Failure> {
        Ok(Self { token: Some(token), ..Self::open(server, settings)? })
    }

    /// For what needs nobody to be let in.
    pub(crate) fn open(server: PublicUrl, settings: &Settings) -> Result<Self, Failure> {
        let roots = match &settings.extra_roots {
            None => RootCerts::WebPki,
            Some(path) => with_extra_roots(path)?,
        };
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(TIMEOUT))
            .user_agent(concat!("sealpost/", env!("CARGO_PKG_VERSION")))
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            .build()
            .new_agent();
        Ok(Self { agent, server, token: None })
    }

    /// The server's address.
    pub(crate) fn server(&self) -> &PublicUrl {
        &self.server
    }

    /// Who answers there.
    pub(crate) fn presence(&self) -> Presence {
        let request = Request::get(format!("{}/api/config", self.server)).body(());
        let answer = request.map_err(ureq::Error::from).and_then(|request| self.agent.run(request));
        match answer {
            Ok(mut answer) => answer.body_mut().read_json().map_or(Presence::Other, Presence::Ours),
            Err(ureq::Error::Io(error)) if error.kind() == ErrorKind::ConnectionRefused => Presence::Nobody,
            Err(ureq::Error::ConnectionFailed) => Presence::Nobody,
            Err(_) => Presence::Other,
        }
    }

    /// A file of the pages; none where there is no such file.
    pub(crate) fn file(&self, path: &str) -> Result<Option<Vec<u8>>, Failure> {
        let request = Request::get(format!("{}{path}", self.server)).body(());
        let answer = request.map_err(ureq::Error::from).and_then(|request| self.agent.run(request));
        let mut answer = answer.map_err(|error| self.unreachable(&error))?;
        let bytes = answer.body_mut().with_config().limit(ANSWER_MAX).read_to_vec();
        let bytes = bytes.map_err(|error| self.unreachable(&error))?;
        Ok(answer.status().is_success().then_some(bytes))
    }

    pub(crate) fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Failure> {
        self.answer(&self.call(Method::GET, path, Vec::new())?)
    }

    /// Gets what may not be there.
    pub(crate) fn find<T: DeserializeOwned>(&self, path: &str) -> Result<Option<T>, Failure> {
        match self.get(path) {
            Err(failure) if failure.is_not_well() => Ok(None),
            found => found.map(Some),
        }
    }

    pub(crate) fn post<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<T, Failure> {
        self.answer(&self.send(Method::POST, path, body)?)
    }

    pub(crate) fn put<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<T, Failure> {
        self.answer(&self.send(Method::PUT, path, body)?)
    }

    /// Posts what needs no body.
    pub(crate) fn act<T: DeserializeOwned>(&self, path: &str) -> Result<T, Failure> {
        self.answer(&self.call(Method::POST, path, Vec::new())?)
    }

    /// Posts what is answered with nothing.
    pub(crate) fn tell(&self, path: &str, body: &impl Serialize) -> Result<(), Failure> {
        self.send(Method::POST, path, body).map(drop)
    }

    /// Puts what is answered with nothing.
    pub(crate) fn replace(&self, path: &str, body: &impl Serialize) -> Result<(), Failure> {
        self.send(Method::PUT, path, body).map(drop)
    }

    pub(crate) fn delete(&self, path: &str) -> Result<(), Failure> {
        self.call(Method::DELETE, path, Vec::new()).map(drop)
    }

    fn send(&self, method: Method, path: &str, body: &impl Serialize) -> Result<Zeroizing<Vec<u8>>, Failure> {
        let body = serde_json::to_vec(body).map_err(|error| Failure::usage(error.to_string()))?;
        self.call(method, path, body)
    }

    fn call(&self, method: Method, path: &str, body: Vec<u8>) -> Result<Zeroizing<Vec<u8>>, Failure> {
        // A body can be a password.
        let body = Zeroizing::new(body);
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.server));
        if !body.is_empty() {
            request = request.header("content-type", "application/json");
        }
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {}", token.expose()));
        }
        let request = request.body(&body[..]).map_err(|_| {
            Failure::usage("The session's token has a character that no header can carry.")
                .next("Check SEALPOST_TOKEN, or sign in again: sealpost login")
        })?;
        let mut answer = self.agent.run(request).map_err(|error| self.unreachable(&error))?;
        let bytes = answer.body_mut().with_config().limit(ANSWER_MAX).read_to_vec();
        let bytes = Zeroizing::new(bytes.map_err(|error| self.unreachable(&error))?);
        if answer.status().is_success() { Ok(bytes) } else { Err(self.refused(&answer, &bytes)) }
    }

    fn answer<T: DeserializeOwned>(&self, bytes: &[u8]) -> Result<T, Failure> {
        serde_json::from_slice(bytes).map_err(|_| self.stranger())
    }

    fn refused(&self, answer: &Response<Body>, bytes: &[u8]) -> Failure {
        let Ok(problem) = serde_json::from_slice::<Problem>(bytes) else { return self.stranger() };
        if problem.code == "no-route" {
            return self.stranger();
        }
        let sentence = match &problem.field {
            Some(field) => one_line(&format!("{field}: {}", problem.detail)),
            None => one_line(&problem.detail),
        };
        let failure = match answer.status() {
            StatusCode::UNAUTHORIZED if self.token.is_some() => sign_in(&self.server, sentence),
            StatusCode::NOT_FOUND | StatusCode::CONFLICT | StatusCode::GONE => Failure::not_well(sentence),
            _ => Failure::usage(sentence),
        };
        failure.of_problem(&problem.code)
    }

    fn unreachable(&self, error: &ureq::Error) -> Failure {
        let next = match error {
            ureq::Error::Rustls(_) | ureq::Error::Tls(_) => {
                "Its certificate is not trusted here. Where it is your own, name its root in SEALPOST_EXTRA_ROOTS."
            }
            _ => "Check the address, and whether the server is running.",
        };
        Failure::usage(format!("{} could not be reached: {error}.", self.server)).next(next)
    }

    fn stranger(&self) -> Failure {
        Failure::usage(format!("{} answered, but not as this version of Sealpost would.", self.server))
            .next("Check the address, and that server and command line are of the same version.")
    }
}

/// Reads a server's address as a person types it.
pub(crate) fn server_address(text: &str) -> Result<PublicUrl, Failure> {
    PublicUrl::parse(text.trim())
        .map_err(|reason| Failure::usage("This is not a server's address.").next(format!("It {reason}.")))
}

fn sign_in(server: &PublicUrl, sentence: String) -> Failure {
    Failure::usage(sentence).next(format!("Sign in: sealpost login {server} --email YOU@EXAMPLE.COM"))
}

fn with_extra_roots(path: &std::path::Path) -> Result<RootCerts, Failure> {
    let wrong = |reason: String| {
        Failure::usage(format!("SEALPOST_EXTRA_ROOTS: {} {reason}.", path.display()))
            .next("It is a file of certificates in PEM form.")
    };
    let pem = fs::read(path).map_err(|error| wrong(format!("cannot be read: {error}")))?;
    let extra: Vec<Certificate<'static>> = parse_pem(&pem)
        .filter_map(|item| match item {
            Ok(PemItem::Certificate(certificate)) => Some(Ok(certificate)),
            Ok(_) => None,
            Err(_) => Some(Err(wrong("is not PEM".into()))),
        })
        .collect::<Result<_, _>>()?;
    if extra.is_empty() {
        return Err(wrong("holds no certificate".into()));
    }
    let public = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().map(|der| Certificate::from_der(der));
    Ok(RootCerts::Specific(Arc::new(public.chain(extra).collect())))
}
