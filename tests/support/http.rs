//! A plain API client that sends exactly what a test says.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
};

use serde::{Serialize, de::DeserializeOwned};
use shared::wire::Problem;
use ureq::{Agent, Body, http};

use crate::wait::PATIENCE;

/// A caller of the API, with its server's address and, if signed in, a bearer token.
#[derive(Clone)]
pub struct Api {
    agent: Agent,
    base: String,
    headers: Vec<(&'static str, String)>,
}

/// A response with any status.
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
    /// Creates a caller without a token.
    pub fn new(base: &str) -> Self {
        let agent = Agent::config_builder().http_status_as_error(false).max_redirects(0).build().into();
        Self { agent, base: base.trim_end_matches('/').to_owned(), headers: Vec::new() }
    }

    /// Returns the same caller with another bearer token.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        let mut api = self.clone();
        api.headers.retain(|(name, _)| *name != "authorization");
        api.with_header("authorization", &format!("Bearer {token}"))
    }

    /// Returns the same caller with one more header.
    #[must_use]
    pub fn with_header(&self, name: &'static str, value: &str) -> Self {
        let mut api = self.clone();
        api.headers.push((name, value.to_owned()));
        api
    }

    /// Sends a GET request.
    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[])
    }

    /// Sends a POST request with a JSON body.
    pub fn post(&self, path: &str, body: &impl Serialize) -> Answer {
        self.send("POST", path, &serde_json::to_vec(body).expect("bodies are JSON"))
    }

    /// Sends a PUT request with a JSON body.
    pub fn put(&self, path: &str, body: &impl Serialize) -> Answer {
        self.send("PUT", path, &serde_json::to_vec(body).expect("bodies are JSON"))
    }

    /// Sends any method with any body.
    pub fn send(&self, method: &str, path: &str, body: &[u8]) -> Answer {
        self.try_send(method, path, body).unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    /// Like [`Api::send`], for a server that may be down.
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
    /// Returns the body of a successful response.
    ///
    /// # Panics
    /// If the status isn't a success. The message shows the response.
    pub fn json<T: DeserializeOwned>(&self) -> T {
        assert!((200..300).contains(&self.status), "{self}");
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error} in {self}"))
    }

    /// Returns the problem (RFC 9457): a message for people and a code for programs.
    ///
    /// # Panics
    /// If the response isn't a problem.
    pub fn problem(&self) -> Problem {
        assert_eq!(self.media_type, "application/problem+json", "{self}");
        let problem: Problem =
            serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error} in {self}"));
        assert_eq!(problem.status, self.status, "{self}");
        assert!(!problem.code.is_empty() && problem.detail.ends_with(['.', '?', '!']), "{self}");
        problem
    }

    /// Asserts that the response is a success without a body.
    pub fn assert_empty(&self) {
        assert_eq!((self.status, self.body.len()), (204, 0), "{self}");
    }
}

impl std::fmt::Display for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}: {}", self.status, self.media_type, String::from_utf8_lossy(&self.body))
    }
}

/// A connection on which a test controls when each byte is sent.
pub struct Stream(BufReader<TcpStream>);

impl Stream {
    /// Connects to this address.
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

    /// Returns the next response, head and body.
    pub fn receive(&mut self) -> String {
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
