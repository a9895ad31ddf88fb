//! The message that the manager sends to the client, ready to copy.

use shared::rules::Domain;

/// What the message speaks of.
pub(crate) struct Letter<'a> {
    /// The site that the mail is for.
    pub(crate) site: &'a Domain,
    /// Who can read what the client enters, as in "Ada and Sam".
    pub(crate) readers: &'a str,
    /// Until when the link works, as a date in words.
    pub(crate) until: &'a str,
    /// Who asks.
    pub(crate) manager: &'a str,
    /// The agency.
    pub(crate) agency: &'a str,
}

impl Letter<'_> {
    /// With the link: the first message.
    pub(crate) fn with_link(&self, url: &str) -> String {
        let Self { site, readers, until, manager, agency } = self;
        format!(
            "Hello,\n\n\
             so that your web site {site} can send e-mail (forms, orders, password resets), we need the e-mail \
             account that it shall send with. Please do not send the password by e-mail. Open this link instead; \
             it explains every step and takes about fifteen minutes:\n\n\
             {url}\n\n\
             What you enter is sealed in your browser for {readers}; nobody else can read it. \
             The link works until {until} and is meant for you alone.\n\n\
             Kind regards\n{manager}\n{agency}\n"
        )
    }
}

/// Without the link, which nobody but the client has: a friendly word later.
pub(crate) fn reminder(site: &Domain, until: &str, manager: &str, agency: &str) -> String {
    format!(
        "Hello,\n\n\
         your web site {site} cannot send e-mail yet: the e-mail settings are still missing. The link in my \
         earlier message works until {until}; you can go on where you stopped. If you cannot find it, tell me \
         and I will send you a new one. Please do not send a password by e-mail.\n\n\
         Kind regards\n{manager}\n{agency}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_stands_alone_on_its_line() {
        let letter = Letter {
            site: &"bakery.test".parse().unwrap(),
            readers: "Ada and Sam",
            until: "3 March 2027",
            manager: "Mia",
            agency: "Studio",
        };
        let text = letter.with_link("https://mail.studio.test/o#ABC");
        assert!(text.lines().any(|line| line == "https://mail.studio.test/o#ABC"));
        assert!(text.contains("for Ada and Sam;"));
    }
}
