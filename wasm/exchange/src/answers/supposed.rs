//! How what may be supposed of the past is read: episodes, and how others have moved with the rate.

use crate::json::read;
use paridad_wire::{CoMovement, CoMovements, Episode, EpisodeDay, Episodes, OtherMoves};

read! {
    EpisodeDay { day, log_move }
    Episode { id, name, first, last, moves }
    Episodes { target, episodes }
    OtherMoves { sd }
    CoMovement { series, name, unit, days, slope, error, residual, moves }
    CoMovements { target, years, from, to, note, series }
}
