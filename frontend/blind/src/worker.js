// Starts the worker's program. A worker's entry point has to be a script. If the program doesn't start, the page gets
// an error event and offers an alternative.
import start from "./blind.js";

await start();
