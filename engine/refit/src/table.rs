//! Rows with their labels, checked once.

use crate::RefitError;

/// At least one row, all of the same length, each with its label, and every number finite.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Table<'a> {
    pub(crate) rows: &'a [Vec<f64>],
    pub(crate) labels: &'a [f64],
}

impl<'a> Table<'a> {
    pub(crate) fn new(rows: &'a [Vec<f64>], labels: &'a [f64]) -> Result<Self, RefitError> {
        let Some(first) = rows.first() else {
            return Err(RefitError::TooFew { what: "rows", least: 1, count: 0 });
        };
        if first.is_empty() {
            return Err(RefitError::TooFew { what: "features", least: 1, count: 0 });
        }
        if rows.len() != labels.len() {
            return Err(RefitError::Labels { rows: rows.len(), labels: labels.len() });
        }
        for (place, row) in rows.iter().enumerate() {
            if row.len() != first.len() {
                return Err(RefitError::Features { row: place, features: first.len(), count: row.len() });
            }
            if let Some(value) = row.iter().find(|x| !x.is_finite()) {
                return Err(RefitError::NotFinite { what: "a feature of row", place, value: *value });
            }
        }
        finite("label", labels)?;
        Ok(Self { rows, labels })
    }

    pub(crate) fn features(&self) -> usize {
        self.rows[0].len()
    }

    /// Each feature's values, one after the other.
    pub(crate) fn columns(&self) -> Vec<f64> {
        (0..self.features()).flat_map(|feature| self.rows.iter().map(move |row| row[feature])).collect()
    }
}

/// Refuses numbers that are infinite, or none.
pub(crate) fn finite(what: &'static str, values: &[f64]) -> Result<(), RefitError> {
    match values.iter().position(|value| !value.is_finite()) {
        None => Ok(()),
        Some(place) => Err(RefitError::NotFinite { what, place, value: values[place] }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(rows: &[Vec<f64>], labels: &[f64]) -> String {
        Table::new(rows, labels).unwrap_err().to_string()
    }

    #[test]
    fn what_is_no_table_is_refused_with_the_place() {
        assert_eq!(refusal(&[], &[]), "there must be at least 1 rows, got 0");
        assert_eq!(refusal(&[vec![]], &[1.0]), "there must be at least 1 features, got 0");
        assert_eq!(refusal(&[vec![1.0]], &[]), "there must be one label a row, got 0 labels for 1 rows");
        assert_eq!(refusal(&[vec![1.0], vec![1.0, 2.0]], &[1.0, 2.0]), "row 1 must have 1 features, got 2");
        assert_eq!(refusal(&[vec![f64::NAN]], &[1.0]), "a feature of row 0 must be finite, got NaN");
        assert_eq!(refusal(&[vec![1.0]], &[f64::INFINITY]), "label 0 must be finite, got inf");
    }

    #[test]
    fn columns_stand_one_after_the_other() {
        let rows = [vec![1.0, 2.0], vec![3.0, 4.0]];
        assert_eq!(Table::new(&rows, &[0.0, 0.0]).unwrap().columns(), [1.0, 3.0, 2.0, 4.0]);
    }
}
