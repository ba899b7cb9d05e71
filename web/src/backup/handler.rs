//! `POST /api/v1/backup`: a verified copy in a new file of this machine.

use super::bundle::{NAMES, back_up, failed_backup, is_file, of_backup};
use crate::app::{App, Body, Caller, json, note};
use crate::problem::Trouble;
use axum::extract::State;
use axum::response::Response;
use paridad_wire as wire;
use std::sync::Arc;

/// `POST /api/v1/backup`: a verified copy in a new file of this machine, made while everything goes on.
pub(crate) async fn backup(State(app): State<Arc<App>>, caller: Caller, body: Body) -> Response {
    let done = async {
        let wire::Backup { file: name } = json(caller.headers(), body)?;
        if !is_file(&name) {
            return Err(Trouble::Unreadable {
                name: "file",
                value: name.chars().take(80).collect(),
                wanted: NAMES,
            });
        }
        // It is on record before there is a copy, which then says itself who made it.
        note(&app, of_backup(caller.name(), &name)).await?;
        let (folder, backups) = (app.folder.clone(), app.backups.clone());
        let copy = move |archive: &_| Ok(back_up(archive, &folder, &backups, &name));
        let (file, report) = match app.readers.aside(copy).await? {
            Ok(copied) => copied,
            Err(error) => {
                let why = crate::conductor::chain(&error);
                note(&app, failed_backup(caller.name(), &why)).await?;
                return Err(Trouble::Backup(why));
            }
        };
        Ok(wire::BackedUp { file: file.display().to_string(), records: report.counts.values().sum() })
    };
    caller.answer(done.await)
}
