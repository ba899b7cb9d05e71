//! The one place where the page sorts: the standard library's sorts are larger than all that is sorted here.

use std::cmp::Ordering;

/// The indices of `count` items in the order that `compare` puts them in; equals stay as they are.
///
/// Sorts by insertion: what is sorted here is short, or nearly in order already.
pub(crate) fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut indices: Vec<usize> = Vec::with_capacity(count);
    for index in 0..count {
        let mut place = indices.len();
        while place > 0 && compare(indices[place - 1], index) == Ordering::Greater {
            place -= 1;
        }
        indices.insert(place, index);
    }
    indices
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_put_in_order_and_equals_stay() {
        let items = [3, 1, 2, 1, 5, 0];
        assert_eq!(order(items.len(), &|a, b| items[a].cmp(&items[b])), [5, 1, 3, 2, 0, 4]);
        assert_eq!(order(0, &|_, _| Ordering::Equal), Vec::<usize>::new());
    }
}
