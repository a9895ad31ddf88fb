// Starts the page's program, and loads other programs when they are needed. An external script, because the content
// security policy forbids inline scripts. A single file, because each file costs a connection before the first paint.

// Loads programs when they are needed (src/program.rs). Each adds its start function to `programs`, under its own name.
// Failures aren't stored, so loading can be retried.
const loading = {};
globalThis.programs = {};

// Each program is in the same folder as the page it belongs to.
const address = (file) => new URL(file, import.meta.url).pathname;

// The build lists each file with its hash, so the browser rejects any other content.
const integrity = (href) => document.querySelector(`link[rel="later"][href="${href}"]`)?.integrity ?? "";

// An import can't specify a hash, but a preload of the same file can.
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

// With Trusted Types, only a policy can provide a worker's URL. This policy provides only this one.
const worker = { createScriptURL: () => "/blind/worker.js" };
const policy = globalThis.trustedTypes?.createPolicy("worker", worker) ?? worker;
globalThis.startWorker = () => new Worker(policy.createScriptURL(""), { type: "module" });

// The build lists the program's two files as preloads with their hashes, and the browser checks both.
const script = document.querySelector('link[rel="modulepreload"]');
const wasm = document.querySelector('link[rel="preload"][as="fetch"]');

// Waits until the page's own text has been painted, if it ever will be. If the program replaced the text earlier,
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
  // The greeting says that a page is coming, which is no longer true.
  document.getElementById("greeting")?.remove();
  document.getElementById("app").replaceChildren();
  const place = document.getElementById("cannot-start");
  place.hidden = false;
  // This happens on an iPhone in Lockdown Mode, for example.
  const reason = place.querySelector("[data-no-wasm]");
  if (reason) reason.hidden = typeof WebAssembly === "object";
  if (place.querySelector("[data-code]")) (await globalThis.loadScript("way-on")).show(place);
}
