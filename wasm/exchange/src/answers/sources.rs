//! How runs of sources are read, and what a pull brought.

use crate::json::read;
use paridad_wire::{Pulled, Run, RunBrought};

read! {
    Pulled { source, observed, known, held, learned, last_day, version, findings }
    RunBrought { observed, known, held, learned, version }
    Run { run, source, actor, trigger, started_at, ended_at, batches, brought, failed }
}
