//! The figures that a recipe sets: what each is called, what it means and what it may be, said once, where its struct stands.

use super::domain::Domain;
use serde::{Deserialize, Serialize};

/// A figure that a recipe sets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parameter {
    /// What it is called.
    pub name: &'static str,
    /// What it means, in a sentence.
    pub meaning: &'static str,
    /// What it may be.
    pub allowed: Allowed,
}

/// What a figure may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Allowed {
    /// A number within a domain.
    Number(Domain),
    /// A whole number between the two, both included.
    Whole(u16, u16),
    /// A whole number from one to that of the features of the point.
    UpToFeatures,
    /// The place of an earlier one in the same list, which a text calls by its name.
    Earlier,
    /// One of the horizons that are learned directly.
    Anchor,
}

/// The value of a figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Figure {
    /// A number.
    Number(f64),
    /// A whole number, or a place.
    Whole(u16),
}

/// It is a figure of another kind, or too large.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Misfit;

/// All that a recipe sets of one thing.
pub trait Parameters: Sized {
    /// Its figures, in the order in which they are written.
    const ALL: &'static [Parameter];

    /// Their values.
    fn figures(&self) -> Vec<Figure>;

    /// Puts it together from values in the same order; none if they are others.
    fn from_figures(figures: &[Figure]) -> Option<Self>;
}

/// Of some things a recipe sets nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoParameters;

impl Parameters for NoParameters {
    const ALL: &'static [Parameter] = &[];

    fn figures(&self) -> Vec<Figure> {
        Vec::new()
    }

    fn from_figures(figures: &[Figure]) -> Option<Self> {
        figures.is_empty().then_some(Self)
    }
}

impl From<f64> for Figure {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<u16> for Figure {
    fn from(whole: u16) -> Self {
        Self::Whole(whole)
    }
}

impl From<u8> for Figure {
    fn from(whole: u8) -> Self {
        Self::Whole(whole.into())
    }
}

impl TryFrom<Figure> for f64 {
    type Error = Misfit;

    fn try_from(figure: Figure) -> Result<Self, Misfit> {
        match figure {
            Figure::Number(number) => Ok(number),
            Figure::Whole(_) => Err(Misfit),
        }
    }
}

impl TryFrom<Figure> for u16 {
    type Error = Misfit;

    fn try_from(figure: Figure) -> Result<Self, Misfit> {
        match figure {
            Figure::Whole(whole) => Ok(whole),
            Figure::Number(_) => Err(Misfit),
        }
    }
}

impl TryFrom<Figure> for u8 {
    type Error = Misfit;

    fn try_from(figure: Figure) -> Result<Self, Misfit> {
        u16::try_from(figure)?.try_into().map_err(|_| Misfit)
    }
}

/// Defines a struct of figures, each as `name: type = what it may be`. The sentence before a figure is what it means, to who reads
/// the code as to who reads the schema; the order is that of the text and of what is stored.
macro_rules! parameters {
    (
        $(#[doc = $doc:literal])+
        $visibility:vis struct $name:ident {
            $($(#[doc = $meaning:literal])+ $figure:ident: $type:ty = $allowed:expr,)+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
        $visibility struct $name {
            $($(#[doc = $meaning])+ $visibility $figure: $type,)+
        }

        impl $crate::maths::parameter::Parameters for $name {
            const ALL: &'static [$crate::maths::parameter::Parameter] = &[
                $($crate::maths::parameter::Parameter {
                    name: stringify!($figure),
                    meaning: concat!($($meaning),+).trim_ascii(),
                    allowed: $allowed,
                }),+
            ];

            fn figures(&self) -> Vec<$crate::maths::parameter::Figure> {
                vec![$(self.$figure.into()),+]
            }

            fn from_figures(figures: &[$crate::maths::parameter::Figure]) -> Option<Self> {
                let [$($figure),+] = figures else { return None };
                Some(Self { $($figure: (*$figure).try_into().ok()?),+ })
            }
        }
    };
}

pub(crate) use parameters;

/// A value that each allows.
#[cfg(test)]
pub(crate) fn some_figures(parameters: &[Parameter]) -> Vec<Figure> {
    let some = |parameter: &Parameter| match parameter.allowed {
        Allowed::Number(Domain::NotZero) => Figure::Number(1.0),
        Allowed::Number(Domain::MoreThan(low)) => Figure::Number(low + 1.0),
        Allowed::Number(Domain::UpTo(low, high) | Domain::Between(low, high) | Domain::Inside(low, high)) => {
            Figure::Number(f64::midpoint(low, high))
        }
        Allowed::Whole(least, _) => Figure::Whole(least),
        Allowed::UpToFeatures | Allowed::Anchor => Figure::Whole(1),
        Allowed::Earlier => Figure::Whole(0),
    };
    parameters.iter().map(some).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    parameters! {
        /// A spring.
        struct Spring {
            /// How stiff it is,
            /// in newtons a metre.
            stiffness: f64 = Allowed::Number(Domain::MoreThan(0.0)),
            /// How many coils it has.
            coils: u8 = Allowed::Whole(1, 99),
        }
    }

    #[test]
    fn a_figure_is_known_by_the_sentence_before_it() {
        let [stiffness, coils] = Spring::ALL else { panic!("{:?}", Spring::ALL) };
        assert_eq!(
            (stiffness.name, stiffness.meaning),
            ("stiffness", "How stiff it is, in newtons a metre.")
        );
        assert_eq!((coils.name, coils.allowed), ("coils", Allowed::Whole(1, 99)));
    }

    #[test]
    fn values_come_back_and_others_are_refused() {
        let spring = Spring { stiffness: 0.5, coils: 7 };
        assert_eq!(Spring::from_figures(&spring.figures()), Some(spring));
        assert_eq!(Spring::from_figures(&[Figure::Number(0.5), Figure::Whole(256)]), None);
        assert_eq!(Spring::from_figures(&[Figure::Whole(1), Figure::Whole(7)]), None);
        assert_eq!(Spring::from_figures(&[Figure::Number(0.5)]), None);
        assert_eq!(NoParameters::from_figures(&NoParameters.figures()), Some(NoParameters));
    }
}
