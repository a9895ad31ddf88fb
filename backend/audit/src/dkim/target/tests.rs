use shared::facts::provider;

use super::{super::places::Grounds, *};

fn aimed(id: &str, name: &str, target: &str) -> Aim {
    let place = Place {
        name: format!("{name}._domainkey.my-shop.test"),
        kind: shared::report::RecordType::Cname,
        value: None,
        grounds: Grounds::Certain,
        is_published: true,
        is_pasted: false,
    };
    aim(&place, &[target.to_owned()], "my-shop.test", provider(id))
}

#[test]
fn correct_targets_are_recognized() {
    for (id, name, target) in [
        ("fastmail", "fm1", "fm1.my-shop.test.dkim.fmhosted.com"),
        ("microsoft-365", "selector1", "selector1-my-shop-test._domainkey.acme.onmicrosoft.com"),
        ("microsoft-365", "selector2", "selector2-my-shop-test._domainkey.acme.w-v1.dkim.mail.microsoft"),
        ("microsoft-365", "selector1", "selector1-myshop-test02i._domainkey.acme.onmicrosoft.com"),
        ("amazon-ses", "abc123", "abc123.dkim.amazonses.com"),
        ("sendgrid", "s1", "s1.domainkey.u12345.wl067.sendgrid.net"),
        ("brevo", "brevo2", "b2.my-shop-test.dkim.brevo.com"),
        ("mailbox-org", "mbo0001", "mbo0001._domainkey.mailbox.org"),
        ("mandrill", "mte1", "dkim1.mandrillapp.com"),
        ("smtp2go", "s4711", "dkim.smtp2go.net"),
        ("icloud", "sig1", "sig1.dkim.my-shop.test.at.icloudmailadmin.com"),
        ("migadu", "key2", "key2.my-shop.test._domainkey.migadu.com"),
    ] {
        assert!(matches!(aimed(id, name, target), Aim::Right(_)), "{id} {target}");
    }
}

#[test]
fn the_owner_of_a_wrong_target_is_named() {
    let domain = |name: &str| Aim::OtherDomain(name.to_owned());
    for (id, name, target, expected) in [
        ("fastmail", "fm1", "fm1.other.test.dkim.fmhosted.com", domain("other.test")),
        ("fastmail", "fm1", "fm2.my-shop.test.dkim.fmhosted.com", Aim::OtherSelector),
        (
            "microsoft-365",
            "selector1",
            "selector1-other-test._domainkey.a.onmicrosoft.com",
            domain("other-test"),
        ),
        (
            "microsoft-365",
            "selector1",
            "selector2-my-shop-test._domainkey.a.onmicrosoft.com",
            Aim::OtherSelector,
        ),
        ("amazon-ses", "abc123", "def456.dkim.amazonses.com", Aim::OtherSelector),
        ("mandrill", "mte1", "dkim2.mandrillapp.com", Aim::OtherSelector),
        ("mandrill", "mte1", "dkim2.mcsv.net", Aim::Elsewhere),
        ("sendgrid", "s1", "s1.domainkey.u1.wl.sendgrid.net", Aim::Unlisted),
        ("gandi", "gm1", "fm1.my-shop.test.dkim.fmhosted.com", Aim::OtherProvider("Fastmail".into())),
        ("google-workspace", "google", "dkim.agency.test", Aim::Elsewhere),
    ] {
        assert_eq!(aimed(id, name, target), expected, "{id} {name} {target}");
    }
}

#[test]
fn a_target_is_filled_in_only_if_everything_is_known() {
    let fill = |id: &str, index: usize, name: &str, seen: &[Hole]| {
        let form = &provider(id).unwrap().dkim[index];
        filled(form, &format!("{name}._domainkey.shop.test"), "shop.test", seen)
    };
    let hash = [Hole { name: "hash".into(), value: "dabc".into() }];
    assert_eq!(
        fill("proton", 1, "protonmail2", &hash).unwrap(),
        "protonmail2.domainkey.dabc.domains.proton.ch"
    );
    assert_eq!(fill("proton", 1, "protonmail2", &[]), None);
    assert_eq!(fill("amazon-ses", 0, "abc", &[]).unwrap(), "abc.dkim.amazonses.com");
    let tenant = [Hole { name: "tenant".into(), value: "acme".into() }];
    assert_eq!(fill("microsoft-365", 2, "selector1", &tenant), None, "only Microsoft knows the target");
    assert_eq!(fill("google-workspace", 0, "google", &[]), None);
}
