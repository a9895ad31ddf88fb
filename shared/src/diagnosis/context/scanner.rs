//! Recognizes a virus scanner or a firewall between the check and the mail server.

use super::{
    super::{AboutLogin, AboutNetwork, Acts, Cause, Found, Mailbox, Named, Side, Statement, own, word},
    Context, holds_any, intercepted,
};
use crate::{check::Stage, facts::Published, rules::Security};

/// Parts of security products' names, as found in the issuers of certificates that they generate and in greetings
/// that they rewrite. Read: Avast, AVG, ESET and Norton (issues of PHPMailer, nodemailer and MailKit, and the
/// vendors' pages), SonicWall (public test suites). The others are from memory. A product that isn't listed is called
/// an unknown authority, which is also true.
const PRODUCTS: [&str; 51] = [
    "adguard",
    "avast",
    "avg web/mail",
    "avg technologies",
    "avira",
    "barracuda",
    "bitdefender",
    "blue coat",
    "bluecoat",
    "bullguard",
    "cato networks",
    "check point",
    "checkpoint",
    "cisco umbrella",
    "cisco secure access",
    "contentkeeper",
    "cyberoam",
    "dpi-ssl",
    "dpi ssl",
    "dr.web",
    "eset ",
    "f-secure",
    "fiddler",
    "forcepoint",
    "fortigate",
    "fortinet",
    "g data",
    "gateway ca - cloudflare",
    "kaspersky",
    "lightspeed",
    "mail shield",
    "mcafee",
    "menlo security",
    "mitmproxy",
    "netskope",
    "norton",
    "opnsense",
    "palo alto",
    "panda security",
    "pfsense",
    "sangfor",
    "securly",
    "smoothwall",
    "sonicwall",
    "sophos",
    "ssl inspection",
    "stormshield",
    "symantec web",
    "trend micro",
    "watchguard",
    "zscaler",
];

/// Words in the issuer names of such programs and devices from any vendor, and the names of vendors that use none of
/// these words.
const ISSUERS: [&str; 34] = [
    "anti-virus",
    "antivirus",
    "arista edge",
    "charles proxy",
    "clavister",
    "content filter",
    "contentwatch",
    "covenant eyes",
    "emsisoft",
    "firewall",
    "fireware",
    "hillstone",
    "iboss",
    "inspection",
    "internet security",
    "k7 computing",
    "malwarebytes",
    "net nanny",
    "parental control",
    "portswigger",
    "qustodio",
    "security proxy",
    "ssl filter",
    "ssl orchestrator",
    "ssl proxy",
    "threat management",
    "threat protection",
    "total security",
    "trustwave swg",
    "untangle",
    "web filter",
    "web proxy",
    "web secur",
    "websense",
];

/// Programs that run on the user's machine. No mail server uses these names.
const ON_THIS_MACHINE: [&str; 6] = ["avast", "avg ", "bullguard", "eset ", "mail shield", "norton"];

/// Failures of a certificate that no public authority has issued.
const UNKNOWN: [&str; 4] =
    [word::TLS_UNKNOWN_ISSUER, word::TLS_INCOMPLETE, word::TLS_INTERCEPTED, word::TLS_UNSUITABLE];

/// Phrases of a program that couldn't reach a server. No mail server says this about itself.
const CANNOT_CONNECT: [&str; 14] = [
    "connection to remote",
    "server connection failed",
    "cannot connect",
    "can't connect",
    "can not connect",
    "could not connect",
    "couldn't connect",
    "unable to connect",
    "failed to connect",
    "connect error",
    "cannot reach",
    "could not reach",
    "unable to reach",
    "connection failed",
];

/// Phrases of such a program about the mail server. No server greets by saying that it isn't there.
const IS_ABSENT: [&str; 6] = [
    "server is not available",
    "server not available",
    "server is unavailable",
    "server is unreachable",
    "server unreachable",
    "server is not reachable",
];

/// Words that such a program uses for itself.
const IN_BETWEEN: [&str; 4] = ["proxy", "gateway", "scanner", "firewall"];

/// Words that it uses for the other end.
const ELSEWHERE: [&str; 4] = ["server", "remote", "destination", "host"];

pub(super) fn explain(context: &Context, published: Option<&Published>) -> Option<Found> {
    by_certificate(context, published)
        .or_else(|| by_alert(context, published?))
        .or_else(|| by_reply(context))
        .or_else(|| by_paint(context))
}

