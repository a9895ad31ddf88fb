//! Pieces that the client's and the staff's pages share. Their styles are in `styles/base.css`.

mod button;
mod copy_field;
mod field;
mod fold;
mod heading;
mod notice;
mod seal_mark;
mod verdict;

pub use button::{Button, Look};
pub use copy_field::{CopyField, copy};
pub use field::{Field, Kind, TextArea};
pub(crate) use field::{described_by, error};
pub use fold::Fold;
pub use heading::{Heading, use_arrival};
pub use notice::{Notice, ProblemNotice, SandboxBanner};
pub use seal_mark::SealMark;
pub use verdict::{Shape, Tone, VerdictMark};
