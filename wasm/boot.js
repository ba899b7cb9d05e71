// Starts the dashboard. A file of its own, because the content security policy forbids inline scripts.

// The colours that the reader chose come before the page, so that it does not change them while it loads.
try {
  document.documentElement.dataset.theme = localStorage.getItem("paridad.theme") ?? "system";
} catch {
  // A browser that keeps nothing shows the system's colours.
}

// The pages for control are a module of their own, which an analyst need not load.
const control = ["/confianza", "/datos", "/versiones"].includes(location.pathname);
const [script, module] = control ? ["./{{control.js}}", "./{{control.wasm}}"] : ["./{{analyst.js}}", "./{{analyst.wasm}}"];

try {
  const bytes = fetch(new URL(module, import.meta.url));
  const { default: init } = await import(script);
  await init({ module_or_path: bytes });
} catch (error) {
  // Without an engine there is the latest forecast, which the page brings for who reads it without script.
  const plain = new DOMParser().parseFromString(document.querySelector("noscript").textContent, "text/html");
  document.getElementById("app").replaceChildren(...plain.body.childNodes);
  throw error;
}
