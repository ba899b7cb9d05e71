//! The sources as this installation has them: their addresses, tokens and quotas.

use crate::cli::Options;
use anyhow::{Context, Result, bail};
use paridad_ingest::banxico::Banxico;
use paridad_ingest::ecb::{Addresses, Ecb};
use paridad_ingest::http::{Http, Limits};
use paridad_ingest::inegi::Inegi;
use paridad_ingest::quota::Quota;
use paridad_ingest::secret::Secret;
use paridad_ingest::source::Source;

/// The variable that holds Banxico's token; with `_FILE` after it, the one that names a file with the token.
pub(crate) const BANXICO_TOKEN: &str = "PARIDAD_BANXICO_TOKEN";

/// The same for INEGI.
pub(crate) const INEGI_TOKEN: &str = "PARIDAD_INEGI_TOKEN";

/// Where requests to Banxico are counted, in the data folder: its limits go on when the program ends.
const BANXICO_QUOTA: &str = "banxico-quota.json";

/// The sources that can be pulled.
#[derive(Debug, Clone)]
pub(crate) struct Sources {
    ecb: Ecb,
    banxico: Option<Banxico>,
    inegi: Option<Inegi>,
}

/// A source that cannot be pulled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoSource {
    /// Nothing is called so.
    Unknown,
    /// It needs the token that this variable holds.
    NoToken(&'static str),
}

impl Sources {
    /// The sources as the options and the environment say.
    pub(crate) fn of(options: &Options) -> Result<Self> {
        for (flag, url) in [
            ("--ecb-url", &options.ecb_url),
            ("--ecb-portal-url", &options.ecb_portal_url),
            ("--banxico-url", &options.banxico_url),
            ("--inegi-url", &options.inegi_url),
        ] {
            check_address(flag, url)?;
        }
        let http = Http::new(Limits::default()).context("the HTTP client cannot be made")?;
        let addresses = Addresses { files: options.ecb_url.clone(), portal: options.ecb_portal_url.clone() };
        let banxico = match Secret::from_env_or_file(BANXICO_TOKEN)? {
            Some(token) => {
                let folder = &options.data_dir;
                std::fs::create_dir_all(folder)
                    .with_context(|| format!("the folder {} cannot be made", folder.display()))?;
                let quota = Quota::open(&options.data_dir.join(BANXICO_QUOTA))?;
                Some(Banxico::new(http.clone(), options.banxico_url.clone(), token, quota))
            }
            None => None,
        };
        let inegi = Secret::from_env_or_file(INEGI_TOKEN)?
            .map(|token| Inegi::new(http.clone(), options.inegi_url.clone(), token));
        Ok(Self { ecb: Ecb::new(http, addresses), banxico, inegi })
    }

    /// The source of that name.
    pub(crate) fn named(&self, name: &str) -> Result<Source, NoSource> {
        match name {
            Ecb::NAME => Ok(Source::Ecb(self.ecb.clone())),
            Banxico::NAME => {
                self.banxico.clone().map(Source::Banxico).ok_or(NoSource::NoToken(BANXICO_TOKEN))
            }
            Inegi::NAME => self.inegi.clone().map(Source::Inegi).ok_or(NoSource::NoToken(INEGI_TOKEN)),
            _ => Err(NoSource::Unknown),
        }
    }

    /// The names of the sources that can be pulled, in the order in which they are.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        let names = [Ecb::NAME, Banxico::NAME, Inegi::NAME];
        names.into_iter().filter(|name| self.named(name).is_ok()).collect()
    }
}

/// An address is kept with every payload and named in every error, so it must hold no secret; one that is refused is not
/// repeated, because it may.
fn check_address(flag: &str, url: &str) -> Result<()> {
    let Some(url) = reqwest::Url::parse(url).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
    else {
        bail!("{flag} must be an address that begins with http:// or https://");
    };
    if !url.username().is_empty() || url.password().is_some() || url.query().is_some() {
        bail!("{flag} must hold no user, password or query: addresses are logged and kept");
    }
    Ok(())
}
