//! How keys are written as bytes, so that the order of bytes is the order of keys.

use chrono::NaiveDate;
use paridad_engine::data::series::SeriesId;
use paridad_engine::time::day;

/// Flipped, the sign bit sorts days before 1970 below the later ones.
const SIGN: u32 = 1 << 31;

/// The bytes of a number: the most significant first.
pub(crate) fn number(number: u64) -> [u8; 8] {
    number.to_be_bytes()
}

/// The number at the end of a key.
pub(crate) fn number_of(key: &[u8]) -> Option<u64> {
    key.last_chunk().copied().map(u64::from_be_bytes)
}

/// The bytes of an observation's key: the series, a zero, the day, the number.
///
/// No series id has a zero in it, so no series sorts into the midst of another.
pub(crate) fn observation(series: &SeriesId, period: NaiveDate, seq: u64) -> Vec<u8> {
    let name = series.as_str().as_bytes();
    let mut key = Vec::with_capacity(name.len() + 13);
    key.extend_from_slice(name);
    key.push(0);
    key.extend_from_slice(&(day::number(period).cast_unsigned() ^ SIGN).to_be_bytes());
    key.extend_from_slice(&seq.to_be_bytes());
    key
}

/// The series and the day of an observation's key.
pub(crate) fn observation_of(key: &[u8]) -> Option<(SeriesId, NaiveDate)> {
    let (rest, _) = key.split_last_chunk::<8>()?;
    let (rest, period) = rest.split_last_chunk::<4>()?;
    let series = str::from_utf8(rest.strip_suffix(&[0])?).ok()?;
    let period = day::from_number((u32::from_be_bytes(*period) ^ SIGN).cast_signed())?;
    Some((SeriesId::try_from(series).ok()?, period))
}

/// The first key after all observations of a series.
pub(crate) fn after_series(series: &SeriesId) -> Vec<u8> {
    let mut key = series.as_str().as_bytes().to_vec();
    key.push(1);
    key
}

/// An observation's key as a person reads it.
pub(crate) fn observation_text(key: &[u8]) -> Option<String> {
    let (rest, seq) = key.split_last_chunk::<8>()?;
    let (rest, period) = rest.split_last_chunk::<4>()?;
    let series = str::from_utf8(rest.strip_suffix(&[0])?).ok()?;
    let period = day::from_number((u32::from_be_bytes(*period) ^ SIGN).cast_signed())?;
    Some(format!("{series} {period} {}", u64::from_be_bytes(*seq)))
}

/// The bytes of a decision's key: the number of what is held, then its own.
pub(crate) fn decision(held: u64, seq: u64) -> [u8; 16] {
    ((u128::from(held) << 64) | u128::from(seq)).to_be_bytes()
}

/// A decision's key as a person reads it.
pub(crate) fn decision_text(key: &[u8]) -> Option<String> {
    let (held, seq) = key.split_last_chunk::<8>()?;
    Some(format!("{} {}", number_of(held)?, u64::from_be_bytes(*seq)))
}

/// The bytes of a profile's key: the series, a zero, the batch.
pub(crate) fn profile(series: &SeriesId, batch: u64) -> Vec<u8> {
    let mut key = series.as_str().as_bytes().to_vec();
    key.push(0);
    key.extend_from_slice(&number(batch));
    key
}

/// The series of a profile's key.
pub(crate) fn profile_series(key: &[u8]) -> Option<SeriesId> {
    let (rest, _) = key.split_last_chunk::<8>()?;
    SeriesId::try_from(str::from_utf8(rest.strip_suffix(&[0])?).ok()?).ok()
}

/// A profile's key as a person reads it.
pub(crate) fn profile_text(key: &[u8]) -> Option<String> {
    let (rest, batch) = key.split_last_chunk::<8>()?;
    let series = str::from_utf8(rest.strip_suffix(&[0])?).ok()?;
    Some(format!("{series} {}", u64::from_be_bytes(*batch)))
}

/// The bytes of a held value's key: those of an observation, with the bits of the value before the number.
pub(crate) fn held_value(series: &SeriesId, period: NaiveDate, value: f64, held: u64) -> Vec<u8> {
    let mut key = observation(series, period, value.to_bits());
    key.extend_from_slice(&number(held));
    key
}

/// A held value's key as a person reads it.
pub(crate) fn held_value_text(key: &[u8]) -> Option<String> {
    let (rest, held) = key.split_last_chunk::<8>()?;
    let (series, period) = observation_of(rest)?;
    let value = f64::from_bits(number_of(rest)?);
    Some(format!("{series} {period} {value} {}", u64::from_be_bytes(*held)))
}

/// What the keys of held values in a place begin with: the words of the place, a zero, whether they wait.
pub(crate) fn held_in(place: &[&[u8]], state: u8) -> Vec<u8> {
    [&place.concat()[..], &[0, state]].concat()
}

/// A key of a held value in a place as a person reads it.
pub(crate) fn held_in_text(key: &[u8]) -> Option<String> {
    let (rest, held) = key.split_last_chunk::<8>()?;
    let (state, rest) = rest.split_last()?;
    let place = match rest.strip_suffix(&[0])?.split_first()? {
        (b'b', group) => {
            let (batch, rule) = group.split_first_chunk::<8>()?;
            format!("{} {}", u64::from_be_bytes(*batch), str::from_utf8(rule).ok()?)
        }
        (_, series) => str::from_utf8(series).ok()?.to_owned(),
    };
    Some(format!("{place} {state} {}", u64::from_be_bytes(*held)))
}

