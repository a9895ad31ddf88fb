//! XPath for what people go by: the words on a thing, and a field's label. Exact matches come first.

/// Buttons, links, tabs, folds and the labels of choices that are called `name`.
pub(super) fn pressable(name: &str) -> String {
    let kinds = "self::button or self::a or self::summary or self::label or self::option \
                 or @role='button' or @role='tab' or @role='radio' or @role='option'";
    let name = literal(name);
    format!(
        "(//*[{kinds}][normalize-space()={name} or @aria-label={name}] \
         | //*[{kinds}][not(//*[{kinds}][normalize-space()={name} or @aria-label={name}])]\
         [contains(normalize-space(), {name})])"
    )
}

/// Fields whose label holds `label`.
pub(super) fn field(label: &str) -> String {
    let label = literal(label);
    let exact = format!("normalize-space()={label}");
    let matching =
        format!("//label[{exact} or (not(//label[{exact}]) and contains(normalize-space(), {label}))]");
    let kinds = "self::input or self::textarea or self::select";
    format!("//*[{kinds}][@id={matching}/@for] | {matching}//*[{kinds}] | //*[{kinds}][@aria-label={label}]")
}

/// The value before the button with this name, which copies it.
pub(super) fn beside(name: &str) -> String {
    let name = literal(name);
    format!("//button[@aria-label={name}]/preceding-sibling::span")
}

/// A string in XPath 1.0, which has no escapes.
fn literal(text: &str) -> String {
    if text.contains('\'') { format!("\"{text}\"") } else { format!("'{text}'") }
}
