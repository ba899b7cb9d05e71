// Starts the dashboard. A file of its own, because the content security policy forbids inline scripts.

// The colours that the reader chose come before the engine, so that the page does not change them while it loads.
try {
  document.documentElement.dataset.theme = localStorage.getItem("paridad.theme") ?? "system";
} catch {
  // A browser that keeps nothing shows the system's colours.
}

try {
  const { default: init } = await import("./{{module}}");
  await init({ module_or_path: new URL("./{{wasm}}", import.meta.url) });
} catch (error) {
  // Without an engine there is the latest forecast, which the page brings for who reads it without script.
  const plain = new DOMParser().parseFromString(document.querySelector("noscript").textContent, "text/html");
  document.getElementById("app").replaceChildren(...plain.body.childNodes);
  throw error;
}
