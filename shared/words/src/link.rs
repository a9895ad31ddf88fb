//! Why a link can't be used.

use shared::link::LinkError;

use crate::Client;

impl Client {
    /// Returns what is wrong with a link, and what to do.
    #[must_use]
    pub const fn link_error(self, error: LinkError) -> &'static str {
        match error {
            LinkError::Incomplete => self.link_incomplete(),
            LinkError::Rewritten => self.link_rewritten(),
            LinkError::Several => self.link_several(),
            LinkError::Version => self.link_version(),
        }
    }
}
