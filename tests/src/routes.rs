//! The routes of the server, as it writes them down: one that is added is tried by itself.

/// Each with its method and what it needs, a line each.
const LIST: &str = include_str!("../../web/src/server/routes.txt");

/// All paths that there are, with something in place of their parameters.
pub fn paths() -> impl Iterator<Item = String> {
    routes().map(|(_, route)| path(route))
}

/// Those that can be asked for without naming anything.
pub fn lists() -> impl Iterator<Item = String> {
    routes().filter(|(method, route)| *method == "GET" && !route.contains('{')).map(|(_, route)| path(route))
}

/// Each method with its route.
fn routes() -> impl Iterator<Item = (&'static str, &'static str)> {
    LIST.lines().filter_map(|line| {
        let mut words = line.split(' ');
        Some((words.next()?, words.next()?))
    })
}

fn path(route: &str) -> String {
    route.replace("{number}", "1").replace("{id}", "a").replace("{name}", "a")
}
