//! Addresses of our own: the server's, and its mail server's. Each error is the rest of a sentence that begins with the
//! name of what was read.

use std::{
    fmt,
    net::{IpAddr, SocketAddr},
};

use shared::rules::{Domain, Host, Port};
use zeroize::Zeroizing;

/// The address under which people reach the server: scheme, host and port, without a final slash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// Reads one. Without TLS only this machine itself can be meant.
    ///
    /// # Errors
    /// The rest of a sentence that begins with the name of what was read.
    pub fn parse(text: &str) -> Result<Self, String> {
        let form = || String::from("looks like https://post.example.com, with nothing after the name");
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
            "http" => {
                Err("begins with https://: without TLS, anyone on the way could change the pages".into())
            }
            _ => Err(form()),
        }
    }

    /// For a server that only this machine can reach.
    pub fn loopback(bound: SocketAddr) -> Self {
        Self(format!("http://{bound}"))
    }

    /// The text, which is the origin as browsers write it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its name, where that means something to other machines.
    pub fn domain(&self) -> Option<Domain> {
        let (_, authority) = self.0.split_once("://")?;
        let (host, _) = split_port(authority)?;
        host.parse().ok().filter(|_| !is_this_machine(host))
    }

    /// Whether it is reached over TLS.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether nothing that is sent there leaves this machine.
fn is_this_machine(host: &str) -> bool {
    host == "localhost"
        || host.ends_with(".localhost")
        || unbracketed(host).parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn unbracketed(host: &str) -> &str {
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host)
}

/// Host and port of `host`, `host:port` or `[v6]:port`.
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

/// An outgoing mail server in lettre's URL form: `smtps://user:password@host[:port]` or
/// `smtp://…?tls=required`. It holds a password, and so prints as `[redacted]`.
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
    /// Reads one. A password is only taken where TLS is sure, and without TLS only this machine itself can be meant:
    /// our notices name clients and their sites.
    ///
    /// # Errors
    /// The rest of a sentence that begins with the name of what was read.
    pub fn parse(text: &str) -> Result<Self, String> {
        let form = || String::from("looks like smtps://user:password@smtp.example.com");
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
            return Err("would send its password without TLS. Begin it with smtps://, or end it with \
                        ?tls=required"
                .into());
        }
        if !is_tls && !is_this_machine(host) {
            return Err(
                "would send our mail without TLS. Begin it with smtps://, or end it with ?tls=required; \
                        only a server on this machine is reached without"
                    .into(),
            );
        }
        Ok(Self { url: Zeroizing::new(text.to_owned()), host: unbracketed(host).to_owned() })
    }

    /// The whole URL, password included.
    pub fn expose(&self) -> &str {
        &self.url
    }

    /// The server's name, for its certificate.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Whether we sign in there. A server that takes our mail without a sign-in trusts our address.
    pub fn has_login(&self) -> bool {
        let rest = self.url.split_once("://").map_or("", |(_, rest)| rest);
        rest.split(['/', '?', '#']).next().is_some_and(|authority| authority.contains('@'))
    }

    /// Whether TLS begins with the first byte.
    pub fn is_implicit_tls(&self) -> bool {
        self.url.starts_with("smtps://")
    }

    /// Whether there is TLS at all, by STARTTLS.
    pub fn is_starttls(&self) -> bool {
        self.url.ends_with("?tls=required")
    }
}
