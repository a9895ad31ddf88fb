//! Recognizes another server that answers under a published host's name, because the network redirects the
//! connection.

use super::{
    super::{AboutLogin, AboutNetwork, Acts, Cause, Foreign, Found, Lacking, Statement, word},
    Context, holds_any, own_name,
};
use crate::{check::Stage, facts::Published, rules::Security};

/// Failures that a host never causes on a port where its operator takes mail.
const NOT_ITS_WAY: [&str; 4] =
    [word::STARTTLS_NOT_OFFERED, word::TLS_PLAIN_ANSWER, word::TLS_EXPECTED, word::NOT_SMTP];

/// Reasons that an operator's own server gives, under any name.
const OWN_REASONS: [&str; 16] = [
    "black",
    "blocked",
    "blocklist",
    "dnsbl",
    "limit",
    "listed",
    "overload",
    "policy",
    "ptr",
    "rate",
    "rdns",
    "reputation",
    "reverse",
    "spam",
    "too many",
    "try again",
];

pub(super) fn explain(context: &Context, published: &Published) -> Option<Found> {
    let by = by_certificate(context, published)
        .or_else(|| by_behavior(context, published))
        .or_else(|| by_refusal(context, published))?;
    let greeting = own_name(context.reply_at(Stage::Greeting)).filter(|name| !published.is_own(name));
    let (operator, host) = (published.operator().to_owned(), context.host.to_string());
    let mut technician =
        vec![Statement::Network(AboutNetwork::Redirected { operator, host: host.clone(), by })];
    technician
        .extend(greeting.map(|name| Statement::Network(AboutNetwork::CallsItself { name: name.to_owned() })));
    technician.push(Statement::Network(AboutNetwork::StopRedirect { host: host.clone() }));
    let meaning = Statement::Network(AboutNetwork::AnotherAnswered { host });
    Some(Found::new(
        Cause::SmtpIntercepted,
        Acts::Technician,
        meaning,
        [Statement::Login(AboutLogin::NothingToChange)],
        technician,
    ))
}

/// Recognizes a certificate that has none of the operator's names.
fn by_certificate(context: &Context, published: &Published) -> Option<Foreign> {
    if context.is_any(&[word::TLS_NAME_UNKNOWN]) {
        return Some(Foreign::NoCertificate);
    }
    let shown = context.certificate.filter(|_| context.is_any(&word::CERTIFICATE))?;
    let names = &shown.names;
    let is_foreign =
        !covers(names, context.host.as_str()) && !names.iter().any(|name| published.is_own(name));
    is_foreign.then(|| Foreign::Certificate {
        name: names.first().cloned(),
        more: names.len().saturating_sub(1),
        issuer: shown.issuer.clone(),
    })
}

/// Recognizes a port without STARTTLS, TLS or SMTP, although its operator provides it.
fn by_behavior(context: &Context, published: &Published) -> Option<Foreign> {
    if !context.is_published_port(published) {
        return None;
    }
    let is_other_protocol =
        context.stage == Stage::Greeting && context.reply().is_none() && holds_any(context.words, &["http/"]);
    let is_no_ehlo =
        context.stage == Stage::Ehlo && context.reply().is_some_and(|(code, _)| matches!(code, 500 | 502));
    if !context.is_any(&NOT_ITS_WAY) && !is_other_protocol && !is_no_ehlo {
        return None;
    }
    let what = match context.security {
        Security::Starttls if context.is_any(&[word::STARTTLS_NOT_OFFERED]) => Lacking::Starttls,
        Security::ImplicitTls if context.is_any(&[word::TLS_PLAIN_ANSWER]) => Lacking::Tls,
        _ => Lacking::SignIn,
    };
    Some(Foreign::Lacks { port: context.port, what })
}

/// Recognizes a server with another name that rejects the connection before TLS, without a reason that an operator
/// would have.
fn by_refusal(context: &Context, published: &Published) -> Option<Foreign> {
    let (code, text) = context.reply()?;
    let reply = match context.stage {
        Stage::Greeting => text,
        Stage::Ehlo | Stage::Starttls if context.security == Security::Starttls => {
            context.reply_at(Stage::Greeting)
        }
        _ => return None,
    };
    let name = own_name(reply)?;
    let is_foreign = code >= 400 && !published.is_own(name) && !holds_any(text, &OWN_REASONS);
    is_foreign.then(|| Foreign::Refused { name: name.to_owned() })
}

/// Returns true if one of a certificate's names matches this host (RFC 6125: a star matches one label).
pub(super) fn covers(names: &[String], host: &str) -> bool {
    names.iter().any(|name| match name.strip_prefix("*.") {
        Some(rest) => host.split_once('.').is_some_and(|(_, parent)| parent.eq_ignore_ascii_case(rest)),
        None => name.eq_ignore_ascii_case(host),
    })
}
