//! Whom a check trusts. In a release that is the public roots, and there is no code that would look for others.

use std::sync::Arc;

use rustls::time_provider::DefaultTimeProvider;
use shared::tls::Tls;

/// The public roots.
#[cfg(not(feature = "sandbox"))]
pub(crate) fn trusted() -> Option<Tls> {
    Some(Tls::new(Arc::new(DefaultTimeProvider)))
}

/// Those, and what a server of the sandbox or of a test has written into the module, in PEM form.
#[cfg(feature = "sandbox")]
pub(crate) fn trusted() -> Option<Tls> {
    use js_sys::{ArrayBuffer, Uint8Array, WebAssembly};
    use wasm_bindgen::JsCast;

    let module: WebAssembly::Module = wasm_bindgen::module().unchecked_into();
    let section = WebAssembly::Module::custom_sections(&module, "sealpost-sandbox-roots").get(0);
    let roots = Uint8Array::new(section.dyn_ref::<ArrayBuffer>()?).to_vec();
    Tls::with_roots(&roots, Arc::new(DefaultTimeProvider)).ok()
}
