//! The source file that holds the measured numbers.

use anyhow::Context;
use paridad_engine::time::horizon::ANCHORS;
use std::fmt::Write as _;
use std::path::PathBuf;

/// Coefficients by the key of their feature.
pub(super) type Coefficients = Vec<(String, [f64; ANCHORS.len()])>;

type Shapes = [[f64; 4]; ANCHORS.len()];

/// All that is measured.
#[derive(Debug, Clone)]
pub(super) struct Numbers {
    pub(super) har: Coefficients,
    pub(super) gradient: Coefficients,
    pub(super) ewma_shape: Shapes,
    pub(super) har_shape: Shapes,
    pub(super) gradient_shape: Shapes,
}

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../engine/src/experts/prior/numbers.rs")
}

impl Numbers {
    /// The numbers that the engine was compiled with.
    pub(super) fn compiled_in() -> Self {
        let own = |table: &[(&str, [f64; ANCHORS.len()])]| {
            table.iter().map(|(key, by)| ((*key).to_owned(), *by)).collect()
        };
        let tables = paridad_engine::experts::prior::tables();
        Self {
            har: own(tables.har),
            gradient: own(tables.gradient),
            ewma_shape: tables.ewma_shape,
            har_shape: tables.har_shape,
            gradient_shape: tables.gradient_shape,
        }
    }

    /// Writes the source file.
    pub(super) fn write(&self) -> anyhow::Result<()> {
        let mut text = String::from(
            "//! The measured numbers, written by `cargo xtask prior`.\n\nuse super::coefficients::Coefficients;\nuse crate::time::horizon::ANCHORS;\n",
        );
        for (name, table) in [("HAR", &self.har), ("GRADIENT", &self.gradient)] {
            write!(text, "\npub(crate) const {name}: [Coefficients; {}] = [\n", table.len())?;
            for (key, by) in table {
                writeln!(text, "    ({key:?}, {}),", list(by))?;
            }
            text.push_str("];\n");
        }
        let shapes = [("EWMA", self.ewma_shape), ("HAR", self.har_shape), ("GRADIENT", self.gradient_shape)];
        for (name, shapes) in shapes {
            write!(text, "\npub(crate) const {name}_SHAPE: [[f64; 4]; ANCHORS.len()] = [\n")?;
            for shape in shapes {
                writeln!(text, "    {},", list(&shape))?;
            }
            text.push_str("];\n");
        }
        std::fs::write(path(), text).with_context(|| path().display().to_string())
    }
}

/// Numbers to four places: what lies below is noise.
fn list(numbers: &[f64]) -> String {
    let numbers: Vec<String> = numbers
        .iter()
        .map(|number| {
            let text = format!("{number:.4}");
            if text == "-0.0000" { "0.0000".to_owned() } else { text }
        })
        .collect();
    format!("[{}]", numbers.join(", "))
}
