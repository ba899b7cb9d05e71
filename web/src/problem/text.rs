//! Parts of the sentences of problems.

use crate::secrets::token::Right;
use paridad_engine::forecast::model::MaturityError;
use std::error::Error;

/// An error as a sentence.
pub(super) fn sentence(error: &dyn Error) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).chain(['.']).collect())
}

/// What was got, in Spanish, from an error that ends in `got …`.
pub(super) fn got(error: &dyn Error) -> String {
    let text = error.to_string();
    text.rsplit_once("got ").map_or(String::new(), |(_, got)| format!("se recibió {got}"))
}

/// A parameter that has no meaning, in Spanish and in English.
pub(super) fn unknown(name: &str, allowed: &[&str]) -> (String, String) {
    if allowed.is_empty() {
        return (
            format!("«{name}» no es un parámetro; aquí no se admite ninguno."),
            format!("\"{name}\" is no parameter; none is allowed here."),
        );
    }
    let allowed = allowed.join(", ");
    (
        format!("«{name}» no es un parámetro; se admiten: {allowed}."),
        format!("\"{name}\" is no parameter; allowed are: {allowed}."),
    )
}

/// A day that cannot be forecast, in Spanish.
pub(super) fn maturity(error: &MaturityError) -> String {
    match error {
        MaturityError::NotAfterOrigin { origin, maturity } => {
            format!("El vencimiento debe ser posterior al origen {origin}; se pidió {maturity}.")
        }
        MaturityError::TooFar { last, maturity } => {
            format!("El vencimiento debe ser a más tardar el {last}; se pidió {maturity}.")
        }
    }
}

/// A right as something that is done, in Spanish and in English.
pub(super) fn right_in_words(right: Right) -> (&'static str, &'static str) {
    match right {
        Right::Read => ("consultar", "look"),
        Right::Push => ("enviar observaciones", "send observations"),
        Right::Review => ("decidir sobre valores retenidos", "decide on held values"),
        Right::Operate => ("operar", "operate"),
        Right::Administer => ("administrar", "administer"),
    }
}
