//! How precedents are read.

use crate::json::read;
use paridad_wire::Precedent;

read! {
    Precedent {
        precedent, series, rule, from, until, least, most, decision, known, reviewers, in_force, actors, proposed_at, note,
        revoked_by, revoked_at
    }
}
