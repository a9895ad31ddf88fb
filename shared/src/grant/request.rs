//! The request for an access token (RFC 6749, section 4.4.2; RFC 7523, section 2.1), and its answer.

use zeroize::Zeroizing;

use super::{AccessToken, Refusal, answer};
#[cfg(feature = "tls")]
use super::{
    Failed,
    response::{Response, parse},
};
#[cfg(feature = "tls")]
use crate::details::SecretText;
use crate::{rules::Host, smtp::Keeper};

/// A form for a token endpoint.
pub struct TokenRequest {
    host: Host,
    path: String,
    form: Zeroizing<String>,
    keeper: Keeper,
}

impl TokenRequest {
    #[cfg(feature = "tls")]
    pub(super) fn new(
        host: &'static str,
        path: String,
        fields: &[(&str, &str)],
        secret: &SecretText,
    ) -> Self {
        // Each byte becomes at most three. A growing text would leave copies of the secret behind.
        let room = fields.iter().map(|(name, value)| name.len() + 3 * value.len() + 2).sum();
        let mut form = Zeroizing::new(String::with_capacity(room));
        for (name, value) in fields {
            if !form.is_empty() {
                form.push('&');
            }
            form.push_str(name);
            form.push('=');
            encode(value, &mut form);
        }
        let mut encoded = Zeroizing::new(String::with_capacity(3 * secret.expose().len()));
        encode(secret.expose(), &mut encoded);
        let host = host.parse().expect("the name of a host");
        Self { host, path, form, keeper: Keeper::new(secret).and(encoded) }
    }

    /// Returns the host of the token endpoint.
    pub fn host(&self) -> &Host {
        &self.host
    }

    /// Returns the path of the token endpoint.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the body, in the form `application/x-www-form-urlencoded`. It contains the secret.
    pub fn form(&self) -> &str {
        &self.form
    }

    /// Returns the whole request in HTTP/1.1 (RFC 9112). The connection ends with the answer.
    #[cfg(feature = "tls")]
    pub(super) fn http(&self) -> Zeroizing<String> {
        let Self { host, path, form, .. } = self;
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\nAccept: application/json\r\nConnection: close\r\n\r\n",
            form.len()
        );
        let mut text = Zeroizing::new(String::with_capacity(head.len() + form.len()));
        text.push_str(&head);
        text.push_str(form);
        text
    }

    /// Reads the bytes of an answer in HTTP/1.1. `is_last` is true if no more will come. Returns `None` if more have to
    /// come.
    ///
    /// # Errors
    /// [`Failed`] if it contains no token.
    #[cfg(feature = "tls")]
    pub fn http_answer(&self, bytes: &[u8], is_last: bool) -> Option<Result<AccessToken, Failed>> {
        match parse(bytes, is_last) {
            Response::Incomplete => None,
            // Nothing, or half an answer. Whoever knows why it ended says so.
            Response::Broken if is_last => None,
            Response::Broken => Some(Err(Failed::silent("the answer isn't HTTP"))),
            Response::Whole { status, body } => Some(self.answer(status, &body).map_err(Failed::from)),
        }
    }

    /// Reads the answer with this status.
    ///
    /// # Errors
    /// [`Refusal`] if it contains no token.
    pub fn answer(&self, status: u16, body: &[u8]) -> Result<AccessToken, Refusal> {
        answer::read(&self.keeper, status, body)
    }
}

/// Appends a value in the form `application/x-www-form-urlencoded`.
#[cfg(feature = "tls")]
fn encode(value: &str, to: &mut String) {
    form_urlencoded::byte_serialize(value.as_bytes()).for_each(|part| to.push_str(part));
}
