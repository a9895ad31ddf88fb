//! The messages to the client, ready for the manager to copy.

use shared::rules::Domain;

use crate::say;

/// The variable parts of the first message.
pub(crate) struct Invitation<'a> {
    /// The website that needs the email settings.
    pub(crate) site: &'a Domain,
    /// Who can read what the client enters, for example "Ada and Sam".
    pub(crate) readers: &'a str,
    /// The day when the link expires, in words.
    pub(crate) until: &'a str,
    /// The name of the manager who asks.
    pub(crate) manager: &'a str,
    /// The agency's name.
    pub(crate) agency: &'a str,
}

impl Invitation<'_> {
    /// Returns the message with the link.
    pub(crate) fn text(&self, url: &str) -> String {
        let Self { site, readers, until, manager, agency } = self;
        signed(&say::staff().message_invitation(site, &url, readers, until), manager, agency)
    }
}

/// Returns a friendly reminder. It doesn't contain the link, because only the client has it.
pub(crate) fn reminder(site: &Domain, until: &str, manager: &str, agency: &str) -> String {
    signed(&say::staff().message_reminder(site, &until), manager, agency)
}

fn signed(text: &str, manager: &str, agency: &str) -> String {
    format!("{text}\n\n{}\n{manager}\n{agency}\n", say::staff().message_regards())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_has_its_own_line() {
        let invitation = Invitation {
            site: &"bakery.test".parse().unwrap(),
            readers: "Ada and Sam",
            until: "March 3, 2027",
            manager: "Mia",
            agency: "Studio",
        };
        let text = invitation.text("https://mail.studio.test/o#ABC");
        assert!(text.lines().any(|line| line == "https://mail.studio.test/o#ABC"));
        assert!(text.contains("Ada and Sam"));
        assert!(text.ends_with("\nMia\nStudio\n"));
    }
}
