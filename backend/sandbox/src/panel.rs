//! The panel of the sandbox's DNS host, and the page on which its mail provider shows the app password. As in real life,
//! it is a separate site, on another port.

#[cfg(test)]
mod tests;

use std::net::Ipv4Addr;

use axum::{
    Router,
    extract::State,
    http::{HeaderName, header},
    response::{Html, IntoResponse},
    routing::{get, post},
};
use sealpost_core::status;
use shared::report::{FixAction, FixRecord, Report};
use tokio::{net::TcpListener, task::JoinHandle};
use web::{app::App, say::refusal};

use super::{
    Impossible, SAY,
    dns::{Zone, ZoneError},
    world::{self, ADDRESS, APP_PASSWORD, SITE},
};

const STYLE: &str = include_str!("panel.css");

/// The content security policy: no scripts, and nothing from other sites.
const POLICY: &str = "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'";

/// A panel that listens but doesn't answer yet.
pub struct Panel {
    listener: TcpListener,
    port: u16,
    zone: Zone,
}

/// What its pages need.
#[derive(Clone)]
struct Desk {
    zone: Zone,
    app: App,
    onboarding: String,
}

impl Panel {
    /// Takes a free port on loopback.
    pub async fn open(zone: Zone) -> Result<Self, Impossible> {
        let open = async {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
            let port = listener.local_addr()?.port();
            Ok(Self { listener, port, zone })
        };
        open.await.map_err(|error: std::io::Error| Impossible::new(error))
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Serves the panel until the task is aborted.
    pub fn serve(self, app: App, onboarding: String) -> JoinHandle<()> {
        let desk = Desk { zone: self.zone, app, onboarding };
        let router = Router::new()
            .route("/", get(look))
            .route("/apply", post(apply))
            .route("/reset", post(reset))
            .route("/panel.css", get(async || ([(header::CONTENT_TYPE, "text/css")], STYLE)))
            .with_state(desk);
        tokio::spawn(async move {
            if let Err(error) = axum::serve(self.listener, router).await {
                tracing::error!(%error, "the sandbox's DNS panel stopped");
            }
        })
    }
}

async fn look(State(desk): State<Desk>) -> impl IntoResponse {
    page(&desk, "")
}

/// Makes the changes that the last report proposes.
async fn apply(State(desk): State<Desk>) -> impl IntoResponse {
    let shown = status::onboarding(desk.app.store(), &desk.onboarding, desk.app.now()).await;
    let message = match shown.map(|shown| shown.report) {
        Ok(Some(report)) => match take_over(&desk.zone, &report) {
            Ok(0) => SAY.applied_none().into(),
            Ok(count) => SAY.applied(u64::try_from(count).unwrap_or(u64::MAX)),
            Err(error) => SAY.applied_not(&error),
        },
        Ok(None) => SAY.no_report().into(),
        Err(error) => refusal::detail(&error),
    };
    page(&desk, &message)
}

async fn reset(State(desk): State<Desk>) -> impl IntoResponse {
    let message = match world::reset(&desk.zone) {
        Ok(()) => SAY.reset_done().into(),
        Err(error) => error.to_string(),
    };
    page(&desk, &message)
}

/// Applies the report's fixes to the zone, and returns how many it made. Skips fixes that only a person can get.
fn take_over(zone: &Zone, report: &Report) -> Result<usize, ZoneError> {
    let fixes = report.findings.iter().filter_map(|finding| finding.fix.as_ref());
    let records = fixes.filter(|fix| fix.action != FixAction::Ask).flat_map(|fix| &fix.records);
    let mut changed = 0;
    for record in records {
        changed += usize::from(change(zone, record)?);
    }
    Ok(changed)
}

fn change(zone: &Zone, record: &FixRecord) -> Result<bool, ZoneError> {
    let here = |(name, kind, _): &(String, String, String)| {
        name.eq_ignore_ascii_case(&record.name) && *kind == record.kind
    };
    let before: Vec<String> = zone.records().into_iter().filter(here).map(|(.., value)| value).collect();
    let stays = |value: &&str| *value != record.was && *value != record.value;
    let mut after: Vec<&str> = before.iter().map(String::as_str).filter(stays).collect();
    if !record.value.is_empty() {
        after.push(&record.value);
    }
    zone.set(&record.name, &record.kind, &after)?;
    Ok(before.len() != after.len() || before.iter().any(|value| !after.contains(&value.as_str())))
}

fn page(desk: &Desk, message: &str) -> impl IntoResponse + use<> {
    let is_ours = |name: &str| name == SITE || name.ends_with(&format!(".{SITE}"));
    let row = |(name, kind, value): (String, String, String)| {
        format!("<tr><td>{}</td><td>{}</td><td>{}</td></tr>", escape(&name), escape(&kind), escape(&value))
    };
    let rows: String = desk.zone.records().into_iter().filter(|(name, ..)| is_ours(name)).map(row).collect();
    let message =
        if message.is_empty() { String::new() } else { format!("<p role=status>{}</p>", escape(message)) };
    let html = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>\
         <title>{title}</title><link rel=stylesheet href=/panel.css><main><p class=note>{not_real}</p>\
         <h1>{dns}</h1><p>{records}</p>{message}\
         <table><thead><tr><th>{name}<th>{kind}<th>{value}</thead><tbody>{rows}</tbody></table>\
         <form method=post action=/apply><button>{apply}</button></form>\
         <form method=post action=/reset><button class=quiet>{reset}</button></form>\
         <h1>{mail}</h1><p>{password}</p><p><code>{APP_PASSWORD}</code></p></main>",
        title = SAY.title(),
        not_real = SAY.not_real(),
        dns = SAY.dns(),
        records = SAY.dns_records(&SITE),
        name = SAY.dns_name(),
        kind = SAY.dns_type(),
        value = SAY.dns_value(),
        apply = SAY.dns_apply(),
        reset = SAY.dns_reset(),
        mail = SAY.mail(),
        password = SAY.mail_password(&ADDRESS),
    );
    ([(HeaderName::from_static("content-security-policy"), POLICY)], Html(html))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
