//! Parses single settings. Each error is a sentence that says what to use, and repeats nothing from the value.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::PathBuf,
};

use ipnet::IpNet;
use net::url::{PublicUrl, SmtpUrl, SmtpUrlError, UrlError};
use shared::{
    hidden::is_hidden,
    retention::Days,
    rules::{Address, Port},
    wire::SecondFactor,
};
use tracing_subscriber::EnvFilter;

use super::InboundSettings;
use crate::say::SAY;

/// The port for mail between servers.
const MAIL_PORT: u16 = 25;

pub(super) fn socket(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| SAY.settings_socket().into())
}

/// Parses the server's own address.
pub(super) fn public_url(text: &str) -> Result<PublicUrl, String> {
    PublicUrl::parse(text).map_err(|error| address_rule(error).into())
}

/// Returns the sentence about the form of a server's address.
pub(crate) fn address_rule(error: UrlError) -> &'static str {
    match error {
        UrlError::Form => SAY.server_address_form(),
        UrlError::WithoutTls => SAY.server_address_tls(),
    }
}

/// Parses the server for our own mail.
pub(super) fn smtp_url(text: &str) -> Result<SmtpUrl, String> {
    SmtpUrl::parse(text).map_err(|error| {
        let rule = match error {
            SmtpUrlError::Form => SAY.settings_smtp_url_form(),
            SmtpUrlError::PasswordWithoutTls => SAY.settings_smtp_url_password(),
            SmtpUrlError::WithoutTls => SAY.settings_smtp_url_tls(),
        };
        rule.into()
    })
}

/// Parses a list of addresses with or without a port. The default is DNS's port, 53.
pub(super) fn sockets(text: &str) -> Result<Vec<SocketAddr>, String> {
    list(text, |item| {
        let bare = || item.parse::<IpAddr>().ok().map(|ip| SocketAddr::new(ip, 53));
        item.parse().ok().or_else(bare)
    })
    .ok_or_else(|| SAY.settings_sockets().into())
}

/// Parses a list of networks or single addresses.
pub(super) fn networks(text: &str) -> Result<Vec<IpNet>, String> {
    list(text, |item| item.parse().ok().or_else(|| item.parse::<IpAddr>().ok().map(IpNet::from)))
        .ok_or_else(|| SAY.settings_networks().into())
}

pub(super) fn ports(text: &str) -> Result<Vec<Port>, String> {
    list(text, |item| item.parse().ok())
        .filter(|ports| !ports.is_empty())
        .ok_or_else(|| SAY.settings_ports().into())
}

/// Returns true if something is offered to clients.
pub(super) fn offered(text: &str) -> Result<bool, String> {
    match text {
        "offered" => Ok(true),
        "never" => Ok(false),
        _ => Err(SAY.settings_offered().into()),
    }
}

fn list<T>(text: &str, parse: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(parse).collect()
}

pub(super) fn path(text: &str) -> Result<PathBuf, String> {
    if text.is_empty() { Err(SAY.settings_path().into()) } else { Ok(text.into()) }
}

pub(super) fn address(text: &str) -> Result<Address, String> {
    text.parse().map_err(|_| SAY.settings_address().into())
}

/// Parses `HOST` or `HOST@IP:PORT`.
pub(super) fn inbound(text: &str) -> Result<InboundSettings, String> {
    let (host, listen) = match text.split_once('@') {
        Some((host, listen)) => (host, listen.parse().ok()),
        None => (text, Some((Ipv4Addr::UNSPECIFIED, MAIL_PORT).into())),
    };
    match (host.parse(), listen) {
        (Ok(host), Some(listen)) => Ok(InboundSettings { host, listen }),
        _ => Err(SAY.settings_inbound().into()),
    }
}

pub(super) fn log(text: &str) -> Result<String, String> {
    match EnvFilter::builder().parse(text) {
        Ok(_) => Ok(text.into()),
        Err(_) => Err(SAY.settings_log().into()),
    }
}

pub(super) fn second_factor(text: &str) -> Result<SecondFactor, String> {
    match text {
        "required" => Ok(SecondFactor::Required),
        "optional" => Ok(SecondFactor::Optional),
        _ => Err(SAY.settings_second_factor().into()),
    }
}

pub(super) fn days(text: &str, least: Days) -> Result<Days, String> {
    let days = text.parse::<u16>().ok().and_then(|days| Days::try_from(days).ok());
    days.filter(|days| *days >= least).ok_or_else(|| SAY.settings_days(&least.get()))
}

pub(super) fn name(text: &str) -> Result<String, String> {
    let length = text.chars().count();
    if (1..=80).contains(&length) && !text.chars().any(is_hidden) {
        Ok(text.into())
    } else {
        Err(SAY.settings_name().into())
    }
}
