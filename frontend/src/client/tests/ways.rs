//! Tests of the guide for Microsoft 365 and Google, where the client answers two questions and chooses a way to send.

use shared::{
    details::SecretKind,
    grant::steps::Plugin,
    rules::Security,
    status::Step,
    ways::{Administrator, Site},
    wire::{ProviderGuide, ProviderServer},
};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{at, chosen, drawn};
use crate::{
    client::{
        plan::{AppFields, Entry, Place, Plan, Software},
        prefill,
        state::{SecretState, Wizard},
    },
    say,
    tests::{
        Server,
        client::{answers, provider, secret},
    },
};

/// Returns a provider with this ID and this server.
fn at_server(id: &str, host: &str) -> ProviderGuide {
    let server =
        ProviderServer { host: host.into(), port: 587, security: Security::Starttls, note: String::new() };
    ProviderGuide { id: id.into(), endpoints: vec![server], ..provider() }
}

pub(super) fn microsoft() -> ProviderGuide {
    let secret_kind = SecretKind::MailboxPassword;
    ProviderGuide { secret_kind, ..at_server("microsoft-365", "smtp.office365.com") }
}

pub(super) fn google() -> ProviderGuide {
    at_server("google-workspace", "smtp.gmail.com")
}

/// Returns a wizard at this step, for a mailbox at this provider.
pub(super) fn with(provider: &ProviderGuide, step: Step, plan: &Plan) -> Wizard {
    let mut wizard = at(step);
    let choice = chosen(provider);
    wizard.typed = prefill::typed(&choice, None, &answers().address);
    wizard.typed.plan = plan.write();
    wizard.choice = Some(choice);
    wizard
}

/// Returns the answers of an administrator whose website runs on this software.
fn answered(site: Site, place: Place) -> Plan {
    let administrator = Some(Administrator::Client);
    Plan { software: Some(Software::Known(site)), administrator, place, entry: Entry::Password }
}

#[wasm_bindgen_test]
async fn microsofts_guide_begins_with_two_questions() {
    let _server = Server::start();
    let page = drawn(with(&microsoft(), Step::Guide, &Plan::default())).await;
    page.matches("main", "client/ways-questions").await;
    page.pick("#software", "?").await;
    assert!(page.says(&say::letter().ways_ask_manager(&"Mia Berg")));
    assert!(!page.says(say::letter().ways_list()), "one question is still open");
    page.choose("input[name='administrator']").await;
    assert!(page.says(say::letter().ways_list()));
    assert!(page.says(say::ways().way_sending_service()));
}

#[wasm_bindgen_test]
async fn ways_are_listed_best_first_and_the_best_one_is_open() {
    let _server = Server::start();
    for (site, who, name) in [
        (Site::FluentSmtp, Administrator::Client, "client/ways-plugin"),
        (Site::Django, Administrator::SomeoneElse, "client/ways-app"),
    ] {
        let plan = Plan { administrator: Some(who), ..answered(site, Place::List) };
        let page = drawn(with(&microsoft(), Step::Guide, &plan)).await;
        page.matches("section[aria-labelledby='ways']", name).await;
        assert!(page.has("details[open]") && page.has("details:not([open])"), "{site:?}");
    }
}

#[wasm_bindgen_test]
async fn a_password_that_is_not_in_the_list_can_still_be_entered() {
    let _server = Server::start();
    let plan = answered(Site::Django, Place::List);
    let page = drawn(with(&microsoft(), Step::Guide, &plan)).await;
    page.press(say::letter().ways_password_known()).await;
    assert!(page.says(say::letter().guide_mailbox_password()) && page.says(say::letter().guide_ending()));
    page.press(say::letter().guide_mailbox_password_done()).await;
    assert!(page.says(say::letter().details_mailbox_password()));
}

#[wasm_bindgen_test]
async fn googles_guide_begins_with_the_app_password() {
    let _server = Server::start();
    let page = drawn(with(&google(), Step::Guide, &Plan::default())).await;
    assert!(page.says(say::letter().guide_app_password_done()));
    page.press(say::letter().ways_back()).await;
    assert!(page.says(say::letter().ways_software()) && page.says(say::letter().ways_administrator()));
}

