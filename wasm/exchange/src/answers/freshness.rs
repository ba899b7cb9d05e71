//! How fresh the series are is read.

use crate::json::read;
use paridad_wire::Freshness;

read! {
    Freshness { series, source, state, last, age_days, received_at, due_at }
}
