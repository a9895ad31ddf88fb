//! The agency's logo, as it is uploaded: a PNG, JPEG, WebP or SVG image, recognized by its content.

mod raster;
mod svg;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::base32;

/// The largest file, in bytes.
pub const LOGO_MAX: usize = 64 * 1024;
/// The longest side of a PNG, JPEG or WebP image, in pixels. Browsers need memory for each pixel of it.
pub const SIDE_MAX: u32 = 2_000;

/// The box that a page has for a logo, in CSS pixels.
const BOX: (u32, u32) = (160, 40);

/// A kind of image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum LogoKind {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// WebP.
    Webp,
    /// SVG.
    Svg,
}

impl LogoKind {
    /// Returns the media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
            Self::Svg => "image/svg+xml",
        }
    }
}

/// Why a file can't be the logo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotALogo {
    /// It has more than [`LOGO_MAX`] bytes.
    TooLarge,
    /// It isn't one of the kinds.
    OtherKind,
    /// It begins like an image, and then has no size.
    Damaged,
    /// A side has no pixel, or more than [`SIDE_MAX`].
    Side,
}

/// The size in which a logo is shown, in CSS pixels. Pages reserve the space before they have the image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Size {
    /// The width.
    pub width: u16,
    /// The height.
    pub height: u16,
}

impl Size {
    /// Returns the size in the box for an image with these sides, which aren't zero. Images of pixels aren't enlarged.
    fn within(width: u32, height: u32, can_grow: bool) -> Self {
        let (most_wide, most_high) = BOX;
        let high = if can_grow { most_high } else { most_high.min(height) };
        // The sides of an SVG image are up to 10^8 here.
        let part = |of: u32, share: u32, whole: u32| {
            let rounded = (u64::from(of) * u64::from(share) + u64::from(whole) / 2) / u64::from(whole.max(1));
            u32::try_from(rounded).unwrap_or(u32::MAX).max(1)
        };
        let wide = part(width, high, height);
        let (wide, high) =
            if wide <= most_wide { (wide, high) } else { (most_wide, part(height, most_wide, width)) };
        // Both sides are within the box.
        let side = |side: u32| u16::try_from(side).unwrap_or(u16::MAX);
        Self { width: side(wide), height: side(high) }
    }
}

/// An image that can be the logo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    kind: LogoKind,
    bytes: Vec<u8>,
    size: Size,
}

impl Logo {
    /// Recognizes the image, and reads its size. What a browser does with a damaged one is show nothing.
    pub fn parse(bytes: Vec<u8>) -> Result<Self, NotALogo> {
        if bytes.len() > LOGO_MAX {
            return Err(NotALogo::TooLarge);
        }
        let (kind, size) = match raster::read(&bytes) {
            Some((kind, sides)) => (kind, shown(sides.ok_or(NotALogo::Damaged)?)?),
            None => (LogoKind::Svg, svg::size(&bytes).ok_or(NotALogo::OtherKind)?),
        };
        Ok(Self { kind, bytes, size })
    }

    /// Returns the kind of image.
    pub fn kind(&self) -> LogoKind {
        self.kind
    }

    /// Returns the file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns what pages need to know about it.
    pub fn mark(&self) -> LogoMark {
        LogoMark { kind: self.kind, digest: Sha256::digest(&self.bytes).into(), size: self.size }
    }
}

/// Returns the size in which an image with these sides is shown.
fn shown((width, height): (u32, u32)) -> Result<Size, NotALogo> {
    let is_sane = |side: u32| (1..=SIDE_MAX).contains(&side);
    if is_sane(width) && is_sane(height) {
        Ok(Size::within(width, height, false))
    } else {
        Err(NotALogo::Side)
    }
}

/// What pages need to know about a logo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogoMark {
    /// The kind of image.
    pub kind: LogoKind,
    /// SHA-256 of the file.
    pub digest: [u8; 32],
    /// The size in which it is shown.
    pub size: Size,
}

impl LogoMark {
    /// Returns 128 bits of the digest as text, with which an address names this file and no other one.
    pub fn version(&self) -> String {
        base32::encode(&self.digest[..16])
    }
}
