//! The series whose moves are compared with the target's.

use crate::wording::Language;
use paridad_engine::data::measure::Measure;
use paridad_engine::data::series::{SeriesId, SeriesIdError};
use paridad_engine::features::point::Holding;
use paridad_engine::judging::co_movement::Step;
use paridad_engine::recipe::Recipe;

/// A series that is compared, or a basket of some.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    pub(super) id: &'static str,
    names: (&'static str, &'static str),
    /// What it is made of.
    pub(super) basket: Vec<Holding>,
    /// How it moves.
    pub(super) step: Step,
}

impl Listed {
    pub(super) fn name(&self, language: Language) -> &'static str {
        let (spanish, english) = self.names;
        language.pick(spanish, english)
    }

    /// What one of its moves counts.
    pub(super) fn unit(&self) -> &'static str {
        match self.step {
            Step::Log => "log",
            Step::Difference => "percentage_points",
        }
    }
}

/// All of them, beside a target in a currency; one that is the target itself is none.
pub(super) fn listed(currency: &str, target: &Measure) -> Result<Vec<Listed>, SeriesIdError> {
    let one = |measure| vec![Holding { measure, weight: 1.0 }];
    let level = |id: &str| Ok::<_, SeriesIdError>(one(Measure::Level(SeriesId::try_from(id)?)));
    let [over, under] = ["ecb.eur.brl", "ecb.eur.usd"].map(SeriesId::try_from);
    let real = one(Measure::Cross { over: over?, under: under? });
    let dollar = Recipe::dollar_basket(currency)?;
    let of = |id, names, basket, step| Listed { id, names, basket, step };
    let all = [
        of("usdbrl", ("Real brasileño por dólar", "Brazilian real per dollar"), real, Step::Log),
        of("dollar", ("Dólar contra su canasta", "Dollar against its basket"), dollar, Step::Log),
        of("cboe.vix", ("VIX", "VIX"), level("cboe.vix")?, Step::Log),
        of("banxico.sf43783", ("TIIE a 28 días", "28-day TIIE"), level("banxico.sf43783")?, Step::Difference),
        of(
            "ustreasury.y10",
            ("Bono del Tesoro de EE. UU. a 10 años", "10-year US Treasury"),
            level("ustreasury.y10")?,
            Step::Difference,
        ),
    ];
    let is_target = |listed: &Listed| matches!(&listed.basket[..], [one] if one.measure == *target);
    Ok(all.into_iter().filter(|listed| !is_target(listed)).collect())
}
