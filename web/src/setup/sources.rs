//! The sources as this installation has them: their addresses, tokens and quotas.

use super::Options;
use anyhow::{Context, Result, bail};
use paridad_ingest::feed::http::{Http, Limits, is_protected};
use paridad_ingest::feed::quota::Quota;
use paridad_ingest::feed::secret::Secret;
use paridad_ingest::sources::own::{Declaration, Folder, Internal, Place, declared};
use paridad_ingest::sources::{Ask, PUBLIC, Public, Setup, Source, public};
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

/// The file in the data folder that changes when sources are pulled.
pub(crate) const SCHEDULE_FILE: &str = "schedule.toml";

/// Where the sources of the bank's own are declared, in the data folder.
pub(crate) const OWN_FILE: &str = "sources.toml";

/// What asks a public source, or the variable that should hold its token and does not.
type Opened = Result<Arc<dyn Ask>, &'static str>;

/// The sources that can be pulled.
#[derive(Debug, Clone)]
pub(crate) struct Sources {
    /// The public ones, in their order; or the variable that should hold the token of one.
    public: Vec<(&'static Public, Opened)>,
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
        options.addresses.all().try_for_each(|(flag, url)| check_address(flag, url))?;
        let http = Http::new(Limits::default()).context("the HTTP client cannot be made")?;
        let open = |source: &'static Public| Ok((source, open(source, options, &http)?));
        let public = wanted(options.sources.as_deref())?.into_iter().map(open).collect::<Result<_>>()?;
        Ok(Self { public, own: own(&options.data_dir, &http)? })
    }

    /// The source of that name.
    pub(crate) fn named(&self, name: &str) -> Result<Source, NoSource> {
        if let Some((source, opened)) = self.public.iter().find(|(source, _)| source.name == name) {
            return match opened {
                Ok(ask) => Ok(Source::Public(source, ask.clone())),
                Err(variable) => Err(NoSource::NoToken((*variable).to_owned())),
            };
        }
        match self.own.get(name) {
            Some(Ok(internal)) => Ok(Source::Internal(Box::new(internal.clone()))),
            Some(Err(variable)) => Err(NoSource::NoToken(variable.clone())),
            None => Err(NoSource::Unknown),
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
        let public = self.public.iter().map(|(source, _)| source.name);
        let names = public.chain(self.own.keys().map(String::as_str));
        names.filter(|name| self.named(name).is_ok()).collect()
    }
}

/// The public sources that are asked.
fn wanted(names: Option<&[String]>) -> Result<Vec<&'static Public>> {
    let Some(names) = names else { return Ok(PUBLIC.to_vec()) };
    if let Some(unknown) = names.iter().find(|name| public(name).is_none()) {
        bail!("--sources must be of {}, got {unknown:?}", public_names());
    }
    Ok(PUBLIC.into_iter().filter(|source| names.iter().any(|name| name == source.name)).collect())
}

/// A public source as the options and the environment say.
fn open(source: &'static Public, options: &Options, http: &Http) -> Result<Opened> {
    let token = source.token.map(Secret::from_env_or_file).transpose()?.flatten();
    let folder = &options.data_dir;
    let count = |file| {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("the folder {} cannot be made", folder.display()))?;
        Ok::<_, anyhow::Error>(Quota::open(&folder.join(file))?)
    };
    // Who is not asked is not counted.
    let quota = source.quota.filter(|_| token.is_some()).map(count).transpose()?;
    let setup = Setup { http: http.clone(), addresses: options.addresses.of(source), token, quota };
    Ok((source.open)(setup).ok_or_else(|| source.token.unwrap_or_default()))
}

/// The names of the public sources, for a message.
pub(crate) fn public_names() -> String {
    PUBLIC.map(|source| source.name).join(", ")
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
        bail!("--{flag} must be an address that begins with https://");
    };
    if !is_protected(&url) {
        bail!(
            "--{flag} must begin with https:// unless its host is this machine: over plain http:// anybody on the \
             way reads the token and may change the figures"
        );
    }
    if !url.username().is_empty() || url.password().is_some() || url.query().is_some() {
        bail!("--{flag} must hold no user, password or query: addresses are logged and kept");
    }
    Ok(())
}
