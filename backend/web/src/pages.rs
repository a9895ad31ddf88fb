//! The files of the pages. A release embeds them. A debug build reads them from `dist/`, so that they can be rebuilt
//! while it runs.

pub mod brand;
pub mod manifest;
#[cfg(any(debug_assertions, feature = "demo"))]
mod sandbox;

use std::{borrow::Cow, path::PathBuf};

use manifest::Manifest;
use shared::wire::PublicConfig;

#[cfg(not(debug_assertions))]
#[derive(rust_embed::RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../dist"]
#[allow_missing = true]
struct Embedded;

/// The worker that trusts extra roots, for a sandbox that is built like a release.
#[cfg(all(not(debug_assertions), feature = "demo"))]
#[derive(rust_embed::RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../dist-sandbox"]
#[allow_missing = true]
struct EmbeddedSandbox;

/// Where the pages come from.
#[derive(Debug, Clone)]
pub enum Pages {
    /// Embedded in this program.
    #[cfg(not(debug_assertions))]
    Embedded,
    /// In a folder.
    Folder(PathBuf),
    /// The pages in the box, except that the blind check's worker also trusts these roots (PEM). Used by tests, and by
    /// the sandbox, because no public authority signs the certificate of its mail provider. A release has neither this
    /// variant nor that worker.
    #[cfg(any(debug_assertions, feature = "demo"))]
    Trusting(Box<Self>, Vec<u8>),
}

impl Pages {
    /// Returns the pages that were built with this program.
    #[cfg(not(debug_assertions))]
    pub fn built() -> Self {
        Self::Embedded
    }

    /// Returns the pages that were built, or will be built, with this program.
    #[cfg(debug_assertions)]
    pub fn built() -> Self {
        Self::Folder(concat!(env!("CARGO_MANIFEST_DIR"), "/../../dist").into())
    }

    /// Returns the same pages, whose checks also trust these roots (PEM), like the server's checks.
    #[must_use]
    #[cfg(any(debug_assertions, feature = "demo"))]
    pub fn trusting(self, roots: Option<Vec<u8>>) -> Self {
        match roots {
            Some(roots) => Self::Trusting(Box::new(self), roots),
            None => self,
        }
    }

    /// Returns the same pages unchanged: in a release, browsers trust only the public roots.
    #[must_use]
    #[cfg(not(any(debug_assertions, feature = "demo")))]
    pub fn trusting(self, _: Option<Vec<u8>>) -> Self {
        self
    }

    /// Returns true if the pages of clients, of those who do a step for them, and of the staff are built.
    pub fn are_there(&self) -> bool {
        ["index.html", "helper/index.html", "staff/index.html"]
            .into_iter()
            .all(|page| self.get(page).is_some())
    }

    /// Returns the names and hashes of the files, or `None` if they aren't built.
    pub fn manifest(&self) -> Option<Manifest> {
        Manifest::read(&self.get(manifest::NAME)?)
    }

    /// Returns a file as the server sends it: into the pages that clients see, it writes the agency's name, logo, contact
    /// and color.
    pub fn served(&self, path: &str, config: &PublicConfig) -> Option<Cow<'static, [u8]>> {
        let file = self.get(path)?;
        Some(if brand::is_branded(path) { brand::written_into(file, config) } else { file })
    }

    pub(crate) fn get(&self, path: &str) -> Option<Cow<'static, [u8]>> {
        match self {
            #[cfg(not(debug_assertions))]
            Self::Embedded => Embedded::get(path).map(|file| file.data),
            Self::Folder(folder) => std::fs::read(folder.join(path)).ok().map(Cow::Owned),
            #[cfg(any(debug_assertions, feature = "demo"))]
            Self::Trusting(pages, roots) => match path {
                sandbox::WASM => Some(sandbox::with_roots(trusting_more(path)?.into_owned(), roots).into()),
                path if path.starts_with("blind/") => trusting_more(path),
                path => pages.get(path),
            },
        }
    }
}

/// Returns a file of the worker that trusts more roots.
#[cfg(debug_assertions)]
fn trusting_more(path: &str) -> Option<Cow<'static, [u8]>> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../dist-sandbox"));
    Pages::Folder(folder).get(path)
}

/// Returns a file of the worker that trusts more roots.
#[cfg(all(not(debug_assertions), feature = "demo"))]
fn trusting_more(path: &str) -> Option<Cow<'static, [u8]>> {
    EmbeddedSandbox::get(path).map(|file| file.data)
}
