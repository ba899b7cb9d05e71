//! Why a forecast moved between two versions.

use super::answer::change as lay_out;
use crate::app::{App, Form, Laid, Query, Tag, answer_tagged, language};
use crate::conductor::Which;
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::Response;
use paridad_store::Reader;
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
        let earlier = app.asked(Which::Number(from)).await?;
        let later = app.asked(Which::Number(to)).await?;
        let (row, before) = (&later.speaking, &earlier.speaking);
        let form = Form::json(&uri, language(&headers));
        let tag = Tag::of(form, &[&before.number, &before.snapshot, &row.number, &row.snapshot]);
        let archived = app.archived.clone();
        let lay_out = move |reader: &Reader| {
            let known = archived.as_known(reader, (&earlier, &later))?;
            Laid::out(&lay_out((&earlier, &later), known.as_ref(), maturity, above)?)
        };
        tag.unless_known(&headers, app.readers.read(lay_out)).await
    };
    answer_tagged(change.await, &uri, &headers)
}
