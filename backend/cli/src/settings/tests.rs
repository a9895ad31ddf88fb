use super::*;

fn parse(environment: &[(&str, &str)]) -> Result<Settings, SettingsError> {
    let pairs = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Settings::parse(pairs, None)
}

#[test]
fn starts_with_nothing_set() {
    let settings = parse(&[("PATH", "/bin")]).unwrap();
    assert_eq!(settings.listen, "127.0.0.1:8080".parse().unwrap());
    assert_eq!(settings.database.to_string(), "data/sealpost.db");
    let ports: Vec<u16> = settings.check_ports.iter().map(|port| port.get()).collect();
    assert_eq!(ports, CHECK_PORTS);
    assert_eq!(settings.second_factor, SecondFactor::Required);
    assert!(settings.allow_targets.is_empty() && settings.trusted_proxies.is_empty());
    assert_eq!(settings.inbound, None, "no one opens port 25 without knowing");
    let bound = "127.0.0.1:41234".parse().unwrap();
    assert_eq!(settings.public_url(bound).as_str(), "http://127.0.0.1:41234");
}

#[test]
fn everything_can_be_set() {
    let settings = parse(&[
        ("SEALPOST_LISTEN", "[::]:80"),
        ("SEALPOST_PUBLIC_URL", "https://Post.Example.com/"),
        ("SEALPOST_DATABASE_URL", "sqlite:///srv/post.db"),
        ("SEALPOST_DNS", "127.0.0.1:5353, 9.9.9.9"),
        ("SEALPOST_EXTRA_ROOTS", "roots.pem"),
        ("SEALPOST_ALLOW_TARGETS", "127.0.0.0/8,::1"),
        ("SEALPOST_REFUSE_TARGETS", "198.51.100.0/24, 2001:db8::25"),
        ("SEALPOST_CHECK_PORTS", "465,10465"),
        ("SEALPOST_SERVER_CHECK", "never"),
        ("SEALPOST_SMTP_URL", "smtps://post:hunter2@mail.example.com"),
        ("SEALPOST_MAIL_FROM", "post@example.com"),
        ("SEALPOST_INBOUND", "MX.agency.example@[::]:2525"),
        ("SEALPOST_TRUSTED_PROXIES", "10.0.0.0/8"),
        ("SEALPOST_LOG", "web=debug"),
        ("SEALPOST_AGENCY", "Studio Nord"),
        ("SEALPOST_SECOND_FACTOR", "optional"),
    ])
    .unwrap();
    assert_eq!(settings.public_url.as_ref().unwrap().as_str(), "https://post.example.com");
    assert_eq!(settings.database.to_string(), "/srv/post.db");
    assert_eq!(settings.dns[1], "9.9.9.9:53".parse().unwrap());
    assert_eq!(settings.allow_targets[1], "::1/128".parse().unwrap());
    assert_eq!(settings.refuse_targets[1], "2001:db8::25/128".parse().unwrap());
    let InboundSettings { host, listen } = settings.inbound.clone().unwrap();
    assert_eq!((host.as_str(), listen), ("mx.agency.example", "[::]:2525".parse().unwrap()));
    assert!(!settings.server_check && parse(&[]).unwrap().server_check);
    assert_eq!(settings.second_factor, SecondFactor::Optional);
    let printed = format!("{settings:?}");
    assert!(!printed.contains("hunter2") && printed.contains("redacted"), "{printed}");
}

#[test]
fn messages_arrive_on_the_port_for_mail() {
    let inbound = parse(&[("SEALPOST_INBOUND", "mx.agency.example")]).unwrap().inbound.unwrap();
    assert_eq!(inbound.listen, "0.0.0.0:25".parse().unwrap());
}

#[test]
fn a_database_on_a_server_is_printed_without_its_password() {
    let url = "postgres://me:hunter2@db.example.com/post";
    let settings = parse(&[("SEALPOST_DATABASE_URL", url)]).unwrap();
    let shown = "postgres://me:[redacted]@db.example.com:5432/post";
    assert_eq!(settings.database.to_string(), shown);
    assert!(!format!("{settings:?}").contains("hunter2"));
}

#[test]
fn retention_is_read_from_the_environment_and_the_file() {
    let kept = |environment: &[(&str, &str)], file| {
        let pairs = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let keep = Settings::parse(pairs, file).unwrap().keep;
        keep.into_iter().map(|(kind, days)| (kind, days.get())).collect::<Vec<_>>()
    };
    assert_eq!(kept(&[], None), [], "unset values are left to the settings page");
    let names = ["SEALED", "REPORTS", "CHECKS", "ACTIVITY", "CLOSED"];
    let set = [0, 30, 31, 32, 33].map(|days: u16| days.to_string());
    let environment: Vec<(String, &str)> =
        names.iter().zip(&set).map(|(name, days)| (format!("SEALPOST_KEEP_{name}"), days.as_str())).collect();
    let environment: Vec<(&str, &str)> =
        environment.iter().map(|(name, days)| (name.as_str(), *days)).collect();
    let all = [0, 30, 31, 32, 33];
    let all: Vec<(Kind, u16)> = Kind::ALL.into_iter().zip(all).collect();
    assert_eq!(kept(&environment, None), all);
    let file: Vec<String> = environment.iter().map(|(name, days)| format!("{name} = {days}")).collect();
    let file = file.join("\n");
    assert_eq!(kept(&[], Some(&file)), all);
    let over = kept(&[("SEALPOST_KEEP_SEALED", "3650")], Some(&file));
    assert_eq!(over[0], (Kind::Sealed, 3650), "the environment overrides the file");
    assert_eq!(over[1..], all[1..]);
}

