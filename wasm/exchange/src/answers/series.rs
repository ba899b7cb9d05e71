//! How series are read.

use crate::json::read;
use paridad_wire::SeriesSummary;

read! {
    SeriesSummary { id, unit, first, last }
}
