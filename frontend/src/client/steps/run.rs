//! The state of a check while it runs.

use std::rc::Rc;

use shared::{check::StageReport, wire::Problem};
use yew::prelude::*;

use crate::api::check::Failed;

/// The state of a check.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::client) enum Course {
    /// No check is running. If one ran before, it has a report.
    Idle,
    /// A check is running, and these stages have ended.
    Running(Vec<StageReport>),
    /// The connection was lost after these stages. The page waits for it.
    Waiting(Vec<StageReport>),
    /// The check was refused after these stages.
    Refused(Vec<StageReport>, Problem),
    /// This browser or its network can't run the test.
    NotHere,
}

/// The state of a step's checks.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::client) struct Run {
    pub(in crate::client) course: Course,
    /// How many times this browser or its network couldn't run the test.
    pub(in crate::client) failed_here: u32,
}

impl Default for Run {
    fn default() -> Self {
        Self { course: Course::Idle, failed_here: 0 }
    }
}

impl Run {
    /// Returns true until the check has ended.
    pub(in crate::client) fn is_under_way(&self) -> bool {
        matches!(self.course, Course::Running(_) | Course::Waiting(_))
    }

    /// Returns true if no check is running and the browser couldn't run the last one.
    pub(in crate::client) fn cannot(&self) -> bool {
        self.failed_here > 0 && !self.is_under_way()
    }

    /// Returns why the check was refused, if it was.
    pub(in crate::client) fn problem(&self) -> Option<&Problem> {
        if let Course::Refused(_, problem) = &self.course { Some(problem) } else { None }
    }

    /// Returns the stages that have ended.
    pub(in crate::client) fn stages(&self) -> &[StageReport] {
        match &self.course {
            Course::Running(stages) | Course::Waiting(stages) | Course::Refused(stages, _) => stages,
            Course::Idle | Course::NotHere => &[],
        }
    }
}

/// An event during a check.
pub(in crate::client) enum RunEvent {
    Began,
    Stage(StageReport),
    Waiting,
    /// The check has a report.
    Ended,
    Failed(Failed),
}

impl Reducible for Run {
    type Action = RunEvent;

    fn reduce(self: Rc<Self>, event: RunEvent) -> Rc<Self> {
        let mut run = Rc::unwrap_or_clone(self);
        let mut stages = match run.course {
            Course::Running(stages) | Course::Waiting(stages) => stages,
            Course::Idle | Course::Refused(..) | Course::NotHere => Vec::new(),
        };
        run.course = match event {
            RunEvent::Began => Course::Running(Vec::new()),
            RunEvent::Stage(stage) => {
                stages.push(stage);
                Course::Running(stages)
            }
            RunEvent::Waiting => Course::Waiting(stages),
            RunEvent::Ended => {
                run.failed_here = 0;
                Course::Idle
            }
            RunEvent::Failed(Failed::Problem(problem)) => Course::Refused(stages, problem),
            RunEvent::Failed(Failed::NotHere) => {
                run.failed_here += 1;
                Course::NotHere
            }
        };
        Rc::new(run)
    }
}
