use super::super::{Link, LinkError};
use crate::recipients::Pin;

fn link() -> Link {
    Link::new(Pin([7; 16]), |bytes| bytes.fill(9))
}

fn read(template: &str) -> Result<Link, LinkError> {
    let fragment = link().fragment();
    let url = link().url("https://post.example");
    Link::parse(&template.replace("{link}", &url).replace("{fragment}", &fragment))
}

#[test]
fn text_around_a_link_is_ignored() {
    for text in [
        "<{link}>",
        "{link}.",
        "({link}),",
        "“{link}”",
        "[your letter]({link}), please by Friday!",
        "[{link}]({link})",
        "Your link: {fragment} (open it today)",
        "{link}?mc_cid=8d2f10&mc_eid=41aa",
        "{link}&utm_source=mail",
        "https://post.example/o?utm_source=mail#{fragment}",
        "https://post.example/o%23{fragment}",
        "https://post.example/o%2523{fragment}",
        "post.example/o%23{fragment}.",
        "https://post.example/?next=https://post.example/o#{fragment}",
        "see https://shop.example/?a=b\n{link}",
        "{fragment}\u{feff}",
    ] {
        assert_eq!(read(text), Ok(link()), "{text}");
    }
}

#[test]
fn line_breaks_in_a_link_are_ignored() {
    let url = link().url("https://post.example");
    let (start, end) = url.split_at(50);
    for with in ["\n", "\r\n> ", "\n> > ", "=\r\n", "%20", "\u{ad}", " \u{200b}-"] {
        assert_eq!(Link::parse(&format!("{start}{with}{end}")), Ok(link()), "{with:?}");
    }
}

#[test]
fn a_link_that_another_website_received_is_recognized() {
    let wrapped = "https%3A%2F%2Fpost.example%2Fo%2523{fragment}";
    for text in [
        &format!("https://eur01.safelinks.protection.outlook.com/?url={wrapped}&data=05%7C02"),
        "https://www.google.com/url?q=https://post.example/o%23{fragment}&sa=D",
        "https://urldefense.com/v3/__https://post.example/o*{fragment}__;Iw!!A-B",
        "https://urldefense.proofpoint.com/v2/url?u=https-3A__post.example_o-23{fragment}&d=x",
        "https://click.mail.example/track/{fragment}",
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fpost.example\n%2Fo%23{fragment}",
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fpost.example%2Fo&data=05",
        "https://post.example/o{fragment}",
    ] {
        assert_eq!(read(text), Err(LinkError::Rewritten), "{text}");
    }
}

#[test]
fn other_texts_are_not_links() {
    for text in ["", "https://post.example/o", "https://shop.example/?a=b", "Hello http, and good bye"] {
        assert_eq!(read(text), Err(LinkError::Incomplete), "{text}");
    }
    let other = Link::new(Pin([7; 16]), |bytes| bytes.fill(8)).url("https://post.example");
    assert_eq!(read(&format!("{{link}} {}", other.as_str())), Err(LinkError::Several));
}

#[test]
fn the_server_is_the_one_before_the_fragment() {
    let fragment = link().fragment();
    for (before, server) in [
        ("https://post.example/o#", Some("https://post.example")),
        ("<HTTPS://Post.Example/o/?utm=1#", Some("https://post.example")),
        ("https://post.example/o%23", Some("https://post.example")),
        ("https://other.example/?next=http://post.example:8080/o#", Some("http://post.example:8080")),
        ("https://post.example/#", None),
        ("", None),
    ] {
        let text = format!("{before}{}", fragment.as_str());
        assert_eq!(Link::parse_with_server(&text).unwrap().1.as_deref(), server, "{before}");
    }
}
