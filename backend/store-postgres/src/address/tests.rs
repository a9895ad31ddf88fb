use super::*;

#[test]
fn a_password_is_never_printed() {
    let address: Address =
        "postgres://me:hunter2@db.example.com:5433/post?sslmode=verify-full".parse().unwrap();
    let shown = "postgres://me:[redacted]@db.example.com:5433/post";
    assert_eq!((address.to_string(), format!("{address:?}")), (shown.into(), shown.into()));
    for wrong in ["postgres://me:hunter2@db", "postgres://me:hunter2@db:x/post", "mysql://me:hunter2@db/post"]
    {
        let error = wrong.parse::<Address>().unwrap_err();
        assert!(!error.to_string().contains("hunter2") && !format!("{error:?}").contains("hunter2"));
    }
    let error = "postgres://db/post?password=hunter2".parse::<Address>().unwrap_err();
    assert_eq!(error, AddressError::Parameter);
}

#[test]
fn remote_servers_need_tls() {
    let mode = |text: &str| text.parse::<Address>().unwrap().0.get_ssl_mode();
    assert!(matches!(mode("postgres://db.example.com/post"), PgSslMode::Require));
    assert!(matches!(mode("postgres://10.0.0.5/post"), PgSslMode::Require));
    assert!(matches!(mode("postgres://10.0.0.5/post?sslmode=disable"), PgSslMode::Disable));
    for here in
        ["postgres://localhost/post", "postgres://127.0.0.1/post", "postgres:///post?host=/run/postgresql"]
    {
        assert!(matches!(mode(here), PgSslMode::Prefer), "{here}");
    }
}
