//! The API's document is valid OpenAPI 3.1, and the server serves it.

use std::collections::BTreeSet;

use axum::{
    body::Body,
    http::{StatusCode, header},
};
use serde_json::Value;

use super::{Server, request, schema::referred};
use crate::routes::{openapi::DOCUMENT, table::GROUPS};

/// Calls `see` with every object of the document.
fn walk(value: &Value, see: &mut impl FnMut(&serde_json::Map<String, Value>)) {
    match value {
        Value::Object(map) => {
            see(map);
            map.values().for_each(|value| walk(value, see));
        }
        Value::Array(values) => values.iter().for_each(|value| walk(value, see)),
        _ => {}
    }
}

#[test]
fn every_reference_resolves_and_every_schema_is_used() {
    let mut used = BTreeSet::new();
    walk(&DOCUMENT, &mut |map| {
        if let Some(Value::String(reference)) = map.get("$ref") {
            assert!(referred(reference).is_some(), "{reference}");
            used.insert(reference.rsplit('/').next().unwrap().to_owned());
        }
        // schemars writes these keys into standalone schemas. They don't belong in the document.
        assert!(!map.contains_key("$schema") && !map.contains_key("$defs"), "{map:?}");
    });
    let schemas: BTreeSet<String> =
        DOCUMENT["components"]["schemas"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(used, schemas);
}

#[test]
fn every_operation_has_what_openapi_requires() {
    assert_eq!(DOCUMENT["openapi"], "3.1.0");
    let tags: Vec<&Value> = DOCUMENT["tags"].as_array().unwrap().iter().map(|tag| &tag["name"]).collect();
    let schemes = DOCUMENT["components"]["securitySchemes"].as_object().unwrap();
    let mut names = BTreeSet::new();
    for (path, methods) in DOCUMENT["paths"].as_object().unwrap() {
        let in_path: BTreeSet<&str> =
            path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
        for (method, operation) in methods.as_object().unwrap() {
            let what = format!("{method} {path}");
            assert!(["get", "post", "put", "delete"].contains(&method.as_str()), "{what}");
            let name = operation["operationId"].as_str().unwrap();
            assert!(names.insert(name), "{what}: {name} is taken");
            assert!(operation["summary"].as_str().unwrap().ends_with('.'), "{what}");
            assert!(operation["tags"].as_array().unwrap().iter().all(|tag| tags.contains(&tag)), "{what}");
            let parameters = operation["parameters"].as_array().unwrap();
            let required = parameters.iter().filter(|one| one["in"] == "path" && one["required"] == true);
            let declared: BTreeSet<&str> = required.map(|one| one["name"].as_str().unwrap()).collect();
            assert_eq!(declared, in_path, "{what}");
            assert!(parameters.iter().all(|one| one["schema"].is_object()), "{what}");
            for scheme in operation["security"].as_array().unwrap() {
                assert!(scheme.as_object().unwrap().keys().all(|name| schemes.contains_key(name)), "{what}");
            }
            let responses = operation["responses"].as_object().unwrap();
            assert!(!responses.is_empty(), "{what}");
            for (status, response) in responses {
                assert!(status.parse::<u16>().is_ok_and(|status| (100..600).contains(&status)), "{what}");
                assert!(!response["description"].as_str().unwrap().is_empty(), "{what}: {status}");
            }
        }
    }
}

#[tokio::test]
async fn the_document_and_its_page_are_served() {
    let server = Server::new().await;
    let get = async |path: &str| {
        let answer = server.send(request("GET", path, None).body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::OK);
        answer
    };
    let document: Value = get("/api/openapi.json").await.json(StatusCode::OK);
    assert_eq!(document, *DOCUMENT);
    assert!(
        get("/api/docs.css").await.headers[header::CONTENT_TYPE].to_str().unwrap().starts_with("text/css")
    );
    let answer = get("/api/docs").await;
    let policy = answer.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    let page = answer.text();
    for route in GROUPS.iter().flat_map(|group| &group.routes) {
        assert!(
            page.contains(&format!("<code>{} /api{}</code>", route.method, route.path)),
            "{}",
            route.name
        );
    }
    for name in DOCUMENT["components"]["schemas"].as_object().unwrap().keys() {
        assert!(page.contains(&format!("id=\"type-{name}\"")), "{name}");
    }
    // The page runs no script, and loads nothing from other sites.
    for foreign in ["<script", " style=", "<style", "http://", "https://", "src="] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    let links: BTreeSet<&str> =
        page.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let mut ids = BTreeSet::new();
    for id in page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(ids.insert(id), "{id} appears twice");
    }
    for link in links {
        assert!(ids.contains(link), "{link}");
    }
}
