//! Tests of the JSON reader.

use serde::Serialize;
use shared::{
    check::CheckVerdict,
    wire::{ClientView, Config, ProviderBrief},
};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

use super::client::{brief, config, passed, view};
use crate::json::{Object, read};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn reads_the_servers_json() {
    assert_eq!(read::<Config>(&text(&config())), Some(config()));
    assert_eq!(read::<ClientView>(&text(&view())), Some(view()));
    let all = vec![brief("mailhaus", "Mailhaus", shared::facts::ProviderKind::Mailbox)];
    assert_eq!(read::<Vec<ProviderBrief>>(&text(&all)), Some(all));
}

fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("JSON")
}

#[wasm_bindgen_test]
fn rejects_invalid_json() {
    for text in ["", "{", "null", "[]", "<html>", "{\"agency\": 1}", "{\"agency\": \"Studio\"}"] {
        assert_eq!(read::<Config>(text), None, "{text}");
    }
    for text in ["-1", "1.5", "\"1\"", "true", "null"] {
        assert_eq!(read::<u32>(text), None, "{text}");
    }
    assert_eq!(read::<u32>("7"), Some(7));
    assert_eq!(read::<Option<u32>>("null"), Some(None));
    assert_eq!(read::<Vec<bool>>("[true, false]"), Some(vec![true, false]));
    assert_eq!(read::<()>("null"), Some(()));
}

#[wasm_bindgen_test]
fn ignores_unknown_fields() {
    let mut text = serde_json::to_value(config()).expect("JSON");
    text["new"] = "from a later version".into();
    assert_eq!(read::<Config>(&text.to_string()), Some(config()));
}

#[wasm_bindgen_test]
fn reads_an_object_field_by_field() {
    let object = |text| Object::parse(text).expect("valid JSON");
    let message = object("{\"type\": \"stage\", \"count\": 3, \"none\": null}");
    assert_eq!(message.field::<String>("type").as_deref(), Some("stage"));
    assert_eq!(message.field::<u32>("count"), Some(3));
    assert_eq!(message.field::<u32>("type"), None);
    assert_eq!(message.field::<u32>("missing"), None);
    assert_eq!(message.field::<Option<u32>>("none"), Some(None));
    assert!(Object::parse("{").is_none());
    for text in ["7", "null", "\"text\""] {
        assert_eq!(object(text).field::<String>("type"), None, "{text}");
    }
    let verdict = object("\"ok\"").read::<CheckVerdict>();
    assert_eq!(verdict, Some(passed().verdict));
}
