//! How what is asked first in the morning is read.

use crate::json::read;
use paridad_wire::{
    Above, Coverage, EarlierFan, FanStep, Hits, Judged, Matrix, MatrixRow, PublishedRate, Settlement,
    SinceYesterday, ToReview, Today, Trust,
};

read! {
    PublishedRate { day, value, before_day, before, change }
    Settlement { determined, published, settles, rate }
    FanStep { horizon, day, point, median, bands }
    EarlierFan { version, origin, spot, fan }
    Above { probability, bound }
    MatrixRow { horizon, day, above }
    Matrix { levels, rows }
    SinceYesterday { from_version, from, to, parts, low80, high80 }
    Judged { origin, horizon, low, high, value, day, held }
    Hits { asked, judged, inside }
    Coverage { judged, inside }
    Trust { yesterday, hits, coverage }
    ToReview { held, late_sources, failed_sources, silent_experts, concerns }
    Today { rate, settles, maturity, fan, yesterday, history, matrix, since_yesterday, trust, review; in provenance }
}
