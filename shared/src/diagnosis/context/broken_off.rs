//! Explains servers that are slow, or that end the connection after they have spoken. The port and the kind of
//! encryption were right.

use super::{
    super::{
        AboutEnd, AboutLogin, AboutPort, Acts, Cause, Found, Statement, When, beside_others::use_instead,
        word,
    },
    Context,
};
use crate::{check::Stage, facts::Published, rules::Security, smtp::GREETING_TIME};

pub(super) fn explain(context: &Context, published: Option<&Published>) -> Option<Found> {
    let cause = match context.words {
        word::GREETING_SLOW => return Some(slow()),
        word::GREETING_TIMED_OUT => return silent_beside(context).or_else(|| silent(context)),
        word::WENT_SILENT if context.stage == Stage::Greeting => return silent_beside(context),
        word::CLOSED => Cause::ClosedEarly,
        word::RESET => Cause::TcpReset,
        _ => return None,
    };
    let has_spoken = !context.reply_at(Stage::Greeting).is_empty();
    match context.stage {
        Stage::Tls | Stage::Greeting if !has_spoken => Some(without_a_word(context, published, cause)),
        _ => hung_up(context, cause),
    }
}

/// Explains a greeting that began, but didn't finish.
fn slow() -> Found {
    let meaning = Statement::End(AboutEnd::GreetingUnfinished { seconds: GREETING_TIME.as_secs() });
    Found::new(Cause::GreetingSlow, Acts::Technician, meaning, [], [Statement::End(AboutEnd::Tarpit)])
}

/// Explains a missing greeting if another port greets.
fn silent_beside(context: &Context) -> Option<Found> {
    let works = context.neighbors.iter().find(|other| other.answers)?;
    let (port, instead, security) = (context.port, works.port, works.security);
    if instead == port {
        return None;
    }
    let meaning = Statement::End(AboutEnd::NoGreetingOtherWorks { port, instead });
    let seconds = GREETING_TIME.as_secs();
    let technician = Statement::End(AboutEnd::NoGreetingWithin { seconds, port, instead, security });
    let client = use_instead(port, works);
    Some(Found::new(Cause::GreetingTimeout, Acts::Client, meaning, [client], [technician]))
}

/// Explains a missing greeting if there is no TLS on that port either.
fn silent(context: &Context) -> Option<Found> {
    let mut same_port = context.neighbors.iter().filter(|other| other.port == context.port);
    let other = same_port.next().filter(|other| other.security == Security::ImplicitTls)?;
    let is_tls = other.answers || word::CERTIFICATE.contains(&&*other.failure);
    if is_tls || context.has_another() {
        return None;
    }
    let meaning = Statement::End(AboutEnd::NoGreeting { port: context.port });
    let technician = Statement::End(AboutEnd::NoGreetingNoTls { seconds: GREETING_TIME.as_secs() });
    Some(Found::new(
        Cause::GreetingTimeout,
        Acts::Wait,
        meaning,
        [Statement::Login(AboutLogin::TryInMinutes)],
        [technician],
    ))
}

/// Explains a connection that ended before the server had spoken. Another port is suggested only if it worked.
fn without_a_word(context: &Context, published: Option<&Published>, cause: Cause) -> Found {
    let port = context.port;
    let foreign = published.filter(|published| !context.is_published_port(published));
    let note = foreign.map(|published| {
        Statement::Port(AboutPort::PortNotPublished { operator: published.operator().to_owned() })
    });
    if let Some(works) = context.neighbors.iter().find(|other| other.answers) {
        let (instead, security) = (works.port, works.security);
        let meaning = Statement::End(AboutEnd::ClosedOtherWorks { port, instead, security });
        let ended = Statement::End(AboutEnd::EndedOtherGreeted { port, instead, security });
        let technician: Vec<Statement> = [ended].into_iter().chain(note).collect();
        return Found::new(cause, Acts::Client, meaning, [use_instead(port, works)], technician);
    }
    let meaning = Statement::End(AboutEnd::ClosedSilently { port });
    let technician: Vec<Statement> =
        [Statement::End(AboutEnd::EndsConnections)].into_iter().chain(note).collect();
    Found::new(cause, Acts::Wait, meaning, [Statement::Login(AboutLogin::TryInMinutes)], technician)
}

/// Explains a connection that ended after the server had spoken.
fn hung_up(context: &Context, cause: Cause) -> Option<Found> {
    let when = match context.stage {
        Stage::Ehlo
            if context.security == Security::Starttls && context.reply_at(Stage::Starttls).is_empty() =>
        {
            When::AfterGreeting
        }
        Stage::Tls => When::DuringTls,
        Stage::Ehlo | Stage::Starttls | Stage::Sender => When::Between,
        Stage::Auth => When::DuringSignIn,
        _ => return None,
    };
    Some(Found::new(
        cause,
        Acts::Wait,
        Statement::End(AboutEnd::HungUp(when)),
        [Statement::Login(AboutLogin::TryInMinutes)],
        [Statement::End(AboutEnd::HungUpWhy(when))],
    ))
}
