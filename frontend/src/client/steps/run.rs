//! A check under way, and what comes of it.

use std::rc::Rc;

use shared::{check::StageReport, wire::Problem};
use yew::prelude::*;

use crate::api::check::Failed;

/// Where a check is.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::client) enum Course {
    /// None is under way. The last one, if there was one, has a report.
    Idle,
    /// The stages that have ended.
    Running(Vec<StageReport>),
    /// The connection was lost after these stages, and is waited for.
    Waiting(Vec<StageReport>),
    /// Refused after these stages.
    Refused(Vec<StageReport>, Problem),
    /// This browser, or its network, could not do its part.
    NotHere,
}

/// The checks of a step.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::client) struct Run {
    pub(in crate::client) course: Course,
    /// How often this browser, or its network, could not do its part.
    pub(in crate::client) failed_here: u32,
}

impl Default for Run {
    fn default() -> Self {
        Self { course: Course::Idle, failed_here: 0 }
    }
}

impl Run {
    /// True until the check has ended.
    pub(in crate::client) fn is_under_way(&self) -> bool {
        matches!(self.course, Course::Running(_) | Course::Waiting(_))
    }

    /// True if nothing is under way and the browser could not run the last test.
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

/// What is heard of a check.
pub(in crate::client) enum Heard {
    Began,
    Stage(StageReport),
    Waiting,
    /// It has a report.
    Ended,
    Failed(Failed),
}

impl Reducible for Run {
    type Action = Heard;

    fn reduce(self: Rc<Self>, heard: Heard) -> Rc<Self> {
        let mut run = Rc::unwrap_or_clone(self);
        let mut stages = match run.course {
            Course::Running(stages) | Course::Waiting(stages) => stages,
            Course::Idle | Course::Refused(..) | Course::NotHere => Vec::new(),
        };
        run.course = match heard {
            Heard::Began => Course::Running(Vec::new()),
            Heard::Stage(stage) => {
                stages.push(stage);
                Course::Running(stages)
            }
            Heard::Waiting => Course::Waiting(stages),
            Heard::Ended => {
                run.failed_here = 0;
                Course::Idle
            }
            Heard::Failed(Failed::Problem(problem)) => Course::Refused(stages, problem),
            Heard::Failed(Failed::NotHere) => {
                run.failed_here += 1;
                Course::NotHere
            }
        };
        Rc::new(run)
    }
}
