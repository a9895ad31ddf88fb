//! Verdicts, each with a word, a shape and a color, so that nobody has to rely on one of them.

use shared::report::Verdict;
use yew::prelude::*;

/// The tone of a verdict, a notice or a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Correct.
    Ok,
    /// Works, but could be better.
    Warn,
    /// Doesn't work.
    Fail,
    /// Couldn't be checked. Never shown in red.
    Unknown,
}

impl Tone {
    /// Returns the CSS class.
    pub fn class(self) -> &'static str {
        match self {
            Self::Ok => "verdict--ok",
            Self::Warn => "verdict--warn",
            Self::Fail => "verdict--fail",
            Self::Unknown => "verdict--unknown",
        }
    }
}

impl From<Verdict> for Tone {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Ok => Self::Ok,
            Verdict::Unknown => Self::Unknown,
            Verdict::Warn => Self::Warn,
            Verdict::Fail => Self::Fail,
        }
    }
}

/// The properties of [`VerdictMark`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The verdict's tone.
    pub tone: Tone,
    /// The word.
    pub children: Html,
}

/// Renders a word with its shape, in the verdict's color.
#[component]
pub fn VerdictMark(props: &Props) -> Html {
    verdict_mark(props.tone, props.children.clone())
}

/// Renders a [`VerdictMark`] without a component.
pub fn verdict_mark(tone: Tone, word: Html) -> Html {
    html! {
        <span class={classes!("verdict", tone.class())}>{ shape(tone) }<span>{ word }</span></span>
    }
}

/// The properties of [`Shape`].
#[derive(Properties, PartialEq)]
pub struct ShapeProps {
    /// The tone that the shape represents.
    pub tone: Tone,
}

/// Renders only the shape, in the color of the surrounding text.
#[component]
pub fn Shape(props: &ShapeProps) -> Html {
    shape(props.tone)
}

/// Renders a [`Shape`] without a component: a disc with a check mark, a triangle, an octagon with a cross, or a broken
/// ring with a question mark.
pub fn shape(tone: Tone) -> Html {
    let drawing = match tone {
        Tone::Ok => html! {
            <><circle cx="10" cy="10" r="8.5" /><path d="m6 10.4 2.8 2.8L14.2 7.4" /></>
        },
        Tone::Warn => html! {
            <><path d="M10 2.2 18.6 17.4H1.4Z" /><path d="M10 8v4.2M10 14.7v.1" /></>
        },
        Tone::Fail => html! {
            <><path d="M6.5 1.6h7l4.9 4.9v7l-4.9 4.9h-7l-4.9-4.9v-7Z" /><path d="m7 7 6 6m0-6-6 6" /></>
        },
        Tone::Unknown => html! {
            <>
                <circle cx="10" cy="10" r="8.5" stroke-dasharray="3.4 2" />
                <path d="M7.8 8a2.3 2.3 0 1 1 3.3 2c-.8.4-1.1.8-1.1 1.6M10 14.2v.1" />
            </>
        },
    };
    html! {
        <svg
            class="shape"
            viewBox="0 0 20 20"
            fill="none"
            stroke="currentColor"
            stroke-width="1.8"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
            focusable="false"
        >
            { drawing }
        </svg>
    }
}
