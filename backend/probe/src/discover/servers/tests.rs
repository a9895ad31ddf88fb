use audit::zone::Zone;

use super::*;

async fn order(zone: &str) -> Vec<String> {
    let signs = Signs::look(&Zone::new(zone), &"shop.test".parse().unwrap()).await;
    places(&signs).into_iter().map(|(host, (port, _))| format!("{host}:{port}")).collect()
}

#[tokio::test]
async fn a_verified_name_is_preferred_to_a_usual_one() {
    let mx = "shop.test MX 10 mail.shop.test\nshop.test MX 20 mx.host.test\nshop.test MX 30 third.test";
    let all = order(mx).await;
    assert_eq!(
        all[..5],
        [
            "smtp.shop.test:465",
            "mail.shop.test:465",
            "shop.test:465",
            "mx.host.test:465",
            "smtp.shop.test:587"
        ]
    );
    assert_eq!((all.len(), all.last().map(String::as_str)), (12, Some("mx.host.test:2525")));
    // Limits how many hosts a stranger's records can make us connect to.
    let many = order(&[0, 1, 2, 3, 4].map(|n| format!("shop.test MX {n} mx{n}.host.test")).join("\n")).await;
    assert_eq!(many.len(), 15, "{many:?}");
    let filtered = order("shop.test MX 10 mxa.pphosted.com").await;
    assert!(filtered.len() == 9 && !filtered.iter().any(|place| place.contains("pphosted")), "{filtered:?}");
}
