use audit::zone::Zone;
use shared::{
    rules::{Port, Security},
    wire::Candidate,
};

use super::{servers::Found, *};

async fn look(zone: &str) -> Signs {
    Signs::look(&Zone::new(zone), &"shop.test".parse().unwrap()).await
}

/// Returns the result for a zone if no server answers.
async fn silent(zone: &str) -> Discovery {
    let signs = look(zone).await;
    judge::by_table(&signs).unwrap_or_else(|| judge::with_server(&signs, None))
}

fn found(host: &str, by: FoundBy, sure: Sure) -> Found {
    let server = shared::wire::FoundServer {
        host: host.parse().unwrap(),
        port: Port::new(465).unwrap(),
        security: Security::ImplicitTls,
        username_form: "full-email".into(),
    };
    Found { server, by, sure }
}

fn id(discovery: &Discovery) -> Option<&str> {
    discovery.provider.as_ref().map(|provider| provider.id.as_str())
}

/// Returns the choices for the client, as `name by sign`.
fn asked(discovery: &Discovery) -> Vec<String> {
    let name = |one: &Candidate| match (&one.provider, &one.server) {
        (Some(provider), _) => format!("{} by {:?}", provider.id, one.found_by),
        (None, server) => format!("{} by {:?}", server.as_ref().unwrap().host, one.found_by),
    };
    discovery.ask.iter().map(name).collect()
}

const GOOGLE: &str = "shop.test MX 1 ASPMX.L.Google.com\nshop.test MX 10 mx.shop.test\n";
const OWN: &str = "shop.test MX 10 mail.shop.test\n";

#[tokio::test]
async fn mail_hosts_match_on_whole_labels() {
    let likely = silent(GOOGLE).await;
    assert_eq!((id(&likely), likely.found_by), (Some("google-workspace"), Some(FoundBy::Mx)));
    assert_eq!(likely.sure, Some(Sure::Likely));
    assert_eq!(likely.seen, ["aspmx.l.google.com", "mx.shop.test"]);
    let agreed = format!("{GOOGLE}shop.test TXT V=SPF1 ~include:_SPF.google.com include:sendgrid.net ~all");
    assert_eq!(silent(&agreed).await.sure, Some(Sure::Certain));
    let none = silent("shop.test MX 1 mx.notgoogle.com").await;
    assert_eq!((none.provider, none.sure, none.unknown, none.seen.len()), (None, None, None, 1));
}

#[tokio::test]
async fn mx_and_spf_of_different_companies_are_asked_about() {
    let conflict = format!("{GOOGLE}shop.test TXT v=spf1 include:spf.protection.outlook.com -all");
    let conflict = silent(&conflict).await;
    assert_eq!((&conflict.provider, conflict.sure), (&None, None));
    let both = ["google-workspace by Mx", "microsoft-365 by Spf"];
    assert_eq!(asked(&conflict), both);
    // While a domain is moving, SPF names both providers, but the mailboxes are where the MX records point.
    let moving = format!("{GOOGLE}shop.test TXT v=spf1 include:_spf.google.com include:zohomail.eu ~all");
    assert_eq!(id(&silent(&moving).await), Some("google-workspace"));
    // A sending service next to the mailbox provider isn't a conflict. Two SPF records don't count at all.
    let relay = format!("{GOOGLE}shop.test TXT v=spf1 include:sendgrid.net ~all");
    assert_eq!(silent(&relay).await.sure, Some(Sure::Likely));
    let twice = format!("{GOOGLE}shop.test TXT v=spf1 include:zohomail.eu\nshop.test TXT v=spf1 -all");
    assert_eq!(id(&silent(&twice).await), Some("google-workspace"));
    let resold = "shop.test MX 0 shop-test.mail.protection.outlook.com\n\
                  shop.test TXT v=spf1 include:spf.protection.outlook.com include:secureserver.net -all";
    assert_eq!(asked(&silent(resold).await), ["microsoft-365 by Mx", "godaddy-m365 by Spf"]);
}

#[tokio::test]
async fn the_client_is_asked_if_a_filter_hides_the_provider() {
    const FILTER: &str = "shop.test MX 10 eu-smtp-inbound-1.mimecast.com\n";
    let nothing = silent(FILTER).await;
    assert_eq!(
        (nothing.gateway.as_deref(), nothing.ask.len(), nothing.provider),
        (Some("Mimecast"), 0, None)
    );
    let spf = format!(
        "{FILTER}shop.test TXT v=spf1 include:spf.protection.outlook.com include:_netblocks.mimecast.com -all\n"
    );
    assert_eq!(asked(&silent(&spf).await), ["microsoft-365 by Spf"]);
    let auto = format!("{FILTER}autodiscover.shop.test CNAME autodiscover.outlook.com");
    assert_eq!(asked(&silent(&auto).await), ["microsoft-365 by Srv"]);
    let signs = look(&spf).await;
    let own = judge::with_server(&signs, Some(found("mail.shop.test", FoundBy::Greeting, Sure::Guess)));
    assert_eq!(asked(&own), ["microsoft-365 by Spf", "mail.shop.test by Greeting"]);
}

