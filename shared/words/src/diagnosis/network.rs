//! Sentences about what is between us and the server, for the client and the technician.

use crate::Diagnosis;
use shared::diagnosis::{AboutNetwork, Foreign, HowBlocked, Lacking, ResolverAnswer};

/// Returns the sentence.
pub(super) fn say(words: Diagnosis, about: &AboutNetwork) -> String {
    match about {
        AboutNetwork::AnotherAnswered { host } => words.another_answered(host),
        AboutNetwork::Redirected { operator, host, by } => redirected(words, operator, host, by),
        AboutNetwork::CallsItself { name } => words.calls_itself(name),
        AboutNetwork::StopRedirect { host } => words.stop_redirect(host),
        AboutNetwork::RefusedInBetween { host } => words.refused_in_between(host),
        AboutNetwork::AlertInBetween { operator, host } => words.alert_in_between(operator, host),
        AboutNetwork::ScannerCertificate { issuer } => words.scanner_certificate(issuer),
        AboutNetwork::ScannerAnswered => words.scanner_answered().to_owned(),
        AboutNetwork::ScannerFailed => words.scanner_failed().to_owned(),
        AboutNetwork::CannotLookUp { host } => words.cannot_look_up(host),
        AboutNetwork::ResolverFails { operator, answer } => {
            let sentence = match answer {
                ResolverAnswer::Nothing => words.resolver_nothing(operator),
                ResolverAnswer::NoServer => words.resolver_no_server(operator),
                ResolverAnswer::Private => words.resolver_private(operator),
            };
            format!("{sentence} {}", words.check_resolver())
        }
        AboutNetwork::NoSuchServer { host } => words.no_such_server(host),
        AboutNetwork::DidYouMean { near } => words.did_you_mean(near),
        AboutNetwork::LooksLike { near } => words.looks_like(near),
        AboutNetwork::Unreachable { host } => words.unreachable(host),
        AboutNetwork::BlockedByNetwork { operator, host, port, how } => match how {
            HowBlocked::Refused => words.blocked_refused(operator, host, port),
            HowBlocked::Closed => words.blocked_closed(operator, host, port),
            HowBlocked::CutOff => words.blocked_cut_off(operator, host, port),
            HowBlocked::Silent => words.blocked_silent(operator, host, port),
        },
        AboutNetwork::NoneWorked { ports } => {
            let ports: Vec<String> = ports.iter().map(u16::to_string).collect();
            words.none_worked(&crate::list(words.0, &ports))
        }
        AboutNetwork::OpenPorts { operator } => words.open_ports(operator),
    }
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
