use super::*;

/// November 30, 2026.
const NOVEMBER: i64 = 1_796_000_000;
/// December 31, 2026, 12:00 UTC.
const LAST_DAY: i64 = 1_798_718_400;
/// January 1, 2027.
const JANUARY: i64 = 1_798_761_600;
/// January 1, 2030.
const YEARS_LATER: i64 = 1_893_456_000;

const KNOWN: Situation = Situation {
    administrator: Administrator::SomeoneElse,
    recipients: Recipients::Anyone,
    passwords: Passwords::Unknown,
};

fn ways(today: i64, site: Site, situation: Situation) -> Vec<Way> {
    rank(today, site, situation).iter().map(|suggestion| suggestion.way).collect()
}

/// Returns every situation.
fn situations() -> impl Iterator<Item = Situation> {
    Administrator::ALL.into_iter().flat_map(|administrator| {
        Recipients::ALL.into_iter().flat_map(move |recipients| {
            Passwords::ALL.into_iter().map(move |passwords| Situation {
                administrator,
                recipients,
                passwords,
            })
        })
    })
}

/// Returns every site in every situation.
fn all() -> impl Iterator<Item = (Site, Situation)> {
    Site::ALL.into_iter().flat_map(|site| situations().map(move |situation| (site, situation)))
}

#[test]
fn each_site_gets_the_ways_that_its_software_can_use() {
    use Way::{AppClassic, AppScoped, AzureCommunication, Connector, PluginConsent, SendingService};
    let consent = PluginConsent;
    let [wpms, fluent, post] = [Plugin::WpMailSmtp, Plugin::FluentSmtp, Plugin::PostSmtp];
    for (site, expected) in [
        (Site::WpMailSmtp, vec![SendingService, consent(wpms), consent(fluent), AzureCommunication]),
        (Site::WpMailSmtpPro, vec![SendingService, consent(wpms), AzureCommunication]),
        (Site::FluentSmtp, vec![SendingService, consent(fluent), AzureCommunication]),
        (Site::PostSmtp, vec![SendingService, consent(post), consent(fluent), AzureCommunication]),
        (Site::GravitySmtp, vec![SendingService, consent(Plugin::GravitySmtp), AzureCommunication]),
        (Site::SureMail, vec![SendingService, consent(Plugin::SureMail), AzureCommunication]),
        (Site::Wordpress, vec![SendingService, AppScoped, AppClassic, consent(fluent), AzureCommunication]),
        (Site::Laravel, vec![SendingService, AzureCommunication, Connector]),
        (Site::Symfony, vec![SendingService, AzureCommunication, Connector]),
        (Site::Django, vec![SendingService, AppScoped, AppClassic, AzureCommunication, Connector]),
        (Site::Rails, vec![SendingService, AppScoped, AppClassic, AzureCommunication, Connector]),
        (Site::Nodemailer, vec![SendingService, AppScoped, AppClassic, AzureCommunication, Connector]),
        (Site::Postfix, vec![SendingService, AzureCommunication, Connector]),
        (Site::Msmtp, vec![SendingService, AppScoped, AppClassic, AzureCommunication, Connector]),
        (Site::Other, vec![SendingService, AzureCommunication]),
    ] {
        assert_eq!(ways(JANUARY, site, KNOWN), expected, "{site:?}");
    }
}

#[test]
fn a_password_is_offered_until_it_is_off_by_default_and_then_only_if_it_is_known_to_work() {
    for (today, passwords, expected) in [
        (NOVEMBER, Passwords::Unknown, Some(Phase::Announced)),
        (NOVEMBER, Passwords::Allowed, Some(Phase::Announced)),
        (NOVEMBER, Passwords::Rejected, None),
        (LAST_DAY, Passwords::Unknown, Some(Phase::LastMonth)),
        (LAST_DAY, Passwords::Rejected, None),
        (JANUARY, Passwords::Unknown, None),
        (JANUARY, Passwords::Allowed, Some(Phase::OffByDefault)),
        (JANUARY, Passwords::Rejected, None),
        (YEARS_LATER, Passwords::Unknown, None),
        (YEARS_LATER, Passwords::Allowed, Some(Phase::EndWasDue)),
    ] {
        for site in Site::ALL {
            let found = rank(today, site, Situation { passwords, ..KNOWN });
            let password = found.iter().find_map(|suggestion| match suggestion.way {
                Way::Password { ends } => Some((ends, &suggestion.cautions)),
                _ => None,
            });
            assert_eq!(password.map(|(ends, _)| ends), expected, "{today} {site:?} {passwords:?}");
            if let Some((ends, cautions)) = password {
                assert!(cautions.contains(&Caution::PasswordsEnd(ends)), "{cautions:?}");
                assert!(cautions.contains(&Caution::KeepSecurityDefaults), "{cautions:?}");
            }
        }
    }
}

