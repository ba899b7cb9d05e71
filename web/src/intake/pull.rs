//! The one way in: a source is asked portion by portion, what it gave is protected, and then taken in.

use super::keeper::Keeper;
use super::order::{Mode, Order};
use super::together;
use crate::conductor::{ConductorError, Deed};
use chrono::Utc;
use paridad_ingest::feed::failed::SourceError;
use paridad_ingest::feed::payload::{Payload, Portion};
use paridad_ingest::sources::Source;
use paridad_wire::Pulled;

/// Pulls a source: a portion that fails keeps no other out, and its error comes last.
#[tracing::instrument(skip_all, fields(source = source.name()))]
pub(crate) async fn pull<K: Keeper>(
    keeper: &mut K,
    source: &Source,
    order: &Order,
) -> Result<Pulled, K::Error> {
    let name = source.name();
    let portions = match source.portions().await {
        Ok(portions) => portions,
        Err(error) => {
            let nothing = order.brought(name, Vec::new());
            return Err(keeper.failed(nothing, gave_nothing(name, error), order.mode).await);
        }
    };
    let (mut pulled, mut last) = (Vec::new(), Ok(()));
    for portion in portions {
        match pull_portion(keeper, source, &portion, order).await {
            Ok(one) => pulled.push(one),
            Err(error) => {
                // The last of them is what whoever asked is told in the end.
                if let Err(earlier) = std::mem::replace(&mut last, Err(error)) {
                    keeper.passed_over(&earlier);
                }
            }
        }
    }
    last?;
    match together(pulled) {
        Some(pulled) => Ok(pulled),
        // A folder may be empty.
        None => keeper.take(order.brought(name, Vec::new()), order.mode).await,
    }
}

/// Pulls a portion of a source. That it gave nothing is put on record too.
pub(super) async fn pull_portion<K: Keeper>(
    keeper: &mut K,
    source: &Source,
    portion: &Portion,
    order: &Order,
) -> Result<Pulled, K::Error> {
    let name = source.name();
    let asked = keeper.asked(name, order).await?;
    let brought = match source.fetch(portion, &asked, Utc::now()).await {
        Ok(given) => {
            tracing::debug!(payloads = given.len(), "fetched");
            keeper.protect(given).await.map_err(|error| ConductorError::protect(name, error))
        }
        Err(error) => Err(gave_nothing(name, error)),
    };
    match brought {
        Ok(protected) => keeper.take(order.brought(name, protected), order.mode).await,
        Err(why) => Err(keeper.failed(order.brought(name, Vec::new()), why, order.mode).await),
    }
}

/// Takes in what a person hands over.
pub(crate) async fn hand_over<K: Keeper>(
    keeper: &mut K,
    payload: Payload,
    order: &Order,
) -> Result<Pulled, K::Error> {
    let source = payload.source.clone();
    let protected = keeper.protect(vec![payload.into()]).await?;
    if order.mode == Mode::Keep {
        keeper.note(Deed::pull(order.actor.clone(), &source, None)).await?;
    }
    keeper.take(order.brought(&source, protected), order.mode).await
}

fn gave_nothing(name: &str, source: SourceError) -> ConductorError {
    ConductorError::Source { name: name.to_owned(), source }
}
