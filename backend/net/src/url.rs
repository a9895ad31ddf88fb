//! URLs of our own: the server's, and its mail server's.

use std::{
    fmt,
    net::{IpAddr, SocketAddr},
};

use shared::rules::{Domain, Host, Port};
use zeroize::Zeroizing;

/// What is wrong with a server's address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UrlError {
    /// The address doesn't have the form `https://host[:port]`.
    Form,
    /// The address starts with `http://`, but isn't on this machine.
    WithoutTls,
}

/// What is wrong with a mail server's address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpUrlError {
    /// The address doesn't have the form of [`SmtpUrl`].
    Form,
    /// The address has a password, but doesn't ask for TLS.
    PasswordWithoutTls,
    /// The address doesn't ask for TLS, and isn't on this machine.
    WithoutTls,
}

/// The URL at which people reach the server: scheme, host and port, without a trailing slash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// Parses a URL. A URL without TLS has to be on this machine.
    pub fn parse(text: &str) -> Result<Self, UrlError> {
        let form = || UrlError::Form;
        let lower = text.to_ascii_lowercase();
        let (scheme, rest) = lower.split_once("://").ok_or_else(form)?;
        let authority = rest.strip_suffix('/').unwrap_or(rest);
        let (host, port) = split_port(authority).ok_or_else(form)?;
        if host.parse::<Host>().is_err() || port.is_some_and(|port| port.parse::<Port>().is_err()) {
            return Err(form());
        }
        match scheme {
            "https" => Ok(Self(format!("https://{authority}"))),
            "http" if is_this_machine(host) => Ok(Self(format!("http://{authority}"))),
            "http" => Err(UrlError::WithoutTls),
            _ => Err(form()),
        }
    }

    /// Returns the URL of a server that only this machine can reach.
    pub fn loopback(bound: SocketAddr) -> Self {
        Self(format!("http://{bound}"))
    }

    /// Returns the URL as text. It is the origin as browsers write it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the host name, if other machines can resolve it.
    pub fn domain(&self) -> Option<Domain> {
        let (_, authority) = self.0.split_once("://")?;
        let (host, _) = split_port(authority)?;
        host.parse().ok().filter(|_| !is_this_machine(host))
    }

    /// Returns true if the server uses TLS.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Returns true if traffic to this host doesn't leave this machine.
fn is_this_machine(host: &str) -> bool {
    host == "localhost"
        || host.ends_with(".localhost")
        || unbracketed(host).parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn unbracketed(host: &str) -> &str {
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host)
}

/// Splits `host`, `host:port` or `[v6]:port` into host and port.
fn split_port(authority: &str) -> Option<(&str, Option<&str>)> {
    let (host, rest) = match authority.find(']') {
        Some(end) if authority.starts_with('[') => authority.split_at(end + 1),
        Some(_) => return None,
        None => authority.split_at(authority.find(':').unwrap_or(authority.len())),
    };
    match rest.strip_prefix(':') {
        Some(port) => Some((host, Some(port))),
        None if rest.is_empty() => Some((host, None)),
        None => None,
    }
}

/// The URL of an outgoing mail server in lettre's format: `smtps://user:password@host[:port]` or
/// `smtp://…?tls=required`. It contains a password, so `Debug` prints `[redacted]`.
#[derive(Clone)]
pub struct SmtpUrl {
    url: Zeroizing<String>,
    host: String,
}

impl fmt::Debug for SmtpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl SmtpUrl {
    /// Parses a URL. A password requires TLS. Without TLS, the server has to be on this machine, because our notices
    /// name clients and their websites.
    pub fn parse(text: &str) -> Result<Self, SmtpUrlError> {
        let form = || SmtpUrlError::Form;
        let (scheme, rest) = text.split_once("://").ok_or_else(form)?;
        let (authority, tail) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let (login, server) = authority.rsplit_once('@').map_or((None, authority), |(l, s)| (Some(l), s));
        let (host, port) = split_port(server).ok_or_else(form)?;
        let is_tls = match (scheme, tail.split_once('?').map(|(_, query)| query)) {
            ("smtps", None) | ("smtp", Some("tls=required")) => true,
            ("smtp", None | Some("tls=opportunistic")) => false,
            _ => return Err(form()),
        };
        if host.parse::<Host>().is_err() || port.is_some_and(|port| port.parse::<Port>().is_err()) {
            return Err(form());
        }
        if login.is_some() && !is_tls {
            return Err(SmtpUrlError::PasswordWithoutTls);
        }
        if !is_tls && !is_this_machine(host) {
            return Err(SmtpUrlError::WithoutTls);
        }
        Ok(Self { url: Zeroizing::new(text.to_owned()), host: unbracketed(host).to_owned() })
    }

    /// Returns the whole URL, including the password.
    pub fn expose(&self) -> &str {
        &self.url
    }

    /// Returns the server's name, which its certificate has to match.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Returns true if we sign in. A server that accepts our mail without a sign-in trusts our address.
    pub fn has_login(&self) -> bool {
        let rest = self.url.split_once("://").map_or("", |(_, rest)| rest);
        rest.split(['/', '?', '#']).next().is_some_and(|authority| authority.contains('@'))
    }

    /// Returns true if TLS starts with the first byte.
    pub fn is_implicit_tls(&self) -> bool {
        self.url.starts_with("smtps://")
    }

    /// Returns true if TLS starts with STARTTLS.
    pub fn is_starttls(&self) -> bool {
        self.url.ends_with("?tls=required")
    }
}
