//! A real browser: Chromium through its own driver, both installed on the system.
//!
//! Every action waits for its condition. Elements are found as people find them: by the text of a button or a link,
//! and by a field's label.

mod find;
mod paste;

use std::{fs, future::Future, path::Path, process::Command};

use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::{
    ChromiumLikeCapabilities, DesiredCapabilities, Key, LoggingPrefsLogLevel, WebDriver, WebElement,
    error::WebDriverResult,
};
use tokio::runtime::{self, Runtime};

use crate::{process::Process, wait};

/// A phone, in CSS pixels.
pub const PHONE: (u32, u32) = (360, 740);

/// A tablet held upright, in CSS pixels.
pub const TABLET: (u32, u32) = (768, 1024);

/// A desktop, in CSS pixels.
pub const DESK: (u32, u32) = (1280, 900);

/// The tallest screenshot, in CSS pixels. Chromium says that a page is too large somewhere above this, and it depends on
/// the machine where.
const TALLEST: f64 = 16_384.0;

const FLAGS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
];

/// Trunk adds `integrity` to the preloaded wasm. Chromium checks it only when the file is used.
const INTEGRITY_OF_PRELOAD: &str = "`integrity` attribute is currently ignored for preload destinations";

/// A browser with an empty profile.
pub struct Browser {
    runtime: Runtime,
    driver: WebDriver,
    _chromedriver: Process,
    _folder: TempDir,
}

impl Browser {
    /// Opens a browser with a window the size of a phone.
    pub fn phone() -> Self {
        Self::sized(PHONE)
    }

    /// Opens a browser with a window of `size` CSS pixels.
    pub fn sized(size: (u32, u32)) -> Self {
        let folder = tempfile::Builder::new().prefix("sealpost-browser-").tempdir().expect("a folder");
        let (chromedriver, url) = start_driver(folder.path());
        let runtime = runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let driver = runtime
            .block_on(WebDriver::new(url, capabilities(folder.path())))
            .unwrap_or_else(|error| panic!("Chromium doesn't start: {error}"));
        let browser = Self { runtime, driver, _chromedriver: chromedriver, _folder: folder };
        browser.resize(size);
        browser
    }

