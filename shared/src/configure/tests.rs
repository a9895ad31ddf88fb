use super::*;
use crate::{
    details::SecretKind,
    rules::{Port, Security},
};

/// A secret that is special in each language.
const NASTY: &str = r#"it's a \ "secret" #$HOME${x}%`'); //"#;
const TENANT: &str = "bakery.onmicrosoft.com";
const APPLICATION: &str = "4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5";

fn remarks(remark: Remark) -> String {
    format!("{remark:?}")
}

pub(super) fn secret(text: &str) -> SecretText {
    SecretText::new(text.into()).unwrap()
}

pub(super) fn answers(security: Security) -> Answers {
    Answers {
        provider: String::new(),
        host: "smtp.shop.test".parse().unwrap(),
        port: Port::new(465).unwrap(),
        security,
        username: "o'hara@shop.test".parse().unwrap(),
        address: "shop@shop.test".parse().unwrap(),
        note: "*/ ?> not for here".into(),
    }
}

fn password(text: &str) -> Secret {
    Secret::Typed { kind: SecretKind::SmtpPassword, text: secret(text) }
}

fn rendered(platform: Platform, security: Security, text: &str) -> Zeroizing<String> {
    render(platform, None, &answers(security), &password(text), remarks).unwrap()
}

/// Returns secrets of each kind that isn't a password.
fn clients() -> Vec<Secret> {
    let client = OauthClient::new(TENANT.parse().unwrap(), APPLICATION.parse().unwrap(), secret(NASTY));
    let email = "mail@shop.iam.gserviceaccount.com".parse().unwrap();
    let account = ServiceAccount::new(email, "0a1b", secret("MIIEvQIBADANBg==")).unwrap();
    let plugin = [APPLICATION, "1-a.apps.googleusercontent.com"].map(|id| plugin(id, NASTY));
    let certificate = ClientCertificate::parse(include_str!("../../fixtures/app.pem")).unwrap();
    let (tenant, application) = (TENANT.parse().unwrap(), APPLICATION.parse().unwrap());
    let certificate = OauthClient::with_certificate(tenant, application, certificate);
    [Secret::OauthClient(client.unwrap()), Secret::OauthClient(certificate), Secret::ServiceAccount(account)]
        .into_iter()
        .chain(plugin)
        .collect()
}

fn plugin(id: &str, text: &str) -> Secret {
    Secret::PluginClient(PluginClient::new(id, secret(text), "https://shop.test/").unwrap())
}

#[test]
fn wordpress() {
    let text =
        rendered(Platform::WordpressWpMailSmtp, Security::ImplicitTls, r"it's a \ secret'); phpinfo(); //");
    let expected = [
        "define( 'WPMS_ON', true );",
        "define( 'WPMS_MAILER', 'smtp' );",
        "define( 'WPMS_MAIL_FROM', 'shop@shop.test' );",
        "define( 'WPMS_MAIL_FROM_FORCE', true );",
        "define( 'WPMS_SMTP_HOST', 'smtp.shop.test' );",
        "define( 'WPMS_SMTP_PORT', 465 );",
        "define( 'WPMS_SSL', 'ssl' );",
        "define( 'WPMS_SMTP_AUTH', true );",
        r"define( 'WPMS_SMTP_USER', 'o\'hara@shop.test' );",
        r"define( 'WPMS_SMTP_PASS', 'it\'s a \\ secret\'); phpinfo(); //' );",
    ];
    assert_eq!(text.lines().collect::<Vec<_>>(), expected);
}

/// Panics unless each line is in the settings for [`NASTY`].
fn assert_lines(platform: Platform, security: Security, lines: &[&str]) {
    let text = rendered(platform, security, NASTY);
    for line in lines {
        assert!(text.lines().any(|written| written == *line), "{line} isn't in {}", *text);
    }
}