#[tokio::test]
async fn the_domains_own_records_name_a_server() {
    let zone = "shop.test MX 10 mx.shop.test\n\
                _submission._tcp.shop.test SRV 0 0 587 late.shop.test\n\
                _submissions._tcp.shop.test SRV 20 0 465 third.shop.test\n\
                _submissions._tcp.shop.test SRV 10 1 465 second.shop.test\n\
                _submissions._tcp.shop.test SRV 10 9 465 first.shop.test";
    let server =
        |signs: &Signs| signs.srv.as_ref().map(|(host, port, security)| format!("{host}:{port} {security}"));
    assert_eq!(server(&look(zone).await).as_deref(), Some("first.shop.test:465 implicit-tls"));
    let absent =
        "_submissions._tcp.shop.test SRV 0 0 0 .\n_submission._tcp.shop.test SRV 0 1 587 late.shop.test";
    assert_eq!(server(&look(absent).await).as_deref(), Some("late.shop.test:587 starttls"));
    assert_eq!(server(&look("_submission._tcp.shop.test SRV 0 0 0 .").await), None);

    let signs = look(OWN).await;
    let own = judge::with_server(&signs, Some(found("mail.shop.test", FoundBy::Srv, Sure::Certain)));
    assert_eq!((own.provider, own.sure, own.found_by), (None, Some(Sure::Certain), Some(FoundBy::Srv)));
    assert_eq!(own.server.unwrap().host.as_str(), "mail.shop.test");
    let theirs = judge::with_server(&signs, Some(found("smtp.fastmail.com", FoundBy::Srv, Sure::Likely)));
    assert_eq!((id(&theirs), &theirs.server), (Some("fastmail"), &None), "the provider's row has the server");
}

#[tokio::test]
async fn a_panels_guide_is_combined_with_the_domains_own_server() {
    let zone = format!("{OWN}_autodiscover._tcp.shop.test SRV 0 0 443 cpanelemaildiscovery.cpanel.net");
    let signs = look(&zone).await;
    let own = judge::with_server(&signs, Some(found("mail.shop.test", FoundBy::Greeting, Sure::Guess)));
    assert_eq!((id(&own), own.server.is_some()), (Some("cpanel"), true));
    assert_eq!(silent(&zone).await.sure, Some(Sure::Likely));
}

#[tokio::test]
async fn spf_alone_is_a_guess_and_the_client_is_asked_if_a_server_answers() {
    let zone = format!("{OWN}shop.test TXT v=spf1 include:zohomail.eu include:relay.mailchannels.net -all");
    let guess = silent(&zone).await;
    assert_eq!(
        (id(&guess), guess.sure, guess.found_by),
        (Some("zoho"), Some(Sure::Guess), Some(FoundBy::Spf))
    );
    let signs = look(&zone).await;
    let both = judge::with_server(&signs, Some(found("mail.shop.test", FoundBy::Greeting, Sure::Guess)));
    assert_eq!(asked(&both), ["mail.shop.test by Greeting", "zoho by Spf"]);
    let relay = silent("shop.test MX 0 .\nshop.test TXT v=spf1 include:spf.mtasv.net -all").await;
    assert_eq!((id(&relay), relay.seen.len()), (Some("postmark"), 0));
}

#[tokio::test]
async fn a_failed_lookup_does_not_mean_a_nonexistent_domain() {
    let silence = silent("shop.test TIMEOUT").await;
    assert_eq!((&silence.provider, silence.ask.len()), (&None, 0));
    assert!(silence.unknown.unwrap().contains("192.0.2.53:53"));
    let partly = silent(&format!("{OWN}_submissions._tcp.shop.test TIMEOUT")).await;
    assert!(partly.unknown.unwrap().contains("192.0.2.53:53"));
    let known = silent(&format!("{GOOGLE}_submissions._tcp.shop.test TIMEOUT")).await;
    assert_eq!((id(&known), &known.unknown), (Some("google-workspace"), &None), "the failure doesn't matter");
}

#[tokio::test]
async fn a_domain_that_does_not_exist_is_absent() {
    let slip = silent("shop.example MX 10 mail.shop.example").await;
    assert_eq!((slip.absent, slip.provider, slip.unknown), (true, None, None));
    let bare = silent("www.shop.test A 192.0.2.1").await;
    assert!(!bare.absent, "a domain with names below it exists");
    assert!(!silent("shop.test TIMEOUT").await.absent, "a timeout doesn't mean absence");
}