#[test]
fn only_software_that_can_gets_an_app_and_the_scoped_one_comes_first() {
    for (site, situation) in all() {
        let ways = ways(NOVEMBER, site, situation);
        let place = |way: Way| ways.iter().position(|other| *other == way);
        let places = (place(Way::AppScoped), place(Way::AppClassic));
        let can = [Site::Wordpress, Site::Django, Site::Rails, Site::Nodemailer, Site::Msmtp].contains(&site);
        match places {
            (Some(scoped), Some(classic)) => assert!(can && scoped < classic, "{site:?}"),
            (None, None) => assert!(!can, "{site:?}"),
            _ => panic!("{site:?}: {ways:?}"),
        }
    }
}

#[test]
fn high_volume_email_is_only_for_the_own_organization() {
    for (site, situation) in all() {
        let offered = ways(NOVEMBER, site, situation).contains(&Way::HighVolume);
        assert_eq!(offered, situation.recipients == Recipients::OwnOrganization, "{site:?} {situation:?}");
    }
}

#[test]
fn an_answer_names_each_way_once_and_always_has_one() {
    for (site, situation) in all() {
        let ways = ways(NOVEMBER, site, situation);
        assert_eq!(ways[0], Way::SendingService, "{site:?} {situation:?}");
        for (index, way) in ways.iter().enumerate() {
            assert!(!ways[..index].contains(way), "{site:?} {situation:?}: {ways:?}");
        }
    }
}

#[test]
fn what_the_reader_can_do_comes_first() {
    let unknown = Situation { administrator: Administrator::Unknown, passwords: Passwords::Allowed, ..KNOWN };
    let found = ways(NOVEMBER, Site::Django, unknown);
    assert_eq!(found[..2], [Way::SendingService, Way::Password { ends: Phase::Announced }]);
    assert_eq!(ways(NOVEMBER, Site::Django, KNOWN).last(), Some(&Way::Password { ends: Phase::Announced }));

    let client = Situation { administrator: Administrator::Client, ..KNOWN };
    let consent = Way::PluginConsent(Plugin::FluentSmtp);
    assert_eq!(ways(NOVEMBER, Site::Wordpress, client)[1..3], [consent, Way::AppScoped]);
    assert_eq!(ways(NOVEMBER, Site::Wordpress, KNOWN)[1..3], [Way::AppScoped, Way::AppClassic]);
}

#[test]
fn rights_to_more_than_the_mailbox_are_warned_of() {
    let cautions = |site, way: Way| {
        let found = rank(NOVEMBER, site, KNOWN);
        found.into_iter().find(|suggestion| suggestion.way == way).expect("the way").cautions
    };
    assert!(cautions(Site::Django, Way::AppClassic).contains(&Caution::OpensTheMailbox));
    assert!(!cautions(Site::Django, Way::AppScoped).contains(&Caution::OpensTheMailbox));
    assert!(cautions(Site::Django, Way::AppScoped).contains(&Caution::GraphReachesAll));
    let fluent = Way::PluginConsent(Plugin::FluentSmtp);
    assert!(cautions(Site::FluentSmtp, fluent).contains(&Caution::PluginReadsMail));
    let paid = Way::PluginConsent(Plugin::WpMailSmtp);
    assert!(cautions(Site::WpMailSmtp, paid).contains(&Caution::CostsMoney));
    assert!(!cautions(Site::WpMailSmtpPro, paid).contains(&Caution::CostsMoney));
    for site in [Site::Laravel, Site::Symfony, Site::Django, Site::Wordpress] {
        assert_eq!(site.caution(), Some(Caution::GraphReachesAll), "{site:?}");
    }
}

