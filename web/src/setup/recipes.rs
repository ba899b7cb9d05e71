//! The recipes that come with the program, by their names.

use paridad_engine::recipe::Recipe;
use paridad_engine::recipe::text::{Faults, parse};

/// The FIX, for which a token of Banxico is needed.
const FIX: &str = include_str!("../../../recipes/fix.toml");

/// The FIX with what the bank supplies of its own.
const INTERNAL: &str = include_str!("../../../recipes/internal.toml");

/// The cross of the ECB's rates, which needs none.
const USDMXN: &str = include_str!("../../../recipes/usdmxn.toml");

/// A recipe from its text, or one that comes with the program from its name.
pub(crate) fn read(text: &str) -> Result<Recipe, Faults> {
    match text.trim() {
        "fix" => parse(FIX),
        "internal" => parse(INTERNAL),
        "usdmxn" => parse(USDMXN),
        _ => parse(text),
    }
}

/// The recipe of that name as this program has it; a recipe that a person wrote is none of them.
pub(crate) fn bundled(name: &str) -> Option<Recipe> {
    all_bundled().find(|recipe| recipe.name == name)
}

/// All recipes that come with the program.
pub(crate) fn all_bundled() -> impl Iterator<Item = Recipe> {
    [FIX, INTERNAL, USDMXN].into_iter().filter_map(|text| parse(text).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_with_the_program_can_be_read_and_is_found_by_name() {
        assert_eq!(bundled("banxico-fix"), Some(read("fix").unwrap()));
        assert_eq!(read(" usdmxn\n").unwrap(), Recipe::ecb_cross("mxn").unwrap());
        assert_eq!(bundled("banxico-fix-internal"), Some(read("internal").unwrap()));
        assert_eq!(bundled("another"), None);
        assert_eq!(all_bundled().count(), 3, "each can be read");
        assert!(read("fox").is_err());
    }
}
