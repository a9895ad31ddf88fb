// Starts the page's program, and loads other programs when they are needed. A separate file, because the content security
// policy forbids inline scripts. Only one file, because each file costs a connection before the first paint.

// Programs that are loaded when they are needed (src/program.rs). Each adds its start function to `programs`, under its own
// name. A failure isn't stored, so that loading can be tried again.
const loading = {};
globalThis.programs = {};

// The client's programs are next to the client's page, and the staff's next to the staff's page.
const address = (file) => new URL(file, import.meta.url).pathname;

// The build lists each file with its hash, and the browser accepts no other file in its place.
const integrity = (href) => document.querySelector(`link[rel="later"][href="${href}"]`)?.integrity ?? "";

// An import can't name a hash, but its file can be preloaded with one.
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

// With Trusted Types, only a policy can provide a worker's URL. This policy provides no other URL.
const worker = { createScriptURL: () => "/blind/worker.js" };
const policy = globalThis.trustedTypes?.createPolicy("worker", worker) ?? worker;
globalThis.startWorker = () => new Worker(policy.createScriptURL(""), { type: "module" });

// The build lists the program's two files as preloads with their hashes, and the browser checks both.
const script = document.querySelector('link[rel="modulepreload"]');
const wasm = document.querySelector('link[rel="preload"][as="fetch"]');

// Waits until the page's own text is on the screen, or can't be. If the program replaced the text before it was painted,
// people would see nothing until the program had started.
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
  // The greeting announces a page that isn't coming.
  document.getElementById("greeting")?.remove();
  document.getElementById("app").replaceChildren();
  const place = document.getElementById("cannot-start");
  place.hidden = false;
  // This happens on an iPhone in Lockdown Mode, for example.
  const reason = place.querySelector("[data-no-wasm]");
  if (reason) reason.hidden = typeof WebAssembly === "object";
  if (place.querySelector("[data-code]")) (await globalThis.loadScript("way-on")).show(place);
}
