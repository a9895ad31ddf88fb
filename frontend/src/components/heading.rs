//! Headings that take the focus on arrival.

use web_sys::HtmlElement;
use yew::prelude::*;

/// What a [`Heading`] takes.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The heading, which is also the start of the window's title.
    pub text: AttrValue,
    /// The end of the window's title: the agency's name.
    #[prop_or_default]
    pub title: AttrValue,
}

/// The only `h1` of a page. It takes the focus on arrival, so that a screen reader starts there and the next Tab goes into
/// the page.
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
                // Its tabindex makes it focusable. If a browser refuses, the reading order is still right.
                let _ = heading.focus();
                gloo_utils::window().scroll_to_with_x_and_y(0.0, 0.0);
            }
        }
    });
    html! { <h1 ref={node} tabindex="-1">{ props.text.clone() }</h1> }
}

/// Focuses the element with this node when it appears: the answer to a button that is gone now. The element needs
/// `tabindex="-1"`.
#[hook]
pub fn use_arrival() -> NodeRef {
    let node = use_node_ref();
    use_effect_with((), {
        let node = node.clone();
        move |()| {
            if let Some(element) = node.cast::<HtmlElement>() {
                // If a browser refuses, the reading order is still right.
                let _ = element.focus();
            }
        }
    });
    node
}
