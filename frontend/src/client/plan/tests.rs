use shared::grant::steps::Plugin;

use super::*;

fn entries() -> Vec<Entry> {
    let [first, second] = ["4b7e21c9", "bakery"].map(str::to_owned);
    let plugin = |plugin| Entry::PluginClient {
        plugin,
        application: "75-x.apps.googleusercontent.com".into(),
        redirect: "https://shop.test/gapi/".into(),
        tenant: "bakery.test".into(),
    };
    let mut all = vec![
        Entry::Password,
        Entry::OtherPassword,
        Entry::OauthClient(AppFields { application: first.clone(), remind: true, ..AppFields::default() }),
        Entry::OauthClient(AppFields {
            tenant: second,
            application: first,
            expires: "2028-05-30".into(),
            remind: false,
        }),
        Entry::ServiceAccount,
    ];
    all.extend(Plugin::ALL.map(plugin));
    all
}

#[test]
fn a_plan_is_read_back() {
    let software = Site::ALL.map(|site| Some(Software::Known(site))).into_iter();
    for software in software.chain([None, Some(Software::Unknown)]) {
        for administrator in [None, Some(Administrator::Client), Some(Administrator::Unknown)] {
            for place in [Place::Start, Place::List, Place::Password, Place::Way(0), Place::Way(11)] {
                for entry in entries() {
                    let plan = Plan { software, administrator, place, entry };
                    let text = plan.write();
                    assert!(!text.is_empty(), "{plan:?}");
                    assert_eq!(Plan::read(&text), plan, "{text:?}");
                }
            }
        }
    }
}

#[test]
fn anything_else_is_left_out() {
    for text in ["", "\n\n\n\n\n", "99\n9\n-1\n9\nx\ny", "x\nx\nx\nx", "\u{0}", "?"] {
        let plan = Plan::read(text);
        assert_eq!((plan.place, &plan.entry), (Place::Start, &Entry::Password), "{text:?}");
        assert_eq!(plan.administrator, None, "{text:?}");
        assert_eq!(plan.software.is_some(), text == "?", "{text:?}");
    }
}

#[test]
fn texts_are_only_kept_for_the_same_kind_and_plugin() {
    let all = entries();
    for (at, entry) in all.iter().enumerate() {
        for (other_at, other) in all.iter().enumerate() {
            let is_app = |entry: &Entry| matches!(entry, Entry::OauthClient(_));
            let expected = at == other_at || is_app(entry) && is_app(other);
            assert_eq!(entry.is_like(other), expected, "{entry:?} {other:?}");
        }
    }
}
