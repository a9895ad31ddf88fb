//! Talks to our own server over HTTP. The only module that uses `ureq`. Calls block, which is fine for a command that does
//! one thing after another.

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
use crate::{
    say::SAY,
    settings::{Settings, address_rule},
};

/// The timeout of a whole call. A DNS report takes the longest: a few seconds if nameservers don't answer.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The largest response to read, in bytes. A page of the board has tens of thousands.
const ANSWER_MAX: u64 = 4 * 1024 * 1024;

/// The option that names the server, in every command that talks to one.
#[derive(Debug, clap::Args)]
pub(crate) struct ServerArgs {
    #[arg(long, value_name = "URL", env = "SEALPOST_SERVER", hide_env_values = true, help = SAY.server_option())]
    server: Option<String>,
}

/// What answers at an address.
pub(crate) enum Presence {
    /// A Sealpost server.
    Ours(Config),
    /// Nothing listens there.
    Nobody,
    /// Something else.
    Other,
}

/// A server, and the token to use there.
pub(crate) struct Api {
    agent: Agent,
    server: PublicUrl,
    token: Option<Token>,
}

impl Api {
    /// Connects for a signed-in person: to the server from the option, or the one that `login` was for, or our own public
    /// address. A session's token is sent only to its own server.
    pub(crate) fn staff(args: &ServerArgs, settings: &Settings) -> Result<Self, Failure> {
        let session = Session::load()?;
        let named = args.server.as_deref().map(server_address).transpose()?;
        let of_session = || session.as_ref().and_then(|session| PublicUrl::parse(&session.server).ok());
        let server = named
            .or_else(of_session)
            .or_else(|| settings.public_url.clone())
            .ok_or_else(|| Failure::usage(SAY.server_not_set()).next(SAY.server_not_set_next()))?;
        let given = std::env::var("SEALPOST_TOKEN").ok().filter(|token| !token.is_empty());
        let token = match given {
            Some(token) => Token::received(Zeroizing::new(token).trim()),
            None => match session.filter(|session| session.server == server.as_str()) {
                Some(session) => session.token,
                None => return Err(sign_in(&server, SAY.server_signed_out(&server))),
            },
        };
        Ok(Self { token: Some(token), ..Self::open(server, settings)? })
    }

    /// Connects for the holder of a link.
    pub(crate) fn client(server: PublicUrl, token: Token, settings: &Settings) -> Result<Self, Failure> {
        Ok(Self { token: Some(token), ..Self::open(server, settings)? })
    }

    /// Connects for requests that need no sign-in.
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

    /// Returns the server's address.
    pub(crate) fn server(&self) -> &PublicUrl {
        &self.server
    }

    /// Returns what answers there.
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

    /// Gets a file of the pages, if there is one at this path.
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

    /// Gets something that might not exist.
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

    /// Posts without a body.
    pub(crate) fn act<T: DeserializeOwned>(&self, path: &str) -> Result<T, Failure> {
        self.answer(&self.call(Method::POST, path, Vec::new())?)
    }

    /// Posts something whose answer is empty.
    pub(crate) fn tell(&self, path: &str, body: &impl Serialize) -> Result<(), Failure> {
        self.send(Method::POST, path, body).map(drop)
    }

    /// Puts something whose answer is empty.
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
        let request = request
            .body(&body[..])
            .map_err(|_| Failure::usage(SAY.server_token()).next(SAY.server_token_next()))?;
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
            ureq::Error::Rustls(_) | ureq::Error::Tls(_) => SAY.server_untrusted(),
            _ => SAY.server_unreachable_next(),
        };
        Failure::usage(SAY.server_unreachable(&self.server, error)).next(next)
    }

    fn stranger(&self) -> Failure {
        Failure::usage(SAY.server_unknown_answer(&self.server)).next(SAY.server_unknown_answer_next())
    }
}

/// Reads a server's address as a person types it.
pub(crate) fn server_address(text: &str) -> Result<PublicUrl, Failure> {
    PublicUrl::parse(text.trim())
        .map_err(|error| Failure::usage(SAY.server_address_wrong()).next(address_rule(error)))
}

fn sign_in(server: &PublicUrl, sentence: String) -> Failure {
    Failure::usage(sentence).next(SAY.server_sign_in(server))
}

fn with_extra_roots(path: &std::path::Path) -> Result<RootCerts, Failure> {
    let file = path.display();
    let wrong = |what: String| Failure::usage(what).next(SAY.roots_next());
    let pem = fs::read(path).map_err(|error| wrong(SAY.roots_unreadable(&file, &error)))?;
    let extra: Vec<Certificate<'static>> = parse_pem(&pem)
        .filter_map(|item| match item {
            Ok(PemItem::Certificate(certificate)) => Some(Ok(certificate)),
            Ok(_) => None,
            Err(_) => Some(Err(wrong(SAY.roots_not_pem(&file)))),
        })
        .collect::<Result<_, _>>()?;
    if extra.is_empty() {
        return Err(wrong(SAY.roots_empty(&file)));
    }
    let public = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().map(|der| Certificate::from_der(der));
    Ok(RootCerts::Specific(Arc::new(public.chain(extra).collect())))
}
