//! Something else than a mail server that takes mail from programs: named, as far as its first words tell.

use super::{
    super::{Acts, Diagnosis, word},
    Context, diagnosis, holds_any,
};
use crate::check::Stage;

/// What answers there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Protocol {
    Web,
    Imap,
    Pop3,
    Sieve,
    Ftp,
    Ssh,
    News,
    Lmtp,
    /// SMTP of before 1995, or what is left of SMTP behind something in between.
    HeloOnly,
}

pub(super) fn explain(context: &Context) -> Option<Diagnosis> {
    if !matches!(context.stage, Stage::Greeting | Stage::Ehlo | Stage::Starttls) {
        return None;
    }
    let protocol = recognized(context)?;
    let port = context.port;
    let typed = "Check the server name and the port for outgoing mail (SMTP).";
    let (kind, technician) = match protocol {
        Protocol::Lmtp => return Some(lmtp(context)),
        Protocol::HeloOnly => return Some(helo_only()),
        Protocol::Web => ("a web server", "HTTP: a website or a web proxy has this port."),
        Protocol::Imap => ("a server for receiving mail (IMAP)", "IMAP, usually port 143 or 993."),
        Protocol::Pop3 => ("a server for receiving mail (POP)", "POP3, usually port 110 or 995."),
        Protocol::Sieve => ("a server for mail filters", "ManageSieve, usually port 4190."),
        Protocol::Ftp => {
            ("an FTP server", "FTP says 220 as well, and its next answer shows that it isn't SMTP.")
        }
        Protocol::Ssh => ("an SSH server", "SSH, usually port 22."),
        Protocol::News => ("a news server", "NNTP, usually port 119 or 563."),
    };
    let meaning = format!("Port {port} is another kind of server: {kind}, not a mail server for sending.");
    let technician = format!("{technician} The outgoing server is on port 465 or 587.");
    Some(diagnosis("greeting-not-smtp", Acts::Client, meaning, typed, technician))
}

fn recognized(context: &Context) -> Option<Protocol> {
    let greeting = context.said(Stage::Greeting);
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
        let found = by_start.into_iter().find(|(_, starts)| begins(starts)).map(|(protocol, _)| protocol);
        return found.or_else(|| is_news.then_some(Protocol::News)).or_else(|| by_product(failed, failed));
    }
    by_product(greeting, failed).or_else(|| {
        let (code, text) = context.reply().filter(|_| context.stage == Stage::Ehlo)?;
        // Dovecot's other servers greet with its name as well, and only its LMTP knows no EHLO.
        if code == 500 && holds_any(greeting, &["dovecot"]) {
            return Some(Protocol::Lmtp);
        }
        let is_unknown =
            matches!(code, 500 | 502) && !holds_any(text, &["invalid host", "invalid domain", "fqdn"]);
        is_unknown.then_some(Protocol::HeloOnly)
    })
}

/// Servers that greet with a 220 as mail servers do, by the product in the greeting or by what they answer to EHLO.
fn by_product(greeting: &str, reply: &str) -> Option<Protocol> {
    let is_mail = holds_any(greeting, &["smtp"]);
    if holds_any(reply, &["lhlo"]) || holds_any(greeting, &["lmtp"]) {
        Some(Protocol::Lmtp)
    } else if holds_any(reply, &["user and pass", "login with user"])
        || !is_mail && holds_any(greeting, &["ftp", "filezilla", "serv-u"])
    {
        Some(Protocol::Ftp)
    } else {
        None
    }
}

fn lmtp(context: &Context) -> Diagnosis {
    let meaning =
        format!("Port {} is another kind of server: it delivers mail to mailboxes (LMTP).", context.port);
    let technician = "LMTP (RFC 2033) is where mail servers hand over mail; no program signs in there. Use the submission \
                      port of this server, usually 465 or 587.";
    diagnosis("lmtp-server", Acts::Technician, meaning, "", technician.into())
}

fn helo_only() -> Diagnosis {
    let meaning = "The mail server can't sign anybody in: it doesn't know the command EHLO.";
    let technician = "A server that knows only HELO has neither STARTTLS nor AUTH (RFC 5321, sections 3.2 and 4.2.4). It is \
                      too old, or a firewall on the server's side removes EHLO.";
    let client = "Please ask your mail provider for a server that sign-in works on.";
    diagnosis("no-esmtp", Acts::Provider, meaning.into(), client, technician.into())
}
