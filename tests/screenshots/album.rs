//! The screenshots of one walk through the pages, and the faults that its audits find.

use std::{
    cell::{Cell, RefCell},
    env, fs,
    path::PathBuf,
    thread,
};

use serde_json::json;
use support::{
    accessibility,
    browser::{Browser, DESK, PHONE, TABLET},
    layout,
};

/// The screenshots of one role, and the faults that the audits found.
pub(super) struct Album {
    folder: PathBuf,
    role: &'static str,
    pub(super) browser: Browser,
    taken: Cell<usize>,
    faults: RefCell<Vec<String>>,
}

impl Album {
    pub(super) fn of(role: &'static str) -> Self {
        let folder = env::var_os("SEALPOST_SCREENSHOTS").map_or_else(
            || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../target/screenshots")),
            PathBuf::from,
        );
        fs::create_dir_all(&folder).expect("the folder can be made");
        Self { folder, role, browser: Browser::phone(), taken: 0.into(), faults: RefCell::default() }
    }

    /// Takes and audits the page once it says `words`. Its console must be empty.
    pub(super) fn take(&self, name: &str, words: &str) {
        self.look(name, words);
        self.browser.assert_no_complaints();
    }

    /// Like [`Album::take`], for a page with something blocked, which its console may report.
    pub(super) fn look(&self, name: &str, words: &str) {
        self.browser.wait_for(words);
        let number = self.taken.replace(self.taken.get() + 1);
        for size in [DESK, TABLET, PHONE] {
            self.browser.resize(size);
            for scheme in ["dark", "light"] {
                self.browser.prefer(scheme);
                let file = format!("{}-{number:02}-{name}-{}-{scheme}.png", self.role, size.0);
                self.browser.screenshot(&self.folder.join(file));
                if size != TABLET {
                    let found = with_open_folds(&self.browser, accessibility::faults);
                    self.note(&format!("{name}, {} px, {scheme}", size.0), found);
                }
            }
            self.note(&format!("{name}, {} px", size.0), layout::faults(&self.browser));
            layout::enlarge_text(&self.browser, 200);
            let found = with_open_folds(&self.browser, layout::faults);
            self.note(&format!("{name}, {} px, text at 200 %", size.0), found);
            let file = format!("{}-{number:02}-{name}-{}-large.png", self.role, size.0);
            self.browser.screenshot(&self.folder.join(file));
            layout::enlarge_text(&self.browser, 100);
        }
    }

    /// Takes the page as it prints.
    pub(super) fn print(&self, name: &str) {
        self.browser.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" }));
        self.browser.screenshot(&self.folder.join(format!("{}-{name}-print.png", self.role)));
        self.browser.devtools("Emulation.setEmulatedMedia", json!({ "media": "" }));
    }

    fn note(&self, place: &str, found: Vec<String>) {
        let found = found.into_iter().map(|fault| format!("{} {place}: {fault}", self.role));
        self.faults.borrow_mut().extend(found);
    }
}

impl Drop for Album {
    /// Reports all faults at the end, so that one run shows every fault.
    fn drop(&mut self) {
        let faults = self.faults.borrow();
        let report = format!("{} faults:\n{}", faults.len(), faults.join("\n"));
        if thread::panicking() {
            eprintln!("{report}");
        } else {
            assert!(faults.is_empty(), "{report}");
        }
    }
}

/// Runs `look` while every fold is open.
fn with_open_folds(browser: &Browser, look: fn(&Browser) -> Vec<String>) -> Vec<String> {
    layout::open_folds(browser);
    let found = look(browser);
    layout::close_folds(browser);
    found
}
