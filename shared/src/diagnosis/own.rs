//! Explanations of what has no row in the error catalogue.

use super::{Acts, Diagnosis, word};
use crate::check::Stage;

/// Word, meaning, client, technician, who acts.
type Row = (&'static str, &'static str, &'static str, &'static str, Acts);

const ROWS: [Row; 24] = [
    (
        word::STARTTLS_INJECTION,
        "Something between us and the mail server tampered with the connection, so nothing was sent.",
        "",
        "Bytes arrived together with the 220 to STARTTLS, to be read as if they came through TLS (CVE-2011-0411). Use port 465 with TLS from the start.",
        Acts::Technician,
    ),
    (
        word::TLS_EXPECTED,
        "This port wants encryption from the very beginning.",
        "Choose SSL/TLS instead of STARTTLS.",
        "A TLS record arrived where the greeting belongs: an implicit TLS port.",
        Acts::Client,
    ),
    (
        word::NOT_SMTP,
        "Something answers there, but it is not a mail server.",
        "Check the server name and the port.",
        "What was read is no SMTP reply.",
        Acts::Client,
    ),
    (
        word::TOO_MUCH,
        "The server sends far more than a mail server should, so the check was stopped.",
        "",
        "A reply was longer than any mail server's. Check the server name and the port.",
        Acts::Technician,
    ),
    (
        word::OUT_OF_STEP,
        "The server answered something that doesn't belong here, so the check was stopped.",
        "",
        "A reply that was not asked for, or a code that the step does not have. A proxy in between may do this.",
        Acts::Technician,
    ),
    (
        word::WENT_SILENT,
        "The server stopped answering in the middle.",
        "Wait 10 minutes, then try again.",
        "The connection was open, and the stage timed out. Some servers slow strangers down on purpose.",
        Acts::Wait,
    ),
    (
        word::STARTTLS_HIDDEN,
        "Something between us and the mail server hides its encryption, so nothing was sent.",
        "",
        "The greeting or the EHLO lines are masked (stars, XXXX). Virus scanners and firewalls with SMTP inspection do that.",
        Acts::Technician,
    ),
    (
        word::TLS_UNKNOWN_ISSUER,
        "The server's certificate comes from an unknown certificate authority.",
        "",
        "An organization's own authority, or a device in between; the stage names the issuer. If it's yours, add its certificate to SEALPOST_EXTRA_ROOTS.",
        Acts::Technician,
    ),
    (
        word::TLS_INTERCEPTED,
        "A virus scanner or firewall where this test ran opens encrypted connections, so nothing was sent.",
        "",
        "The certificate was made by a security program in between, not by the mail server. Switch off its scanning of outgoing mail, or test elsewhere.",
        Acts::Technician,
    ),
    (
        word::TLS_UNSUITABLE,
        "The server's certificate is not one for a server.",
        "Please tell your mail provider.",
        "It is for clients or for issuing others, has no alternative names, or breaks the rules for certificates. The server needs another one.",
        Acts::Provider,
    ),
    (
        word::TLS_WEAK,
        "The server's certificate is signed in a way that is no longer safe.",
        "Please tell your mail provider.",
        "A signature of a kind that can be forged (SHA-1, MD5) counts for nothing. The server needs a new certificate.",
        Acts::Provider,
    ),
    (
        word::TLS_SHORT_KEY,
        "The server's certificate has a key that is too short to be safe.",
        "Please tell your mail provider.",
        "RSA keys of less than 2,048 bits can be broken, and no public authority signs them any more. The server needs a new key and certificate.",
        Acts::Provider,
    ),
    (
        word::TLS_NAME_UNKNOWN,
        "This server name is not set up on the mail server: it has no certificate for the name.",
        "Use the server name from your host's mail settings.",
        "TLS alert unrecognized_name (RFC 6066, section 3). On shared hosting, the server's own name has a certificate.",
        Acts::Client,
    ),
    (
        word::TLS_SERVER_FAULT,
        "The mail server has a fault in its encryption (TLS).",
        "Please tell your mail provider.",
        "The alert with the stage is the server's word for it. Most often it cannot load its certificate or key; nothing \
         on this side fixes that.",
        Acts::Provider,
    ),
    (
        word::TLS_ACCESS_DENIED,
        "The mail server refused the encrypted connection: it lets in only programs that it knows.",
        "",
        "The alert with the stage is the server's word for it. It wants a client certificate (mutual TLS), or an address \
         that it knows. This is not the port or server for signing in with a password.",
        Acts::Technician,
    ),
    (
        word::CHALLENGE_UNUSABLE,
        "The server asked for the sign-in in a way that cannot be trusted, so nothing was shown to it.",
        "",
        "Check the server name. SCRAM-SHA-256: the challenge has another nonce than ours, no salt, or rounds beyond all reason (RFC 5802, section 5), and no other mechanism is offered.",
        Acts::Technician,
    ),
    (
        word::SERVER_NOT_PROVED,
        "The server could not prove that it knows this account, so we did not trust it.",
        "",
        "Check the server name. SCRAM-SHA-256: the server's signature is missing or wrong (RFC 5802, section 5). A server that only pretends to check, or something in between.",
        Acts::Technician,
    ),
    (
        word::NO_COMMON_MECHANISM,
        "The server offers only ways of signing in (mechanisms) that this test doesn't have.",
        "Please ask your mail provider to allow signing in with a password.",
        "EHLO names none of PLAIN, LOGIN and SCRAM-SHA-256, only others such as NTLM, GSSAPI or CRAM-MD5. The server has to allow one of them; on Exchange that's Basic sign-in on the connector.",
        Acts::Provider,
    ),
    (
        word::TOKEN_NOT_TAKEN,
        "The server doesn't take access tokens.",
        "",
        "EHLO doesn't name XOAUTH2. Sign in with a password, or check that this is the provider's server.",
        Acts::Technician,
    ),
    (
        word::TOKEN_REFUSED,
        "The server did not accept the access token.",
        "",
        "An access token lives about an hour. It needs the scope for SMTP (https://mail.google.com/, or SMTP.Send) and has to belong to this user name.",
        Acts::Technician,
    ),
    (
        word::RELAY_CLOSED,
        "More was to be sent than a sign-in takes, so our server closed the connection.",
        "Check that only the password is in its field, and try again.",
        "The relay of a blind check lets 4 KiB up with a password and 16 KiB with an access token. Try the login with `sealpost check`.",
        Acts::Client,
    ),
    (
        word::NO_PORT_ANSWERS,
        "No mail port of this server answered.",
        "Check the server name.",
        "Neither the port nor those beside it answered in time. The server is off or is another, or the network in which the test ran lets no mail out.",
        Acts::Client,
    ),
    (
        word::EXCLUDED,
        "This page may not connect to that mail server, so the sign-in was not tried.",
        "",
        "The server has an address of ours, or one in SEALPOST_REFUSE_TARGETS: if it trusts us, mail could be sent without a sign-in. SEALPOST_ALLOW_TARGETS with that one address lets checks through.",
        Acts::Technician,
    ),
    (
        word::PORT_NOT_ALLOWED,
        "This port is not one that mail programs send through, so it was not tried.",
        "Use port 465 or 587, as the provider says.",
        "The server checks only the ports in SEALPOST_CHECK_PORTS.",
        Acts::Client,
    ),
];

