//! Who issued the client ID of a plugin's app.

use crate::grant::Guid;

/// Who issued a client ID.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Provider {
    Google,
    Microsoft,
}

impl Provider {
    /// Returns who issued this client ID, which shows in its form.
    pub(super) fn of(id: &str) -> Option<Self> {
        if id.trim().ends_with(".apps.googleusercontent.com") {
            Some(Self::Google)
        } else {
            id.parse::<Guid>().is_ok().then_some(Self::Microsoft)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_id_shows_who_issued_it() {
        for (id, provider) in [
            ("1234-ab.apps.googleusercontent.com", Some(Provider::Google)),
            ("4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5", Some(Provider::Microsoft)),
            ("amzn1.application-oa2-client.1", None),
        ] {
            assert_eq!(Provider::of(id), provider, "{id}");
        }
    }
}
