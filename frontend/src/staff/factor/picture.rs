//! The authenticator app's key as a QR code, for a phone's camera.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc};
use shared::rules::Address;
use yew::prelude::*;

use crate::say;

/// Width of the empty border around the QR code, in modules (ISO/IEC 18004 requires 4).
const QUIET: i32 = 4;

/// Returns the `otpauth` URL with the key and the account, which authenticator apps can read.
pub(super) fn address(agency: &str, email: &Address, key: &str) -> String {
    let encoded = |text: &str| String::from(js_sys::encode_uri_component(text));
    let (agency, email) = (encoded(agency), encoded(email.as_str()));
    format!("otpauth://totp/{agency}:{email}?secret={key}&issuer={agency}")
}

/// Renders a text as a QR code, or nothing if the text is too long.
pub(super) fn picture(text: &str) -> Html {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return Html::default() };
    let size = code.size() + 2 * QUIET;
    html! {
        <svg class="qr" viewBox={format!("0 0 {size} {size}")} role="img" aria-label={say::account().app_qr_code()} shape-rendering="crispEdges">
            <path d={path(&code)} />
        </svg>
    }
}

/// Returns an SVG path with one rectangle for each run of dark modules.
fn path(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|&x| code.get_module(x, y)).count();
            let run = i32::try_from(run).unwrap_or_default();
            if run > 0 {
                // Writing to a String never fails.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run + 1;
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dark_module_is_drawn_once() {
        let code = QrCode::encode_text("otpauth://totp/a:b?secret=c", QrCodeEcc::Medium).unwrap();
        let dark = (0..code.size())
            .flat_map(|y| (0..code.size()).map(move |x| (x, y)))
            .filter(|&(x, y)| code.get_module(x, y))
            .count();
        let path = path(&code);
        let drawn: usize = path
            .split('M')
            .skip(1)
            .map(|run| run.split('h').nth(1).unwrap().split('v').next().unwrap().parse::<usize>().unwrap())
            .sum();
        assert_eq!(drawn, dark);
        // The upper left corner of the first finder pattern.
        assert!(path.starts_with("M4 4h7v1h-7z"), "{path}");
    }
}
