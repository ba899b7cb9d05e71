//! The sources as this installation has them: their addresses, tokens and quotas.

use crate::cli::Options;
use anyhow::{Context, Result, bail};
use paridad_ingest::feed::http::{Http, Limits, is_protected};
use paridad_ingest::feed::quota::Quota;
use paridad_ingest::feed::secret::Secret;
use paridad_ingest::sources::Source;
use paridad_ingest::sources::banxico::Banxico;
use paridad_ingest::sources::ecb::{Addresses, Ecb};
use paridad_ingest::sources::inegi::Inegi;
use paridad_ingest::sources::own::{Declaration, Folder, Internal, Place, declared};
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;

/// The variable that holds Banxico's token; with `_FILE` after it, the one that names a file with the token.
pub(crate) const BANXICO_TOKEN: &str = "PARIDAD_BANXICO_TOKEN";

/// The same for INEGI.
pub(crate) const INEGI_TOKEN: &str = "PARIDAD_INEGI_TOKEN";

/// Where requests to Banxico are counted, in the data folder: its limits go on when the program ends.
const BANXICO_QUOTA: &str = "banxico-quota.json";

/// Where the sources of the bank's own are declared, in the data folder.
pub(crate) const OWN_FILE: &str = "sources.toml";

/// The sources that can be pulled.
#[derive(Debug, Clone)]
pub(crate) struct Sources {
    ecb: Ecb,
    banxico: Option<Banxico>,
    inegi: Option<Inegi>,
    /// Those of the bank's own, by name; or the variable that should hold the secret of one.
    own: BTreeMap<String, Result<Internal, String>>,
}

/// A source that cannot be pulled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NoSource {
    /// Nothing is called so.
    Unknown,
    /// It needs the token that this variable holds.
    NoToken(String),
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
        let own = own(&options.data_dir, &http)?;
        Ok(Self { ecb: Ecb::new(http, addresses), banxico, inegi, own })
    }

    /// The source of that name.
    pub(crate) fn named(&self, name: &str) -> Result<Source, NoSource> {
        match name {
            Ecb::NAME => Ok(Source::Ecb(self.ecb.clone())),
            Banxico::NAME => {
                let no_token = || NoSource::NoToken(BANXICO_TOKEN.to_owned());
                self.banxico.clone().map(Source::Banxico).ok_or_else(no_token)
            }
            Inegi::NAME => {
                let no_token = || NoSource::NoToken(INEGI_TOKEN.to_owned());
                self.inegi.clone().map(Source::Inegi).ok_or_else(no_token)
            }
            own => match self.own.get(own) {
                Some(Ok(internal)) => Ok(Source::Internal(Box::new(internal.clone()))),
                Some(Err(variable)) => Err(NoSource::NoToken(variable.clone())),
                None => Err(NoSource::Unknown),
            },
        }
    }

    /// The names of those of the bank's own that are pulled by a schedule.
    pub(crate) fn scheduled(&self) -> impl Iterator<Item = &str> {
        let is_scheduled = |internal: &Internal| !matches!(internal.place, Place::Folder(_));
        self.own
            .iter()
            // One that lacks its secret has its plans all the same, for when it gets it.
            .filter(move |(_, source)| source.as_ref().map_or(true, is_scheduled))
            .map(|(name, _)| name.as_str())
    }

    /// The names of those of the bank's own that have no secret, each with the variable that should hold it.
    pub(crate) fn without_secret(&self) -> impl Iterator<Item = (&str, &str)> {
        self.own.iter().filter_map(|(name, source)| Some((name.as_str(), source.as_ref().err()?.as_str())))
    }

    /// The folders that are watched, each with its source.
    pub(crate) fn folders(&self) -> impl Iterator<Item = (&Internal, &Folder)> {
        self.own.values().flatten().filter_map(|internal| match &internal.place {
            Place::Folder(folder) => Some((internal, folder)),
            Place::Postgres(_) | Place::Endpoint(_) => None,
        })
    }

    /// The names of the sources that can be pulled, in the order in which they are.
    pub(crate) fn names(&self) -> Vec<&str> {
        let public = [Ecb::NAME, Banxico::NAME, Inegi::NAME].into_iter();
        let names = public.chain(self.own.keys().map(String::as_str));
        names.filter(|name| self.named(name).is_ok()).collect()
    }
}

/// The sources that are declared in `folder`, with the secrets that the environment has for them.
fn own(folder: &Path, http: &Http) -> Result<BTreeMap<String, Result<Internal, String>>> {
    let file = folder.join(OWN_FILE);
    let text = match std::fs::read_to_string(&file) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(BTreeMap::new()),
        read => read.with_context(|| format!("{} cannot be read", file.display()))?,
    };
    let declared = declared(&text).with_context(|| file.display().to_string())?;
    declared
        .into_iter()
        .map(|declaration| Ok((declaration.name.clone(), build(declaration, http)?)))
        .collect()
}

/// A declared source; or the variable that should hold its secret and does not.
fn build(declaration: Declaration, http: &Http) -> Result<Result<Internal, String>> {
    let variable = declaration.variable().map(str::to_owned);
    let secret = variable.as_deref().map(Secret::from_env_or_file).transpose()?.flatten();
    if let Some(variable) = variable.filter(|_| secret.is_none()) {
        return Ok(Err(variable));
    }
    let name = declaration.name.clone();
    let source = declaration.source(http, secret);
    source.map(Ok).with_context(|| format!("the source {name} cannot be asked"))
}

/// An address is kept with every payload and named in every error, so it must hold no secret; one that is refused is not
/// repeated, because it may.
fn check_address(flag: &str, url: &str) -> Result<()> {
    let Some(url) = reqwest::Url::parse(url).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
    else {
        bail!("{flag} must be an address that begins with https://");
    };
    if !is_protected(&url) {
        bail!(
            "{flag} must begin with https:// unless its host is this machine: over plain http:// anybody on the \
             way reads the token and may change the figures"
        );
    }
    if !url.username().is_empty() || url.password().is_some() || url.query().is_some() {
        bail!("{flag} must hold no user, password or query: addresses are logged and kept");
    }
    Ok(())
}
