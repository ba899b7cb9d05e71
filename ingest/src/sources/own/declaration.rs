//! The bank's own sources as text: TOML, checked with an error that names the line.

mod declared;
mod expected;
mod raw;

pub use declared::{BuildError, Database, Declaration, DeclarationError, Kind, Records};

/// Reads the tables `postgres`, `endpoint` and `folder`, in this order.
///
/// ```
/// let text = r#"
/// [[folder]]
/// name = "treasury"
/// path = "/srv/paridad/in"
///
/// [[folder.expect]]
/// expect = "cells"
/// column = "value"
/// each = { between = { min = 0.0 } }
/// "#;
/// let declared = paridad_ingest::sources::own::declared(text)?;
/// assert_eq!(declared[0].name, "treasury");
/// # Ok::<(), paridad_ingest::sources::own::DeclarationError>(())
/// ```
pub fn declared(text: &str) -> Result<Vec<Declaration>, DeclarationError> {
    raw::parse(text)
}

#[cfg(test)]
mod tests;
