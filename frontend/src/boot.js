// Starts the page's program. A file of its own, because the content security policy allows no inline script.
// The build announces the program's two files as preloads, with their hashes: both are checked.
const script = document.querySelector('link[rel="modulepreload"]');
const wasm = document.querySelector('link[rel="preload"][as="fetch"]');

try {
  const { default: start } = await import(script.href);
  await start({ module_or_path: fetch(wasm.href, { integrity: wasm.integrity }) });
} catch (error) {
  console.error(error);
  // What was shown meanwhile would stand beside the reason why nothing follows.
  document.getElementById("greeting")?.remove();
  document.getElementById("app").replaceChildren();
  const place = document.getElementById("cannot-start");
  place.hidden = false;
  // Such as on an iPhone in Lockdown Mode.
  const reason = place.querySelector("[data-no-wasm]");
  if (reason) reason.hidden = typeof WebAssembly === "object";
  if (place.querySelector("[data-code]")) (await globalThis.loadScript("way-on")).show(place);
}
