//! The client's wizard.

use yew::prelude::*;

/// Puts the wizard in place of the words that `index.html` greets with.
pub fn start() {
    yew::Renderer::<App>::new().render();
}

#[component]
fn App() -> Html {
    Html::default()
}