#[test]
fn google_offers_what_the_account_and_the_software_can_use() {
    use google::{Account, Situation, Way, rank};
    let ways = |site, account, administrator, app_passwords| -> Vec<Way> {
        let found = rank(site, Situation { account, administrator, app_passwords });
        found.iter().map(|suggestion| suggestion.way).collect()
    };
    let [workspace, personal] = [Account::Workspace, Account::Personal];
    let [known, unknown] = [Administrator::SomeoneElse, Administrator::Unknown];
    let consent = Way::PluginConsent;
    for (site, account, administrator, passwords, expected) in [
        (
            Site::WpMailSmtp,
            workspace,
            known,
            Passwords::Unknown,
            vec![Way::AppPassword, consent(Plugin::WpMailSmtp), Way::SendingService],
        ),
        (
            Site::PostSmtp,
            personal,
            unknown,
            Passwords::Rejected,
            vec![consent(Plugin::PostSmtp), Way::SendingService],
        ),
        (
            Site::Django,
            workspace,
            known,
            Passwords::Rejected,
            vec![Way::Relay, Way::SendingService, Way::ServiceAccount],
        ),
        (
            Site::Django,
            workspace,
            unknown,
            Passwords::Rejected,
            vec![Way::SendingService, Way::Relay, Way::ServiceAccount],
        ),
        (Site::Django, personal, known, Passwords::Allowed, vec![Way::AppPassword, Way::SendingService]),
        (Site::Laravel, workspace, known, Passwords::Rejected, vec![Way::Relay, Way::SendingService]),
        (Site::Other, workspace, known, Passwords::Rejected, vec![Way::SendingService]),
    ] {
        let found = ways(site, account, administrator, passwords);
        assert_eq!(found, expected, "{site:?} {account:?} {administrator:?} {passwords:?}");
    }
}

#[test]
fn a_service_account_comes_with_a_warning_and_after_everything_else() {
    for site in Site::ALL {
        for (account, administrator) in
            google::Account::ALL.into_iter().flat_map(|account| Administrator::ALL.map(|who| (account, who)))
        {
            let situation = google::Situation { account, administrator, app_passwords: Passwords::Rejected };
            let found = google::rank(site, situation);
            let place = found.iter().position(|one| one.way == google::Way::ServiceAccount);
            let Some(place) = place else { continue };
            assert_eq!(place, found.len() - 1, "{site:?} {situation:?}");
            assert_eq!(found[place].cautions, [Caution::OpensEveryMailbox]);
        }
    }
}

#[test]
fn an_administrator_has_steps_where_one_is_needed() {
    let [app, classic] = [Way::AppScoped.admin_steps(), Way::AppClassic.admin_steps()];
    let adds = guide::AdminStep::AddSendAsApp;
    assert!(!app.contains(&adds) && app.contains(&guide::AdminStep::NoPermissions));
    assert!(classic.contains(&adds) && !classic.contains(&guide::AdminStep::NoPermissions));
    for steps in [app, classic] {
        let place = |wanted| steps.iter().position(|step| *step == wanted);
        let certificate = place(guide::AdminStep::UploadCertificate);
        assert!(certificate.is_some() && certificate < place(guide::AdminStep::CreateSecretInstead));
    }
    for (site, situation) in all() {
        for way in ways(NOVEMBER, site, situation) {
            assert!(way.client_steps().contains(&guide::ClientStep::SendTest), "{way:?}");
            assert_eq!(way.admin_steps().is_empty(), way == Way::SendingService, "{way:?}");
        }
    }
}

#[test]
fn a_redirect_address_is_shown_exactly_if_it_is_known() {
    use crate::grant::steps::{Redirect, SiteAddress, redirect};
    use guide::AdminStep;
    let site: SiteAddress = "bakery.example".parse().expect("a site");
    let is_known = |plugin, provider| matches!(redirect(plugin, &site, provider), Redirect::Exact(_));
    for plugin in Plugin::ALL {
        let microsoft = Way::PluginConsent(plugin).admin_steps();
        let google = google::Way::PluginConsent(plugin).admin_steps();
        assert_eq!(
            microsoft.contains(&AdminStep::RegisterAppWithRedirect),
            is_known(plugin, Provider::Microsoft365),
            "{plugin:?}"
        );
        assert_eq!(
            google.contains(&AdminStep::CreateOauthClient),
            is_known(plugin, Provider::Google),
            "{plugin:?}"
        );
        assert_eq!(
            microsoft.contains(&AdminStep::AddPluginPermissions),
            plugin.permissions().is_some(),
            "{plugin:?}"
        );
    }
}
