//! Checks that all text on a page can be read: nothing is wider than the window, cut off, or on top of something else.

use serde_json::{Value, json};

use crate::browser::Browser;

/// Text boxes are compared without their upper and lower quarters, because a font's box is taller than its letters.
const MEASURE: &str = r"
    const faults = [];
    const page = document.documentElement;
    if (page.scrollWidth > page.clientWidth) faults.push(`the page is ${page.scrollWidth} px wide`);
    const name = (element) => `${element.localName}.${[...element.classList].join('.')}`;
    const isSeen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
        && !element.closest('.aside-voice');
    const cuts = (element) => getComputedStyle(element).overflow !== 'visible';
    const boxes = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
        const text = walker.currentNode;
        const parent = text.parentElement;
        if (!text.data.trim() || parent.closest('svg, textarea, option, script, noscript') || !isSeen(parent)) continue;
        range.selectNodeContents(text);
        for (const { left, right, top, bottom } of range.getClientRects()) {
            if (right - left < 2 || bottom - top < 2) continue;
            const quarter = (bottom - top) / 4;
            boxes.push({ element: parent, words: text.data.trim().slice(0, 40), left, right, top: top + quarter,
                bottom: bottom - quarter });
        }
    }
    for (const box of boxes) {
        const is = (what) => faults.push(`“${box.words}” in ${name(box.element)} ${what}`);
        if (box.left < -1 || box.right > page.clientWidth + 1) is('is beside the window');
        for (let around = box.element; around; around = around.parentElement) {
            const frame = around.getBoundingClientRect();
            const sticksOut = box.left < frame.left - 1 || box.right > frame.right + 1
                || box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
            const isControl = around.matches('button, .button, summary, .card, .notice, .sheet, main');
            if (sticksOut && getComputedStyle(around).display !== 'inline' && (cuts(around) || isControl)) {
                const by = [frame.left - box.left, box.right - frame.right, frame.top - box.top, box.bottom - frame.bottom];
                is(`sticks out of ${name(around)} by ${Math.max(...by)} px`);
                break;
            }
        }
    }
    for (const element of document.body.querySelectorAll('input, select, textarea, button, svg, img')) {
        if (!isSeen(element) || element.parentElement.closest('svg')) continue;
        const { left, right, top, bottom } = element.getBoundingClientRect();
        if (getComputedStyle(element).opacity === '0') continue;
        if (left < -1 || right > page.clientWidth + 1) faults.push(`${name(element)} is beside the window`);
        boxes.push({ element, words: name(element), left, right, top, bottom });
    }
    // If the selected text has no room next to the arrow, a browser cuts it off and never wraps it.
    const ARROW = 20;
    const pen = document.createElement('canvas').getContext('2d');
    for (const select of document.querySelectorAll('select')) {
        if (!isSeen(select)) continue;
        const { font, paddingLeft, paddingRight } = getComputedStyle(select);
        pen.font = font;
        const room = select.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) - ARROW;
        for (const { text } of select.options) {
            if (pen.measureText(text).width > room) faults.push(`“${text}” is cut off in ${name(select)}`);
        }
    }
    const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
    boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => {
        const isApart = a.element !== b.element && !a.element.contains(b.element) && !b.element.contains(a.element);
        const isInline = a.element.parentElement.contains(b.element) && b.element.parentElement.contains(a.element)
            && getComputedStyle(a.element).display === 'inline' && getComputedStyle(b.element).display === 'inline';
        if (isApart && !isInline && meet(a, b)) {
            faults.push(`“${a.words}” in ${name(a.element)} lies on “${b.words}” in ${name(b.element)}`);
        }
    }));
    return [...new Set(faults)];
";

/// Returns a line for each element of the page, in its current state, that is too wide, cut off, or on top of another.
pub fn faults(browser: &Browser) -> Vec<String> {
    match browser.script(MEASURE, &[]) {
        Value::Array(found) => found.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        other => panic!("the page's layout is {other}"),
    }
}

/// Scales all text to this percentage, as people with poor eyesight do.
pub fn enlarge_text(browser: &Browser, percent: u32) {
    browser.script("document.documentElement.style.fontSize = `${arguments[0]}%`", &[json!(percent)]);
}

/// Opens every fold. [`close_folds`] closes those that were closed before.
pub fn open_folds(browser: &Browser) {
    let script = "document.querySelectorAll('details:not([open])').forEach((fold) => {
        fold.dataset.wasClosed = '';
        fold.open = true;
    });";
    browser.script(script, &[]);
}

/// Closes the folds that [`open_folds`] opened.
pub fn close_folds(browser: &Browser) {
    let script = "document.querySelectorAll('details[data-was-closed]').forEach((fold) => {
        delete fold.dataset.wasClosed;
        fold.open = false;
    });";
    browser.script(script, &[]);
}
