//! What a source says of its own series, for a comparison with the catalogue.

use super::{Source, SourceError};
use crate::catalogue::{Catalogue, Described, Entry, Frequency, Provider};
use crate::feed::parse::ParseError;
use crate::sources::banxico::{Metadata, metadata};
use crate::sources::inegi;
use chrono::{DateTime, Utc};

/// Why a source could not be asked about its series.
#[derive(Debug, thiserror::Error)]
pub enum DescribeError {
    /// It gave nothing.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// What it gave cannot be read.
    #[error(transparent)]
    Parse(#[from] ParseError),
}

impl Source {
    /// Asks the source at `now` what it says of the series that the catalogue has of it; nothing where it does not say.
    pub async fn describe(
        &self,
        catalogue: &Catalogue,
        now: DateTime<Utc>,
    ) -> Result<Option<Vec<Described>>, DescribeError> {
        let entries = |provider| catalogue.of(provider).collect::<Vec<&Entry>>();
        let mut described = Vec::new();
        match self {
            Self::Banxico(banxico) => {
                for payload in banxico.metadata(&entries(Provider::Banxico), now).await? {
                    described.extend(metadata(&payload.bytes)?.into_iter().map(Described::from));
                }
            }
            Self::Inegi(inegi) => {
                for payload in inegi.fetch(&entries(Provider::Inegi), now).await? {
                    described.extend(inegi::described(&payload, catalogue)?);
                }
            }
            Self::Ecb(_) | Self::Csv(_) | Self::Internal(_) => return Ok(None),
        }
        Ok(Some(described))
    }
}

impl From<Metadata> for Described {
    fn from(metadata: Metadata) -> Self {
        let Metadata { key, title, first, last, frequency, unit, .. } = metadata;
        let name = Frequency::from_spanish(&frequency).map(Frequency::name);
        Self {
            key,
            title: Some(title),
            unit: Some(unit),
            unit_code: None,
            frequency: Some(name.map_or(frequency, str::to_owned)),
            first,
            last,
            updated: None,
        }
    }
}
