//! The logo: the one that is used, and the file that replaces it.

use std::rc::Rc;

use shared::{
    brand::{LOGO_MAX, Logo, LogoKind, NotALogo, Size},
    wire::ShownLogo,
};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{CanvasRenderingContext2d, File, HtmlCanvasElement, ImageBitmap};
use yew::prelude::*;

use crate::{
    components::{Button, Look, Notice, Tone},
    say,
    staff::file_input::{DropZone, bytes_of},
};

/// What saving does with the logo.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) enum LogoChange {
    /// It stays.
    #[default]
    Keep,
    /// This file replaces it.
    Replace(Chosen),
    /// It is removed.
    Remove,
}

/// A file that can be the logo.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Chosen {
    file: File,
    pub(super) logo: Rc<Logo>,
}

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    /// The logo that is used.
    pub(super) current: Option<ShownLogo>,
    pub(super) change: LogoChange,
    /// Why the server refused the file.
    pub(super) error: Option<AttrValue>,
    pub(super) set: Callback<LogoChange>,
}

/// Renders the logo, and the area for another one.
#[component]
pub(super) fn LogoField(props: &Props) -> Html {
    let say = say::staff();
    let refused = use_state_eq(|| None::<NotALogo>);
    let read = {
        let (set, refused) = (props.set.clone(), refused.setter());
        Callback::from(move |file: File| {
            let (set, refused) = (set.clone(), refused.clone());
            spawn_local(async move {
                let logo = match bytes_of(&file, LOGO_MAX).await {
                    Some(bytes) => Logo::parse(bytes.to_vec()),
                    None => Err(NotALogo::TooLarge),
                };
                refused.set(logo.as_ref().err().copied());
                if let Ok(logo) = logo {
                    set.emit(LogoChange::Replace(Chosen { file, logo: Rc::new(logo) }));
                }
            });
        })
    };
    let choose = html! { <strong>{ say.agency_logo_choose_button() }</strong> };
    let words = say::with_elements(say.agency_logo_choose_parts(), &[choose]);
    let error = refused.map(|why| say.logo_error(why).into()).or_else(|| props.error.clone());
    html! {
        <section class="stack" aria-labelledby="logo">
            <h2 id="logo">{ say.agency_logo() }</h2>
            { shown(props) }
            <DropZone id="logo-input" described_by="logo-hint" {words} {read} />
            <p class="muted small" id="logo-hint">{ say.agency_logo_hint(&(LOGO_MAX / 1024)) }</p>
            if let Some(error) = error {
                <Notice tone={Tone::Fail}><p>{ error }</p></Notice>
            }
        </section>
    }
}

/// Shows the logo as it is, or as it will be.
fn shown(props: &Props) -> Html {
    let say = say::staff();
    let to = |change: LogoChange, words: &'static str| {
        let set = props.set.clone();
        let onclick = Callback::from(move |()| set.emit(change.clone()));
        html! { <div><Button look={Look::Quiet} {onclick}>{ words }</Button></div> }
    };
    match (&props.change, &props.current) {
        (LogoChange::Keep, None) => Html::default(),
        (LogoChange::Keep, Some(ShownLogo { path, size })) => html! {
            <>
                <div class="logo">
                    <img
                        src={path.clone()}
                        alt={say.agency_logo_current()}
                        width={size.width.to_string()}
                        height={size.height.to_string()}
                    />
                </div>
                { to(LogoChange::Remove, say.agency_logo_remove()) }
            </>
        },
        (LogoChange::Replace(chosen), _) => html! {
            <>
                { drawn(chosen) }
                { to(LogoChange::Keep, say.agency_logo_undo()) }
            </>
        },
        (LogoChange::Remove, _) => html! {
            <>
                <p role="status">{ say.agency_logo_removed() }</p>
                { to(LogoChange::Keep, say.agency_logo_undo()) }
            </>
        },
    }
}

/// Shows a file before it is saved.
fn drawn(chosen: &Chosen) -> Html {
    let say = say::staff();
    if chosen.logo.kind() == LogoKind::Svg {
        return html! { <p role="status">{ say.agency_logo_chosen_svg() }</p> };
    }
    html! {
        <>
            <div class="logo"><Picture chosen={chosen.clone()} /></div>
            <p role="status">{ say.agency_logo_chosen() }</p>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct PictureProps {
    chosen: Chosen,
}

/// Draws a file's pixels. The content security policy allows no image from the page itself, but a canvas.
#[component]
fn Picture(props: &PictureProps) -> Html {
    let canvas = use_node_ref();
    let size = props.chosen.logo.mark().size;
    use_effect_with(props.chosen.clone(), {
        let canvas = canvas.clone();
        move |chosen| {
            let file = chosen.file.clone();
            // A damaged image stays empty, as it would on the pages.
            spawn_local(async move {
                let _ = draw(&canvas, &file, size).await;
            });
        }
    });
    html! {
        <canvas ref={canvas} width={size.width.to_string()} height={size.height.to_string()} role="img"
            aria-label={say::staff().agency_logo_current()} />
    }
}

async fn draw(canvas: &NodeRef, file: &File, size: Size) -> Option<()> {
    let picture = gloo_utils::window().create_image_bitmap_with_blob(file).ok()?;
    let picture: ImageBitmap = JsFuture::from(picture).await.ok()?.dyn_into().ok()?;
    let canvas = canvas.cast::<HtmlCanvasElement>()?;
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let (width, height) = (f64::from(size.width), f64::from(size.height));
    context.draw_image_with_image_bitmap_and_dw_and_dh(&picture, 0.0, 0.0, width, height).ok()
}
