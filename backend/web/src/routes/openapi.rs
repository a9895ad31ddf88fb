//! The API's document (OpenAPI 3.1), generated from the table of routes.

mod responses;
mod schemas;

use std::sync::LazyLock;

use schemas::Schemas;
use sealpost_core::session::{Permission, may};
use serde_json::{Map, Value, json};
use shared::wire::Role;

use super::{
    limit::Limit,
    table::{Caller, GROUPS, Group, Route, Socket},
};
use crate::say::API;

/// The document.
pub(super) static DOCUMENT: LazyLock<Value> = LazyLock::new(document);

/// The document as text, as it is served.
pub(super) static TEXT: LazyLock<String> = LazyLock::new(|| DOCUMENT.to_string());

fn document() -> Value {
    let mut schemas = Schemas::new();
    let mut paths = Map::new();
    for Group { tag, routes, .. } in &*GROUPS {
        for route in routes {
            let methods = paths.entry(format!("/api{}", route.path)).or_insert_with(|| json!({}));
            methods[route.method.as_str().to_lowercase()] = operation(route, tag, &mut schemas);
        }
    }
    let tags: Vec<Value> =
        GROUPS.iter().map(|group| json!({ "name": group.tag, "description": group.heading })).collect();
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": API.page_title(),
            "description": format!("{}\n\n{}\n\n{}", API.page_intro(), API.page_sign_in(), API.page_errors()),
            "version": env!("CARGO_PKG_VERSION"),
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "tags": tags,
        "paths": paths,
        "components": {
            "securitySchemes": {
                "link": { "type": "http", "scheme": "bearer" },
                "session": { "type": "http", "scheme": "bearer" },
                "cookie": { "type": "apiKey", "in": "cookie", "name": "__Host-sealpost" },
            },
        },
    });
    document["components"]["schemas"] = schemas.finish(&mut document);
    // If maps keep their order depends on features that other crates of a build turn on.
    document.sort_all_objects();
    document
}

fn operation(route: &Route, tag: &str, schemas: &mut Schemas) -> Value {
    let request = route.sketch.body.map(|shape| schemas.asked(shape));
    let mut operation = json!({
        "operationId": route.name,
        "summary": route.says,
        "tags": [tag],
        "x-sealpost-roles": roles(route.sketch.caller),
        "x-sealpost-limit": route.limits.iter().map(|limit| limited(*limit)).collect::<Vec<_>>(),
        "security": security(route),
        "parameters": parameters(route, schemas),
        "responses": responses::responses(route, request.as_ref(), schemas),
    });
    if let Some(schema) = request {
        operation["requestBody"] = json!({
            "required": true,
            "content": { "application/json": { "schema": schema } },
            "x-sealpost-most-bytes": route.most,
        });
    }
    if let Some(Socket { up, down }) = route.socket {
        operation["x-sealpost-messages"] = json!({
            "client": up.map(|shape| schemas.asked(shape)),
            "server": schemas.given(down),
        });
    }
    operation
}

/// Returns the names of those who can call a route.
pub(super) fn roles(caller: Caller) -> Vec<&'static str> {
    match caller {
        Caller::Anyone => vec!["public"],
        Caller::Client => vec!["client"],
        Caller::Helper => vec!["helper"],
        Caller::Account => vec!["account"],
        Caller::Staff(permission) => allowed(permission).into_iter().map(role).collect(),
    }
}

/// Returns the roles that have a permission.
pub(super) fn allowed(permission: Permission) -> Vec<Role> {
    let all = [Role::Manager, Role::Technician, Role::Admin];
    all.into_iter().filter(|role| may(&[*role], permission)).collect()
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Manager => "manager",
        Role::Technician => "technician",
        Role::Admin => "admin",
    }
}

fn limited(limit: Limit) -> Value {
    let rule = limit.rule();
    json!({
        "class": limit.class(),
        "times": rule.times,
        "seconds": rule.seconds,
        "per": limit.per().name(),
    })
}

fn security(route: &Route) -> Value {
    match route.sketch.caller {
        // A browser can't set a header on a WebSocket, so the first message contains the link's token.
        Caller::Client if route.socket.is_some() => json!([]),
        Caller::Client | Caller::Helper => json!([{ "link": [] }]),
        Caller::Anyone if !route.sketch.shows_session => json!([]),
        Caller::Anyone | Caller::Account | Caller::Staff(_) => json!([{ "session": [] }, { "cookie": [] }]),
    }
}

fn parameters(route: &Route, schemas: &mut Schemas) -> Value {
    let in_path = route.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let mut all: Vec<Value> = in_path
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
        .collect();
    if let Some(shape) = route.sketch.query {
        let mut query = schemas.asked(shape);
        query.sort_all_objects();
        for (name, schema) in query["properties"].as_object().into_iter().flatten() {
            all.push(json!({ "name": name, "in": "query", "schema": schema }));
        }
    }
    all.into()
}