    /// Makes the page `width` by `height` CSS pixels.
    pub fn resize(&self, (width, height): (u32, u32)) {
        let phone = width < 600;
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone }),
        );
        self.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": phone }));
    }

    /// Sets the preferred color scheme, `light` or `dark`, and disables motion, so that screenshots show only the
    /// final state.
    pub fn prefer(&self, scheme: &str) {
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features }));
        wait::until("the colors to settle", || {
            let moving = self.script("return document.getAnimations().length", &[]);
            if moving == json!(0) { Ok(()) } else { Err(format!("{moving} still move")) }
        });
    }

    /// From the next page on, no workers start, as in an old browser or behind a filter.
    pub fn without_workers(&self) {
        let source = "window.Worker = class { constructor() { throw new Error('there are none here'); } };";
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source }));
    }

    /// From the next page on, WebAssembly is missing, as in Safari's Lockdown Mode.
    pub fn without_wasm(&self) {
        let source = "delete globalThis.WebAssembly;";
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source }));
    }

    /// Opens a page with scripts turned off. Returns the page's text.
    pub fn open_without_scripts(&self, url: &str) -> String {
        self.open("about:blank");
        let switch_off = |off: bool| {
            self.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": off }));
        };
        switch_off(true);
        self.open(url);
        let expression = "document.body.innerText.replace(/\\s+/g, ' ').trim()";
        let answer = self.devtools("Runtime.evaluate", json!({ "expression": expression }));
        // The page's scripts stay off, but the test can run its own. What only browsers without scripts show stays
        // visible.
        switch_off(false);
        let keep =
            "document.querySelectorAll('noscript').forEach((part) => part.replaceWith(...part.childNodes));
            document.querySelectorAll('.scripted').forEach((part) => { part.style.display = 'none'; });";
        self.script(keep, &[]);
        answer["result"]["value"].as_str().unwrap_or_else(|| panic!("{url}: {answer}")).to_owned()
    }

    /// From the next page on, WebSockets are blocked: each closes before it opens (`close`), or opens and stays silent
    /// (`open`).
    pub fn without_sockets(&self, event: &str) {
        let source = format!(
            "window.WebSocket = class extends EventTarget {{ constructor() {{ \
             super(); setTimeout(() => this.dispatchEvent(new Event('{event}'))); }} close() {{}} send() {{}} }};"
        );
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source }));
    }

    /// Turns the network off or on.
    pub fn offline(&self, is_so: bool) {
        self.devtools("Network.enable", json!({}));
        let conditions =
            json!({ "offline": is_so, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.devtools("Network.emulateNetworkConditions", conditions);
    }

    /// From now on, blocks requests to addresses that match these patterns, as a filter does.
    pub fn block(&self, patterns: &[&str]) {
        self.devtools("Network.enable", json!({}));
        self.devtools("Network.setBlockedURLs", json!({ "urls": patterns }));
    }

    /// Opens a page from scratch. A change after `#` alone would not reload it.
    pub fn open(&self, url: &str) {
        self.expect("about:blank", self.driver.goto("about:blank"));
        self.expect("a page", self.driver.goto(url));
    }

    /// Returns the page's address.
    pub fn url(&self) -> String {
        self.expect("the address", self.driver.current_url()).into()
    }

    /// Returns all visible text, with whitespace collapsed.
    pub fn text(&self) -> String {
        let text = self.script("return document.body ? document.body.innerText : ''", &[]);
        text.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Waits until the page shows `words`.
    pub fn wait_for(&self, words: &str) {
        wait::until(&format!("the words “{words}”"), || {
            let text = self.text();
            if text.contains(words) { Ok(()) } else { Err(format!("the page says: {text}")) }
        });
    }

    /// Waits until the page no longer shows `words`.
    pub fn wait_until_gone(&self, words: &str) {
        wait::until(&format!("“{words}” to go"), || {
            let text = self.text();
            if text.contains(words) { Err(format!("the page says: {text}")) } else { Ok(()) }
        });
    }

    /// Presses the element with this name: a button, a link, a tab, a fold or a choice.
    pub fn press(&self, name: &str) {
        self.act(&format!("something to press named “{name}”"), &find::pressable(name), &async |e| {
            e.scroll_into_view().await?;
            e.click().await
        });
    }

    /// Clears the field with this label like a person, and types into it.
    pub fn fill(&self, label: &str, text: &str) {
        self.act(&format!("a field with the label “{label}”"), &find::field(label), &async |element| {
            element.scroll_into_view().await?;
            element.send_keys(Key::Control + "a").await?;
            element.send_keys(Key::Backspace).await?;
            element.send_keys(text).await
        });
    }

    /// Returns the error message that is tied to the field with this label.
    pub fn complaint_at(&self, label: &str) -> Option<String> {
        let script = "const error = (arguments[0].getAttribute('aria-describedby') ?? '').split(' ')
            .find((id) => id.endsWith('-error'));
            return error ? document.getElementById(error).innerText.trim() : null;";
        self.act(&format!("a field with the label “{label}”"), &find::field(label), &async |element| {
            let ran = self.driver.execute(script, vec![element.to_json()?]).await?;
            Ok(ran.json().as_str().map(str::to_owned))
        })
    }

    /// Selects a file on this machine in the field with this label.
    pub fn choose_file(&self, label: &str, path: &Path) {
        let path = path.to_str().expect("UTF-8").to_owned();
        wait::until(&format!("a file field with the label “{label}”"), || {
            self.runtime.block_on(async {
                let found = self.driver.find_all(thirtyfour::By::XPath(find::field(label))).await;
                let element = found.ok().and_then(|found| found.into_iter().next());
                let element = element.ok_or("there is none")?;
                element.send_keys(path.as_str()).await.map_err(|error| error.to_string())
            })
        });
    }

    /// Returns the value of the field with this label.
    pub fn value(&self, label: &str) -> String {
        self.act(&format!("a field with the label “{label}”"), &find::field(label), &async |element| {
            Ok(element.value().await?.unwrap_or_default())
        })
    }

    /// Returns the value next to the copy button with this name.
    pub fn beside(&self, name: &str) -> String {
        self.act(&format!("a value beside “{name}”"), &find::beside(name), &async |element| {
            element.text().await
        })
    }

    /// Presses the browser's back button.
    pub fn back(&self) {
        self.expect("the back button", self.driver.back());
    }

    /// Returns true if an element with this name can be pressed now.
    pub fn offers(&self, name: &str) -> bool {
        self.runtime.block_on(self.first(&find::pressable(name))).is_ok()
    }

    /// Runs JavaScript in the page.
    pub fn script(&self, script: &str, arguments: &[Value]) -> Value {
        let ran = self.expect("a script", self.driver.execute(script, arguments.to_vec()));
        ran.json().clone()
    }

    /// Returns true if the page is wider than its window.
    pub fn scrolls_sideways(&self) -> bool {
        let script = "return document.documentElement.scrollWidth > document.documentElement.clientWidth";
        self.script(script, &[]) == Value::Bool(true)
    }

    /// Saves a screenshot of the page, from its top down to [`TALLEST`].
    pub fn screenshot(&self, path: &Path) {
        let page = &self.devtools("Page.getLayoutMetrics", json!({}))["cssContentSize"];
        let size = |name: &str| page[name].as_f64().expect("a size in CSS pixels");
        let (width, height) = (size("width"), size("height").min(TALLEST));
        let clip = json!({ "x": 0, "y": 0, "width": width, "height": height, "scale": 1 });
        let picture =
            self.devtools("Page.captureScreenshot", json!({ "captureBeyondViewport": true, "clip": clip }));
        let data = picture["data"].as_str().expect("a picture as base64");
        let bytes = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, data);
        fs::write(path, bytes.expect("it is base64")).expect("the folder is writable");
    }

    /// Returns what the browser has complained about since the last call: script errors, blocks by the content
    /// security policy, files that didn't load or were loaded for nothing. Ignores refusals by the API, and our own
    /// page for an address that doesn't exist.
    pub fn complaints(&self) -> Vec<String> {
        let log = self.expect("the console", self.driver.browser_log());
        let url = self.url();
        let is_lost_page = |message: &str| {
            let asked =
                message.split_once(" - Failed to load resource: the server responded with a status of 404");
            let is_page = |address: &str| !address.rsplit('/').next().unwrap_or_default().contains('.');
            asked.is_some_and(|(address, _)| address == url || is_page(address))
        };
        let is_none = |entry: &thirtyfour::BrowserLogEntry| {
            let is_answer = entry.message.contains("/api/") || is_lost_page(&entry.message);
            entry.source.as_deref() == Some("network") && is_answer
                || entry.message.contains(INTEGRITY_OF_PRELOAD)
        };
        log.into_iter()
            .filter(|entry| matches!(entry.level.as_str(), "SEVERE" | "WARNING") && !is_none(entry))
            .map(|entry| entry.message)
            .collect()
    }

    /// Asserts that the browser has no complaints.
    ///
    /// # Panics
    /// If there are complaints.
    pub fn assert_no_complaints(&self) {
        let complaints = self.complaints();
        assert!(complaints.is_empty(), "{} complains: {complaints:#?}", self.url());
    }

    /// Runs a command of the DevTools protocol.
    pub fn devtools(&self, method: &str, parameters: Value) -> Value {
        self.expect(method, async { self.driver.cdp().send_raw(method, parameters).await })
    }

    fn act<T>(&self, what: &str, path: &str, act: &impl AsyncFn(&WebElement) -> WebDriverResult<T>) -> T {
        wait::until(what, || {
            self.runtime
                .block_on(async {
                    let element = self.first(path).await?;
                    // The element may have been replaced or covered meanwhile. An error makes the caller look for it
                    // again.
                    act(&element).await.map_err(|error| error.to_string())
                })
                .map_err(|error| format!("{error}; the page says: {}", self.text()))
        })
    }

    async fn first(&self, path: &str) -> Result<WebElement, String> {
        let found = self.driver.find_all(thirtyfour::By::XPath(path)).await;
        for element in found.map_err(|error| error.to_string())? {
            // An element may have disappeared since it was found. Then it isn't usable either.
            let shown = element.is_displayed().await.unwrap_or(false);
            if shown && element.is_enabled().await.unwrap_or(false) {
                return Ok(element);
            }
        }
        Err("there is none".to_owned())
    }

    fn expect<T>(&self, what: &str, future: impl Future<Output = WebDriverResult<T>>) -> T {
        self.runtime.block_on(future).unwrap_or_else(|error| panic!("{what}: {error}"))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Chromedriver closes its browser when it is stopped, which happens right after this.
        let _ = self.runtime.block_on(self.driver.clone().quit());
    }
}

/// Chromedriver needs a port that is free for both IPv4 and IPv6. Another test may hold one of them, so this tries
/// several.
fn start_driver(folder: &Path) -> (Process, String) {
    (0..5).find_map(|_| driver(folder)).expect("a port that is free for both kinds of addresses")
}

fn driver(folder: &Path) -> Option<(Process, String)> {
    let log = folder.join("chromedriver.log");
    // Removes the log of an earlier attempt. There is none the first time.
    let _ = fs::remove_file(&log);
    let mut process = Process::start(Command::new("chromedriver").arg("--port=0"), &log);
    let port = wait::until("chromedriver's port", || {
        let text = fs::read_to_string(&log).unwrap_or_default();
        if let Some(status) = process.ended() {
            assert!(text.contains("port not available"), "chromedriver ended with {status}: {text}");
            return Ok(None);
        }
        let (_, rest) = text.split_once("successfully on port ").ok_or_else(|| text.clone())?;
        let (port, _) = rest.split_once('.').ok_or_else(|| text.clone())?;
        port.parse::<u16>().map(Some).map_err(|_| text.clone())
    });
    port.map(|port| (process, format!("http://127.0.0.1:{port}")))
}

fn capabilities(folder: &Path) -> thirtyfour::ChromeCapabilities {
    let mut capabilities = DesiredCapabilities::chrome();
    let profile = format!("--user-data-dir={}", folder.join("profile").display());
    for flag in FLAGS.into_iter().chain([profile.as_str()]) {
        capabilities.add_arg(flag).expect("flags are text");
    }
    capabilities.set_browser_log_level(LoggingPrefsLogLevel::All).expect("levels are text");
    capabilities
}
