// Starts the worker's program. A file of its own, because a worker begins with a script.
// In a worker whose program does not start, the page hears of the error and offers what can be done instead.
import start from "./blind.js";

await start();
