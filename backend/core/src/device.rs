//! What a person recognizes a session by.

use Device::{Browser, CommandLine, Unknown};

const BROWSERS: [(&str, &str); 6] = [
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

const SYSTEMS: [(&str, &str); 7] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

/// The program that a person signed in with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Device {
    /// Our own command line.
    CommandLine,
    /// A browser, and its operating system if it is known.
    Browser {
        /// The browser's name.
        browser: &'static str,
        /// The operating system's name.
        system: Option<&'static str>,
    },
    /// Any other program.
    Unknown,
}

impl Device {
    /// Recognizes a program by its user agent, which isn't stored.
    pub fn of(user_agent: &str) -> Self {
        if user_agent.starts_with("sealpost/") {
            return CommandLine;
        }
        let named = |names: &[(&str, &'static str)]| {
            names.iter().find(|(sign, _)| user_agent.contains(sign)).map(|(_, name)| *name)
        };
        named(&BROWSERS).map_or(Unknown, |browser| Browser { browser, system: named(&SYSTEMS) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_recognized() {
        let on = |browser, system| Browser { browser, system: Some(system) };
        for (agent, expected) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                on("Firefox", "Linux"),
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0",
                on("Edge", "Windows"),
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1 Version/18.5 Mobile Safari/604.1",
                on("Safari", "iPhone"),
            ),
            (
                "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36",
                on("Chrome", "Android"),
            ),
            ("Firefox/1.0", Browser { browser: "Firefox", system: None }),
            ("sealpost/0.1.0", CommandLine),
            ("curl/8.5 <script>", Unknown),
            ("", Unknown),
        ] {
            assert_eq!(Device::of(agent), expected);
        }
    }
}
