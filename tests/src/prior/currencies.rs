//! The currencies that are measured, and the recipe by which.

use anyhow::Context;
use paridad_engine::experts::location::{LocationExpert, LocationKind};
use paridad_engine::experts::prior::Prior;
use paridad_engine::experts::registry::Registered;
use paridad_engine::experts::spread::{SpreadExpert, SpreadKind};
use paridad_engine::maths::parameter::{Figure, NoParameters};
use paridad_engine::recipe::Recipe;

/// The currencies; all have a history from 1999 on. The peso is not among them.
pub(super) const CURRENCIES: [&str; 11] =
    ["zar", "cad", "krw", "pln", "aud", "jpy", "gbp", "sek", "nok", "huf", "nzd"];

/// How strongly coefficients are held at zero while they are measured.
pub(super) const PENALTY: f64 = 20.0;

/// A recipe that learns the spread and nothing else, by the experts of the built-in one that begin with what was measured.
pub(super) fn recipe(currency: &str, prior: Prior, penalty: f64) -> anyhow::Result<Recipe> {
    let mut recipe = Recipe::ecb_cross(currency)?;
    recipe.location = vec![LocationExpert { kind: LocationKind::Walk(NoParameters), weight: 1.0 }];
    let measured = SpreadKind::ALL.iter().filter(|registered| registered.prior.is_some());
    let experts = measured.map(|registered| {
        let kind = recipe.spread.iter().map(|expert| expert.kind).find(|kind| kind.name() == registered.name);
        let kind = kind.and_then(|kind| held(registered, kind, penalty));
        let kind = kind.with_context(|| format!("the built-in recipe has no {}", registered.name))?;
        Ok(SpreadExpert { kind, weight: 1.0 })
    });
    recipe.spread = experts.collect::<anyhow::Result<_>>()?;
    recipe.prior = prior;
    Ok(recipe)
}

/// An expert with another penalty, where it has one.
fn held(registered: &Registered<SpreadKind>, kind: SpreadKind, penalty: f64) -> Option<SpreadKind> {
    let figures = registered.parameters.iter().zip(kind.figures());
    let figures = figures.map(|(parameter, figure)| match parameter.name {
        "penalty" => Figure::Number(penalty),
        _ => figure,
    });
    (registered.kind)(&figures.collect::<Vec<_>>())
}
