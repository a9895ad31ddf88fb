//! What the technician reads.

use shared::diagnosis::{Foreign, HowBlocked, Lacking, Protocol, ResolverAnswer, Said, When};

use super::security;
use crate::Diagnosis;

/// Says it, if it is for the technician.
pub(super) fn say(words: Diagnosis, said: &Said) -> Option<String> {
    about_connections(words, said).or_else(|| about_others(words, said))
}

fn about_connections(words: Diagnosis, said: &Said) -> Option<String> {
    Some(match said {
        Said::UnknownReply => words.unknown_reply().to_owned(),
        Said::OnlyTheUser => words.only_the_user().to_owned(),
        Said::NormalPasswordFails => words.normal_password_fails().to_owned(),
        Said::UserIsAddress => words.user_is_address().to_owned(),
        Said::BlockedOnTheWay { port, instead, cause } => {
            words.blocked_on_the_way(port, &cause.as_str(), instead)
        }
        Said::OtherGreeted { port, instead, cause } => words.other_greeted(port, &cause.as_str(), instead),
        Said::NoneGreeted { port, cause } => words.none_greeted(port, &cause.as_str()),
        Said::SaidInTheClear { reply } => words.said_in_the_clear(reply),
        Said::Tarpit => words.tarpit().to_owned(),
        Said::NoGreetingWithin { seconds, port, instead, security: with } => {
            words.no_greeting_within(seconds, port, instead, &security(*with))
        }
        Said::NoGreetingNoTls { seconds } => words.no_greeting_no_tls(seconds),
        Said::EndedOtherGreeted { port, instead, security: with } => {
            words.ended_other_greeted(port, instead, &security(*with))
        }
        Said::EndsConnections => words.ends_connections().to_owned(),
        Said::PortNotPublished { operator } => words.port_not_published(operator),
        Said::HungUpWhy(when) => match when {
            When::AfterGreeting => words.hung_up_after_greeting_why(),
            When::DuringTls => words.hung_up_during_tls_why(),
            When::Between => words.hung_up_between_why(),
            When::DuringSignIn => words.hung_up_during_sign_in_why(),
        }
        .to_owned(),
        _ => return None,
    })
}

fn about_others(words: Diagnosis, said: &Said) -> Option<String> {
    Some(match said {
        Said::Redirected { operator, host, by } => redirected(words, operator, host, by),
        Said::CallsItself { name } => words.calls_itself(name),
        Said::StopRedirect { host } => words.stop_redirect(host),
        Said::AboutProtocol(protocol) => about_protocol(words, *protocol).to_owned(),
        Said::AboutLmtp => words.about_lmtp().to_owned(),
        Said::AboutNoEhlo => words.about_no_ehlo().to_owned(),
        Said::AlertInBetween { operator, host } => words.alert_in_between(operator, host),
        Said::ScannerCertificate { issuer } => words.scanner_certificate(issuer),
        Said::ScannerFailed => words.scanner_failed().to_owned(),
        Said::ResolverFails { operator, answer } => {
            let said = match answer {
                ResolverAnswer::Nothing => words.resolver_nothing(operator),
                ResolverAnswer::NoServer => words.resolver_no_server(operator),
                ResolverAnswer::Private => words.resolver_private(operator),
            };
            format!("{said} {}", words.check_resolver())
        }
        Said::LooksLike { near } => words.looks_like(near),
        Said::BlockedByNetwork { operator, host, port, how } => match how {
            HowBlocked::Refused => words.blocked_refused(operator, host, port),
            HowBlocked::Closed => words.blocked_closed(operator, host, port),
            HowBlocked::CutOff => words.blocked_cut_off(operator, host, port),
            HowBlocked::Silent => words.blocked_silent(operator, host, port),
        },
        Said::NoneWorked { ports } => {
            let ports: Vec<String> = ports.iter().map(u16::to_string).collect();
            words.none_worked(&crate::list(words.0, &ports))
        }
        Said::OpenPorts { operator } => words.open_ports(operator),
        _ => return None,
    })
}

fn redirected(words: Diagnosis, operator: &str, host: &str, by: &Foreign) -> String {
    let (operator, host) = (&operator, &host);
    match by {
        Foreign::NoCertificate => words.redirected_no_certificate(operator, host),
        Foreign::Certificate { name, more, issuer } => {
            let names = match name {
                Some(name) => words.certificate_names(*more as u64, name),
                None => words.certificate_no_name().to_owned(),
            };
            words.redirected_certificate(operator, host, &names, issuer)
        }
        Foreign::Lacks { port, what: Lacking::Starttls } => {
            words.redirected_no_starttls(operator, host, port)
        }
        Foreign::Lacks { port, what: Lacking::Tls } => words.redirected_no_tls(operator, host, port),
        Foreign::Lacks { port, what: Lacking::SignIn } => words.redirected_no_sign_in(operator, host, port),
        Foreign::Refused { name } => words.redirected_refused(operator, host, name),
    }
}

fn about_protocol(words: Diagnosis, protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::Web => words.about_web(),
        Protocol::Imap => words.about_imap(),
        Protocol::Pop3 => words.about_pop3(),
        Protocol::Sieve => words.about_sieve(),
        Protocol::Ftp => words.about_ftp(),
        Protocol::Ssh => words.about_ssh(),
        Protocol::News => words.about_news(),
    }
}
