//! Adds roots to the blind check's worker in a sandbox or a test. They are written into its WebAssembly module, and
//! only the worker that is built for this reads them (`frontend/blind/src/roots.rs`).

/// The path of the module.
pub(super) const WASM: &str = "blind/blind_bg.wasm";

/// The name of the section that contains the roots.
const SECTION: &str = "sealpost-sandbox-roots";

/// Returns the module with a custom section at its end (WebAssembly, section 5.5.3).
pub(super) fn with_roots(mut module: Vec<u8>, roots: &[u8]) -> Vec<u8> {
    let name_length = length(SECTION.len());
    module.push(0);
    module.extend(length(name_length.len() + SECTION.len() + roots.len()));
    module.extend(name_length);
    module.extend(SECTION.as_bytes());
    module.extend(roots);
    module
}

/// Encodes a number with seven bits in each byte, low bits first (LEB128).
fn length(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = u8::try_from(number & 0x7f).unwrap_or_default();
        number >>= 7;
        if number == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_begins_with_its_length() {
        assert_eq!(length(0x7f), [0x7f]);
        assert_eq!(length(624_485), [0xe5, 0x8e, 0x26]);
        let module = with_roots(b"\0asm".to_vec(), &[b'x'; 200]);
        let (head, rest) = module.split_at(4 + 3 + 1);
        assert_eq!(head, [b"\0asm".as_slice(), &[0, 0xdf, 0x01, 22]].concat());
        assert_eq!(rest, [SECTION.as_bytes(), &[b'x'; 200]].concat());
    }
}
