//! The page about the API, generated from the table of routes. It runs no script.

use std::{fmt::Write, sync::LazyLock};

use sealpost_core::limits;
use serde_json::Value;
use shared::wire::Role;

use super::{
    super::{
        limit::{Limit, Per},
        openapi::{DOCUMENT, allowed},
        pages::still::{escape, links},
        table::{Caller, GROUPS, Group, Route},
    },
    types,
};
use crate::{
    pages::Pages,
    say::{API, span},
};

/// Returns the page, with our pages' styles if they are built.
pub(super) fn page(pages: &Pages) -> String {
    let built = pages.get("index.html").unwrap_or_default();
    let mut html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>{title}</title>\n{links}\n\
         <link rel=\"stylesheet\" href=\"/api/docs.css\">\n</head>\n<body>\n<main class=\"api stack stack--loose\">\n\
         <h1>{title}</h1>\n<p>{}</p>\n<p>{}</p>\n<p>{}</p>\n<p><a href=\"/api/openapi.json\">{}</a></p>\n",
        escape(API.page_intro()),
        escape(API.page_sign_in()),
        escape(API.page_errors()),
        escape(API.page_document()),
        title = escape(API.page_title()),
        links = links(&String::from_utf8_lossy(&built)),
    );
    html.push_str(&TABLES);
    html.push_str("</main>\n</body>\n</html>\n");
    html
}

/// The routes and the types, which are the same on every server and in every answer.
static TABLES: LazyLock<String> = LazyLock::new(|| {
    let mut html = String::new();
    for group in &*GROUPS {
        section(&mut html, group);
    }
    let heading = (escape(API.page_types()), escape(API.page_types_intro()));
    _ = write!(html, "<section class=\"stack\">\n<h2>{}</h2>\n<p>{}</p>\n", heading.0, heading.1);
    for (name, schema) in DOCUMENT["components"]["schemas"].as_object().into_iter().flatten() {
        _ = write!(
            html,
            "<details class=\"fold\"><summary class=\"fold__summary\"><span><code>{name}</code></span></summary>\n\
             <div class=\"fold__body\" id=\"type-{name}\">{}</div></details>\n",
            types::described(schema)
        );
    }
    html.push_str("</section>\n");
    html
});

fn section(html: &mut String, group: &Group) {
    _ = write!(
        html,
        "<section class=\"stack\">\n<h2 id=\"group-{}\">{}</h2>\n",
        group.tag,
        escape(group.heading)
    );
    for route in &group.routes {
        let (method, path) = (&route.method, escape(route.path));
        _ = write!(
            html,
            "<details class=\"fold\"><summary class=\"fold__summary\"><span><code>{method} /api{path}</code><br>{}\
             </span></summary>\n<dl class=\"fold__body\" id=\"{}\">\n",
            escape(route.says),
            route.name
        );
        for (term, about) in about(route) {
            _ = writeln!(html, "<dt>{}</dt><dd>{about}</dd>", escape(term));
        }
        html.push_str("</dl></details>\n");
    }
    html.push_str("</section>\n");
}

/// Returns the facts about a route, in HTML.
fn about(route: &Route) -> Vec<(&'static str, String)> {
    let methods = &DOCUMENT["paths"][format!("/api{}", route.path)];
    let operation = &methods[route.method.as_str().to_lowercase()];
    let mut about = vec![(API.who(), escape(&who(route.sketch.caller)))];
    if !route.limits.is_empty() {
        about.push((
            API.limits(),
            lines(
                route
                    .limits
                    .iter()
                    .map(|limit| format!("<code>{}</code>: {}", limit.class(), escape(&limited(*limit)))),
            ),
        ));
    }
    let query = operation["parameters"].as_array().into_iter().flatten().filter(|one| one["in"] == "query");
    let query: Vec<String> = query
        .map(|one| {
            let name = one["name"].as_str().unwrap_or_default();
            format!("<code>{}</code>: {}", escape(name), types::kind(&one["schema"]))
        })
        .collect();
    if !query.is_empty() {
        about.push((API.query(), lines(query.into_iter())));
    }
    if let Some(body) = operation.get("requestBody") {
        let kind = types::kind(&body["content"]["application/json"]["schema"]);
        let most = escape(&API.request_most(&(route.most / 1024)));
        about.push((API.request(), lines([kind, most].into_iter())));
    }
    if let Some(messages) = operation.get("x-sealpost-messages") {
        let client = messages["client"].as_array().into_iter().flatten();
        about.push((API.socket_sends(), lines(client.map(types::kind))));
        about.push((API.socket_gets(), types::kind(&messages["server"])));
    }
    about.push((API.answers(), lines(given(route, operation).into_iter())));
    let refused = refused(operation);
    if !refused.is_empty() {
        about.push((API.refusals(), lines(refused.into_iter())));
    }
    about
}

fn given(route: &Route, operation: &Value) -> Vec<String> {
    let one = |status: u16| {
        let answer = &operation["responses"][status.to_string()];
        let kind = match answer["content"].get(route.kind) {
            Some(content) if route.kind == "application/json" => types::kind(&content["schema"]),
            Some(_) => format!("<code>{}</code>", route.kind),
            None => escape(API.answer_empty()),
        };
        let cookie = answer.get("headers").map(|_| format!(" ({})", escape(API.answer_cookie())));
        format!("{status}: {kind}{}", cookie.unwrap_or_default())
    };
    route.sketch.given.iter().map(|(status, _)| one(*status)).collect()
}

fn refused(operation: &Value) -> Vec<String> {
    let responses = operation["responses"].as_object().into_iter().flatten();
    responses
        .filter_map(|(status, response)| {
            let codes = response["x-sealpost-codes"].as_array()?.iter().filter_map(Value::as_str);
            let codes: Vec<String> = codes.map(|code| format!("<code>{}</code>", escape(code))).collect();
            Some(format!("{status}: {}", codes.join(" ")))
        })
        .collect()
}

fn lines(lines: impl Iterator<Item = String>) -> String {
    lines.collect::<Vec<_>>().join("<br>")
}

/// Returns a sentence about who can call a route.
pub(super) fn who(caller: Caller) -> String {
    match caller {
        Caller::Anyone => API.who_anyone().into(),
        Caller::Client => API.who_client().into(),
        Caller::Helper => API.who_helper().into(),
        Caller::Account => API.who_account().into(),
        Caller::Staff(permission) => {
            let roles: Vec<&str> = allowed(permission)
                .into_iter()
                .map(|role| match role {
                    Role::Manager => API.role_manager(),
                    Role::Technician => API.role_technician(),
                    Role::Admin => API.role_admin(),
                })
                .collect();
            words::list(words::Language::En, &roles)
        }
    }
}

/// Returns a sentence about a limit.
pub(super) fn limited(limit: Limit) -> String {
    let rule = limit.rule();
    let time = span(u32::try_from(rule.seconds).unwrap_or(u32::MAX));
    match limit.per() {
        Per::Link => API.limit_link(&rule.times, &time),
        Per::Onboarding => API.limit_onboarding(&rule.times, &time),
        Per::Person => API.limit_person(&rule.times, &time),
        Per::Session => API.limit_session(&rule.times, &time),
        Per::Household => API.limit_household(&rule.times, &time),
        Per::Account => API.limit_account(&rule.times, &time),
        Per::Place => API.limit_place(&rule.times, &time, &limits::CODES_A_DAY.times),
    }
}