/// What the keys of the groups of a batch begin with.
pub(crate) fn of_batch(state: u8, batch: u64) -> Vec<u8> {
    [&[state][..], &number(batch)].concat()
}

/// What the key of a group begins with: whether any of it waits, the batch, the rule, a zero.
pub(crate) fn held_group_prefix(state: u8, (batch, rule): (u64, &str)) -> Vec<u8> {
    [&of_batch(state, batch)[..], rule.as_bytes(), &[0]].concat()
}

/// The bytes of a group's key: how many it has stands at the end.
pub(crate) fn held_group(state: u8, group: (u64, &str), counts: [u64; 2]) -> Vec<u8> {
    [held_group_prefix(state, group), counts.map(number).concat()].concat()
}

/// The batch and the rule of a group's key, and how many it has.
pub(crate) fn held_group_of(key: &[u8]) -> Option<(u64, String, [u64; 2])> {
    let (_, rest) = key.split_first()?;
    let (batch, rest) = rest.split_first_chunk::<8>()?;
    let (rest, waiting) = rest.split_last_chunk::<8>()?;
    let (rest, held) = rest.split_last_chunk::<8>()?;
    let rule = str::from_utf8(rest.strip_suffix(&[0])?).ok()?.to_owned();
    Some((u64::from_be_bytes(*batch), rule, [*held, *waiting].map(u64::from_be_bytes)))
}

/// A group's key as a person reads it.
pub(crate) fn held_group_text(key: &[u8]) -> Option<String> {
    let (batch, rule, [held, waiting]) = held_group_of(key)?;
    Some(format!("{batch} {rule} {held} {waiting}"))
}

/// The first key after all that begin with a prefix, whose last byte is a zero.
pub(crate) fn after_prefix(prefix: &[u8]) -> Vec<u8> {
    let mut end = prefix.to_vec();
    if let Some(last) = end.last_mut() {
        *last += 1;
    }
    end
}

/// The bytes of a done run's key: the source, a zero, how much it asked for, the run.
pub(crate) fn done_run(source: &str, extent: u8, run: u64) -> Vec<u8> {
    let mut key = source.as_bytes().to_vec();
    key.extend_from_slice(&[0, extent]);
    key.extend_from_slice(&number(run));
    key
}

/// A done run's key as a person reads it.
pub(crate) fn done_run_text(key: &[u8]) -> Option<String> {
    let (rest, run) = key.split_last_chunk::<8>()?;
    let (_, rest) = rest.split_last()?;
    let source = str::from_utf8(rest.strip_suffix(&[0])?).ok()?;
    Some(format!("{source} {}", u64::from_be_bytes(*run)))
}

/// The bytes of a mark's key: the mark, the version.
pub(crate) fn mark(mark: u8, version: u64) -> [u8; 9] {
    let mut key = [mark; 9];
    key[1..].copy_from_slice(&number(version));
    key
}

/// A mark's key as a person reads it.
pub(crate) fn mark_text(key: &[u8]) -> Option<String> {
    let (mark, version) = key.split_first()?;
    Some(format!("{mark} {}", number_of(version)?))
}

/// The bytes of a file's key: the hash of where it lay, the batch.
pub(crate) fn file(place: &[u8; 32], batch: u64) -> [u8; 40] {
    let mut key = [0; 40];
    key[..32].copy_from_slice(place);
    key[32..].copy_from_slice(&number(batch));
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_sort_by_series_then_day_then_number() {
        let key = |series: &str, days: i32, seq: u64| {
            let series = SeriesId::try_from(series).unwrap();
            observation(&series, day::from_number(days).unwrap(), seq)
        };
        let sorted =
            [key("a", 5, 1), key("a", 300, 0), key("a-b", -9, 0), key("a-b", 0, 0), key("a.b", -9, 0)];
        assert!(sorted.is_sorted());
        assert!(number(255) < number(256));
    }

    #[test]
    fn a_key_is_read_back_and_a_damaged_one_is_not() {
        let series = SeriesId::try_from("banxico.fix").unwrap();
        let period = NaiveDate::from_ymd_opt(2026, 3, 17).unwrap();
        let key = observation(&series, period, 12);
        assert_eq!(observation_text(&key).as_deref(), Some("banxico.fix 2026-03-17 12"));
        assert_eq!(number_of(&key), Some(12));
        assert_eq!(observation_text(&key[..9]), None);
    }

    #[test]
    fn the_keys_of_decisions_and_profiles_sort_and_read_as_meant() {
        let series = |name: &str| SeriesId::try_from(name).unwrap();
        assert!([decision(1, 9), decision(2, 0), decision(2, 256), decision(300, 1)].is_sorted());
        assert!(
            [profile(&series("a"), 7), profile(&series("a"), 300), profile(&series("a.b"), 1)].is_sorted()
        );
        assert_eq!(decision_text(&decision(300, 7)).as_deref(), Some("300 7"));
        assert_eq!(profile_text(&profile(&series("ecb.usd"), 7)).as_deref(), Some("ecb.usd 7"));
        assert_eq!((decision_text(&[1; 9]), profile_text(&[1; 9])), (None, None));
    }
}
