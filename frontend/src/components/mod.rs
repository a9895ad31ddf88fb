//! Components that the client's and the staff's pages share. Their styles are in `styles/base.css`.

mod button;
mod copy_field;
pub(crate) mod drawings;
mod field;
mod fold;
mod heading;
mod notice;
mod seal_mark;
mod senders;
mod verdict;

pub use button::{Button, Look, Props as ButtonProps, button};
pub use copy_field::{CopyField, copy};
pub use field::{AreaProps, Field, Kind, Props as FieldProps, TextArea, field, text_area};
pub(crate) use field::{described_by, error};
pub use fold::{Fold, fold};
pub use heading::{Heading, use_arrival};
pub use notice::{Notice, ProblemNotice, SandboxBanner, notice, problem_notice, sandbox_banner};
pub use seal_mark::{SealMark, seal_mark};
pub use senders::senders;
pub use verdict::{Shape, Tone, VerdictMark, shape, verdict_mark};
