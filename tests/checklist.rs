//! The checklist of a website's accounts. It needs no link, and it sends nothing: what someone types stays in the page,
//! in the browser's storage if they choose that, and in the files that they save.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};
use support::{browser::Browser, layout, pages::assert_built, say, server::Server, wait};
use tempfile::TempDir;

const COMPANY: &str = "Nord Domains";
const HOLDER: &str = "Ada Winter";
const COMPANY_FIELD: &str = say::CHECKLIST.field_provider();
const HOLDER_FIELD: &str = say::CHECKLIST.field_holder();

/// The narrowest phone that people still use, in CSS pixels.
const NARROW: (u32, u32) = (320, 640);

/// A browser that shows the checklist, and the folder for its downloads.
struct World {
    browser: Browser,
    server: Server,
    folder: TempDir,
}

impl World {
    fn new() -> Self {
        let server = Server::start(&[]);
        assert_built(&server);
        let folder = tempfile::Builder::new().prefix("sealpost-checklist-").tempdir().expect("a folder");
        let browser = Browser::phone();
        let downloads =
            json!({ "behavior": "allow", "downloadPath": folder.path().to_str().expect("UTF-8") });
        browser.devtools("Browser.setDownloadBehavior", downloads);
        let world = Self { browser, server, folder };
        world.open();
        world
    }

    /// Opens the page, and waits until its script runs.
    fn open(&self) {
        self.browser.open(&format!("{}/checklist", self.server.url()));
        wait::until("the script of the checklist", || {
            let ready = self.browser.script("return !document.getElementById('tools').disabled", &[]);
            if ready == json!(true) { Ok(()) } else { Err(self.browser.text()) }
        });
    }

    fn type_both(&self) {
        self.browser.fill(COMPANY_FIELD, COMPANY);
        self.browser.fill(HOLDER_FIELD, HOLDER);
    }

    fn assert_shows(&self, company: &str, holder: &str) {
        let shown = (self.browser.value(COMPANY_FIELD), self.browser.value(HOLDER_FIELD));
        assert_eq!(shown, (company.to_owned(), holder.to_owned()));
    }

    /// Returns everything in the browser's storage.
    fn stored(&self) -> String {
        let stored =
            self.browser.script("return JSON.stringify([{...sessionStorage}, {...localStorage}])", &[]);
        stored.as_str().expect("JSON").to_owned()
    }

    fn assert_stores_nothing(&self) {
        assert_eq!(self.stored(), "[{},{}]");
    }

    /// Saves the list. Returns the path of the file.
    fn save(&self) -> PathBuf {
        self.browser.press(say::CHECKLIST.save());
        wait::until("the download", || {
            let files = fs::read_dir(self.folder.path()).map_err(|error| error.to_string())?;
            let paths = files.filter_map(|file| Some(file.ok()?.path()));
            let mut saved = paths.filter(|path| {
                let is_list = path.extension().is_some_and(|kind| kind == "json");
                is_list && fs::metadata(path).is_ok_and(|data| data.len() > 0)
            });
            saved.next().ok_or_else(|| "there is no file".to_owned())
        })
    }

    /// Writes a file next to the downloads.
    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, text).expect("the folder is writable");
        path
    }

    fn choose(&self, path: &Path, told: &str) {
        self.browser.choose_file(say::CHECKLIST.open(), path);
        self.browser.wait_for(told);
    }
}

#[test]
fn a_list_is_kept_only_if_someone_chooses_that() {
    let world = World::new();
    world.type_both();
    world.assert_stores_nothing();
    world.open();
    world.assert_shows("", "");

    world.type_both();
    world.browser.press(say::CHECKLIST.keep());
    world.browser.wait_for(say::CHECKLIST.told_kept());
    world.open();
    world.assert_shows(COMPANY, HOLDER);
    world.browser.fill(HOLDER_FIELD, "Sam Hill");
    world.open();
    world.assert_shows(COMPANY, "Sam Hill");

    world.browser.press(say::CHECKLIST.keep());
    world.browser.wait_for(say::CHECKLIST.told_forgotten());
    world.assert_stores_nothing();
    world.assert_shows(COMPANY, "Sam Hill");
    world.browser.assert_no_complaints();
}

