//! Tests which port a server answers on, and what a silent port means.

use super::{
    certificates::params,
    find::{self, Nothing, find},
    server::serve_with,
    *,
};

#[tokio::test]
async fn the_right_port_is_found_and_plain_text_is_distinguished_from_tls() {
    let provider = provider().await;
    let egress = egress(Policy::anywhere(), &provider.authority);
    let host = "localhost".parse().unwrap();
    let limit = Duration::from_secs(2);
    for (address, security) in
        [(provider.implicit_tls, Security::ImplicitTls), (provider.starttls, Security::Starttls)]
    {
        let port = Port::new(address.port()).unwrap();
        assert_eq!(find(&egress, &host, &find::at(port), limit).await, Ok((port, security)));
    }
    let plain = Port::new(provider.starttls.port()).unwrap();
    let report = run(&egress, &request(plain, Security::ImplicitTls, SECRET, USER)).await;
    assert_eq!((report.verdict, &*report.cause), (CheckVerdict::Unreachable, "tls-plain-answer"));
    let tls = Port::new(provider.implicit_tls.port()).unwrap();
    let report = run(&egress, &request(tls, Security::Starttls, SECRET, USER)).await;
    assert_eq!((report.verdict, &*report.cause), (CheckVerdict::Unreachable, "greeting-timeout"));
    let silent = serve(&[Do::Hold]).await;
    let found = find(&egress, &host, &[(silent.port, Security::Starttls)], Duration::from_millis(200)).await;
    assert_eq!(
        found,
        Err(Nothing {
            all_timed_out: false,
            speaks_tls: None,
            slow: Some((silent.port, Security::Starttls))
        })
    );
}

#[tokio::test]
async fn a_port_for_implicit_tls_is_recognized_without_waiting_for_a_greeting() {
    let server = serve(&[Do::Tls, Do::Send("220 x\r\n"), Do::ReadLine]).await;
    let mut request = request(server.port, Security::Starttls, SECRET, USER);
    // Longer than any test can take.
    request.target.limits.greeting = Duration::from_hours(1);
    request.target.limits.total = Duration::from_hours(2);
    let report = run(&egress(Policy::anywhere(), &server.authority), &request).await;
    let works = report.works_instead().expect("implicit TLS works on this port");
    assert_eq!((works.port, works.security), (server.port, Security::ImplicitTls));
    assert_eq!(report.cause, "greeting-timeout");
}

#[tokio::test]
async fn a_closed_port_is_reported() {
    let server = serve(&[]).await;
    let (port, authority) = (server.port, server.authority.clone());
    drop(server);
    tokio::task::yield_now().await;
    let report =
        run(&egress(Policy::anywhere(), &authority), &request(port, Security::ImplicitTls, SECRET, USER))
            .await;
    assert_eq!((report.verdict, &*report.cause), (CheckVerdict::Unreachable, "tcp-refused"));
}

#[tokio::test]
async fn a_silent_port_is_judged_only_together_with_the_others() {
    // Both the provider's port and the usual ones refuse the connection.
    let gone = serve(&[]).await;
    let (port, authority) = (gone.port, gone.authority.clone());
    drop(gone);
    tokio::task::yield_now().await;
    let only = |ports: Vec<Port>| Policy { ports: Some(ports), ..Policy::anywhere() };
    let report =
        run(&egress(only(vec![port]), &authority), &request(port, Security::ImplicitTls, SECRET, USER)).await;
    assert_eq!((&*report.cause, report.neighbors), ("tcp-refused", vec![]), "other ports aren't allowed");

    // Ports with implicit TLS are recognized, and both kinds of encryption are tried.
    let provider = provider().await;
    let egress = egress(Policy::anywhere(), &provider.authority);
    let plain = Port::new(provider.starttls.port()).unwrap();
    let report = run(&egress, &request(plain, Security::ImplicitTls, SECRET, USER)).await;
    let works = report.works_instead().expect("the other kind of encryption works");
    assert_eq!((works.port, works.security, &*report.cause), (plain, Security::Starttls, "tls-plain-answer"));
    let choose = Statement::Port(AboutPort::Choose { security: Security::Starttls, port: plain });
    assert_eq!(report.diagnosis.unwrap().client, [choose]);
}

#[tokio::test]
async fn a_port_with_an_invalid_certificate_is_recognized_at_once() {
    let server = serve_with(&[Do::Tls, Do::Send("220 x\r\n")], params("other.test")).await;
    let candidates = [(server.port, Security::Starttls), (server.port, Security::ImplicitTls)];
    let egress = egress(Policy::anywhere(), &server.authority);
    // Longer than any test can take: the check doesn't wait for a plain-text greeting that can't come.
    let found = find(&egress, &"localhost".parse().unwrap(), &candidates, Duration::from_hours(1)).await;
    assert_eq!(found, Err(Nothing { all_timed_out: false, speaks_tls: Some(candidates[1]), slow: None }));
}
