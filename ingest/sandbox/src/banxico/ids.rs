//! The ids of a request: a list of single ones and of ranges such as `SF43718-SF43720`.

use super::fault::Fault;
use crate::look::Look;
use crate::world::Series;
use std::ops::RangeInclusive;

/// An id in its parts: `SF` and 43718.
type Parts<'a> = (&'a str, u32);

/// What is asked for between two commas: a single id as a range of its own.
struct Item<'a> {
    text: &'a str,
    kind: &'a str,
    numbers: RangeInclusive<u32>,
}

/// The series that are asked for, each once. Their form is looked at first, then how many they are, then whether they
/// exist: a single id must, and of a range come those that do.
pub(super) fn resolve<'a>(ids: &str, look: &Look<'a>) -> Result<Vec<&'a Series>, Fault> {
    let items: Vec<Item<'_>> = ids.split(',').map(item).collect::<Result<_, _>>()?;
    let all = || look.world.of("banxico");
    let found = |item: &Item<'_>| all().filter(|series| item.has(&series.entry.key)).count();
    let asked = items.iter().map(|item| found(item).max(1)).sum();
    if asked > look.switches.ids_max {
        return Err(Fault::TooMany { asked, most: look.switches.ids_max });
    }
    if items.iter().any(|item| !item.text.contains('-') && found(item) == 0) {
        return Err(Fault::Unknown);
    }
    let series: Vec<&Series> =
        all().filter(|series| items.iter().any(|item| item.has(&series.entry.key))).collect();
    if series.is_empty() { Err(Fault::Unknown) } else { Ok(series) }
}

impl Item<'_> {
    fn has(&self, key: &str) -> bool {
        parts(key).is_ok_and(|(kind, number)| kind == self.kind && self.numbers.contains(&number))
    }
}

fn item(text: &str) -> Result<Item<'_>, Fault> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let ((kind, low), (kind_too, high)) = (parts(first)?, parts(last)?);
    if kind != kind_too {
        return Err(Fault::Ids);
    }
    Ok(Item { text, kind, numbers: low..=high })
}

fn parts(id: &str) -> Result<Parts<'_>, Fault> {
    let (kind, number) = id.split_at_checked(2).ok_or(Fault::Ids)?;
    let is_kind = kind.starts_with('S') && kind.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    if !is_kind || !is_number {
        return Err(Fault::Ids);
    }
    number.parse().map(|number| (kind, number)).map_err(|_| Fault::Ids)
}
