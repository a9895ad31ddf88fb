// Starts the page's program. A file of its own, because the content security policy allows no inline
// script; the build writes the program's two hashed addresses into a <meta>.
const [script, wasm] = document.querySelector('meta[name="program"]').content.split(" ");

try {
  const { default: start } = await import(script);
  await start({ module_or_path: wasm });
} catch (error) {
  console.error(error);
  document.getElementById("cannot-start").hidden = false;
}
