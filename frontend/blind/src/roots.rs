//! The root certificates and the clock that a check uses to verify servers. Releases trust only the public roots, and
//! contain no code that looks for others.

use std::{sync::Arc, time::Duration};

use rustls::{pki_types::UnixTime, time_provider::TimeProvider};
use shared::tls::Tls;

/// The browser's clock.
#[derive(Debug)]
struct Clock;

impl TimeProvider for Clock {
    fn current_time(&self) -> Option<UnixTime> {
        let since = Duration::try_from_secs_f64(js_sys::Date::now() / 1000.0).ok()?;
        Some(UnixTime::since_unix_epoch(since))
    }
}

/// Returns a TLS setup that trusts the public root certificates.
#[cfg(not(feature = "sandbox"))]
pub(crate) fn trusted() -> Tls {
    Tls::new(Arc::new(Clock))
}

/// Returns a TLS setup that also trusts the root certificates, in PEM form, that a sandbox or test server wrote into
/// the module.
#[cfg(feature = "sandbox")]
pub(crate) fn trusted() -> Tls {
    use js_sys::{ArrayBuffer, Uint8Array, WebAssembly};
    use wasm_bindgen::JsCast;

    let module: WebAssembly::Module = wasm_bindgen::module().unchecked_into();
    let section = WebAssembly::Module::custom_sections(&module, "sealpost-sandbox-roots").get(0);
    let roots = section.dyn_ref::<ArrayBuffer>().map(|section| Uint8Array::new(section).to_vec());
    let extra = roots.and_then(|roots| Tls::with_roots(&roots, Arc::new(Clock)).ok());
    extra.unwrap_or_else(|| Tls::new(Arc::new(Clock)))
}
