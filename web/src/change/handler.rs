//! Why a forecast moved between two versions.

use super::answer::{Side, change as lay_out};
use crate::app::{App, Query, answer_laid, failed};
use crate::conductor::{ConductorError, chain};
use crate::problem::Trouble;
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::Response;
use paridad_engine::snapshot::{DecodeError, PartRef, decode, decode_model};
use paridad_store::{Hash, Reader, VersionRow};
use std::sync::Arc;

/// `GET /api/v1/change?from=40&to=41&horizon=21&level=18.5`: from the version before to the one that speaks, unless others are named.
pub(crate) async fn change(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let change = async {
        let query = Query::of(&uri, &["from", "to", "horizon", "date", "level"])?;
        let maturity = query.maturity()?;
        let wanted = "1, 2, 3…";
        let to: u64 = query.value("to", wanted)?.unwrap_or(app.view()?.speaking.number);
        let from: u64 = query.value("from", wanted)?.unwrap_or(to.saturating_sub(1));
        let above = query.value("level", "17.5")?;
        app.readers
            .list(move |reader| lay_out((&side(reader, from)?, &side(reader, to)?), maturity, above))
            .await
    };
    answer_laid(change.await, &uri, &headers)
}

/// A version as the archive has it.
fn side(reader: &Reader, number: u64) -> Result<Side, Trouble> {
    let Some(row) = reader.version(number).map_err(failed)? else {
        let newest = reader.versions().map_err(failed)?.next().transpose().map_err(failed)?;
        return Err(Trouble::NoSuchVersion { wanted: number, last: newest.map_or(0, |row| row.number) });
    };
    let manifest = manifest(reader, &row)?;
    // What cannot be read is missing, which is said with its name.
    let part = |part: &PartRef| reader.part(&Hash::from(part.digest)).ok().flatten();
    let model = decode_model(&manifest, part).map_err(|source| unreadable(&row, source))?;
    let state = match decode(&manifest, part) {
        Ok(state) => Some(state),
        Err(DecodeError::SpeaksOnly(_)) => None,
        Err(source) => return Err(unreadable(&row, source)),
    };
    Ok(Side { row, model, state })
}

fn manifest(reader: &Reader, row: &VersionRow) -> Result<Vec<u8>, Trouble> {
    let stored = reader.part(&row.snapshot).map_err(failed)?;
    stored.ok_or_else(|| unreadable(row, DecodeError::Missing("manifest".to_owned())))
}

fn unreadable(row: &VersionRow, source: DecodeError) -> Trouble {
    Trouble::Internal(chain(&ConductorError::Snapshot { version: row.number, source }))
}
