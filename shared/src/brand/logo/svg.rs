//! SVG images. Pages show them only with `<img>`, in which no script runs and nothing else is loaded.

use super::Size;

/// The finest difference between the sides of an image that counts: a thousandth.
const FINENESS: f64 = 1000.0;
/// The longest side that is read.
const SIDE_MAX: f64 = 100_000.0;

/// The namespace without which browsers draw nothing (SVG 2, section 5.1.1).
const NAMESPACE: &str = "http://www.w3.org/2000/svg";

/// Returns the size in which an SVG image is shown, or `None` if this isn't one. An image without a size is a square.
pub(super) fn size(bytes: &[u8]) -> Option<Size> {
    let text = str::from_utf8(bytes).ok()?;
    let tag = root(text.trim_start_matches('\u{feff}'))?;
    if attribute(tag, "xmlns") != Some(NAMESPACE) {
        return None;
    }
    let (width, height) = sides(tag).unwrap_or((1, 1));
    Some(Size::within(width, height, true))
}

/// Returns the attributes of the first element, if it is `svg`. Before it, there can only be a declaration, comments and a
/// document type without definitions of its own.
fn root(text: &str) -> Option<&str> {
    let mut rest = text.trim_start();
    loop {
        let skipped = if let Some(rest) = rest.strip_prefix("<?") {
            rest.split_once("?>")
        } else if let Some(rest) = rest.strip_prefix("<!--") {
            rest.split_once("-->")
        } else if let Some(rest) = rest.strip_prefix("<!DOCTYPE") {
            rest.split_once('>').filter(|(kind, _)| !kind.contains('['))
        } else {
            break;
        };
        rest = skipped?.1.trim_start();
    }
    let rest = rest.strip_prefix("<svg")?;
    let is_whole_name = rest.starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/'));
    if !is_whole_name {
        return None;
    }
    let mut quote = None;
    let end = rest.find(|c: char| {
        match quote {
            None if matches!(c, '"' | '\'') => quote = Some(c),
            Some(open) if open == c => quote = None,
            _ => {}
        }
        c == '>' && quote.is_none()
    })?;
    Some(&rest[..end])
}

/// Returns the sides as whole numbers in the same proportion. Browsers prefer the attributes to the box too.
fn sides(tag: &str) -> Option<(u32, u32)> {
    let by_box = || {
        let mut numbers = attribute(tag, "viewBox")?
            .split(|c: char| c.is_ascii_whitespace() || c == ',')
            .filter(|number| !number.is_empty());
        let (width, height) = (numbers.nth(2)?, numbers.next()?);
        Some((side(width)?, side(height)?))
    };
    let by_sides = || Some((side(attribute(tag, "width")?)?, side(attribute(tag, "height")?)?));
    by_sides().or_else(by_box)
}

/// Reads a length in pixels, in thousandths.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is from 1 to 10^8")]
fn side(text: &str) -> Option<u32> {
    let number: f64 = text.trim().trim_end_matches("px").parse().ok()?;
    (1.0 / FINENESS..=SIDE_MAX).contains(&number).then(|| (number * FINENESS).round() as u32)
}

/// Returns an attribute's value.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    loop {
        let (before, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, left) = after[1..].split_once(quote)?;
        if before.trim() == name {
            return Some(value);
        }
        rest = left;
    }
}
