//! Our own mail, through lettre: notices to staff, and the technician's test message.
//!
//! It connects to our own mail server, or to the server whose decrypted credentials a technician tests. lettre's
//! `tracing` feature stays off, because it would log sign-ins.

use std::{path::Path, time::Duration};

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
    transport::smtp::{
        AsyncSmtpTransportBuilder,
        authentication::{Credentials, Mechanism},
        client::{Certificate, Tls, TlsParameters},
    },
};
use shared::{
    base32,
    details::Answers,
    hidden::is_hidden,
    rules::{Address, Security},
    smtp::{Login, Proof},
};

use crate::url::SmtpUrl;

/// How long to wait for each of the server's answers.
const PATIENCE: Duration = Duration::from_secs(20);

/// Why a message wasn't sent. The texts are for logs; the command line has its own.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The configured roots can't be read.
    #[error("extra roots: {0}")]
    Roots(String),
    /// The message couldn't be built.
    #[error("message: {0}")]
    Message(String),
    /// The server rejected the message or couldn't be reached. Contains the server's own words.
    #[error("{0}")]
    Refused(String),
    /// The server answered, but not as a mail server does.
    #[error("not a mail server")]
    NotAMailServer,
}

impl From<lettre::transport::smtp::Error> for MailError {
    fn from(error: lettre::transport::smtp::Error) -> Self {
        Self::Refused(on_one_line(&error.to_string()))
    }
}

/// Removes line breaks and control characters from a server's words, so that they can't forge a line in the log or on a
/// terminal.
fn on_one_line(words: &str) -> String {
    words.chars().map(|c| if is_hidden(c) { ' ' } else { c }).collect()
}

type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// Sends notices to staff.
#[derive(Debug, Clone)]
pub struct Mailer {
    transport: Transport,
    /// The sender's address, without a name.
    from: Mailbox,
}

impl Mailer {
    /// Creates a mailer for the configured server, without connecting.
    pub fn new(url: &SmtpUrl, from: &Address, extra_roots: Option<&Path>) -> Result<Self, MailError> {
        let mut builder = Transport::from_url(url.expose())?;
        if url.is_implicit_tls() {
            builder = builder.tls(Tls::Wrapper(parameters(url.host(), extra_roots)?));
        } else if url.is_starttls() {
            builder = builder.tls(Tls::Required(parameters(url.host(), extra_roots)?));
        }
        Ok(Self { transport: build(builder), from: mailbox(from)? })
    }

    /// Connects and signs in, but sends nothing.
    pub async fn probe(&self) -> Result<(), MailError> {
        if self.transport.test_connection().await? {
            return Ok(());
        }
        Err(MailError::NotAMailServer)
    }

    /// Sends one plain-text message. `sender` is the name next to the sender's address.
    pub async fn send(
        &self,
        sender: &str,
        to: &Address,
        subject: &str,
        text: String,
    ) -> Result<(), MailError> {
        let from = Mailbox::new(Some(sender.to_owned()), self.from.email.clone());
        let message = message(from, mailbox(to)?, subject, text)?;
        self.transport.send(message).await?;
        Ok(())
    }
}

/// Sends a test message with decrypted credentials, from the address that the site will send from. Returns the server's
/// answer, which often has the message's ID in its queue.
pub async fn send_test(
    answers: &Answers,
    login: &Login,
    to: &Address,
    (subject, text): (&str, String),
    extra_roots: Option<&Path>,
) -> Result<String, MailError> {
    let host = answers.host.as_str();
    let parameters = parameters(host, extra_roots)?;
    let tls = match answers.security {
        Security::ImplicitTls => Tls::Wrapper(parameters),
        Security::Starttls => Tls::Required(parameters),
    };
    let credentials = Credentials::new(login.username.as_str().to_owned(), login.secret.expose().to_owned());
    let mut builder =
        Transport::builder_dangerous(host).port(answers.port.get()).tls(tls).credentials(credentials);
    if login.proof == Proof::Token {
        builder = builder.authentication(vec![Mechanism::Xoauth2]);
    }
    let from = mailbox(&answers.address)?;
    let message = message(from, mailbox(to)?, subject, text)?;
    let response = build(builder).send(message).await?;
    let lines: Vec<&str> = response.message().collect();
    Ok(format!("{} {}", response.code(), lines.join(" ")))
}

fn build(builder: AsyncSmtpTransportBuilder) -> Transport {
    builder.timeout(Some(PATIENCE)).build()
}

fn parameters(host: &str, extra_roots: Option<&Path>) -> Result<TlsParameters, MailError> {
    let mut builder = TlsParameters::builder(host.to_owned());
    if let Some(path) = extra_roots {
        let pem = std::fs::read(path).map_err(|error| MailError::Roots(error.to_string()))?;
        let roots = Certificate::from_pem(&pem).map_err(|error| MailError::Roots(error.to_string()))?;
        builder = builder.add_root_certificate(roots);
    }
    Ok(builder.build_rustls()?)
}

fn message(from: Mailbox, to: Mailbox, subject: &str, text: String) -> Result<Message, MailError> {
    let mut id = [0; 16];
    getrandom::fill(&mut id).map_err(|error| MailError::Message(error.to_string()))?;
    let id = base32::encode(&id);
    let domain = from.email.domain();
    Message::builder()
        .message_id(Some(format!("<{id}@{domain}>")))
        .from(from)
        .to(to)
        .subject(subject)
        .header(ContentType::TEXT_PLAIN)
        .body(text)
        .map_err(|error| MailError::Message(error.to_string()))
}

fn mailbox(address: &Address) -> Result<Mailbox, MailError> {
    let address = address.as_str().parse();
    let address =
        address.map_err(|error: lettre::address::AddressError| MailError::Message(error.to_string()))?;
    Ok(Mailbox::new(None, address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_servers_words_cannot_forge_a_log_line() {
        let words = on_one_line("550 5.1.1 no\r\n2026-01-01T00:00:00Z  INFO signed in\u{1b}[2J");
        assert!(!words.contains(char::is_control) && words.starts_with("550 5.1.1 no "), "{words}");
    }

    #[test]
    fn a_senders_name_adds_neither_an_address_nor_a_header() {
        let address: Address = "post@agency.test".parse().unwrap();
        for (name, written) in [
            ("Nord", "Nord"),
            ("Nord Studio", "\"Nord Studio\""),
            ("Nord \"N\" Studio", "\"Nord \\\"N\\\" Studio\""),
            ("Söhne", "=?utf-8?b?U8O2aG5l?="),
            ("Nord, <eve@evil.test>", "=?utf-8?b?Tm9yZCwgPGV2ZUBldmlsLnRlc3Q+?="),
        ] {
            let to = mailbox(&address).unwrap();
            let from = Mailbox::new(Some(name.to_owned()), to.email.clone());
            let message = message(from, to, "Hello", "Text".to_owned()).unwrap();
            let text = String::from_utf8(message.formatted()).unwrap();
            assert!(text.contains(&format!("From: {written} <post@agency.test>\r\n")), "{name}: {text}");
        }
    }
}
