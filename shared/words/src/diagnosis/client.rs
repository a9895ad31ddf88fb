//! What the client reads: what it means, and what to do.

use shared::{
    check::Stage,
    diagnosis::{Protocol, Said, When},
    rules::Port,
};

use super::{announced, security};
use crate::{Diagnosis, client};

/// Says it, if it is for the client.
pub(super) fn say(words: Diagnosis, said: &Said) -> Option<String> {
    about_login(words, said).or_else(|| about_ports(words, said)).or_else(|| about_others(words, said))
}

fn about_login(words: Diagnosis, said: &Said) -> Option<String> {
    Some(match said {
        Said::Stopped(stage) => stopped(words, *stage).to_owned(),
        Said::NoReasonGiven => words.no_reason_given().to_owned(),
        Said::WrongUser { provider } => words.wrong_user(provider),
        Said::EnterWholeAddress => words.enter_whole_address().to_owned(),
        Said::EnterTokenTwice => words.enter_token_twice().to_owned(),
        Said::CopyLogin { place } => words.copy_login(place),
        Said::EnterKeyAndSecret => words.enter_key_and_secret().to_owned(),
        Said::EnterWord { word } => words.enter_word(word),
        Said::WrongSecret { provider, secret } => words.wrong_secret(provider, secret),
        Said::CreateSecret { secret, place } => words.create_secret(secret, place),
        Said::CopySecret { secret, place } => words.copy_secret(secret, place),
        Said::Oddity(odd) => client(words.0).oddity(*odd).to_owned(),
        Said::Announced(phase) => announced(words.0, *phase).to_owned(),
        Said::NothingToChange => words.nothing_to_change().to_owned(),
        Said::TryInMinutes => words.try_in_minutes().to_owned(),
        _ => return None,
    })
}

fn about_ports(words: Diagnosis, said: &Said) -> Option<String> {
    Some(match said {
        Said::Choose { security: with, port } => words.choose_security(&security(*with), port),
        Said::Use { port, security: with } => words.use_port(port, &security(*with)),
        Said::PortBlocked { port, instead } => words.port_blocked(port, instead),
        Said::OtherAnswers { port, instead } => words.other_answers(port, instead),
        Said::CertificateElsewhere { port } => words.certificate_elsewhere(port),
        Said::CertificateBad { port } => words.certificate_bad(port),
        Said::NoPortAnswered => words.no_port_answered().to_owned(),
        Said::NotForSending { port } => words.not_for_sending(port),
        Said::GreetingUnfinished { seconds } => words.greeting_unfinished(seconds),
        Said::NoGreetingOtherWorks { port, instead } => words.no_greeting_other_works(port, instead),
        Said::NoGreeting { port } => words.no_greeting(port),
        Said::ClosedOtherWorks { port, instead, security: with } => {
            words.closed_other_works(port, instead, &security(*with))
        }
        Said::ClosedSilently { port } => words.closed_silently(port),
        Said::HungUp(when) => match when {
            When::AfterGreeting => words.hung_up_after_greeting(),
            When::DuringTls => words.hung_up_during_tls(),
            When::Between => words.hung_up_between(),
            When::DuringSignIn => words.hung_up_during_sign_in(),
        }
        .to_owned(),
        _ => return None,
    })
}

fn about_others(words: Diagnosis, said: &Said) -> Option<String> {
    Some(match said {
        Said::AnotherAnswered { host } => words.another_answered(host),
        Said::OtherServer { port, protocol } => other_server(words, *port, *protocol),
        Said::CheckNameAndPort => words.check_name_and_port().to_owned(),
        Said::Lmtp { port } => words.lmtp(port),
        Said::NoEhlo => words.no_ehlo().to_owned(),
        Said::AskForSignIn => words.ask_for_sign_in().to_owned(),
        Said::RefusedInBetween { host } => words.refused_in_between(host),
        Said::ScannerAnswered => words.scanner_answered().to_owned(),
        Said::CannotLookUp { host } => words.cannot_look_up(host),
        Said::NoSuchServer { host } => words.no_such_server(host),
        Said::DidYouMean { near } => words.did_you_mean(near),
        Said::Unreachable { host } => words.unreachable(host),
        _ => return None,
    })
}

fn stopped(words: Diagnosis, stage: Stage) -> &'static str {
    match stage {
        Stage::Resolve => words.stopped_resolve(),
        Stage::Connect => words.stopped_connect(),
        Stage::Tls => words.stopped_tls(),
        Stage::Greeting | Stage::Ehlo | Stage::Starttls => words.stopped_refused(),
        Stage::Auth => words.stopped_auth(),
        Stage::Sender => words.stopped_sender(),
        Stage::Quit => words.stopped_quit(),
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
