//! The responses of a route, by status: successes and refusals.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use schemars::SchemaGenerator;
use serde_json::{Map, Value, json};
use shared::{rules::RuleError, wire::Problem};

use super::{super::table::Route, schemas::Schemas};

/// Schemas of texts with rules.
const RULED: [&str; 7] = ["Domain", "Host", "Address", "Phone", "HelpNote", "ShortText", "Accent"];

/// The rules that such a text can break.
const RULES: [RuleError; 18] = [
    RuleError::Empty,
    RuleError::TooLong,
    RuleError::HostIsAddress,
    RuleError::IsUrl,
    RuleError::NotAName,
    RuleError::NotAscii,
    RuleError::Sign(' '),
    RuleError::TwoAts,
    RuleError::TwoDots,
    RuleError::Hyphen,
    RuleError::OtherScheme,
    RuleError::HasLogin,
    RuleError::NotAnAddress,
    RuleError::NotAPort,
    RuleError::NotAPhone,
    RuleError::NotAColor,
    RuleError::Control,
    RuleError::Hidden(' '),
];

/// Returns the responses of a route, from its row and the schema of its request.
pub(super) fn responses(route: &Route, request: Option<&Value>, schemas: &mut Schemas) -> Value {
    let mut responses = Map::new();
    for (status, shape) in &route.sketch.given {
        let mut response = json!({ "description": reason(*status) });
        if let Some(shape) = shape {
            response["content"] = json!({ route.kind: { "schema": schemas.given(*shape) } });
        }
        if route.sketch.sets_cookie {
            response["headers"] = json!({ "Set-Cookie": { "schema": { "type": "string" } } });
        }
        responses.insert(status.to_string(), response);
    }
    let mut refused: BTreeMap<u16, BTreeSet<&str>> = BTreeMap::new();
    for (status, code) in &route.sketch.refused {
        refused.entry(*status).or_default().insert(code);
    }
    if request.is_some_and(|request| schemas.reaches(request, &RULED)) {
        let codes = refused.entry(StatusCode::UNPROCESSABLE_ENTITY.as_u16()).or_default();
        codes.extend(RULES.map(RuleError::code));
    }
    for (status, codes) in refused {
        let mut response = json!({
            "description": reason(status),
            "content": { "application/problem+json": { "schema": schemas.given(SchemaGenerator::subschema_for::<Problem>) } },
            "x-sealpost-codes": codes,
        });
        if status == StatusCode::TOO_MANY_REQUESTS.as_u16() {
            response["headers"] = json!({ "Retry-After": { "schema": { "type": "integer" } } });
        }
        responses.insert(status.to_string(), response);
    }
    responses.into()
}

/// Returns the standard name of a status.
fn reason(status: u16) -> &'static str {
    StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason()).unwrap_or_default()
}
