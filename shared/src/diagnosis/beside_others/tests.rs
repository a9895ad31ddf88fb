use super::{
    super::{Mailbox, Named},
    *,
};

fn found(cause: Cause) -> Found {
    Found::of(cause, Mailbox::Any, &Named::default(), Acts::Client)
}

fn port(number: u16) -> Port {
    Port::new(number).unwrap()
}

fn neighbor(number: u16, security: Security, answers: bool) -> Neighbor {
    Neighbor { port: port(number), security, answers, failure: String::new() }
}

fn tried(is_silent: bool, is_published: bool) -> Tried {
    Tried { port: port(587), security: Security::Starttls, is_silent, is_published }
}

#[test]
fn a_port_is_called_blocked_only_if_the_check_saw_it() {
    let others = [neighbor(465, Security::ImplicitTls, true), neighbor(2525, Security::Starttls, false)];
    let silent = found(Cause::TcpTimeout);
    let blocked = explain(silent.clone(), &tried(true, true), &others);
    assert_eq!((blocked.cause, blocked.acts), (Cause::PortBlocked, Acts::Client));
    assert_eq!(
        blocked.meaning,
        Statement::Port(AboutPort::PortBlocked { port: port(587), instead: port(465) })
    );
    assert_eq!(
        blocked.client,
        [Statement::Port(AboutPort::Use { port: port(465), security: Security::ImplicitTls })]
    );
    let other = explain(silent.clone(), &tried(true, false), &others);
    assert_eq!(other.cause, Cause::OtherPortAnswers);
    assert_eq!(
        other.meaning,
        Statement::Port(AboutPort::OtherAnswers { port: port(587), instead: port(465) })
    );
    let none = explain(silent.clone(), &tried(true, true), &others[1..]);
    assert_eq!(
        (none.cause, &none.client[..]),
        (Cause::TcpTimeout, &[Statement::Port(AboutPort::NoPortAnswered)][..])
    );
    // The advice never repeats what was already tried.
    assert_eq!(
        none.technician,
        [Statement::Port(AboutPort::NoneGreeted { port: port(587), cause: Cause::TcpTimeout })]
    );
    assert_eq!(explain(silent.clone(), &tried(true, true), &[]), silent);
}

#[test]
fn a_port_with_a_bad_certificate_did_answer() {
    let others = |failure: &str| {
        let shown = Neighbor { failure: failure.into(), ..neighbor(465, Security::ImplicitTls, false) };
        [neighbor(2525, Security::Starttls, false), shown]
    };
    let client = |failure| explain(found(Cause::TcpTimeout), &tried(true, true), &others(failure)).client;
    assert_eq!(
        client(word::TLS_NAME),
        [Statement::Port(AboutPort::CertificateElsewhere { port: port(465) })]
    );
    assert_eq!(client(word::TLS_EXPIRED), [Statement::Port(AboutPort::CertificateBad { port: port(465) })]);
}

#[test]
fn a_port_that_answered_is_never_called_silent() {
    let others = [neighbor(465, Security::ImplicitTls, false)];
    let client = explain(found(Cause::StarttlsNotOffered), &tried(false, false), &others).client;
    assert_eq!(client, [Statement::Port(AboutPort::NotForSending { port: port(587) })]);
}

#[test]
fn the_other_kind_of_encryption_is_suggested() {
    let client = |works| explain(found(Cause::TcpTimeout), &tried(false, true), &[works]).client;
    let security = Security::ImplicitTls;
    assert_eq!(
        client(neighbor(587, security, true)),
        [Statement::Port(AboutPort::Choose { security, port: port(587) })]
    );
    assert_eq!(
        client(neighbor(465, security, true)),
        [Statement::Port(AboutPort::Use { port: port(465), security })]
    );
}