#[wasm_bindgen_test]
async fn a_personal_account_has_no_administrator() {
    let _server = Server::start();
    let plan = Plan { place: Place::List, ..Plan::default() };
    let mut wizard = with(&google(), Step::Guide, &plan);
    wizard.address = "ada@gmail.com".into();
    let page = drawn(wizard).await;
    assert!(!page.says(say::letter().ways_administrator()));
    page.pick("#software", "?").await;
    assert!(page.says(say::letter().ways_list()));
}

#[wasm_bindgen_test]
async fn each_way_shows_its_steps() {
    let _server = Server::start();
    let [microsoft, google] = [microsoft(), google()];
    for (provider, site, number, name) in [
        (&microsoft, Site::FluentSmtp, 0, "client/way-service"),
        (&microsoft, Site::FluentSmtp, 1, "client/way-plugin"),
        (&microsoft, Site::Django, 1, "client/way-app"),
        (&microsoft, Site::Django, 4, "client/way-connector"),
        (&google, Site::GravitySmtp, 1, "client/way-plugin-copied"),
        (&google, Site::Django, 3, "client/way-account"),
    ] {
        let plan = answered(site, Place::Way(number));
        drawn(with(provider, Step::Guide, &plan)).await.matches("main", name).await;
    }
}

#[wasm_bindgen_test]
async fn the_commands_contain_the_ids_once_both_are_right() {
    let _server = Server::start();
    let [application, object] =
        ["4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5", "0f5c8a51-90c6-4dd1-8c22-1d8bb2d2c0aa"];
    let page = drawn(with(&microsoft(), Step::Guide, &answered(Site::Django, Place::Way(1)))).await;
    page.type_into("#command-application", application).await;
    page.type_into("#command-object", "bakery").await;
    assert!(page.says(say::letter().app_object_wrong()));
    page.type_into("#command-object", application).await;
    assert!(page.says(say::administrator().same_id()) && !page.says("New-ServicePrincipal"));
    page.type_into("#command-object", object).await;
    let command = format!("New-ServicePrincipal -AppId '{application}' -ObjectId '{object}'");
    assert!(page.says(&command) && page.says("'info@bakery.test'"));
}

#[wasm_bindgen_test]
async fn the_administrators_part_is_folded_for_everyone_else() {
    let _server = Server::start();
    for (who, is_folded) in
        [(Administrator::Client, false), (Administrator::SomeoneElse, true), (Administrator::Unknown, true)]
    {
        let plan = Plan { administrator: Some(who), ..answered(Site::Django, Place::Way(1)) };
        let page = drawn(with(&microsoft(), Step::Guide, &plan)).await;
        assert_eq!(page.has("#administrator"), !is_folded, "{who:?}");
        assert_eq!(page.says(say::letter().ways_for_microsoft()), is_folded, "{who:?}");
        let finds = page.says(say::ways().step_find_microsoft_administrator());
        assert_eq!(finds, who == Administrator::Unknown, "{who:?}");
    }
}

#[wasm_bindgen_test]
async fn a_secret_is_kept_only_for_the_same_kind() {
    let _server = Server::start();
    let app = |plugin| {
        let [application, redirect, tenant] = [(); 3].map(|()| String::new());
        Entry::PluginClient { plugin, application, redirect, tenant }
    };
    for (entry, is_kept) in [
        (app(Plugin::FluentSmtp), true),
        (app(Plugin::PostSmtp), false),
        (Entry::OauthClient(AppFields::default()), false),
        (Entry::Password, false),
    ] {
        let plan = Plan { entry, ..answered(Site::FluentSmtp, Place::Way(1)) };
        let mut wizard = with(&microsoft(), Step::Guide, &plan);
        wizard.secret = SecretState::Typed(secret("hunter2~"));
        let page = drawn(wizard).await;
        page.press(say::letter().ways_have_values()).await;
        assert_eq!(page.value("#secret"), if is_kept { "hunter2~" } else { "" }, "{plan:?}");
        let redirect = "https://bakery.test/wp-json/fluent-smtp/outlook_callback";
        assert_eq!(page.value("#redirect"), if is_kept { "" } else { redirect }, "{plan:?}");
    }
}
