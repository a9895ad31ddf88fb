//! The stages of a check, as they happen.

use shared::{
    check::{Stage, StageOutcome, StageReport},
    rules::{Address, Security},
};
use yew::prelude::*;

use crate::components::{Tone, shape};

/// A check, as far as it has come.
pub(crate) struct Course<'a> {
    pub(crate) security: Security,
    pub(crate) address: &'a Address,
    pub(crate) ended: &'a [StageReport],
    /// True while the next stage is running.
    pub(crate) is_running: bool,
}

/// How a line stands.
#[derive(Clone, Copy, PartialEq)]
enum Line {
    Waiting,
    Running,
    Ended(StageOutcome, u64),
}

/// A line for each thing that a client can follow; EHLO and STARTTLS show only where they fail.
pub(crate) fn stages(course: &Course<'_>) -> Html {
    let lines = lines(course.security);
    let ended: Vec<Line> = lines.iter().map(|stages| line(course.ended, stages)).collect();
    let has_failed =
        ended.iter().any(|line| matches!(line, Line::Ended(outcome, _) if *outcome != StageOutcome::Ok));
    let next = ended.iter().position(|line| *line == Line::Waiting);
    html! {
        <ol class="stages">
            { for lines.iter().zip(&ended).enumerate().map(|(at, (stages, line))| {
                let is_next = course.is_running && !has_failed && next == Some(at);
                row(stages[0], if is_next { Line::Running } else { *line }, course.address)
            }) }
        </ol>
    }
}

/// The stages that make up each line, the one that names it first.
fn lines(security: Security) -> [&'static [Stage]; 6] {
    const FOUND: &[Stage] = &[Stage::Resolve];
    const CONNECTED: &[Stage] = &[Stage::Connect];
    const ENCRYPTED: &[Stage] = &[Stage::Tls, Stage::Starttls];
    const GREETED: &[Stage] = &[Stage::Greeting, Stage::Ehlo];
    const SIGNED_IN: &[Stage] = &[Stage::Auth];
    const SENDER: &[Stage] = &[Stage::Sender];
    match security {
        Security::ImplicitTls => [FOUND, CONNECTED, ENCRYPTED, GREETED, SIGNED_IN, SENDER],
        Security::Starttls => [FOUND, CONNECTED, GREETED, ENCRYPTED, SIGNED_IN, SENDER],
    }
}

fn line(ended: &[StageReport], stages: &[Stage]) -> Line {
    let parts: Vec<&StageReport> = ended.iter().filter(|report| stages.contains(&report.stage)).collect();
    let millis = parts.iter().map(|report| report.millis).sum();
    if let Some(failed) = parts.iter().find(|report| report.outcome != StageOutcome::Ok) {
        return Line::Ended(failed.outcome, millis);
    }
    if parts.iter().any(|report| report.stage == stages[0]) {
        Line::Ended(StageOutcome::Ok, millis)
    } else {
        Line::Waiting
    }
}

fn row(stage: Stage, line: Line, address: &Address) -> Html {
    let (class, mark, time) = match line {
        Line::Waiting => ("stage", html! { <span class="stage__ring" /> }, String::new()),
        Line::Running => ("stage stage--running", html! { <span class="stage__ring" /> }, "now …".into()),
        Line::Ended(StageOutcome::Ok, millis) => ("stage stage--ok", shape(Tone::Ok), seconds(millis)),
        Line::Ended(_, millis) => ("stage stage--fail", shape(Tone::Fail), seconds(millis)),
    };
    html! {
        <li {class}>
            { mark }
            <span class="stage__words">{ words(stage, line, address) }</span>
            <span class="stage__time">{ time }</span>
        </li>
    }
}

fn words(stage: Stage, line: Line, address: &Address) -> String {
    let [waiting, ok, failed, silent] = match stage {
        Stage::Resolve => ["Find the server", "Found", "Not found", "DNS lookup timed out"],
        Stage::Connect => ["Connect", "Connected", "No connection", "The server did not answer"],
        Stage::Tls | Stage::Starttls => ["Encrypt", "Encrypted", "Not encrypted", "No encryption in time"],
        Stage::Greeting | Stage::Ehlo | Stage::Quit => {
            ["Server greeting", "Greeted", "Rejected", "No greeting in time"]
        }
        Stage::Auth => ["Sign in", "Signed in", "Sign-in refused", "No answer to the sign-in"],
        Stage::Sender => {
            return match line {
                Line::Waiting | Line::Running => format!("Check permission to send as {address}"),
                Line::Ended(StageOutcome::Ok, _) => format!("Allowed to send as {address}"),
                Line::Ended(..) => format!("Not allowed to send as {address}"),
            };
        }
    };
    match line {
        Line::Waiting | Line::Running => waiting,
        Line::Ended(StageOutcome::Ok, _) => ok,
        Line::Ended(StageOutcome::Fail, _) => failed,
        Line::Ended(StageOutcome::TimedOut, _) => silent,
    }
    .into()
}

/// "0.12 s".
fn seconds(millis: u64) -> String {
    if millis < 10 {
        return "under 0.01 s".into();
    }
    format!("{}.{:02} s", millis / 1000, millis % 1000 / 10)
}
