//! Sentences about ports, for the client and the technician.

use super::security;
use crate::Diagnosis;
use shared::diagnosis::AboutPort;

/// Returns the sentence.
pub(super) fn say(words: Diagnosis, about: &AboutPort) -> String {
    match about {
        AboutPort::Choose { security: with, port } => words.choose_security(&security(*with), port),
        AboutPort::Use { port, security: with } => words.use_port(port, &security(*with)),
        AboutPort::PortBlocked { port, instead } => words.port_blocked(port, instead),
        AboutPort::BlockedOnTheWay { port, instead, cause } => {
            words.blocked_on_the_way(port, &cause.as_str(), instead)
        }
        AboutPort::OtherAnswers { port, instead } => words.other_answers(port, instead),
        AboutPort::OtherGreeted { port, instead, cause } => {
            words.other_greeted(port, &cause.as_str(), instead)
        }
        AboutPort::CertificateElsewhere { port } => words.certificate_elsewhere(port),
        AboutPort::CertificateBad { port } => words.certificate_bad(port),
        AboutPort::NoPortAnswered => words.no_port_answered().to_owned(),
        AboutPort::NotForSending { port } => words.not_for_sending(port),
        AboutPort::NoneGreeted { port, cause } => words.none_greeted(port, &cause.as_str()),
        AboutPort::SaidInTheClear { reply } => words.said_in_the_clear(reply),
        AboutPort::PortNotPublished { operator } => words.port_not_published(operator),
    }
}