#[test]
fn php_sites() {
    let tls = Security::ImplicitTls;
    let starttls = Security::Starttls;
    let password = r#"define( 'FLUENTMAIL_SMTP_PASSWORD', 'it\'s a \\ "secret" #$HOME${x}%`\'); //' );"#;
    assert_lines(Platform::WordpressFluentSmtp, tls, &[password]);
    let password = "\t$mailer->Password   = 'it\\'s a \\\\ \"secret\" #$HOME${x}%`\\'); //';";
    assert_lines(Platform::WordpressPlain, starttls, &["\t$mailer->SMTPSecure = 'tls';", password]);
    assert_lines(Platform::WordpressPlain, tls, &["\t$mailer->SMTPSecure = 'ssl';"]);
    let password = r#"MAIL_PASSWORD="it's a \\ \"secret\" #\$HOME\${x}%`'); //""#;
    assert_lines(Platform::Laravel, tls, &["MAIL_SCHEME=smtps", password]);
    assert_lines(Platform::Laravel, starttls, &["MAIL_SCHEME=smtp"]);
    let dsn = "MAILER_DSN=smtp://o%27hara%40shop.test:\
               it%27s%20a%20%5C%20%22secret%22%20%23%24HOME%24%7Bx%7D%25%60%27%29%3B%20%2F%2F\
               @smtp.shop.test:465?require_tls=true";
    assert_lines(Platform::Symfony, starttls, &[dsn]);
}

#[test]
fn other_sites() {
    let password = r#"    'password': 'it\'s a \\ "secret" #$HOME${x}%`\'); //',"#;
    assert_lines(Platform::Django, Security::Starttls, &[password, "    'use_tls': True,"]);
    assert_lines(Platform::Django, Security::ImplicitTls, &["    'use_ssl': True,"]);
    let password = r#"  password: 'it\'s a \\ "secret" #$HOME${x}%`\'); //',"#;
    assert_lines(Platform::Rails, Security::ImplicitTls, &[password, "  tls: true"]);
    assert_lines(Platform::Rails, Security::Starttls, &["  enable_starttls: true"]);
    let password = r#"      pass: 'it\'s a \\ "secret" #$HOME${x}%`\'); //',"#;
    assert_lines(Platform::Nodemailer, Security::Starttls, &[password, "    requireTLS: true,"]);
    assert_lines(Platform::Nodemailer, Security::ImplicitTls, &["    secure: true,"]);
}

#[test]
fn servers() {
    let entry = format!("[smtp.shop.test]:465 o'hara@shop.test:{NASTY}");
    let lines = ["relayhost = [smtp.shop.test]:465", "smtp_tls_wrappermode = yes", &entry];
    assert_lines(Platform::Postfix, Security::ImplicitTls, &lines);
    assert_lines(Platform::Postfix, Security::Starttls, &["smtp_tls_wrappermode = no"]);
    let password = format!("password \"{NASTY}\"");
    assert_lines(Platform::Msmtp, Security::Starttls, &["tls_starttls on", &password]);
    assert_lines(Platform::Msmtp, Security::ImplicitTls, &["tls_starttls off"]);
}

#[test]
fn no_settings_grow_or_leave_a_name() {
    let long = password(&"'".repeat(4096));
    for platform in Platform::ALL {
        for security in [Security::ImplicitTls, Security::Starttls] {
            let Ok(text) = render(platform, None, &answers(security), &long, remarks) else {
                assert_eq!(platform, Platform::Msmtp);
                continue;
            };
            assert!(!text.contains("{{") && text.ends_with('\n'), "{}", *text);
            // The room of the two buffers. A text that has grown has more.
            let room = [8 * 1024 + 2 * 4096, 12 * 1024 + 3 * 4096];
            assert!(room.contains(&text.capacity()), "{platform:?} grew to {}", text.capacity());
        }
    }
}

#[test]
fn each_kind_of_client_works_where_it_says() {
    for client in clients() {
        let kind = client.kind();
        for platform in Platform::ALL {
            match render(platform, None, &answers(Security::Starttls), &client, remarks) {
                Ok(text) => {
                    assert!(platform.takes(kind), "{kind:?} {platform:?}");
                    assert!(!text.contains("{{") && text.ends_with('\n'), "{}", *text);
                    assert!(text.capacity() <= 12 * 1024 + 3 * 4096, "{platform:?} grew");
                }
                Err(error) => {
                    assert!(!platform.takes(kind), "{kind:?} {platform:?}");
                    assert_eq!(error, CannotTake { platform, reason: Reason::Kind(kind) });
                }
            }
        }
    }
}

