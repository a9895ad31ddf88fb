// Starts the worker's program from JavaScript, because a worker can't start with WebAssembly. If the program doesn't
// start, the page gets an error event and offers an alternative.
import start from "./blind.js";

await start();
