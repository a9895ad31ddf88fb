use super::*;
use crate::rules::Port;

fn remarks(remark: Remark) -> String {
    format!("{remark:?}")
}

fn answers(security: Security) -> Answers {
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

#[test]
fn wordpress() {
    let secret = SecretText::new(r"it's a \ secret'); phpinfo(); //".into()).unwrap();
    let text = render(Platform::WordpressWpMailSmtp, None, &answers(Security::ImplicitTls), &secret, remarks);
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

#[test]
fn env_file() {
    let secret = SecretText::new("two words #1".into()).unwrap();
    let text = render(Platform::Env, None, &answers(Security::Starttls), &secret, remarks);
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
    let docker = render(Platform::Env, Some(Reader::Docker), &answers, &secret, remarks);
    assert!(docker.ends_with("SMTP_USERNAME=o'hara@shop.test\nSMTP_PASSWORD=two words #1\n"), "{}", *docker);
}

#[test]
fn ids_round_trip() {
    for platform in Platform::ALL {
        assert_eq!(Platform::from_id(platform.id()), Some(platform));
    }
    assert_eq!(Platform::from_id("drupal"), None);
}
