//! Where every sequence begins: an archive that has learned three hundred days by a recipe that costs little.

use super::disk::Disk;
use crate::conductor::bootstrap::learn_history;
use crate::conductor::tests::{Scene, rates};
use crate::conductor::{ConductorError, HistoryFrom};
use chrono::NaiveDate;
use paridad_engine::experts::location::{LocationExpert, LocationKind, elastic_net, ridge};
use paridad_engine::experts::prior::Prior;
use paridad_engine::experts::spread::{SpreadExpert, SpreadKind, stretched};
use paridad_engine::features::running_scale::{MeanAge, Reading};
use paridad_engine::features::spread::SpreadFeatureKind;
use paridad_engine::maths::parameter::NoParameters;
use paridad_engine::recipe::{Recipe, Refits};
use std::sync::OnceLock;

/// How many days every sequence begins with: refits need 251.
pub(super) const KNOWN: usize = 300;

/// The first days with their rates, and those that may come after them.
#[derive(Debug)]
pub(super) struct Beginning {
    /// The disk of an archive that has learned the first days.
    pub(super) image: Vec<u8>,
    pub(super) days: Vec<NaiveDate>,
}

/// The beginning of all sequences, made once.
pub(super) fn beginning() -> &'static Beginning {
    static BEGINNING: OnceLock<Beginning> = OnceLock::new();
    BEGINNING.get_or_init(|| make().unwrap())
}

fn make() -> Result<Beginning, ConductorError> {
    let scene = Scene::with(KNOWN);
    let disk = Disk::default();
    let archive = disk.archive()?;
    learn_history(&archive, &HistoryFrom::File(scene.history()), (recipe(0), ""), &mut |_| {})?;
    drop(archive);
    Ok(Beginning { image: disk.bytes(), days: scene.days })
}

/// The recipe that speaks at first, one of the same target, and one of another.
pub(super) fn recipe(which: u8) -> Recipe {
    let mut recipe = Recipe::ecb_cross(if which % 3 == 2 { "brl" } else { "mxn" }).unwrap();
    recipe.name = format!("small-{which}");
    recipe.features.retain(|feature| feature.span() <= 5 || feature.name == "carry");
    recipe
        .features
        .retain(|feature| feature.name == "carry" || feature.name.starts_with(&recipe.target_name));
    let is_small = |kind: &SpreadFeatureKind| {
        matches!(kind, SpreadFeatureKind::Own(Reading::Day | Reading::Root(MeanAge::Days17)))
    };
    recipe.spread_features.retain(|feature| is_small(&feature.kind));
    let location = |kind, weight| LocationExpert { kind, weight };
    recipe.location = vec![
        location(LocationKind::Walk(NoParameters), 0.5),
        location(LocationKind::Carry(NoParameters), 0.1),
        location(LocationKind::Ridge(ridge::Parameters { penalty: 1e3, forgetting: 0.9999 }), 0.2),
        location(LocationKind::ElasticNet(elastic_net::Parameters { penalty: 0.01, l1_ratio: 0.5 }), 0.2),
    ];
    // Without shapes of residuals, which cost more than all else together; one recipe has them.
    let spread = |kind, weight| SpreadExpert { kind, weight };
    let stretched = SpreadKind::Stretched(stretched::Parameters { of: 0, factor: 1.4 });
    let last = if which % 3 == 1 { SpreadKind::Ewma(NoParameters) } else { stretched };
    recipe.spread = vec![spread(SpreadKind::Walk(NoParameters), 0.5), spread(last, 0.5)];
    recipe.prior = Prior::None;
    // The data were cut at the last day that all sequences know, so most of them see what waits for the answers.
    recipe.refits = Refits { every: if which % 3 == 1 { 25 } else { 20 }, lag: 2, rows: 260 };
    recipe
}

/// The rate of a currency on a day; of other series any number.
pub(super) fn fair(series: &str, day: NaiveDate) -> f64 {
    let Some(index) = beginning().days.iter().position(|known| *known == day) else { return 1.0 };
    let [usd, mxn, brl] = rates(index);
    match series {
        "ecb.eur.usd" => usd,
        "ecb.eur.mxn" => mxn,
        "ecb.eur.brl" => brl,
        _ => 1.0,
    }
}