/// The explanation of a fixed word that the catalogue has no row for.
pub(super) fn by_word(failure: &str) -> Option<Diagnosis> {
    ROWS.iter().find(|row| row.0 == failure).copied().map(diagnosis)
}

/// What can be said where nothing but the stage is known.
pub(super) fn by_stage(stage: Stage) -> Diagnosis {
    let meaning = match stage {
        Stage::Resolve => "The server's name couldn't be looked up.",
        Stage::Connect => "The server couldn't be reached.",
        Stage::Tls => "The encrypted connection couldn't be made.",
        Stage::Greeting | Stage::Ehlo | Stage::Starttls => "The server refused the connection.",
        Stage::Auth => "The sign-in didn't finish.",
        Stage::Sender => "The server didn't say whether this address is allowed to send.",
        Stage::Quit => "The server didn't end the connection properly.",
    };
    let technician = "The catalogue doesn't know the server's answer yet. It is shown with the stage.";
    diagnosis(("unknown-failure", meaning, "", technician, Acts::Technician))
}

fn diagnosis((cause, meaning, client, technician, acts): Row) -> Diagnosis {
    Diagnosis {
        cause: cause.to_owned(),
        meaning: meaning.to_owned(),
        client: client.to_owned(),
        technician: technician.to_owned(),
        acts,
        url: String::new(),
        secret_refused: false,
        secret_doubted: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_party_is_asked_to_act() {
        for (word, _, client, technician, acts) in ROWS {
            let is_clients = matches!(acts, Acts::Client | Acts::Provider | Acts::Wait);
            assert_eq!(!client.is_empty(), is_clients, "{word}: {acts:?}: {client}");
            assert!(is_clients || !technician.is_empty(), "{word} tells nobody what to do");
        }
    }
}
