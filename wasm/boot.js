// Starts the dashboard. A file of its own, because the content security policy forbids inline scripts.
import init from "./{{module}}";

// The colours that the reader chose come before the engine, so that the page does not change them while it loads.
try {
  document.documentElement.dataset.theme = localStorage.getItem("paridad.theme") ?? "system";
} catch {
  // A browser that keeps nothing shows the system's colours.
}

await init({ module_or_path: new URL("./{{wasm}}", import.meta.url) });
