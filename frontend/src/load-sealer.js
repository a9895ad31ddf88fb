// Sealing is a second program, fetched when the first asks for it (src/sealer.rs). A failure is not kept.
let sealer = null;
globalThis.loadSealer = () => {
  sealer ??= import("/sealer.js")
    .then((module) => module.default())
    .then(() => globalThis.sealer)
    .catch((error) => {
      sealer = null;
      throw error;
    });
  return sealer;
};
