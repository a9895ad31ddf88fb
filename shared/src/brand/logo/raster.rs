//! Images of pixels: their kind, and the sides that their header names.

use super::LogoKind;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
const JPEG: &[u8] = b"\xff\xd8\xff";

/// The sides of an image in pixels, if its header names them.
type Sides = Option<(u32, u32)>;

/// Recognizes an image by its first bytes, and reads its sides. Returns `None` for anything else.
pub(super) fn read(bytes: &[u8]) -> Option<(LogoKind, Sides)> {
    if bytes.starts_with(PNG) {
        Some((LogoKind::Png, png(bytes)))
    } else if bytes.starts_with(JPEG) {
        Some((LogoKind::Jpeg, jpeg(bytes)))
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP".as_slice()) {
        Some((LogoKind::Webp, webp(bytes)))
    } else {
        None
    }
}

/// The first chunk is the header (PNG, third edition, section 11.2.1).
fn png(bytes: &[u8]) -> Sides {
    (bytes.get(8..16)? == b"\0\0\0\rIHDR").then_some(())?;
    Some((big(bytes.get(16..20)?), big(bytes.get(20..24)?)))
}

/// The segment that begins a frame has the sides (ITU-T T.81, sections B.1 and B.2.2).
fn jpeg(bytes: &[u8]) -> Sides {
    let mut at = 2;
    loop {
        let [0xff, marker] = *bytes.get(at..at + 2)? else { return None };
        at += 2;
        match marker {
            // A byte that fills, and markers without a segment.
            0xff => at -= 1,
            0x01 | 0xd0..=0xd8 => {}
            // The image itself, or its end, comes before any sides.
            0xd9 | 0xda => return None,
            // Frames, except for tables and extensions with numbers among them.
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                return Some((big(bytes.get(at + 5..at + 7)?), big(bytes.get(at + 3..at + 5)?)));
            }
            _ => {
                let length = usize::try_from(big(bytes.get(at..at + 2)?)).ok()?;
                at += length.max(2);
            }
        }
    }
}

/// The first chunk is a frame, a lossless frame, or the header of an extended file (RFC 9649, section 2).
fn webp(bytes: &[u8]) -> Sides {
    match bytes.get(12..16)? {
        b"VP8 " => {
            // After the frame's tag comes a start code (RFC 6386, section 9.1).
            (bytes.get(23..26)? == [0x9d, 0x01, 0x2a]).then_some(())?;
            let side = |at: usize| Some(little(bytes.get(at..at + 2)?) & 0x3fff);
            Some((side(26)?, side(28)?))
        }
        b"VP8L" => {
            (*bytes.get(20)? == 0x2f).then_some(())?;
            let bits = little(bytes.get(21..25)?);
            Some(((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1))
        }
        b"VP8X" => Some((little(bytes.get(24..27)?) + 1, little(bytes.get(27..30)?) + 1)),
        _ => None,
    }
}

/// Reads at most four bytes, the highest one first.
fn big(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |number, byte| (number << 8) | u32::from(*byte))
}

/// Reads at most four bytes, the lowest one first.
fn little(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |number, byte| (number << 8) | u32::from(*byte))
}
