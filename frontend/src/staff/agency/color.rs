//! The field for the color, and what pages make of it.

use shared::{
    brand::{Palette, Tones, color::Rgb},
    rules::Accent,
};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::{
    components::{Field, Kind},
    say,
};

/// What the browser's own picker begins with: our seal.
const SEAL: &str = "#9b1c31";

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) id: AttrValue,
    pub(super) value: AttrValue,
    pub(super) error: Option<AttrValue>,
    pub(super) oninput: Callback<String>,
}

/// Renders the field, and below it a button and a link in this color, on light and on dark pages.
#[component]
pub(super) fn ColorField(props: &Props) -> Html {
    let say = say::staff();
    let accent = props.value.parse::<Accent>().ok();
    let picked = accent.as_ref().map_or_else(|| SEAL.to_owned(), ToString::to_string);
    let pick =
        props.oninput.reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value());
    html! {
        <>
            <Field
                id={props.id.clone()}
                label={say.agency_color()}
                hint={say.agency_color_hint()}
                kind={Kind::Exact}
                value={props.value.clone()}
                error={props.error.clone()}
                oninput={props.oninput.clone()}
            >
                <input
                    class="field__picker"
                    type="color"
                    aria-label={say.agency_color_pick()}
                    value={picked}
                    oninput={pick}
                />
            </Field>
            { accent.as_ref().map_or_else(Html::default, preview) }
        </>
    }
}

/// Shows the colors that are used, and says how they differ from the one that was entered.
fn preview(accent: &Accent) -> Html {
    let (say, asked) = (say::staff(), Rgb::from(accent));
    let Palette { light, dark } = Palette::of(accent);
    let change = if light.fill == asked {
        say.agency_color_kept().to_owned()
    } else {
        say.agency_color_darker(&asked, &light.fill)
    };
    html! {
        <section class="stack" aria-labelledby="preview">
            <h2 id="preview">{ say.agency_preview() }</h2>
            <div class="swatches">
                { swatch(say.agency_preview_light(), light) }
                { swatch(say.agency_preview_dark(), dark) }
            </div>
            <div role="status">
                <p>{ change }</p>
                if dark.fill != light.fill {
                    <p>{ say.agency_color_dark_pages(&dark.fill) }</p>
                }
            </div>
        </section>
    }
}

/// Draws a button and a link. The content security policy forbids styles in attributes, but not a drawing's colors.
fn swatch(title: &'static str, tones: Tones) -> Html {
    let say = say::staff();
    let Tones { paper, fill, text, .. } = tones;
    let words = |x: &'static str, y: &'static str, color: Rgb, words: &'static str| {
        let fill = color.to_string();
        html! { <text class="swatch__text" {x} {y} text-anchor="middle" {fill}>{ words }</text> }
    };
    html! {
        <figure class="swatch">
            <svg viewBox="0 0 240 112" role="img" aria-label={say.agency_preview_drawing(&fill, &text)}>
                <rect width="240" height="112" rx="10" fill={paper.to_string()} />
                <svg x="16" y="16" width="208" height="44" viewBox="0 0 208 44">
                    <rect width="208" height="44" rx="10" fill={fill.to_string()} />
                    { words("104", "28", Rgb::WHITE, say::client().welcome_start()) }
                </svg>
                { words("120", "90", text, say.agency_preview_link()) }
            </svg>
            <figcaption class="muted small">{ title }</figcaption>
        </figure>
    }
}
