//! The colors that pages use for an agency's color, so that everyone can read them.

use super::color::Rgb;
use crate::rules::Accent;

/// The lowest contrast between text and what is behind it (WCAG 2.2, 1.4.3).
const TEXT: f64 = 4.5;
/// The lowest contrast between a button and what is around it (WCAG 2.2, 1.4.11).
const EDGE: f64 = 3.0;
/// How much darker a button becomes when someone points at it, in Oklab's lightness.
const POINTED_AT: f64 = 0.07;

/// What is behind text and buttons in each scheme: `--paper` and `--card` in `frontend/styles/tokens.css`.
pub(super) const LIGHT: [Rgb; 2] = [Rgb([0xfb, 0xfa, 0xf7]), Rgb([0xff, 0xff, 0xff])];
pub(super) const DARK: [Rgb; 2] = [Rgb([0x14, 0x17, 0x1f]), Rgb([0x1c, 0x21, 0x2c])];

/// The colors of both schemes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// On light pages.
    pub light: Tones,
    /// On dark pages.
    pub dark: Tones,
}

/// The colors of one scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tones {
    /// The page.
    pub paper: Rgb,
    /// Buttons, whose text is white.
    pub fill: Rgb,
    /// A button that someone points at.
    pub pointed_at: Rgb,
    /// Links and thin lines.
    pub text: Rgb,
}

/// How a color that is used differs from the one that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shift {
    /// It is darker.
    Darker,
    /// It is lighter.
    Lighter,
}

impl Shift {
    /// Compares the colors. Returns `None` if they are the same.
    pub fn between(asked: Rgb, used: Rgb) -> Option<Self> {
        if asked == used {
            return None;
        }
        Some(if used.luminance() < asked.luminance() { Self::Darker } else { Self::Lighter })
    }
}

impl Palette {
    /// Returns the colors for this one. Each keeps its hue, and is only as much darker or lighter as reading takes.
    pub fn of(accent: &Accent) -> Self {
        let asked = Rgb::from(accent);
        let holds_text = |color: Rgb| color.contrast(Rgb::WHITE) >= TEXT;
        let fill = asked.darker_until(holds_text);
        let text = fill.darker_until(|color| is_apart(color, LIGHT, TEXT));
        let light = Tones { paper: LIGHT[0], fill, pointed_at: fill.darker_by(POINTED_AT), text };
        // A button that is as dark as the page around it can't be found.
        let fill = fill.lighter_until(|color| is_apart(color, DARK, EDGE));
        let text = asked.lighter_until(|color| is_apart(color, DARK, TEXT));
        let dark = Tones { paper: DARK[0], fill, pointed_at: fill.darker_by(POINTED_AT), text };
        Self { light, dark }
    }
}

/// Returns true if a color has at least this contrast with everything that is behind it.
fn is_apart(color: Rgb, behind: [Rgb; 2], least: f64) -> bool {
    behind.iter().all(|behind| color.contrast(*behind) >= least)
}