#[test]
fn a_wrong_setting_is_named_and_its_value_is_not_repeated() {
    for (name, value) in [
        ("SEALPOST_LISTEN", "hunter2"),
        ("SEALPOST_PUBLIC_URL", "http://post.example.com"),
        ("SEALPOST_PUBLIC_URL", "https://post.example.com/hunter2"),
        ("SEALPOST_PUBLIC_URL", "https://me@post.example.com"),
        ("SEALPOST_DATA", ""),
        ("SEALPOST_DATABASE_URL", "postgres://me:hunter2@db"),
        ("SEALPOST_DATABASE_URL", "postgres://me@db/post?password=hunter2"),
        ("SEALPOST_DATABASE_URL", "mysql:hunter2"),
        ("SEALPOST_DNS", "dns.example.com"),
        ("SEALPOST_ALLOW_TARGETS", "10.0.0.0/33"),
        ("SEALPOST_REFUSE_TARGETS", "smtp.hunter2.example"),
        ("SEALPOST_CHECK_PORTS", "465,0"),
        ("SEALPOST_CHECK_PORTS", ""),
        ("SEALPOST_SERVER_CHECK", "hunter2"),
        ("SEALPOST_SMTP_URL", "smtp://me:hunter2@mail.example.com"),
        ("SEALPOST_SMTP_URL", "smtp://mail.hunter2.example"),
        ("SEALPOST_SMTP_URL", "smtp://mail.hunter2.example:587?tls=opportunistic"),
        ("SEALPOST_SMTP_URL", "https://me:hunter2@mail.example.com"),
        ("SEALPOST_SMTP_URL", "smtps://me:hunter2@"),
        ("SEALPOST_SMTP_URL", "smtps://me:hunter2@mail.example.com:smtp"),
        ("SEALPOST_MAIL_FROM", "hunter2"),
        ("SEALPOST_INBOUND", "hunter2"),
        ("SEALPOST_INBOUND", "192.0.2.1"),
        ("SEALPOST_INBOUND", "mx.hunter2.example@25"),
        ("SEALPOST_INBOUND", "mx.hunter2.example@mx:25"),
        ("SEALPOST_INBOUND", "@0.0.0.0:25"),
        ("SEALPOST_TRUSTED_PROXIES", "everyone"),
        ("SEALPOST_LOG", "backend=hunter2"),
        ("SEALPOST_AGENCY", "a\nb"),
        ("SEALPOST_AGENCY", "hunter2\u{200b}"),
        ("SEALPOST_AGENCY", "\u{202e}2retnuh"),
        ("SEALPOST_AGENCY", "hunter2\u{1b}]0;x\u{7}"),
        ("SEALPOST_SECOND_FACTOR", "hunter2"),
        ("SEALPOST_KEEP_SEALED", "hunter2"),
        ("SEALPOST_KEEP_SEALED", "-1"),
        ("SEALPOST_KEEP_REPORTS", "0"),
        ("SEALPOST_KEEP_CLOSED", "29"),
        ("SEALPOST_KEEP_ACTIVITY", "3651"),
    ] {
        let error = parse(&[(name, value)]).unwrap_err().to_string();
        assert!(error.starts_with(name), "{name}={value}: {error}");
        assert!(!error.contains("hunter2") && !error.contains('\n'), "{error}");
    }
}

#[test]
fn settings_that_need_each_other() {
    let error = parse(&[("SEALPOST_SMTP_URL", "smtp://127.0.0.1:1025")]).unwrap_err();
    assert!(error.to_string().starts_with("SEALPOST_MAIL_FROM"), "{error}");
    for url in
        ["smtp://localhost", "smtp://[::1]:25?tls=opportunistic", "smtp://mail.example.com?tls=required"]
    {
        let both = [("SEALPOST_SMTP_URL", url), ("SEALPOST_MAIL_FROM", "post@example.com")];
        assert_eq!(parse(&both).unwrap().mail.unwrap().url.expose(), url);
    }
    let error = parse(&[("SEALPOST_LISTEN", "0.0.0.0:80")]).unwrap_err();
    assert!(error.to_string().starts_with("SEALPOST_PUBLIC_URL"), "{error}");
}

#[test]
fn an_unknown_name_stops_the_start() {
    let error = parse(&[("SEALPOST_LISTNE", "127.0.0.1:1")]).unwrap_err().to_string();
    assert_eq!(error, SAY.settings_unknown(&"SEALPOST_LISTNE"));
    let error = Settings::parse([], Some("SEALPOST_PORT = 1")).unwrap_err().to_string();
    assert_eq!(error, SAY.settings_unknown(&"SEALPOST_PORT"));
}

#[test]
fn the_file_has_the_same_names_and_the_environment_wins() {
    let file = "SEALPOST_LISTEN = '127.0.0.1:1'\nSEALPOST_CHECK_PORTS = [465, 587]\nSEALPOST_AGENCY = 'A'";
    let environment = [("SEALPOST_AGENCY".to_owned(), "B".to_owned())];
    let settings = Settings::parse(environment, Some(file)).unwrap();
    assert_eq!((settings.listen.port(), settings.agency.as_str()), (1, "B"));
    assert_eq!(settings.check_ports.len(), 2);
    for broken in ["SEALPOST_LISTEN", "SEALPOST_LISTEN = 1.5", "SEALPOST_AGENCY = { name = 'A' }"] {
        let error = Settings::parse([], Some(broken)).unwrap_err().to_string();
        assert!(error.starts_with("SEALPOST_") || error.starts_with("sealpost.toml"), "{error}");
    }
}
