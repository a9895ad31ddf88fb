use base64::engine::general_purpose::STANDARD;

use super::*;

#[test]
fn a_pattern_is_found_at_every_position() {
    let form = b"abcabcabd";
    for before in 0..20 {
        let mut bytes = b"abcabcabcabcabcabcab"[..before].to_vec();
        assert!(!contains(form, &bytes));
        bytes.extend(form);
        assert!(contains(form, &bytes), "after {before}");
        assert!(!contains(form, &bytes[..before + form.len() - 1]));
    }
}

#[test]
fn every_form_is_found() {
    let secret = "canary-5f0c7e19ab-?>";
    let canary = Canary::new(secret);
    for before in ["", "x", "xx", "xxx"] {
        let text = format!("{before}{secret}");
        assert_eq!(canary.found_in(text.as_bytes()), Some("plain text"));
        assert_eq!(canary.found_in(STANDARD.encode(text + "tail").as_bytes()), Some("base64"));
    }
    let wide: Vec<u8> = secret.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(canary.found_in(&wide), Some("UTF-16LE"));
    assert_eq!(canary.found_in(b"canary-5f0c7e19a-?>"), None);
}
