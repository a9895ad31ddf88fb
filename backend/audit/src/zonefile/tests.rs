use shared::facts::dns_hosts;

use shared::report::Record;

use super::*;

#[test]
fn long_texts_are_split_and_quotes_are_escaped() {
    let long = "k".repeat(300);
    let change = Change::Replace(vec![
        Edit::add(Record::txt("s1._domainkey.shop.test", &long)),
        Edit::change(Record::txt("shop.test", "say \"hé\"; a\\b"), "old"),
        Edit::remove(Record::mx("shop.test", "0 .")),
        Edit::add(Record::cname("em.shop.test", "pm.mtasv.net")),
    ]);
    let expected = format!(
        "s1._domainkey.shop.test. IN TXT \"{}\" \"{}\"\n\
         ; remove: shop.test. IN TXT \"old\"\n\
         shop.test. IN TXT \"say \\\"h\\195\\169\\\"; a\\\\b\"\n\
         ; remove: shop.test. IN MX 0 .\n\
         em.shop.test. IN CNAME pm.mtasv.net.\n",
        "k".repeat(255),
        "k".repeat(45),
    );
    assert_eq!(fragment(&change, "shop.test"), expected);
}

#[test]
fn every_panel_gets_its_format() {
    let text = Edit::add(Record::txt("shop.test", "k".repeat(300)));
    let alias = Edit::add(Record::cname("em.shop.test", "pm.mtasv.net"));
    for host in dns_hosts() {
        let split = host.txt_quotes == "required" || host.txt_long == "manual-split";
        assert_eq!(typed(Some(host), &text).starts_with("\"kkk"), split, "{}", host.id);
        assert_eq!(typed(Some(host), &alias).ends_with('.'), host.trailing_dot == "needed", "{}", host.id);
        let bounce = Edit::add(Record::mx("em.shop.test", "10 mx.provider.test"));
        let count = cautions(Some(host), "shop.test", &[text.clone(), alias.clone(), bounce]).len();
        let expected = usize::from(host.txt_long == "limited") + usize::from(!host.mx_on_subdomain);
        assert_eq!(count, expected, "{}", host.id);
    }
    assert_eq!(Some(typed(None, &text).as_str()), text.value());
}
