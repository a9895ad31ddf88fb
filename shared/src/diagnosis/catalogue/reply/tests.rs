use super::*;

#[test]
fn only_plain_words_remain() {
    let reply = Reply::parse("550 5.7.1 Émetteur <ada@shop.test>: n’est PAS 5.7.1 autorisé").unwrap();
    assert_eq!((reply.code, reply.enhanced), (550, "5.7.1"));
    assert_eq!(reply.plain, "emetteur <address> n'est pas autorise");
    for (line, plain) in [
        ("535 Größe", "grosse"),
        ("535 Łódź", "lodz"),
        ("535 e\u{301}chec", "echec"),
        ("535 10.0.0.1 密码错误", "10.0.0.1 密码错误"),
        ("450 4.7.1 too much mail from unknown[192.0.2.1]", "too much mail from <client>"),
        ("554 Client [192.0.2.1] blocked", "client [192.0.2.1] blocked"),
        ("526 Authentication failure[0]", "authentication failure[0]"),
        ("535 trial.shop.test: no", "<host> no"),
        ("554 blocked using zen.spamhaus.org", "blocked using zen.spamhaus.org"),
        ("535 failed.Please wait", "failed.please wait"),
        ("535", ""),
    ] {
        assert_eq!(Reply::parse(line).unwrap().plain, plain, "{line}");
    }
    for other in ["", "nonsense", "NXDOMAIN", "99", "999 x", "connection closed"] {
        assert!(Reply::parse(other).is_none(), "{other}");
    }
}
