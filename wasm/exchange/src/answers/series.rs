//! How the list of series is read, and every value that ever came of one.

use crate::json::read;
use paridad_wire::{SeriesSummary, Vintage};

read! {
    SeriesSummary { id, unit, first, last }
    Vintage { period, value, known_at, received_at, live, source, batch, raw, taken_out_at }
}
