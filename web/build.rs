//! Lists what the binary embeds: the finished dashboard's files, for `assets.rs`.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

const DASHBOARD_DIR: &str = "PARIDAD_DASHBOARD_DIR";

fn main() -> io::Result<()> {
    let out = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    fs::write(Path::new(&out).join("assets.rs"), assets()?)
}

/// The dashboard's files.
fn assets() -> io::Result<String> {
    println!("cargo::rerun-if-env-changed={DASHBOARD_DIR}");
    let mut list = String::from("pub(crate) static ASSETS: &[Asset] = &[\n");
    if let Some(folder) = env::var_os(DASHBOARD_DIR) {
        let folder = Path::new(&folder);
        println!("cargo::rerun-if-changed={}", folder.display());
        let entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
        let mut names: Vec<_> =
            entries.iter().filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.sort();
        for name in &names {
            if let Some(media_type) = media_type(name) {
                push(&mut list, &folder.join(name), name, media_type);
            }
        }
    }
    list.push_str("];\n");
    Ok(list)
}

/// The media type of a file of the dashboard; compressed forms have none of their own.
fn media_type(name: &str) -> Option<&'static str> {
    match Path::new(name).extension()?.to_str()? {
        "html" => Some("text/html; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "css" => Some("text/css; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        "wasm" => Some("application/wasm"),
        _ => None,
    }
}

/// Adds one file. Only the page itself keeps its name when its content changes.
fn push(list: &mut String, path: &Path, name: &str, media_type: &str) {
    let file = path.to_string_lossy();
    let immutable = name != "index.html";
    let (brotli, gzip) = (format!("{file}.br"), format!("{file}.gz"));
    // Writing to a string cannot fail.
    let _ = writeln!(
        list,
        "    Asset {{ path: {:?}, media_type: {media_type:?}, plain: include_bytes!({file:?}), \
         brotli: include_bytes!({brotli:?}), gzip: include_bytes!({gzip:?}), immutable: {immutable} }},",
        format!("/{name}"),
    );
}