/// Recognizes an alert that can't come from a published server, because all of them support modern TLS.
fn by_alert(context: &Context, published: &Published) -> Option<Found> {
    let is_refused =
        context.stage == Stage::Tls && context.is_any(&[word::TLS_TOO_OLD, word::TLS_ACCESS_DENIED]);
    if !is_refused || !context.is_published_port(published) || context.has_another() {
        return None;
    }
    let (operator, host) = (published.operator().to_owned(), context.host.to_string());
    let meaning = Statement::Network(AboutNetwork::RefusedInBetween { host: host.clone() });
    let technician = Statement::Network(AboutNetwork::AlertInBetween { operator, host });
    Some(Found::new(
        Cause::TlsVersion,
        Acts::Technician,
        meaning,
        [Statement::Login(AboutLogin::NothingToChange)],
        [technician],
    ))
}

/// Recognizes an issuer with a product's name, or an unknown issuer of a certificate with the right name for a
/// published host.
fn by_certificate(context: &Context, published: Option<&Published>) -> Option<Found> {
    let shown = context.certificate.filter(|_| context.stage == Stage::Tls)?;
    let is_product = context.is_any(&UNKNOWN)
        && (holds_any(&shown.issuer, &PRODUCTS) || holds_any(&shown.issuer, &ISSUERS));
    let signs_for = |_: &&Published| {
        (context.is_any(&[word::TLS_SELF_SIGNED, word::TLS_UNSUITABLE])
            || context.is_any(&UNKNOWN) && !context.is_any(&[word::TLS_INCOMPLETE]))
            && intercepted::covers(&shown.names, context.host.as_str())
    };
    let is_signed = published.is_some_and(|published| signs_for(&published));
    if !is_product && !is_signed {
        return None;
    }
    let cause = Cause::TlsIntercepted;
    let meaning = Statement::Cause(cause, Mailbox::Any, Side::Meaning, Named::default());
    let technician = Statement::Network(AboutNetwork::ScannerCertificate { issuer: shown.issuer.clone() });
    Some(Found::new(
        cause,
        Acts::Technician,
        meaning,
        [Statement::Login(AboutLogin::NothingToChange)],
        [technician],
    ))
}

/// Recognizes a greeting that says that another server couldn't be reached.
fn by_reply(context: &Context) -> Option<Found> {
    let (code, text) = context.reply().filter(|_| matches!(context.stage, Stage::Greeting | Stage::Ehlo))?;
    let gave_up = holds_any(text, &CANNOT_CONNECT)
        && (holds_any(text, &ELSEWHERE) || holds_any(text, &PRODUCTS))
        && !holds_any(text, &["backend", "database", "ldap", "milter"])
        || holds_any(text, &IS_ABSENT) && (holds_any(text, &IN_BETWEEN) || holds_any(text, &PRODUCTS))
        || holds_any(text, &ON_THIS_MACHINE);
    if code < 400 || !gave_up {
        return None;
    }
    Some(Found::new(
        Cause::ScannerInBetween,
        Acts::Technician,
        Statement::Network(AboutNetwork::ScannerAnswered),
        [Statement::Login(AboutLogin::NothingToChange)],
        [Statement::Network(AboutNetwork::ScannerFailed)],
    ))
}

/// Recognizes a greeting masked with stars and an EHLO that arrived as XXXX, or a product's name if STARTTLS is
/// missing.
fn by_paint(context: &Context) -> Option<Found> {
    if context.security != Security::Starttls || context.has_another() {
        return None;
    }
    let (greeting, ehlo) = (context.reply_at(Stage::Greeting), context.reply_at(Stage::Ehlo));
    let refused = matches!(context.stage, Stage::Ehlo | Stage::Starttls)
        && context.reply().is_some_and(|(code, _)| code >= 500);
    let masked = refused && (greeting.contains("****") || context.words.contains("XXXX"));
    let is_hidden = context.is_any(&[word::STARTTLS_NOT_OFFERED])
        && (holds_any(greeting, &PRODUCTS) || holds_any(ehlo, &PRODUCTS));
    (masked || is_hidden).then(|| own::by_word(word::STARTTLS_HIDDEN)).flatten()
}
