//! The dashboard's files, embedded in the binary by `cargo xtask build`.

/// A file of the dashboard, with its compressed forms.
#[derive(Debug)]
pub(crate) struct Asset {
    /// The path that it is served at.
    pub(crate) path: &'static str,
    /// Its media type.
    pub(crate) media_type: &'static str,
    /// The bytes as they are.
    pub(crate) plain: &'static [u8],
    /// Compressed by brotli.
    pub(crate) brotli: &'static [u8],
    /// Compressed by gzip.
    pub(crate) gzip: &'static [u8],
    /// Whether its name changes with its content.
    pub(crate) immutable: bool,
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The file at a path; `/` is the page itself.
pub(crate) fn find(path: &str) -> Option<&'static Asset> {
    let path = if path == "/" { "/index.html" } else { path };
    ASSETS.iter().find(|asset| asset.path == path)
}
