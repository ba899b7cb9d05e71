//! An address of the bank that answers with JSON: records at a place in it, and perhaps the address of a next page.

use super::beginning::BEGINNING;
use super::records::{self, Columns};
use crate::feed::failed::SourceError;
use crate::feed::http::{Http, Request};
use crate::feed::parse::{self, ParseError};
use crate::feed::secret::Secret;
use crate::sources::own::expectation::{Column, Table};
use chrono::NaiveDate;
use reqwest::Url;
use std::collections::BTreeSet;

/// What stands in the address for the first day that is asked for.
const FROM: &str = "{from}";

/// The most pages of one answer.
const PAGES_MAX: usize = 100;

/// An address, and what stands where in its answers.
#[derive(Debug, Clone)]
pub struct Endpoint {
    pub(super) http: Http,
    /// The address, perhaps with `{from}` in it; it holds no secret.
    pub(super) address: String,
    /// The header that carries the token, in lower case, and the token.
    pub(super) token: Option<(String, Secret)>,
    /// Where the records are.
    pub(super) pointer: String,
    /// Where the address of the next page is.
    pub(super) next: Option<String>,
    pub(super) columns: Columns,
}

impl Endpoint {
    /// The records of all pages, of those from a day on where the address can say so, and what was asked.
    pub(super) async fn fetch(&self, from: Option<NaiveDate>) -> Result<(Table, String), SourceError> {
        let from = from.unwrap_or(BEGINNING).to_string();
        let origin = self.address.replace(FROM, &from);
        let (mut table, mut page) = (Table::default(), Some(origin.clone()));
        let mut asked = BTreeSet::new();
        while let Some(url) = page {
            if asked.len() == PAGES_MAX || !asked.insert(url.clone()) {
                return Err(SourceError::Pages { origin, limit: PAGES_MAX });
            }
            let (more, next) = self.ask(&url, &origin).await?;
            append(&mut table, more)
                .map_err(|source| SourceError::Shape { origin: origin.clone(), source })?;
            page = next.map(|next| beside(&url, &next, &origin)).transpose()?;
        }
        Ok((table, origin))
    }

    /// One page, and the address of the next as it stands there. That address is not ours, may hold a secret, and is not shown.
    async fn ask(&self, url: &str, origin: &str) -> Result<(Table, Option<String>), SourceError> {
        let secret = self.token.as_ref().map(|(header, token)| (header.as_str(), token));
        let answer = self.http.ask(&Request { url, origin, secret }, &["application/json"]).await?;
        let shape = |source| SourceError::Shape { origin: origin.to_owned(), source };
        let text = parse::text_of(&answer.bytes).map_err(shape)?;
        records::read(text, &self.pointer, self.next.as_deref(), &self.columns).map_err(shape)
    }
}

/// The address of a next page, which must be of the same origin: the token goes with it.
fn beside(url: &str, next: &str, origin: &str) -> Result<String, SourceError> {
    let joined = Url::parse(url).and_then(|here| Ok((here.join(next)?, here)));
    match joined {
        Ok((there, here)) if there.origin() == here.origin() => Ok(there.into()),
        _ => Err(SourceError::Redirect { origin: origin.to_owned() }),
    }
}

/// Adds the rows of a page to those before; a column that one of them lacks is empty there.
fn append(table: &mut Table, page: Table) -> Result<(), ParseError> {
    let rows = |table: &Table| table.columns.first().map_or(0, |column| column.cells.len());
    let (before, after) = (rows(table), rows(table) + rows(&page));
    if after > records::ROWS_MAX {
        return Err(ParseError::TooManyRows { rows: after, limit: records::ROWS_MAX });
    }
    for column in page.columns {
        if let Some(known) = table.columns.iter_mut().find(|known| known.name == column.name) {
            known.cells.extend(column.cells);
        } else {
            let cells = std::iter::repeat_n(None, before).chain(column.cells).collect();
            table.columns.push(Column { name: column.name, cells });
        }
    }
    table.columns.iter_mut().for_each(|column| column.cells.resize(after, None));
    Ok(())
}