#[test]
fn a_saved_list_explains_itself_and_opens_again() {
    let world = World::new();
    world.type_both();
    let file = world.save();
    let name = file.file_name().and_then(|name| name.to_str()).expect("UTF-8");
    assert!(name.starts_with("checklist-20"), "{name}");
    let saved: Value = serde_json::from_str(&fs::read_to_string(&file).expect("readable")).expect("JSON");
    assert_eq!((&saved["format"], &saved["version"]), (&json!("sealpost-checklist"), &json!(1)));
    assert_eq!(saved["about"], say::CHECKLIST.file_about());
    let groups = saved["list"].as_array().expect("a list");
    let domain = groups.iter().find(|group| group["group"] == say::CHECKLIST.domain()).expect("the domain");
    assert_eq!(
        domain["fields"][0],
        json!({ "name": "domain.provider", "label": COMPANY_FIELD, "value": COMPANY })
    );

    world.open();
    world.choose(&file, say::CHECKLIST.told_opened());
    world.assert_shows(COMPANY, HOLDER);
    world.assert_stores_nothing();
    world.browser.assert_no_complaints();
}

#[test]
fn a_file_that_is_not_a_list_changes_nothing() {
    let world = World::new();
    world.type_both();
    let saved = world.save();
    let list = fs::read_to_string(&saved).expect("readable");
    let large = list.replace(HOLDER, &"a".repeat(300_000));
    for (name, text) in [
        ("text", "Domain: Nord"),
        ("empty", ""),
        ("other", r#"{"format":"other","version":1,"list":[]}"#),
        ("newer", &list.replace("\"version\": 1", "\"version\": 2")),
        ("no-list", r#"{"format":"sealpost-checklist","version":1}"#),
        ("number", &list.replace(&format!("\"{HOLDER}\""), "7")),
        ("large", &large),
    ] {
        // Its message replaces the one about the previous file.
        world.choose(&saved, say::CHECKLIST.told_opened());
        world.choose(&world.file(&format!("{name}.json"), text), say::CHECKLIST.told_not_ours());
        world.assert_shows(COMPANY, HOLDER);
    }
    world.browser.assert_no_complaints();
}

#[test]
fn everything_can_be_cleared_after_a_question() {
    let world = World::new();
    world.type_both();
    world.browser.press(say::CHECKLIST.keep());
    world.browser.wait_for(say::CHECKLIST.told_kept());
    world.browser.press(say::CHECKLIST.clear());
    world.browser.press(say::CHECKLIST.clear_no());
    world.browser.wait_until_gone(say::CHECKLIST.clear_sure());
    world.assert_shows(COMPANY, HOLDER);

    world.browser.press(say::CHECKLIST.clear());
    world.browser.press(say::CHECKLIST.clear_yes());
    world.browser.wait_for(say::CHECKLIST.told_cleared());
    world.assert_shows("", "");
    world.assert_stores_nothing();
    world.open();
    world.assert_shows("", "");
    world.browser.assert_no_complaints();
}

/// Neither the page's own script nor a foreign one can send what someone typed.
#[test]
fn nothing_is_sent() {
    let world = World::new();
    let requests = || {
        let names = "return performance.getEntriesByType('resource').map((entry) => entry.name)";
        world.browser.script(names, &[])
    };
    let before = requests();
    world.type_both();
    world.browser.press(say::CHECKLIST.keep());
    world.browser.wait_for(say::CHECKLIST.told_kept());
    let file = world.save();
    world.choose(&file, say::CHECKLIST.told_opened());
    assert_eq!(requests(), before);
    world.browser.assert_no_complaints();

    let send = "return fetch('/api/config').then(() => 'sent', () => 'blocked')";
    assert_eq!(world.browser.script(send, &[]), json!("blocked"));
    assert!(!world.browser.complaints().is_empty(), "the browser reports the blocked request");
}

#[test]
fn both_pages_are_readable_on_a_narrow_phone() {
    let world = World::new();
    for path in ["/checklist", "/email"] {
        world.browser.open(&format!("{}{path}", world.server.url()));
        world.browser.resize(NARROW);
        assert!(!world.browser.scrolls_sideways(), "{path}");
        assert_eq!(layout::faults(&world.browser).join("\n"), "", "{path}");
        let small = "return [...document.querySelectorAll('main a, main button, main input, main textarea')]
            .filter((element) => element.checkVisibility() && element.type !== 'checkbox')
            .filter((element) => element.getBoundingClientRect().height < 44)
            .map((element) => element.outerHTML)";
        assert_eq!(world.browser.script(small, &[]), json!([]), "{path} has targets that are too small");
    }
}