#[test]
fn plugins_get_the_settings_of_the_app_s_provider() {
    let written =
        |platform, id| render(platform, None, &answers(Security::Starttls), &plugin(id, "s"), remarks);
    for (platform, id, line) in [
        (Platform::WordpressWpMailSmtp, APPLICATION, "define( 'WPMS_MAILER', 'outlook' );"),
        (
            Platform::WordpressWpMailSmtp,
            "1-a.apps.googleusercontent.com",
            "define( 'WPMS_GMAIL_CLIENT_SECRET', 's' );",
        ),
        (Platform::WordpressFluentSmtp, APPLICATION, "define( 'FLUENTMAIL_OUTLOOK_CLIENT_SECRET', 's' );"),
    ] {
        let text = written(platform, id).unwrap();
        assert!(text.lines().any(|written| written == line), "{line} isn't in {}", *text);
        assert_eq!(written(platform, "an-app").unwrap_err().reason, Reason::UnknownClient);
    }
}

#[test]
fn fluent_smtp_gets_the_tenant_of_an_app_at_microsoft() {
    let line = "define( 'FLUENTMAIL_OUTLOOK_TENANT_ID', 'bakery.onmicrosoft.com' );";
    for (id, tenant, is_written) in [
        (APPLICATION, Some(TENANT), true),
        (APPLICATION, None, false),
        ("1-a.apps.googleusercontent.com", Some(TENANT), false),
    ] {
        let client = PluginClient::new(id, secret("s"), "https://shop.test/").unwrap();
        let client = client.of_tenant(tenant.map(|tenant| tenant.parse().unwrap()));
        let (platform, answers) = (Platform::WordpressFluentSmtp, answers(Security::Starttls));
        let text = render(platform, None, &answers, &Secret::PluginClient(client), remarks).unwrap();
        assert_eq!(text.lines().any(|written| written == line), is_written, "{}", *text);
    }
}

#[test]
fn microsoft_gets_login_from_rails() {
    for (host, line) in [
        ("smtp.office365.com", "  authentication: :login,"),
        ("smtp-mail.outlook.com", "  authentication: :login,"),
        ("smtp.shop.test", "  authentication: :plain,"),
    ] {
        let mut answers = answers(Security::Starttls);
        answers.host = host.parse().unwrap();
        let text = render(Platform::Rails, None, &answers, &password("x"), remarks).unwrap();
        assert!(text.lines().any(|written| written == line), "{}", *text);
    }
}

#[test]
fn django_refuses_what_smtplib_can_not_send() {
    let mut answers = answers(Security::Starttls);
    let reason = |answers: &Answers, text: &str| {
        render(Platform::Django, None, answers, &password(text), remarks).map_err(|error| error.reason)
    };
    assert_eq!(reason(&answers, "Grüße"), Err(Reason::SecretNotAscii));
    answers.username = "müller".parse().unwrap();
    assert_eq!(reason(&answers, "x"), Err(Reason::UsernameNotAscii));
}

#[test]
fn env_file() {
    let secret = password("two words #1");
    let text = rendered(Platform::Env, Security::Starttls, secret.text().expose());
    let expected = [
        "SMTP_HOST=smtp.shop.test",
        "SMTP_PORT=465",
        "SMTP_SECURITY=starttls",
        "SMTP_FROM=shop@shop.test",
        "SMTP_USERNAME=\"o'hara@shop.test\"",
        "SMTP_PASSWORD='two words #1'",
    ];
    let (comments, lines): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| line.starts_with('#'));
    assert_eq!(lines, expected);
    let caution = Remark::Misreads(Reader::Docker, Misread::KeepsQuotes);
    assert_eq!(comments[0], format!("# {}", remarks(caution)));
    let answers = answers(Security::Starttls);
    let docker = render(Platform::Env, Some(Reader::Docker), &answers, &secret, remarks).unwrap();
    assert!(docker.ends_with("SMTP_USERNAME=o'hara@shop.test\nSMTP_PASSWORD=two words #1\n"), "{}", *docker);
}

#[test]
fn ids_round_trip() {
    for platform in Platform::ALL {
        assert_eq!(Platform::from_id(platform.id()), Some(platform));
    }
    assert_eq!(Platform::from_id("drupal"), None);
}

#[test]
fn groups_contain_each_platform_in_order() {
    let grouped: Vec<Platform> = Group::ALL.into_iter().flat_map(Group::platforms).collect();
    assert_eq!(grouped, Platform::ALL);
}
