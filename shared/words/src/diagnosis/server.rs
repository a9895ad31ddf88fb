//! Sentences about servers that aren't mail servers for sending, for the client and the technician.

use crate::Diagnosis;
use shared::diagnosis::{AboutServer, Protocol};
use shared::rules::Port;

/// Returns the sentence.
pub(super) fn say(words: Diagnosis, about: &AboutServer) -> String {
    match about {
        AboutServer::OtherServer { port, protocol } => other_server(words, *port, *protocol),
        AboutServer::AboutProtocol(protocol) => about_protocol(words, *protocol).to_owned(),
        AboutServer::CheckNameAndPort => words.check_name_and_port().to_owned(),
        AboutServer::Lmtp { port } => words.lmtp(port),
        AboutServer::AboutLmtp => words.about_lmtp().to_owned(),
        AboutServer::NoEhlo => words.no_ehlo().to_owned(),
        AboutServer::AskForSignIn => words.ask_for_sign_in().to_owned(),
        AboutServer::AboutNoEhlo => words.about_no_ehlo().to_owned(),
    }
}

fn other_server(words: Diagnosis, port: Port, protocol: Protocol) -> String {
    match protocol {
        Protocol::Web => words.other_server_web(&port),
        Protocol::Imap => words.other_server_imap(&port),
        Protocol::Pop3 => words.other_server_pop3(&port),
        Protocol::Sieve => words.other_server_sieve(&port),
        Protocol::Ftp => words.other_server_ftp(&port),
        Protocol::Ssh => words.other_server_ssh(&port),
        Protocol::News => words.other_server_news(&port),
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
