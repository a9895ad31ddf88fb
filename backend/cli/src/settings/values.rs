//! Parsing of single settings. Each error is the rest of a sentence that begins with the setting's name, and
//! repeats nothing of the value.

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use ipnet::IpNet;
use shared::{
    hidden::is_hidden,
    retention::Days,
    rules::{Address, Port},
    wire::SecondFactor,
};
use tracing_subscriber::EnvFilter;

pub(super) fn socket(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| "is an address and a port, such as 127.0.0.1:8080".into())
}

/// A list of addresses with or without a port; DNS's 53 where there is none.
pub(super) fn sockets(text: &str) -> Result<Vec<SocketAddr>, String> {
    list(text, |item| {
        let bare = || item.parse::<IpAddr>().ok().map(|ip| SocketAddr::new(ip, 53));
        item.parse().ok().or_else(bare)
    })
    .ok_or_else(|| "is a list of addresses, such as 9.9.9.9:53, separated by commas".into())
}

/// A list of networks, or of single addresses.
pub(super) fn networks(text: &str) -> Result<Vec<IpNet>, String> {
    list(text, |item| item.parse().ok().or_else(|| item.parse::<IpAddr>().ok().map(IpNet::from)))
        .ok_or_else(|| "is a list of networks, such as 10.0.0.0/8, separated by commas".into())
}

pub(super) fn ports(text: &str) -> Result<Vec<Port>, String> {
    list(text, |item| item.parse().ok())
        .filter(|ports| !ports.is_empty())
        .ok_or_else(|| "is a list of ports from 1 to 65535, separated by commas".into())
}

/// Whether something is offered to clients.
pub(super) fn offered(text: &str) -> Result<bool, String> {
    match text {
        "offered" => Ok(true),
        "never" => Ok(false),
        _ => Err("is offered or never".into()),
    }
}

fn list<T>(text: &str, parse: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(parse).collect()
}

pub(super) fn path(text: &str) -> Result<PathBuf, String> {
    if text.is_empty() { Err("is a path, and it is empty".into()) } else { Ok(text.into()) }
}

pub(super) fn database(text: &str) -> Result<PathBuf, String> {
    if text.starts_with("postgres://") || text.starts_with("postgresql://") {
        return Err("names a PostgreSQL server, which this version cannot use yet. Leave it out for the \
                    built-in SQLite"
            .into());
    }
    let file = text.strip_prefix("sqlite://").or_else(|| text.strip_prefix("sqlite:"));
    match file {
        Some(file) if !file.is_empty() && !file.contains('?') => Ok(file.into()),
        _ => Err("looks like sqlite:///srv/sealpost/sealpost.db".into()),
    }
}

pub(super) fn address(text: &str) -> Result<Address, String> {
    text.parse().map_err(|_| "is an e-mail address, such as post@example.com".into())
}

pub(super) fn log(text: &str) -> Result<String, String> {
    match EnvFilter::builder().parse(text) {
        Ok(_) => Ok(text.into()),
        Err(_) => Err("is a level (error, warn, info, debug) or a list such as info,web=debug".into()),
    }
}

pub(super) fn second_factor(text: &str) -> Result<SecondFactor, String> {
    match text {
        "required" => Ok(SecondFactor::Required),
        "optional" => Ok(SecondFactor::Optional),
        _ => Err("is required or optional".into()),
    }
}

pub(super) fn days(text: &str, least: Days) -> Result<Days, String> {
    let days = text.parse::<u16>().ok().and_then(|days| Days::try_from(days).ok());
    days.filter(|days| *days >= least)
        .ok_or_else(|| format!("is a number of days from {} to 3650", least.get()))
}

pub(super) fn name(text: &str) -> Result<String, String> {
    let length = text.chars().count();
    if (1..=80).contains(&length) && !text.chars().any(is_hidden) {
        Ok(text.into())
    } else {
        Err("is a name of 1 to 80 characters on one line".into())
    }
}
