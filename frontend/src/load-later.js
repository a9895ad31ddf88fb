// Programs that are fetched when they are needed (src/client/program.rs). Each puts its start under its own name
// into `programs`. A failure is not kept, so that it can be tried again.
const loading = {};
globalThis.programs = {};
globalThis.loadProgram = async (name) => {
  if (!globalThis.programs[name]) {
    loading[name] ??= import(`/${name}.js`).then((module) => module.default());
    try {
      await loading[name];
    } catch (error) {
      delete loading[name];
      throw error;
    }
  }
  return globalThis.programs[name];
};
