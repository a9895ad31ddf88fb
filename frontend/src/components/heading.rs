//! Headings that get the focus when their page opens.

use web_sys::HtmlElement;
use yew::prelude::*;

/// The properties of [`Heading`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The heading's text, which the window's title starts with.
    pub text: AttrValue,
    /// The agency's name, which the window's title ends with.
    #[prop_or_default]
    pub title: AttrValue,
}

/// Renders the only `h1` of a page. It gets the focus when the page opens, so that screen readers start there and the
/// Tab key continues from there.
#[component]
pub fn Heading(props: &Props) -> Html {
    let node = use_node_ref();
    use_effect_with((props.text.clone(), props.title.clone()), {
        let node = node.clone();
        move |(text, title)| {
            if let Some(heading) = node.cast::<HtmlElement>() {
                let document = gloo_utils::document();
                document.set_title(&if title.is_empty() {
                    text.to_string()
                } else {
                    format!("{text} · {title}")
                });
                // The `tabindex` makes it focusable. If the browser refuses, the reading order is still right.
                let _ = heading.focus();
                gloo_utils::window().scroll_to_with_x_and_y(0.0, 0.0);
            }
        }
    });
    html! { <h1 ref={node} tabindex="-1">{ props.text.clone() }</h1> }
}

/// Focuses the element with this node when it appears, for results that replace the button that was pressed. The
/// element needs `tabindex="-1"`.
#[hook]
pub fn use_arrival() -> NodeRef {
    let node = use_node_ref();
    use_effect_with((), {
        let node = node.clone();
        move |()| {
            if let Some(element) = node.cast::<HtmlElement>() {
                // If the browser refuses, the reading order is still right.
                let _ = element.focus();
            }
        }
    });
    node
}
