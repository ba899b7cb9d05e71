//! `paridad versions`: the history of versions.

pub(super) mod promote;
pub(super) mod rollback;

use super::VersionsArgs;
use super::answer::versions as list_versions;
use crate::console::{Access, json, line, moment, with_note};
use crate::setup::Options;
use anyhow::Result;
use paridad_wire::{VersionKind, Versions};
use std::process::ExitCode;

/// Lists the versions, newest first.
pub(crate) async fn versions(options: &Options, wanted: &VersionsArgs) -> Result<ExitCode> {
    let VersionsArgs { limit, before } = *wanted;
    let versions: Versions = match Access::to(options).await? {
        Access::Server(client) => {
            let before = before.map(|before| ("before", before.to_string()));
            let query: Vec<_> = std::iter::once(("limit", limit.to_string())).chain(before).collect();
            client.get("/versions", &query).await?
        }
        Access::Own(own) => list_versions(&own.0.archive().read()?, limit.into(), before)?,
    };
    if options.json {
        json(&versions)?;
    } else {
        for row in &versions.versions {
            let mark = if row.speaks { "*" } else { " " };
            let (hash, at) = (&row.snapshot[..12.min(row.snapshot.len())], moment(row.created_at));
            let unnamed = if row.unnamed { ", by one person without a name" } else { "" };
            let how = with_note(&(origin(row.kind) + unnamed), &row.reason);
            line(&format!("{mark} {:>5}  {}  {hash}  {at}  {how}", row.number, row.day))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// How a version came to be, in words.
fn origin(kind: VersionKind) -> String {
    match kind {
        VersionKind::Bundled => "bundled".to_owned(),
        VersionKind::Learned => "learned".to_owned(),
        VersionKind::Upgrade => "new engine".to_owned(),
        VersionKind::Rollback { rollback_to } => format!("rollback to {rollback_to}"),
        VersionKind::Resume => "resumed".to_owned(),
        VersionKind::Challenger => "challenger".to_owned(),
        VersionKind::Promoted { challenger } => format!("challenger {challenger} promoted"),
        VersionKind::Without { batch } => format!("without batch {batch}"),
        VersionKind::PutBack { batch } => format!("batch {batch} put back"),
    }
}
