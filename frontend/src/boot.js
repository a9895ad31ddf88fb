// Starts the page's program, and fetches others when they are needed. A file of its own, because the content security
// policy allows no inline script; one file, because each costs a connection before the first paint.

// Programs that are fetched when they are needed (src/program.rs). Each puts its start under its own name
// into `programs`. A failure is not kept, so that it can be tried again.
const loading = {};
globalThis.programs = {};

// The client's programs are beside the client's page, and the staff's beside the staff's.
const address = (file) => new URL(file, import.meta.url).pathname;

// The build names each file with its hash, and the browser takes no other in its place.
const integrity = (href) => document.querySelector(`link[rel="later"][href="${href}"]`)?.integrity ?? "";

// An import cannot name a hash; what it imports can be fetched under one before.
const fetchModule = async (href) => {
  const preload = Object.assign(document.createElement("link"), { rel: "modulepreload", href });
  if (preload.relList.supports("modulepreload") && integrity(href)) {
    preload.integrity = integrity(href);
    await new Promise((resolve, reject) => {
      preload.onload = resolve;
      preload.onerror = () => reject(new Error(`${href} is not what this page was built with`));
      document.head.append(preload);
    });
  }
  return import(href);
};

const startLater = async (name) => {
  const [script, wasm] = [address(`${name}.js`), address(`${name}_bg.wasm`)];
  const module = await fetchModule(script);
  await module.default({ module_or_path: fetch(wasm, { integrity: integrity(wasm) }) });
};

globalThis.loadProgram = async (name) => {
  if (!globalThis.programs[name]) {
    loading[name] ??= startLater(name);
    try {
      await loading[name];
    } catch (error) {
      delete loading[name];
      throw error;
    }
  }
  return globalThis.programs[name];
};

globalThis.loadScript = (name) => fetchModule(address(`${name}.js`));

// A worker is named by an address, which Trusted Types let only a policy give: this one gives no other.
const worker = { createScriptURL: () => "/blind/worker.js" };
const policy = globalThis.trustedTypes?.createPolicy("worker", worker) ?? worker;
globalThis.startWorker = () => new Worker(policy.createScriptURL(""), { type: "module" });

// The build announces the program's two files as preloads, with their hashes: both are checked.
const script = document.querySelector('link[rel="modulepreload"]');
const wasm = document.querySelector('link[rel="preload"][as="fetch"]');

// Until the page's own text is on the screen, or can't be. A program that took its place before would be the first thing
// that people see, and later.
const painted = new Promise((resolve) => {
  if (document.hidden || !globalThis.PerformanceObserver?.supportedEntryTypes?.includes("paint")) return resolve();
  new PerformanceObserver(resolve).observe({ type: "paint", buffered: true });
  setTimeout(resolve, 500);
});

try {
  const [{ default: start }] = await Promise.all([import(script.href), painted]);
  await start({ module_or_path: fetch(wasm.href, { integrity: wasm.integrity }) });
} catch (error) {
  console.error(error);
  // The greeting promises a page that isn't coming.
  document.getElementById("greeting")?.remove();
  document.getElementById("app").replaceChildren();
  const place = document.getElementById("cannot-start");
  place.hidden = false;
  // Such as on an iPhone in Lockdown Mode.
  const reason = place.querySelector("[data-no-wasm]");
  if (reason) reason.hidden = typeof WebAssembly === "object";
  if (place.querySelector("[data-code]")) (await globalThis.loadScript("way-on")).show(place);
}
