//! Logins that work, that a server rejects, and that are never tried.

use super::*;

#[tokio::test]
async fn a_valid_login_works_with_both_kinds_of_encryption() {
    let provider = provider().await;
    let egress = egress(Policy::anywhere(), &provider.authority);
    let implicit = Port::new(provider.implicit_tls.port()).unwrap();
    let report = run(&egress, &request(implicit, Security::ImplicitTls, SECRET, USER)).await;
    assert_eq!((report.verdict, report.cause.as_str()), (CheckVerdict::Ok, ""), "{report:#?}");
    assert_eq!(names(&report), ["resolve", "connect", "tls", "greeting", "ehlo", "auth", "sender", "quit"]);
    assert_eq!(report.tls.unwrap().version, "1.3");
    assert!(report.capabilities.contains(&"AUTH LOGIN PLAIN".to_owned()));

    let starttls = Port::new(provider.starttls.port()).unwrap();
    let report = run(&egress, &request(starttls, Security::Starttls, SECRET, USER)).await;
    assert_eq!(report.verdict, CheckVerdict::Ok, "{report:#?}");
    assert_eq!(names(&report)[2..6], ["greeting", "ehlo", "starttls", "tls"]);
}

/// Behind NAT, the server's own address is in a private network.
#[tokio::test]
async fn a_private_address_is_not_revealed_if_the_server_has_a_name() {
    let door = |name: Option<&str>| {
        let egress = Egress::new(Policy::anywhere(), Dns::new(Vec::new(), false), None).unwrap();
        egress.known_as(name.map(|name| name.parse().unwrap()), None)
    };
    for (name, expected) in
        [(Some("post.agency.test"), "EHLO post.agency.test\r\n"), (None, "EHLO [127.0.0.1]\r\n")]
    {
        let server = serve(&[Do::Send("220 mx.test\r\n"), Do::ReadLine]).await;
        run(&door(name), &request(server.port, Security::Starttls, SECRET, USER)).await;
        assert_eq!(server.received(), expected, "{name:?}");
    }
    let named = door(Some("post.agency.test"));
    let name = |local: &str| drive::our_name(&named, local.parse().unwrap()).to_string();
    assert_eq!(["10.0.0.7", "fd00::7"].map(name), ["post.agency.test", "post.agency.test"]);
    assert_eq!(["192.5.6.30", "2a00:1450::6c"].map(name), ["192.5.6.30", "2a00:1450::6c"]);
}

#[tokio::test]
async fn a_wrong_password_and_a_foreign_sender_are_rejected() {
    let provider = provider().await;
    let egress = egress(Policy::anywhere(), &provider.authority);
    let port = Port::new(provider.implicit_tls.port()).unwrap();
    let report = run(&egress, &request(port, Security::ImplicitTls, "wrong", USER)).await;
    assert_eq!(
        (report.verdict, &*report.cause, &*report.acts),
        (CheckVerdict::Fail, "generic-535", "client")
    );
    assert!(report.diagnosis.unwrap().secret_refused);

    let mut google = request(port, Security::ImplicitTls, "wrong", USER);
    google.target.provider = Some("google-workspace".into());
    assert_eq!(run(&egress, &google).await.cause, "google-bad-credentials");

    let report = run(&egress, &request(port, Security::ImplicitTls, SECRET, "info@other.test")).await;
    assert_eq!((report.verdict, &*report.cause), (CheckVerdict::Fail, "send-as-not-owned"));
}

#[tokio::test]
async fn a_rejected_mechanism_is_followed_by_the_next() {
    let refused = "504 PLAIN authentication mechanism not supported\r\n";
    let login = [
        Do::Send(AUTH),
        Do::ReadLine,
        Do::Send(refused),
        Do::ReadLine,
        Do::Send("334 VXNlcm5hbWU6\r\n"),
        Do::ReadLine,
        Do::Send("334 UGFzc3dvcmQ6\r\n"),
        Do::ReadLine,
        Do::Send("235 ok\r\n"),
        Do::ReadLine,
        Do::Send("250 ok\r\n"),
        Do::ReadLine,
        Do::Send("250 ok\r\n"),
        Do::ReadLine,
    ];
    let server = serve(&[&UP[..], &login].concat()).await;
    assert_eq!(against(&server, Security::Starttls).await.verdict, CheckVerdict::Ok);
    let wrong =
        [Do::Send(AUTH), Do::ReadLine, Do::Send("535 5.7.8 no such mechanism of yours\r\n"), Do::ReadLine];
    let server = serve(&[&UP[..], &wrong].concat()).await;
    assert_eq!(against(&server, Security::Starttls).await.verdict, CheckVerdict::Fail);
    assert_eq!(server.received().matches("AUTH ").count(), 1, "a rejected password isn't sent again");
}

#[tokio::test]
async fn a_stray_space_in_a_secret_is_reported() {
    let refusal =
        [Do::Send(AUTH), Do::ReadLine, Do::Send("535 5.7.8 authentication failed\r\n"), Do::ReadLine];
    let server = serve(&[&UP[..], &refusal].concat()).await;
    for (secret, is_odd) in [("hunter2 ", true), ("hunter 2", false)] {
        let request = request(server.port, Security::Starttls, secret, USER);
        let mut report = run(&egress(Policy::anywhere(), &server.authority), &request).await;
        let client = report.diagnosis.take().unwrap().client;
        assert_eq!(
            client.contains(&Statement::Login(AboutLogin::Oddity(Oddity::Space))),
            is_odd,
            "{client:?}"
        );
    }
}

#[tokio::test]
async fn addresses_that_are_not_allowed_are_not_connected_to() {
    let server = serve(&[Do::Send("220 x\r\n"), Do::ReadLine]).await;
    let request = request(server.port, Security::Starttls, SECRET, USER);
    for (policy, cause) in [
        (Policy { allow: Vec::new(), ports: None, ..Policy::default() }, "dns-private-address"),
        (Policy { ports: Some(Vec::new()), ..Policy::anywhere() }, "port-not-allowed"),
    ] {
        let report = run(&egress(policy, &server.authority), &request).await;
        assert_eq!((report.verdict, &*report.cause), (CheckVerdict::Refused, cause));
        assert_eq!((names(&report), server.received()), (vec!["resolve"], String::new()));
    }
}
