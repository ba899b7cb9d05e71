//! Features that come in groups: many from one table, each named once.

use super::section::{Entry, Section};
use std::collections::BTreeMap;

/// The most features of a list: learning from a row costs the square of their number.
pub(super) const MOST: u16 = 256;

/// What one table makes: names, and what they mean.
pub(super) type Group<K> = Option<Vec<(String, K)>>;

/// Reads a list of groups.
pub(super) fn read<'t, K>(
    root: &mut Section<'t>,
    field: &'static str,
    group: impl Fn(&mut Section<'t>) -> Group<K>,
) -> Group<K> {
    let groups = root.need(field, "one table or more")?.list()?;
    let (mut all, mut complete) = (Vec::new(), true);
    let mut makers = BTreeMap::new();
    for entry in groups {
        let Some(made) = entry.table(|section| renamed(section, &group)) else {
            complete = false;
            continue;
        };
        for (name, kind) in made {
            if let Some(maker) = makers.insert(name.clone(), entry.path().to_owned()) {
                complete = false;
                entry.refuse::<()>(format!("makes {name}, which {maker} makes already: names must differ"));
            }
            if all.len() == usize::from(MOST) {
                return entry.refuse(format!("goes beyond {MOST} features: there must be at most {MOST}"));
            }
            all.push((name, kind));
        }
    }
    complete.then_some(all)
}

/// A group that makes one feature may give it a name of its own.
fn renamed<'t, K>(section: &mut Section<'t>, group: impl Fn(&mut Section<'t>) -> Group<K>) -> Group<K> {
    let name: Option<Entry<'t>> = section.ask("name");
    let made = group(section);
    let Some(entry) = name else { return made };
    let name = entry.name();
    let mut made = made?;
    match made.as_mut_slice() {
        [(only, _)] => name?.clone_into(only),
        several => {
            let count = several.len();
            return entry
                .refuse(format!("must be left out where {count} features are made: they name themselves"));
        }
    }
    Some(made)
}
