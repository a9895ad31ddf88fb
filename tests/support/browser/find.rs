//! XPath that finds elements the way people do: by visible text, or by a field's label. Exact matches come first.

/// Returns buttons, links, tabs, folds and labels of choices with this name.
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

/// Returns fields whose label contains `label`.
pub(super) fn field(label: &str) -> String {
    let label = literal(label);
    let exact = format!("normalize-space()={label}");
    let matching =
        format!("//label[{exact} or (not(//label[{exact}]) and contains(normalize-space(), {label}))]");
    let kinds = "self::input or self::textarea or self::select";
    format!("//*[{kinds}][@id={matching}/@for] | {matching}//*[{kinds}] | //*[{kinds}][@aria-label={label}]")
}

/// Returns the value in front of the copy button with this name.
pub(super) fn beside(name: &str) -> String {
    let name = literal(name);
    format!("//button[@aria-label={name}]/preceding-sibling::span")
}

/// Returns a string literal for XPath 1.0, which has no escapes.
fn literal(text: &str) -> String {
    if text.contains('\'') { format!("\"{text}\"") } else { format!("'{text}'") }
}
