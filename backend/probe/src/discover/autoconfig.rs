//! What a domain says about its own mail server at its autoconfig address, in the form that mail programs read
//! (Thunderbird's `config-v1.1.xml`). Over HTTPS only: plain HTTP could be anybody's word.

use std::time::Duration;

use net::Egress;
use shared::{
    rules::{Address, Domain, Host, Port, Security},
    wire::FoundServer,
};
use tokio::{task::JoinSet, time::timeout};

/// Longest element that is read, in bytes.
const ELEMENT_MAX: usize = 4096;

/// Servers in one file that are looked at.
const SERVERS_MAX: usize = 8;

/// Asks both of a domain's addresses at once; the first in rank that has a usable server.
pub(super) async fn ask(egress: &Egress, address: &Address, limit: Duration) -> Option<FoundServer> {
    let domain = address.domain();
    let local =
        address.local_part().replace('%', "%25").replace('&', "%26").replace('+', "%2B").replace('#', "%23");
    let places = [
        (format!("autoconfig.{domain}"), format!("/mail/config-v1.1.xml?emailaddress={local}%40{domain}")),
        (domain.to_string(), "/.well-known/autoconfig/mail/config-v1.1.xml".to_owned()),
    ];
    let mut asking = JoinSet::new();
    for (rank, (host, path)) in places.into_iter().enumerate() {
        let Ok(host) = host.parse::<Host>() else { continue };
        let (egress, address) = (egress.clone(), address.clone());
        asking.spawn(async move {
            let body = timeout(limit, egress.https_get(&host, &path, &address.domain())).await.ok()??;
            Some((rank, read(&String::from_utf8_lossy(&body), &address)?))
        });
    }
    let found = asking.join_all().await;
    found.into_iter().flatten().min_by_key(|(rank, _)| *rank).map(|(_, server)| server)
}

/// The first encrypted sending server in such a file.
pub(super) fn read(xml: &str, address: &Address) -> Option<FoundServer> {
    // A document type could define entities; no such file needs one.
    if xml.contains("<!DOCTYPE") || xml.contains("<!ENTITY") {
        return None;
    }
    let xml = without_comments(xml);
    let mut rest = xml.as_str();
    for _ in 0..SERVERS_MAX {
        let (attributes, inside, after) = element(rest, "outgoingServer")?;
        if attributes.contains("smtp")
            && let Some(server) = server(inside, address)
        {
            return Some(server);
        }
        rest = after;
    }
    None
}

fn server(inside: &str, address: &Address) -> Option<FoundServer> {
    let text = |name: &str| element(inside, name).map(|(_, text, _)| unescaped(text.trim()));
    let security = match text("socketType")?.as_str() {
        "SSL" => Security::ImplicitTls,
        "STARTTLS" => Security::Starttls,
        _ => return None,
    };
    // A name and no address: nobody can prove an address to be theirs.
    let host: Domain = text("hostname")?.replace("%EMAILDOMAIN%", address.domain().as_str()).parse().ok()?;
    let port = text("port")?.parse().ok().and_then(Port::new)?;
    let username_form = username_form(&text("username").unwrap_or_default(), address)?;
    Some(FoundServer { host: host.into(), port, security, username_form })
}

/// The user name's form, as the provider table has it.
fn username_form(pattern: &str, address: &Address) -> Option<String> {
    let domain = address.domain();
    let name = pattern
        .replace("%EMAILADDRESS%", address.as_str())
        .replace("%EMAILLOCALPART%", address.local_part())
        .replace("%EMAILDOMAIN%", domain.as_str());
    Some(if name.is_empty() || name == address.as_str() {
        "full-email".into()
    } else if name == address.local_part() {
        "local-part".into()
    } else {
        format!("literal:{}", name.parse::<shared::rules::Username>().ok()?)
    })
}

/// The attributes of the first element of this name, what is inside it, and what comes after it.
fn element<'a>(xml: &'a str, name: &str) -> Option<(&'a str, &'a str, &'a str)> {
    let open = format!("<{name}");
    let mut from = 0;
    loop {
        let start = from + xml.get(from..)?.find(&open)? + open.len();
        let rest = &xml[start..];
        // Another element's name may begin with this one's.
        if !rest.starts_with(|c: char| c == '>' || c.is_ascii_whitespace()) {
            from = start;
            continue;
        }
        let (attributes, rest) = rest.split_once('>')?;
        let (inside, after) = rest.split_once(&format!("</{name}>"))?;
        return (inside.len() <= ELEMENT_MAX).then_some((attributes, inside, after));
    }
}

fn without_comments(xml: &str) -> String {
    let mut kept = String::with_capacity(xml.len());
    let mut rest = xml;
    while let Some((before, after)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, after)| after);
    }
    kept + rest
}

/// The five entities that XML itself has (XML 1.0, section 4.6).
fn unescaped(text: &str) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")]
        .into_iter()
        .fold(text.to_owned(), |text, (entity, character)| text.replace(entity, character))
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn the_first_encrypted_server() {
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
    fn user_names_in_their_forms() {
        let form = |name| {
            let inside =
                GOOD.replace("%EMAILADDRESS%", name).replace("SSL", "STARTTLS").replace("465", "587");
            found(&outgoing(&inside)).unwrap().rsplit(' ').next().unwrap().to_owned()
        };
        assert_eq!(form("%EMAILLOCALPART%"), "local-part");
        assert_eq!(form("%EMAILLOCALPART%@%EMAILDOMAIN%"), "full-email");
        assert_eq!(form(""), "full-email");
        assert_eq!(form("%EMAILDOMAIN%_%EMAILLOCALPART%"), "literal:shop.test_ada");
        assert_eq!(form("a&amp;lt;b"), "literal:a&lt;b");
    }

    #[test]
    fn what_says_nothing() {
        for xml in [
            String::new(),
            "<html><body>Not found</body></html>".into(),
            "<outgoingServer type=\"smtp\">".into(),
            outgoing("<hostname>mail.shop.test</hostname>"),
            outgoing(&GOOD.replace("465", "0")),
            outgoing(&GOOD.replace("mail.%EMAILDOMAIN%", "127.0.0.1")),
            outgoing(&GOOD.replace("mail.%EMAILDOMAIN%", "localhost")),
            outgoing(&GOOD.replace("mail.%", "two words %")),
            outgoing(&format!("{}{GOOD}", " ".repeat(ELEMENT_MAX))),
            format!("<!DOCTYPE x [<!ENTITY a \"b\">]>{}", outgoing(GOOD)),
            outgoing(GOOD).replace("smtp", "exchange"),
        ] {
            assert_eq!(found(&xml), None, "{xml}");
        }
    }
    proptest::proptest! {
        #[test]
        fn any_text_comes_to_an_end(
            text in "(<|>|</|<!--|-->|outgoingServer|hostname|port|socketType|SSL| type=\"smtp\"|&amp;|465|[^<]{1,3}){0,60}",
        ) {
            if let Some(server) = read(&text, &"ada@shop.test".parse().unwrap()) {
                proptest::prop_assert!(server.host.ip().is_none());
            }
        }
    }
}
