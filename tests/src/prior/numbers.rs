//! The source file that holds the measured numbers.

use anyhow::Context;
use paridad_engine::experts::registry::Registered;
use paridad_engine::experts::spread::SpreadKind;
use paridad_engine::time::horizon::ANCHORS;
use std::fmt::Write as _;
use std::path::PathBuf;

/// What is measured of one expert.
#[derive(Debug, Clone)]
pub(super) struct Own {
    /// What it is called.
    pub(super) name: &'static str,
    /// Coefficients by the key of their feature, at each anchor horizon.
    pub(super) log_scale: Vec<(String, [f64; ANCHORS.len()])>,
    pub(super) shape: [[f64; 4]; ANCHORS.len()],
}

/// All that is measured, in the order of the experts.
#[derive(Debug, Clone)]
pub(super) struct Numbers {
    pub(super) experts: Vec<Own>,
}

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../engine/src/experts/prior/numbers.rs")
}

impl Numbers {
    /// The numbers that the engine was compiled with.
    pub(super) fn compiled_in() -> Self {
        let own = |registered: &Registered<SpreadKind>| {
            let prior = registered.prior?;
            let log_scale = prior.log_scale.iter().map(|(key, by)| ((*key).to_owned(), *by)).collect();
            Some(Own { name: registered.name, log_scale, shape: prior.shape })
        };
        Self { experts: SpreadKind::ALL.iter().filter_map(own).collect() }
    }

    /// Writes the source file.
    pub(super) fn write(&self) -> anyhow::Result<()> {
        let mut text =
            "//! The measured numbers, written by `cargo xtask prior`.\n\nuse super::Measured;\n".to_owned();
        for Own { name, log_scale, shape } in &self.experts {
            let name = name.to_uppercase();
            write!(text, "\npub(crate) const {name}: Measured = Measured {{ log_scale: &[")?;
            for (key, by) in log_scale {
                write!(text, "({key:?}, {}),", list(by))?;
            }
            text.push_str("], shape: [");
            for shape in shape {
                write!(text, "{},", list(shape))?;
            }
            text.push_str("] };\n");
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
