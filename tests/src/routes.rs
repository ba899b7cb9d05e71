//! The routes of the server, as it writes them down: one that is added is tried by itself.

/// Where they are written down.
const SOURCE: &str = include_str!("../../web/src/server.rs");

/// Each route with its methods in words, such as `/held` and `get(handlers::held)`.
fn routes() -> impl Iterator<Item = (&'static str, &'static str)> {
    let calls = SOURCE.split(".route(").skip(1);
    calls.filter_map(|rest| rest.trim_start().strip_prefix('"')?.split_once('"'))
}

/// All paths that there are, with something in place of their parameters.
pub fn paths() -> impl Iterator<Item = String> {
    routes().map(|(route, _)| path(route))
}

/// Those that can be asked for without naming anything.
pub fn lists() -> impl Iterator<Item = String> {
    let is_asked = |(route, handler): &(&str, &str)| {
        !route.contains('{') && handler.trim_start_matches(", ").starts_with("get(")
    };
    routes().filter(is_asked).map(|(route, _)| path(route))
}

fn path(route: &str) -> String {
    let path = route.replace("{number}", "1").replace("{id}", "a").replace("{name}", "a");
    if ["/livez", "/readyz", "/metrics"].contains(&route) { path } else { format!("/api/v1{path}") }
}
