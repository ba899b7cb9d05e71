//! How much waits for people.

use paridad_store::{HeldState, Precedent, Reader, StoreError};
use paridad_wire::Waiting;

/// How many values wait, and how many proposals wait for another person.
pub(crate) fn waiting(reader: &Reader) -> Result<Waiting, StoreError> {
    let groups = reader.held_groups(HeldState::Waiting, None, usize::MAX)?;
    let waits = |precedent: &&Precedent| precedent.revoked.is_none() && !precedent.is_in_force();
    let precedents = reader.precedents()?.iter().filter(waits).count();
    let requests = reader.waiting_requests()?.len();
    Ok(Waiting {
        held: groups.iter().map(|group| group.waiting).sum(),
        proposals: (precedents + requests) as u64,
    })
}
