//! The stages of a check while it runs.

use shared::{
    check::{Stage, StageOutcome, StageReport},
    rules::{Address, Security},
};
use yew::prelude::*;

use crate::{
    components::{Tone, shape},
    say,
};

/// The progress of a check.
pub(crate) struct Course<'a> {
    pub(crate) security: Security,
    /// True if the browser gets an access token first.
    pub(crate) gets_token: bool,
    pub(crate) address: &'a Address,
    pub(crate) ended: &'a [StageReport],
    /// True while the next stage is running.
    pub(crate) is_running: bool,
}

/// The state of a line.
#[derive(Clone, Copy, PartialEq)]
enum Line {
    Waiting,
    Running,
    Ended(StageOutcome, u64),
}

/// Renders one line for each thing that a client can understand. EHLO and STARTTLS are part of other lines, and visible
/// only if they fail.
pub(crate) fn stages(course: &Course<'_>) -> Html {
    let lines = lines(course);
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

/// Returns the stages of each line, starting with the one that names it.
fn lines(course: &Course<'_>) -> Vec<&'static [Stage]> {
    const TOKEN: &[Stage] = &[Stage::Token];
    const FOUND: &[Stage] = &[Stage::Resolve];
    const CONNECTED: &[Stage] = &[Stage::Connect];
    const ENCRYPTED: &[Stage] = &[Stage::Tls, Stage::Starttls];
    const GREETED: &[Stage] = &[Stage::Greeting, Stage::Ehlo];
    const SIGNED_IN: &[Stage] = &[Stage::Auth];
    const SENDER: &[Stage] = &[Stage::Sender];
    let of_server = match course.security {
        Security::ImplicitTls => [FOUND, CONNECTED, ENCRYPTED, GREETED, SIGNED_IN],
        Security::Starttls => [FOUND, CONNECTED, GREETED, ENCRYPTED, SIGNED_IN],
    };
    // Microsoft accepts the sender from an app, and can still reject its messages. So only a rejection says something.
    let is_refused =
        |report: &StageReport| report.stage == Stage::Sender && report.outcome != StageOutcome::Ok;
    let has_sender = !course.gets_token || course.ended.iter().any(is_refused);
    let token = course.gets_token.then_some(TOKEN).into_iter();
    token.chain(of_server).chain(has_sender.then_some(SENDER)).collect()
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
    let say = say::letter();
    let ended = match line {
        Line::Waiting | Line::Running => None,
        Line::Ended(outcome, _) => Some(outcome),
    };
    let (class, mark, time) = match line {
        Line::Waiting => ("stage", html! { <span class="stage__ring" /> }, String::new()),
        Line::Running => {
            ("stage stage--running", html! { <span class="stage__ring" /> }, say.stage_running().into())
        }
        Line::Ended(StageOutcome::Ok, millis) => ("stage stage--ok", shape(Tone::Ok), seconds(millis)),
        Line::Ended(_, millis) => ("stage stage--fail", shape(Tone::Fail), seconds(millis)),
    };
    html! {
        <li {class}>
            { mark }
            <span class="stage__words">{ say.stage(stage, ended, address) }</span>
            <span class="stage__time">{ time }</span>
        </li>
    }
}

/// Formats a duration, such as "0.12 s".
fn seconds(millis: u64) -> String {
    let say = say::letter();
    if millis < 10 {
        return say.stage_instant().into();
    }
    say.stage_seconds(&format_args!("{}.{:02}", millis / 1000, millis % 1000 / 10))
}
