//! Colors as screens show them: their contrast (WCAG 2.2), and darker and lighter ones of the same hue (Oklab).

use std::fmt;

use crate::rules::Accent;

/// How far a color moves in one step, in Oklab's lightness, which goes from 0 to 1.
const STEP: f64 = 0.005;
/// How many steps there are from black to white.
const STEPS: u32 = 200;
/// How much a channel can be outside of what a screen shows, because numbers are rounded.
const ROUNDING: f64 = 0.001;

/// A color in sRGB: red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rgb(pub [u8; 3]);

impl Rgb {
    /// Black.
    pub const BLACK: Self = Self([0; 3]);
    /// White.
    pub const WHITE: Self = Self([255; 3]);

    /// Returns the relative luminance, from 0 for black to 1 for white (WCAG 2.2).
    pub fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(decoded);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Returns the contrast ratio with another color, from 1 to 21 (WCAG 2.2).
    pub fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// Returns this color if it is good enough, or the nearest darker one of the same hue that is.
    pub(super) fn darker_until(self, is_enough: impl Fn(Self) -> bool) -> Self {
        self.moved_until(-STEP, is_enough).unwrap_or(Self::BLACK)
    }

    /// Returns this color if it is good enough, or the nearest lighter one of the same hue that is.
    pub(super) fn lighter_until(self, is_enough: impl Fn(Self) -> bool) -> Self {
        self.moved_until(STEP, is_enough).unwrap_or(Self::WHITE)
    }

    /// Returns a color of the same hue that is darker by this much of Oklab's lightness.
    pub(super) fn darker_by(self, lightness: f64) -> Self {
        let lab = Oklab::of(self);
        lab.at((lab.0[0] - lightness).max(0.0))
    }

    fn moved_until(self, step: f64, is_enough: impl Fn(Self) -> bool) -> Option<Self> {
        if is_enough(self) {
            return Some(self);
        }
        let lab = Oklab::of(self);
        let moved = |n: u32| lab.at((lab.0[0] + step * f64::from(n)).clamp(0.0, 1.0));
        (1..=STEPS).map(moved).find(|color| is_enough(*color))
    }
}

impl From<&Accent> for Rgb {
    fn from(accent: &Accent) -> Self {
        Self(accent.rgb())
    }
}

/// Writes `#rrggbb`.
impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

type Matrix = [[f64; 3]; 3];

/// Linear sRGB to the responses of the eye's cones, and back (Björn Ottosson, "A perceptual color space for image
/// processing", 2020).
const TO_CONES: Matrix = [
    [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
    [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
    [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
];
const FROM_CONES: Matrix = [
    [4.076_741_662_1, -3.307_711_591_3, 0.230_969_929_2],
    [-1.268_438_004_6, 2.609_757_401_1, -0.341_319_396_5],
    [-0.004_196_086_3, -0.703_418_614_7, 1.707_614_701_0],
];
/// Cube roots of the responses to Oklab, and back.
const TO_LAB: Matrix = [
    [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
    [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
    [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
];
const FROM_LAB: Matrix = [
    [1.0, 0.396_337_777_4, 0.215_803_757_3],
    [1.0, -0.105_561_345_8, -0.063_854_172_8],
    [1.0, -0.089_484_177_5, -1.291_485_548_0],
];

/// A color in Oklab: its lightness, and the two coordinates of its hue and chroma.
#[derive(Debug, Clone, Copy)]
struct Oklab([f64; 3]);

impl Oklab {
    fn of(color: Rgb) -> Self {
        let cones = times(TO_CONES, color.0.map(decoded));
        Self(times(TO_LAB, cones.map(f64::cbrt)))
    }

    /// Returns the color of the same hue with this lightness, and with as much of its chroma as a screen can show.
    fn at(self, lightness: f64) -> Rgb {
        let [_, green_red, blue_yellow] = self.0;
        let linear = |share: f64| {
            let roots = times(FROM_LAB, [lightness, green_red * share, blue_yellow * share]);
            times(FROM_CONES, roots.map(|root| root.powi(3)))
        };
        let is_shown = |channels: &[f64; 3]| {
            channels.iter().all(|channel| (-ROUNDING..=1.0 + ROUNDING).contains(channel))
        };
        let shares = (0..=50_u32).rev().map(|n| f64::from(n) / 50.0);
        // Without any chroma, it is a gray, which every screen shows.
        let shown = shares.map(linear).find(is_shown).unwrap_or_else(|| linear(0.0));
        Rgb(shown.map(encoded))
    }
}

fn times(matrix: Matrix, vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row[0] * vector[0] + row[1] * vector[1] + row[2] * vector[2])
}

/// Returns a channel's share of the light, from 0 to 1 (IEC 61966-2-1).
fn decoded(channel: u8) -> f64 {
    let share = f64::from(channel) / 255.0;
    if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
}

/// Returns the channel with this share of the light.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is from 0 to 255")]
fn encoded(light: f64) -> u8 {
    let light = light.clamp(0.0, 1.0);
    let share = if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
    (share * 255.0).round() as u8
}
