//! The routes for anyone, for clients, and for those who do a step for a client.

use sealpost_core::{Error, Fault};
use shared::{
    expiry::NotAnExpiry,
    wire::{BlindOutcome, CheckHello, CheckMessage},
};

use super::{
    super::{
        client as handler, document, hand_over as handed, help, limit::Limit, live, problem::BadRequest,
        public,
    },
    Route, get, post,
};
use crate::say::API;

/// Why a link is closed. Only its holder learns this.
const CLOSED: &[Error] = &[Error::LinkExpired, Error::LinkRevoked, Error::Withdrawn];

pub(in crate::routes) fn everyone() -> Vec<Route> {
    vec![
        get("/config", "config", API.config(), public::config),
        get("/providers", "providers", API.providers(), public::providers),
        get("/providers/{id}", "provider", API.provider(), public::provider)
            .refuses_bad(BadRequest::UnknownProvider),
        get("/openapi.json", "document", API.document(), document::json).file("application/json"),
        get("/docs", "documentPage", API.document_page(), document::page).file("text/html"),
        get("/docs.css", "documentStyle", API.document_style(), document::style).file("text/css"),
    ]
}

pub(in crate::routes) fn client() -> Vec<Route> {
    vec![
        get("/o/{locator}", "clientView", API.client_view(), handler::view).refuses(CLOSED),
        post("/o/{locator}/progress", "saveProgress", API.save_progress(), handler::progress)
            .refuses(CLOSED)
            .refuses(&[Error::NotNow(sealpost_core::NotNow::LinkClosed)])
            .faults(&[Fault::UnknownProvider, Fault::UsernameFormTooLong])
            .limit(Limit::Progress),
        post("/o/{locator}/discover", "discover", API.discover(), handler::discover)
            .refuses(CLOSED)
            .limit(Limit::Discoveries),
        post("/o/{locator}/submission", "submit", API.submit(), handler::submit)
            .refuses(CLOSED)
            .refuses(&[Error::AlreadySubmitted, Error::RecipientsDiffer])
            .faults(&[Fault::NotSealed, Fault::SecretExpiry(NotAnExpiry::Past)]),
        post("/o/{locator}/withdraw", "withdraw", API.withdraw(), handler::withdraw)
            .refuses(&[Error::LinkRevoked]),
        post("/o/{locator}/report", "report", API.report(), handler::report)
            .refuses(CLOSED)
            .refuses(&[Error::NoAddress, Error::ReportRunning, Error::Busy])
            .limit(Limit::Reports),
        post("/o/{locator}/alarm", "alarm", API.alarm(), handler::alarm).refuses(CLOSED).limit(Limit::Alarms),
        post("/o/{locator}/help", "askForHelp", API.ask_for_help(), help::ask)
            .refuses(CLOSED)
            .faults(&[Fault::CallTime])
            .limit(Limit::Helps),
        get("/o/{locator}/handovers", "handOvers", API.hand_overs(), handed::list).refuses(CLOSED),
        post("/o/{locator}/handovers", "handOver", API.hand_over(), handed::create)
            .refuses(CLOSED)
            .refuses(&[Error::AlreadySubmitted, Error::NoAddress, Error::LinkUsed])
            .faults(&[Fault::NotAHash])
            .limit(Limit::HandOvers),
        post("/o/{locator}/handovers/revoke", "revokeHandOver", API.revoke_hand_over(), handed::revoke)
            .refuses(CLOSED),
        get("/check/{locator}", "checkSocket", API.check_socket(), live::check)
            .socket::<CheckHello, BlindOutcome, CheckMessage>()
            .refuses(&[Error::Crowded])
            .limit(Limit::Checks),
        get("/o/{locator}/check/key", "checkKey", API.check_key(), live::plain::key)
            .refuses(CLOSED)
            .refuses(&[Error::ServerCheckOff]),
        post("/o/{locator}/check", "check", API.check(), live::plain::check)
            .refuses(CLOSED)
            .refuses(&[Error::ServerCheckOff, Error::CheckKeyGone, Error::Unreadable, Error::CheckRunning])
            .limit(Limit::Checks),
    ]
}

/// Why a link to a step doesn't work anymore. Only its holder learns this.
const OVER: &[Error] = &[Error::LinkExpired, Error::HandOverEnded];

pub(in crate::routes) fn helper() -> Vec<Route> {
    vec![
        get("/h/{locator}", "handOverView", API.hand_over_view(), handed::view)
            .refuses(OVER)
            .refuses(&[Error::NoAddress]),
        post("/h/{locator}/opened", "handOverOpened", API.hand_over_opened(), handed::opened)
            .refuses(OVER)
            .limit(Limit::Answers),
        post("/h/{locator}/done", "handOverDone", API.hand_over_done(), handed::done)
            .refuses(OVER)
            .refuses(&[Error::HandOverDone])
            .faults(&[Fault::NotSealed, Fault::AnswerTooLarge])
            .limit(Limit::Answers),
    ]
}
