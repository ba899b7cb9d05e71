//! What every expert says of itself, and the table of a family from which all that lists its experts follows.

use super::prior::{Beginning, Measured};
use crate::features::point::Feature;
use crate::maths::parameter::{Figure, Parameter, Parameters};

/// An expert that a family's table lists.
pub(crate) trait Listed: Sized {
    /// What it is called in recipes and answers.
    const NAME: &'static str;

    /// What it is, in a sentence.
    const SUMMARY: &'static str;

    /// Whether it learns in batches, so that origins wait for its refits.
    const IS_REFITTED: bool = false;

    /// What was measured of it on other currencies, if it may begin with that.
    const PRIOR: Option<Measured> = None;

    /// What a recipe sets of it.
    type Parameters: Parameters;

    /// The expert before it has learned anything.
    fn begin(parameters: Self::Parameters, from: &Beginning) -> Self;

    /// Why a recipe of these features must not have it.
    fn refusal(_features: &[Feature]) -> Option<&'static str> {
        None
    }
}

/// The line of an expert in its family's table; `K` is the kind that recipes hold.
#[derive(Debug, Clone, Copy)]
pub struct Registered<K> {
    /// What it is called.
    pub name: &'static str,
    /// What it is, in a sentence.
    pub summary: &'static str,
    /// What a recipe sets of it.
    pub parameters: &'static [Parameter],
    /// What was measured of it on other currencies, if it may begin with that.
    pub prior: Option<Measured>,
    /// Its kind from the values of those; none if they are others.
    pub kind: fn(&[Figure]) -> Option<K>,
    /// Why a recipe of these features must not have it.
    pub refusal: fn(&[Feature]) -> Option<&'static str>,
}

impl<K> Registered<K> {
    /// The entry of an expert; `kind` makes the kind from what a recipe sets.
    pub(crate) const fn of<E: Listed>(kind: fn(&[Figure]) -> Option<K>) -> Self {
        Self {
            name: E::NAME,
            summary: E::SUMMARY,
            parameters: E::Parameters::ALL,
            prior: E::PRIOR,
            kind,
            refusal: E::refusal,
        }
    }
}

/// Makes the table of a family: the kinds that recipes hold, and the experts that learn, one variant each. A kind is stored by its
/// place, so the order never changes, and what is new comes last.
macro_rules! registry {
    (
        $(#[$about_kind:meta])+
        pub enum $kind:ident;
        $(#[$about_learner:meta])+
        enum $learner:ident: $behaviour:ident;
        $($variant:ident($parameters:ty) => $expert:ty,)+
    ) => {
        $(#[$about_kind])+
        #[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
        pub enum $kind {
            $(#[doc = concat!("The expert `", stringify!($expert), "`.")] $variant($parameters),)+
        }

        impl $kind {
            /// The experts of the family, in the order in which they are stored.
            pub const ALL: &'static [$crate::experts::registry::Registered<Self>] = &[
                $($crate::experts::registry::Registered::of::<$expert>(|figures| {
                    <$parameters as $crate::maths::parameter::Parameters>::from_figures(figures).map(Self::$variant)
                })),+
            ];

            /// What it is called in recipes and answers.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant(_) => <$expert as $crate::experts::registry::Listed>::NAME,)+
                }
            }

            /// What a recipe sets of it, in the order of its parameters.
            pub fn figures(self) -> Vec<$crate::maths::parameter::Figure> {
                match self {
                    $(Self::$variant(own) => $crate::maths::parameter::Parameters::figures(&own),)+
                }
            }

            /// Whether it learns in batches.
            pub(crate) fn is_refitted(self) -> bool {
                match self {
                    $(Self::$variant(_) => <$expert as $crate::experts::registry::Listed>::IS_REFITTED,)+
                }
            }

            /// The expert before it has learned anything.
            pub(crate) fn begin(self, from: &$crate::experts::prior::Beginning) -> $learner {
                match self {
                    $(Self::$variant(own) => {
                        $learner::$variant(<$expert as $crate::experts::registry::Listed>::begin(own, from))
                    })+
                }
            }
        }

        $(#[$about_learner])+
        #[derive(Debug, Clone, PartialEq)]
        pub(crate) enum $learner {
            $($variant($expert),)+
        }

        impl $learner {
            /// It, whichever expert it is.
            pub(crate) fn as_dyn(&self) -> &dyn $behaviour {
                match self {
                    $(Self::$variant(expert) => expert,)+
                }
            }

            /// It, whichever expert it is, to be taught.
            pub(crate) fn as_dyn_mut(&mut self) -> &mut dyn $behaviour {
                match self {
                    $(Self::$variant(expert) => expert,)+
                }
            }
        }
    };
}

pub(crate) use registry;
