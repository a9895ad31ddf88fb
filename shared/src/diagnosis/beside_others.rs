//! A port that did not answer, beside those that did.

use super::{Acts, Diagnosis, word};
use crate::{
    check::Neighbour,
    rules::{Port, Security},
};

/// What was tried, and did not answer as a mail server does.
#[derive(Debug, Clone, Copy)]
pub struct Tried {
    /// The port.
    pub port: Port,
    /// The kind of encryption.
    pub security: Security,
    /// Whether there was no connection at all.
    pub is_silent: bool,
    /// Whether the provider says that it takes mail there.
    pub is_published: bool,
}

/// Says which port works instead, where one was seen to. A port is called blocked only where its provider is known
/// to answer on it; of any other it is said what was seen, and no more.
pub fn explain(found: Diagnosis, tried: &Tried, neighbours: &[Neighbour]) -> Diagnosis {
    let Some(works) = neighbours.iter().find(|neighbour| neighbour.answers) else {
        return without_another(found, *tried, neighbours);
    };
    let (port, instead) = (tried.port, works.port);
    let client = if instead == port {
        format!("Choose {} for port {instead}.", name(works.security))
    } else {
        format!("Use port {instead} with {}.", name(works.security))
    };
    if !tried.is_silent {
        return Diagnosis { client, acts: Acts::Client, ..found };
    }
    let (cause, meaning, technician) = if tried.is_published {
        (
            "port-blocked",
            format!("The network in which this test ran blocks port {port}; port {instead} works."),
            format!(
                "The provider takes mail on port {port}, and no connection came about ({}), while port {instead} greeted. \
                 A firewall of the network or the host stands in between; the web site's own host may have the same.",
                found.cause
            ),
        )
    } else {
        (
            "other-port-answers",
            format!("The server does not answer on port {port}; on port {instead} it does."),
            format!(
                "No connection came about on port {port} ({}), and port {instead} greeted. Whether the server or a \
                 firewall is the reason cannot be told from here.",
                found.cause
            ),
        )
    };
    Diagnosis { cause: cause.into(), meaning, client, technician, acts: Acts::Client, ..found }
}

/// No advice to use a port that was just seen not to answer, or to answer with a certificate that is not good.
fn without_another(found: Diagnosis, tried: Tried, neighbours: &[Neighbour]) -> Diagnosis {
    let sends_elsewhere = ["port", "SSL/TLS", "STARTTLS"].iter().any(|word| found.client.contains(word));
    if neighbours.is_empty() || !sends_elsewhere {
        return found;
    }
    let shows_certificate = |other: &&Neighbour| word::CERTIFICATE.contains(&&*other.failure);
    let client = match neighbours.iter().find(shows_certificate) {
        Some(Neighbour { port, failure, .. }) if failure == word::TLS_NAME => {
            format!("Check the server name: port {port} answers, with a certificate for another name.")
        }
        Some(Neighbour { port, .. }) => {
            format!("Check the server name: port {port} answers, and its certificate is not good.")
        }
        None if tried.is_silent => {
            "Check the server name: none of its other mail ports answered either.".to_owned()
        }
        None => format!(
            "Check the server name: port {} answers, but not as a mail server for sending does.",
            tried.port
        ),
    };
    let technician = if tried.is_silent {
        format!(
            "No connection came about on port {} ({}), and on none of the ports beside did a mail server greet.",
            tried.port, found.cause
        )
    } else {
        found.technician
    };
    Diagnosis { client, technician, ..found }
}

/// As mail programs and plugins call it.
pub(super) fn name(security: Security) -> &'static str {
    match security {
        Security::ImplicitTls => "SSL/TLS",
        Security::Starttls => "STARTTLS",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found() -> Diagnosis {
        Diagnosis {
            cause: "tcp-timeout".into(),
            meaning: "The server did not answer on that port in time.".into(),
            client: "Check server name and port.".into(),
            technician: String::new(),
            acts: Acts::Technician,
            url: String::new(),
            secret_refused: false,
            secret_doubted: false,
        }
    }

    fn neighbour(port: u16, security: Security, answers: bool) -> Neighbour {
        Neighbour { port: Port::new(port).unwrap(), security, answers, failure: String::new() }
    }

    fn tried(is_silent: bool, is_published: bool) -> Tried {
        Tried { port: Port::new(587).unwrap(), security: Security::Starttls, is_silent, is_published }
    }

    #[test]
    fn blocked_is_said_only_where_it_was_seen() {
        let others =
            [neighbour(465, Security::ImplicitTls, true), neighbour(2525, Security::Starttls, false)];
        let blocked = explain(found(), &tried(true, true), &others);
        assert_eq!(blocked.cause, "port-blocked");
        assert_eq!(blocked.meaning, "The network in which this test ran blocks port 587; port 465 works.");
        assert_eq!((&*blocked.client, blocked.acts), ("Use port 465 with SSL/TLS.", Acts::Client));
        let other = explain(found(), &tried(true, false), &others);
        assert_eq!(other.cause, "other-port-answers");
        assert!(!format!("{other:?}").contains("block"), "{other:?}");
        let none = explain(found(), &tried(true, true), &others[1..]);
        assert_eq!(
            (&*none.cause, none.client.contains("none of its other mail ports")),
            ("tcp-timeout", true)
        );
        let technician = "No connection came about on port 587 (tcp-timeout), and on none of the ports beside did a mail \
                          server greet.";
        assert_eq!(none.technician, technician, "and no advice to try what was tried");
        assert_eq!(explain(found(), &tried(true, true), &[]), found());
    }

    #[test]
    fn a_port_that_showed_a_bad_certificate_did_answer() {
        for (failure, words) in
            [(word::TLS_NAME, "certificate for another name"), (word::TLS_EXPIRED, "certificate is not good")]
        {
            let shown = Neighbour { failure: failure.into(), ..neighbour(465, Security::ImplicitTls, false) };
            let others = [neighbour(2525, Security::Starttls, false), shown];
            let client = explain(found(), &tried(true, true), &others).client;
            assert!(client.contains("port 465 answers") && client.contains(words), "{client}");
            assert!(!client.contains("none of"), "{client}");
        }
    }

    #[test]
    fn a_port_that_answered_is_never_called_silent() {
        let found =
            Diagnosis { cause: "starttls-not-offered".into(), client: "Use port 465.".into(), ..found() };
        let others = [neighbour(465, Security::ImplicitTls, false)];
        let client = explain(found, &tried(false, false), &others).client;
        assert!(client.contains("port 587 answers") && !client.contains("either"), "{client}");
    }

    #[test]
    fn the_other_kind_of_encryption_is_named() {
        let same = explain(found(), &tried(false, true), &[neighbour(587, Security::ImplicitTls, true)]);
        assert_eq!((&*same.cause, &*same.client), ("tcp-timeout", "Choose SSL/TLS for port 587."));
        let other = explain(found(), &tried(false, true), &[neighbour(465, Security::ImplicitTls, true)]);
        assert_eq!(other.client, "Use port 465 with SSL/TLS.");
    }
}
