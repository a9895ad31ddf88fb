//! Recognizes servers that don't take mail from programs, as far as their first words tell.

use super::{
    super::{AboutServer, Acts, Cause, Found, Protocol, Statement, word},
    Context, holds_any,
};
use crate::check::Stage;

/// The kind of server that answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Recognized {
    /// Another protocol than SMTP.
    Other(Protocol),
    Lmtp,
    /// SMTP without EHLO: from before 1995, or with EHLO removed by something in between.
    HeloOnly,
}

pub(super) fn explain(context: &Context) -> Option<Found> {
    if !matches!(context.stage, Stage::Greeting | Stage::Ehlo | Stage::Starttls) {
        return None;
    }
    let port = context.port;
    Some(match recognized(context)? {
        Recognized::Other(protocol) => Found::new(
            Cause::GreetingNotSmtp,
            Acts::Client,
            Statement::Server(AboutServer::OtherServer { port, protocol }),
            [Statement::Server(AboutServer::CheckNameAndPort)],
            [Statement::Server(AboutServer::AboutProtocol(protocol))],
        ),
        Recognized::Lmtp => Found::new(
            Cause::LmtpServer,
            Acts::Technician,
            Statement::Server(AboutServer::Lmtp { port }),
            [],
            [Statement::Server(AboutServer::AboutLmtp)],
        ),
        Recognized::HeloOnly => Found::new(
            Cause::NoEsmtp,
            Acts::Provider,
            Statement::Server(AboutServer::NoEhlo),
            [Statement::Server(AboutServer::AskForSignIn)],
            [Statement::Server(AboutServer::AboutNoEhlo)],
        ),
    })
}

fn recognized(context: &Context) -> Option<Recognized> {
    let greeting = context.reply_at(Stage::Greeting);
    let failed = context.detail().strip_prefix("not a reply: ").unwrap_or(context.words);
    let failed = if context.is_any(&[word::OUT_OF_STEP]) { context.detail() } else { failed };
    let begins = |starts: &[&str]| starts.iter().any(|start| failed.starts_with(start));
    if context.stage == Stage::Greeting {
        let by_start = [
            (Protocol::Web, &["HTTP/", "<!DOCTYPE", "<!doctype", "<html", "<HTML"][..]),
            (Protocol::Imap, &["* OK", "* BYE", "* PREAUTH"]),
            (Protocol::Pop3, &["+OK", "-ERR"]),
            (Protocol::Sieve, &["\"IMPLEMENTATION\""]),
            (Protocol::Ssh, &["SSH-"]),
        ];
        let is_news = begins(&["200", "201"]) && holds_any(failed, &["nntp", "news", "posting", "inn "]);
        let found = by_start
            .into_iter()
            .find(|(_, starts)| begins(starts))
            .map(|(protocol, _)| Recognized::Other(protocol));
        return found
            .or_else(|| is_news.then_some(Recognized::Other(Protocol::News)))
            .or_else(|| by_product(failed, failed));
    }
    by_product(greeting, failed).or_else(|| {
        let (code, text) = context.reply().filter(|_| context.stage == Stage::Ehlo)?;
        // Dovecot's other servers greet with its name as well, but only its LMTP server doesn't know EHLO.
        if code == 500 && holds_any(greeting, &["dovecot"]) {
            return Some(Recognized::Lmtp);
        }
        let is_unknown =
            matches!(code, 500 | 502) && !holds_any(text, &["invalid host", "invalid domain", "fqdn"]);
        is_unknown.then_some(Recognized::HeloOnly)
    })
}

/// Recognizes servers that greet with 220 like mail servers, by the product in the greeting or by their reply to
/// EHLO.
fn by_product(greeting: &str, reply: &str) -> Option<Recognized> {
    let is_mail = holds_any(greeting, &["smtp"]);
    if holds_any(reply, &["lhlo"]) || holds_any(greeting, &["lmtp"]) {
        Some(Recognized::Lmtp)
    } else if holds_any(reply, &["user and pass", "login with user"])
        || !is_mail && holds_any(greeting, &["ftp", "filezilla", "serv-u"])
    {
        Some(Recognized::Other(Protocol::Ftp))
    } else {
        None
    }
}
