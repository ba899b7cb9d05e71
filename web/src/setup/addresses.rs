//! Where the public sources are asked: a flag and a variable for each of their addresses.

use clap::{Arg, ArgMatches, Args, Command, Error, FromArgMatches};
use paridad_ingest::sources::{Address, PUBLIC, Public};
use std::collections::BTreeMap;

/// The addresses of the public sources, by their flags.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Addresses(BTreeMap<&'static str, String>);

impl Addresses {
    /// Those of a source, in its order.
    pub(crate) fn of(&self, source: &Public) -> Vec<String> {
        let given = |place: &Address| self.0.get(place.flag).cloned();
        source
            .addresses
            .iter()
            .map(|place| given(place).unwrap_or_else(|| place.default.to_owned()))
            .collect()
    }

    /// All of them, with their flags.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(flag, address)| (*flag, address.as_str()))
    }
}

fn places() -> impl Iterator<Item = (&'static Public, &'static Address)> {
    PUBLIC.into_iter().flat_map(|source| source.addresses.iter().map(move |place| (source, place)))
}

impl Args for Addresses {
    fn augment_args(command: Command) -> Command {
        let arg = |(source, place): (&Public, &'static Address)| {
            let token = source.token.map_or_else(String::new, |variable| {
                format!("; its token is in {variable}, or in the file that {variable}_FILE names")
            });
            Arg::new(place.flag)
                .long(place.flag)
                .global(true)
                .env(place.variable)
                .default_value(place.default)
                .value_name("URL")
                .help(format!("The address of {}{token}", place.what))
        };
        command.args(places().map(arg))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Addresses {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let mut addresses = Self::default();
        addresses.update_from_arg_matches(matches)?;
        Ok(addresses)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        for (_, place) in places() {
            if let Some(address) = matches.get_one::<String>(place.flag) {
                self.0.insert(place.flag, address.clone());
            }
        }
        Ok(())
    }
}
