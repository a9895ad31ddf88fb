use super::*;

#[test]
fn published_hosts_are_known_with_their_ports() {
    let port = |port| Port::new(port).unwrap();
    let gmail = published("SMTP.gmail.com.").unwrap();
    assert!(gmail.takes(port(465), Security::ImplicitTls) && !gmail.takes(port(465), Security::Starttls));
    assert!(gmail.operator().contains("Google"));
    let qq = published("smtp.qq.com").expect("smtp.qq.com is published, although it has no provider row");
    assert_eq!((qq.operator(), qq.takes(port(587), Security::Starttls)), ("Tencent Mail", true));
    assert!(
        published("email-smtp.eu-west-1.amazonaws.com").unwrap().takes(port(2465), Security::ImplicitTls)
    );
    assert!(published("mail.bakery.example").is_none() && published("smtp.gmail.com.example").is_none());
}

#[test]
fn an_operators_own_servers_are_recognized() {
    let zoho = published("smtp.zoho.eu").unwrap();
    assert!(zoho.is_own("*.zoho.com") && zoho.is_own("mx.zohomail.com") && zoho.is_own("smtp.zoho.eu"));
    assert!(!zoho.is_own("cp21.webhost.example") && !zoho.is_own("localhost") && !zoho.is_own("notzoho.com"));
    assert!(published("smtp.ionos.de").unwrap().is_own("kundenserver.de"));
    assert_eq!(registered("smtp.ionos.co.uk"), "ionos.co.uk");
    assert_eq!(registered("a.b.example"), "b.example");
}

#[test]
fn a_typo_leads_to_the_name_that_was_meant() {
    for (typo, meant) in [
        ("smtp.sendgird.net", Some("smtp.sendgrid.net")),
        ("smtp.gmial.com", Some("smtp.gmail.com")),
        ("smpt.office365.com", Some("smtp.office365.com")),
        ("smtp.gmail.com", None),
        ("mail.bakery.example", None),
    ] {
        assert_eq!(nearest(typo), meant, "{typo}");
    }
}
