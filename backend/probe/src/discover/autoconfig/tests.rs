use super::{outgoing::ELEMENT_MAX, *};

fn found(xml: &str) -> Option<String> {
    let server = read(xml, &"ada@shop.test".parse().unwrap())?;
    let FoundServer { host, port, security, username_form } = server;
    Some(format!("{host}:{port} {security} {username_form}"))
}

fn outgoing(inside: &str) -> String {
    format!("<outgoingServer type=\"smtp\">\n{inside}\n</outgoingServer>")
}

const GOOD: &str = "<hostname>mail.%EMAILDOMAIN%</hostname><port>465</port><socketType>SSL</socketType>\
                    <username>%EMAILADDRESS%</username>";

#[test]
fn the_first_encrypted_server_is_used() {
    let plain = GOOD.replace("SSL", "plain").replace("465", "25");
    let xml = format!(
        "<?xml version=\"1.0\"?><clientConfig version=\"1.1\"><emailProvider id=\"shop.test\">\
         <incomingServer type=\"imap\">{GOOD}</incomingServer><!-- <outgoingServer type=\"smtp\"> {GOOD} -->\
         {}{}</emailProvider></clientConfig>",
        outgoing(&plain),
        outgoing(GOOD)
    );
    assert_eq!(found(&xml).as_deref(), Some("mail.shop.test:465 implicit-tls full-email"));
}

#[test]
fn a_server_with_an_odd_field_does_not_hide_the_next_one() {
    for odd in [
        GOOD.replace("465", "<b>465</b>"),
        GOOD.replace("465", "465<b/>"),
        GOOD.replace("%EMAILADDRESS%", "&nbsp;"),
    ] {
        assert_eq!(found(&outgoing(&odd)), None);
        let xml = format!("<clientConfig>{}{}</clientConfig>", outgoing(&odd), outgoing(GOOD));
        assert_eq!(found(&xml).as_deref(), Some("mail.shop.test:465 implicit-tls full-email"), "{odd}");
    }
}

#[test]
fn user_names_are_read_in_every_form() {
    let form = |name| {
        let inside = GOOD.replace("%EMAILADDRESS%", name).replace("SSL", "STARTTLS").replace("465", "587");
        found(&outgoing(&inside)).unwrap().rsplit(' ').next().unwrap().to_owned()
    };
    assert_eq!(form("%EMAILLOCALPART%"), "local-part");
    assert_eq!(form("%EMAILLOCALPART%@%EMAILDOMAIN%"), "full-email");
    assert_eq!(form(""), "full-email");
    assert_eq!(form("%EMAILDOMAIN%_%EMAILLOCALPART%"), "literal:shop.test_ada");
    assert_eq!(form("a&amp;lt;b"), "literal:a&lt;b");
}

#[test]
fn texts_without_a_record_are_ignored() {
    for xml in [
        String::new(),
        "<html><body>Not found</body></html>".into(),
        "<outgoingServer type=\"smtp\">".into(),
        outgoing("<hostname>mail.shop.test</hostname>"),
        outgoing(&GOOD.replace("465", "0")),
        outgoing(&GOOD.replace("mail.%EMAILDOMAIN%", "127.0.0.1")),
        outgoing(&GOOD.replace("mail.%EMAILDOMAIN%", "localhost")),
        outgoing(&GOOD.replace("mail.%", "two words %")),
        outgoing(&format!("{}{GOOD}", " ".repeat(usize::try_from(ELEMENT_MAX).unwrap()))),
        format!("<!DOCTYPE x [<!ENTITY a \"b\">]>{}", outgoing(GOOD)),
        outgoing(GOOD).replace("smtp", "exchange"),
        outgoing(&GOOD.replace("465", "<b>465</b>")),
        outgoing(&GOOD.replace("465", "&port;")),
        outgoing(&GOOD.replace("</port>", "")),
        outgoing(&format!("<!DOCTYPE x>{GOOD}")),
        format!("{}{}", "<outgoingServer/><outgoingServer></outgoingServer>".repeat(8), outgoing(GOOD)),
    ] {
        assert_eq!(found(&xml), None, "{xml}");
    }
}
#[test]
fn a_field_is_read_in_every_spelling() {
    let written = "<hostname>\n mail<!-- ours -->.<![CDATA[shop]]>&#46;test </hostname><port>&#x34;65</port>\
                   <socketType>SSL</socketType><authentication/><username/><port>25</port>";
    let xml = format!("<displayName>Winter & Sons &reg;</displayName>{}", outgoing(written));
    assert_eq!(found(&xml).as_deref(), Some("mail.shop.test:465 implicit-tls full-email"));
    let nested = format!("<x><port>25</port><hostname>other.test</hostname></x>{GOOD}");
    assert_eq!(found(&outgoing(&nested)).as_deref(), Some("mail.shop.test:465 implicit-tls full-email"));
}

/// Nested entities would grow a thousandfold if they were expanded, and one that refers to a file would read it.
#[test]
fn entities_of_a_document_are_not_expanded() {
    let bomb = (1..20).map(|n| format!("<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10)));
    let bomb = format!("<!DOCTYPE x [<!ENTITY a0 \"465\">{}]>", bomb.collect::<String>());
    let file = "<!DOCTYPE x [<!ENTITY a19 SYSTEM \"file:///etc/hostname\">]>";
    for definitions in [bomb.as_str(), file] {
        let xml = format!("{definitions}{}", outgoing(&GOOD.replace("465", "&a19;")));
        assert_eq!(found(&xml), None, "{xml}");
    }
    let deep = format!("{}{}", "<a>".repeat(20_000), outgoing(GOOD));
    assert!(found(&deep).is_some(), "nesting doesn't use the stack");
}

proptest::proptest! {
    #[test]
    fn reading_any_text_ends(
        text in "(<|>|</|<!--|-->|outgoingServer|hostname|port|socketType|SSL| type=\"smtp\"|&amp;|465|[^<]{1,3}){0,60}",
    ) {
        if let Some(server) = read(&text, &"ada@shop.test".parse().unwrap()) {
            proptest::prop_assert!(server.host.ip().is_none());
        }
    }
}
