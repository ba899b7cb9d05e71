// The engine beside the page: it answers one question after the other, and says so when it cannot.
import init, { levers, open, scene } from "./{{engine.js}}";

const ready = init({ module_or_path: new URL("./{{engine.wasm}}", import.meta.url) });
const answers = { levers, open, scene };

self.addEventListener("message", async ({ data: [id, what, asked] }) => {
  try {
    await ready;
    self.postMessage([id, answers[what](asked), null]);
  } catch (error) {
    self.postMessage([id, null, String(error)]);
  }
});
