//! A plain client of the API: what it sends is exactly what a test says.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
};

use serde::{Serialize, de::DeserializeOwned};
use shared::wire::Problem;
use ureq::{Agent, Body, http};

use crate::wait::PATIENCE;

/// One caller: an address, and a bearer token where they have one.
#[derive(Clone)]
pub struct Api {
    agent: Agent,
    base: String,
    headers: Vec<(&'static str, String)>,
}

/// An answer, whatever its status.
#[derive(Debug, Clone)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The media type, without parameters.
    pub media_type: String,
    /// The body.
    pub body: Vec<u8>,
}

impl Api {
    /// A caller without a token.
    pub fn new(base: &str) -> Self {
        let agent = Agent::config_builder().http_status_as_error(false).max_redirects(0).build().into();
        Self { agent, base: base.trim_end_matches('/').to_owned(), headers: Vec::new() }
    }

    /// The same with another bearer token.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        let mut api = self.clone();
        api.headers.retain(|(name, _)| *name != "authorization");
        api.with_header("authorization", &format!("Bearer {token}"))
    }

    /// The same with one more header.
    #[must_use]
    pub fn with_header(&self, name: &'static str, value: &str) -> Self {
        let mut api = self.clone();
        api.headers.push((name, value.to_owned()));
        api
    }

    /// GET.
    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[])
    }

    /// POST of a JSON body.
    pub fn post(&self, path: &str, body: &impl Serialize) -> Answer {
        self.send("POST", path, &serde_json::to_vec(body).expect("bodies are JSON"))
    }

    /// PUT of a JSON body.
    pub fn put(&self, path: &str, body: &impl Serialize) -> Answer {
        self.send("PUT", path, &serde_json::to_vec(body).expect("bodies are JSON"))
    }

    /// Any request, any bytes as its body.
    pub fn send(&self, method: &str, path: &str, body: &[u8]) -> Answer {
        self.try_send(method, path, body).unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    /// [`Api::send`] to a server that may be gone.
    pub fn try_send(&self, method: &str, path: &str, body: &[u8]) -> Result<Answer, ureq::Error> {
        let mut request = http::Request::builder().method(method).uri(format!("{}{path}", self.base));
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        if !body.is_empty() {
            request = request.header("content-type", "application/json");
        }
        let response = if matches!(method, "GET" | "HEAD") {
            self.agent.run(request.body(())?)?
        } else {
            self.agent.run(request.body(body)?)?
        };
        answer(response)
    }
}

fn answer(mut response: http::Response<Body>) -> Result<Answer, ureq::Error> {
    let media_type = response.body().mime_type().unwrap_or_default().to_owned();
    let status = response.status().as_u16();
    Ok(Answer { status, media_type, body: response.body_mut().read_to_vec()? })
}

impl Answer {
    /// The body of a success.
    ///
    /// # Panics
    /// Where it is none, with what it is.
    pub fn json<T: DeserializeOwned>(&self) -> T {
        assert!((200..300).contains(&self.status), "{self}");
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error} in {self}"))
    }

    /// The problem (RFC 9457), with a sentence for the person and a code for programs.
    ///
    /// # Panics
    /// Where the answer is anything else.
    pub fn problem(&self) -> Problem {
        assert_eq!(self.media_type, "application/problem+json", "{self}");
        let problem: Problem =
            serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error} in {self}"));
        assert_eq!(problem.status, self.status, "{self}");
        assert!(!problem.code.is_empty() && problem.detail.ends_with(['.', '?', '!']), "{self}");
        problem
    }

    /// Nothing to say, and all is well.
    pub fn assert_empty(&self) {
        assert_eq!((self.status, self.body.len()), (204, 0), "{self}");
    }
}

impl std::fmt::Display for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}: {}", self.status, self.media_type, String::from_utf8_lossy(&self.body))
    }
}

/// A connection of which a test decides when each byte is sent.
pub struct Stream(BufReader<TcpStream>);

impl Stream {
    /// Connects.
    pub fn connect(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).expect("the server listens");
        stream.set_nodelay(true).expect("a socket");
        stream.set_read_timeout(Some(PATIENCE)).expect("not zero");
        Self(BufReader::new(stream))
    }

    /// Sends these bytes at once.
    pub fn say(&mut self, bytes: &[u8]) {
        self.0.get_mut().write_all(bytes).expect("the server reads");
    }

    /// The next answer, head and body.
    pub fn hear(&mut self) -> String {
        let (mut answer, mut length) = (String::new(), 0);
        loop {
            let mut line = String::new();
            assert_ne!(
                self.0.read_line(&mut line).expect("an answer"),
                0,
                "the connection ended after: {answer}"
            );
            answer += &line;
            if let Some(value) = line.strip_prefix("content-length: ") {
                length = value.trim().parse().expect("a number");
            }
            if line == "\r\n" {
                break;
            }
        }
        let mut body = vec![0; length];
        self.0.read_exact(&mut body).expect("the whole body");
        answer + &*String::from_utf8_lossy(&body)
    }
}
