//! Compares every response in the router's tests with the document: its status, its code, and each field.

use axum::http::{Method, StatusCode, header};
use serde_json::Value;

use super::{Answer, schema};
use crate::routes::openapi::DOCUMENT;

/// The statuses that refuse a request's body before its route is known.
const BODY: [u16; 3] = [400, 408, 413];

/// Returns the operation of a request, or `None` if the document doesn't have the path or the method.
fn operation(method: &Method, path: &str) -> Option<&'static Value> {
    let path = path.split('?').next().unwrap_or_default();
    let fits = |template: &str| {
        let (mut template, mut path) = (template.split('/'), path.split('/'));
        loop {
            match (template.next(), path.next()) {
                (None, None) => return true,
                (Some(part), Some(given)) if part == given || part.starts_with('{') => {}
                _ => return false,
            }
        }
    };
    let paths = DOCUMENT["paths"].as_object().unwrap();
    let mut fitting = paths.iter().filter(|(template, _)| fits(template));
    fitting.next().and_then(|(_, methods)| methods.get(method.as_str().to_lowercase()))
}

/// Fails if a request or its response contradicts the document.
pub(super) fn hold(method: &Method, path: &str, body: &[u8], answer: &Answer) {
    let Some(operation) = operation(method, path) else { return };
    let status = answer.status.as_u16();
    let request = operation.get("requestBody");
    if request.is_none() && BODY.contains(&status) {
        return;
    }
    let response = &operation["responses"][status.to_string()];
    let what = format!("{method} {path}: {status} {}", answer.text());
    assert!(response.is_object(), "the document doesn't have this answer: {what}");
    if answer.status == StatusCode::NOT_MODIFIED {
        return;
    }
    let Some(content) = response["content"].as_object() else {
        assert!(answer.body.is_empty(), "{what}");
        return;
    };
    let (kind, content) = content.iter().next().unwrap();
    let given = answer.headers[header::CONTENT_TYPE].to_str().unwrap();
    assert_eq!(given.split(';').next().unwrap(), kind, "{what}");
    if !kind.ends_with("json") {
        return;
    }
    let value: Value = serde_json::from_slice(&answer.body).unwrap();
    schema::hold(&content["schema"], &value, schema::Fields::Named)
        .unwrap_or_else(|why| panic!("{why}: {what}"));
    if let Some(codes) = response["x-sealpost-codes"].as_array() {
        assert!(codes.contains(&value["code"]), "the document doesn't have this code: {what}");
    } else if let Some(request) = request {
        let asked: Value = serde_json::from_slice(body).unwrap();
        let schema = &request["content"]["application/json"]["schema"];
        schema::hold(schema, &asked, schema::Fields::Any)
            .unwrap_or_else(|why| panic!("{why}: {asked} of {what}"));
    }
}

/// Fails if a message on the check's socket contradicts the document.
pub(super) fn hold_message(text: &str) {
    let schema = &DOCUMENT["paths"]["/api/check/{locator}"]["get"]["x-sealpost-messages"]["server"];
    let value = serde_json::from_str(text).unwrap();
    schema::hold(schema, &value, schema::Fields::Named).unwrap_or_else(|why| panic!("{why}: {text}"));
}
