//! The exponential histogram: the sums of a long window in a number of buckets that grows with its logarithm.

use serde::{Deserialize, Serialize};

/// A row holds this many buckets; one more, and its two oldest merge into the next row.
const ROW_MAX: usize = 5;

/// The count and the total of a stretch of values.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Part {
    pub(super) count: u64,
    pub(super) total: f64,
}

impl Part {
    pub(super) fn mean(self) -> Option<f64> {
        (self.count > 0).then(|| self.total / self.count as f64)
    }

    pub(super) fn add(&mut self, other: Self) {
        self.count += other.count;
        self.total += other.total;
    }

    pub(super) fn remove(&mut self, other: Self) {
        self.count -= other.count;
        self.total -= other.total;
    }
}

/// The sums of a window of values.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Histogram {
    /// Row r holds buckets of 2^r values, the oldest first; older rows come later.
    rows: Vec<Vec<Bucket>>,
    all: Part,
    /// The sum of squared deviations from the mean, over the whole window.
    squares: f64,
}

/// A stretch of 2^r values.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Bucket {
    total: f64,
    squares: f64,
}

impl Histogram {
    /// The whole window.
    pub(super) fn all(&self) -> Part {
        self.all
    }

    /// The variance of the window as a population.
    pub(super) fn variance(&self) -> Option<f64> {
        (self.all.count > 0).then(|| self.squares / self.all.count as f64)
    }

    /// The buckets, the oldest first.
    pub(super) fn oldest_first(&self) -> impl Iterator<Item = Part> {
        let rows = self.rows.iter().enumerate().rev();
        rows.flat_map(|(r, row)| row.iter().map(move |bucket| Part { count: 1 << r, total: bucket.total }))
    }

    /// Lets a value in as the newest.
    pub(super) fn push(&mut self, x: f64) {
        if let Some(mean) = self.all.mean() {
            let (n, gap) = (self.all.count as f64, x - mean);
            self.squares += n * gap * gap / (n + 1.0);
        }
        self.all.add(Part { count: 1, total: x });
        self.carry(Bucket { total: x, squares: 0.0 });
    }

    /// Puts a single value into row 0; a full row passes its two oldest on as one, as in adding by hand.
    fn carry(&mut self, mut bucket: Bucket) {
        let mut size = 1.0;
        for row in &mut self.rows {
            row.push(bucket);
            if row.len() <= ROW_MAX {
                return;
            }
            bucket = merged(row.remove(0), row.remove(0), size);
            size *= 2.0;
        }
        self.rows.push(vec![bucket]);
    }

    /// Takes the oldest bucket out of the window, if there is one.
    pub(super) fn drop_oldest(&mut self) -> Option<Part> {
        let row = self.rows.last_mut()?;
        let oldest = *row.first()?;
        row.remove(0);
        let is_last_of_row = row.is_empty();
        let part = Part { count: 1 << (self.rows.len() - 1), total: oldest.total };
        if is_last_of_row {
            self.rows.pop();
        }
        self.all.remove(part);
        let gap = part.mean()? - self.all.mean().unwrap_or(0.0);
        let (n, rest) = (part.count as f64, self.all.count as f64);
        self.squares -= oldest.squares + n * rest * gap * gap / (n + rest);
        Some(part)
    }
}

/// One bucket in place of two of `size` values each.
fn merged(a: Bucket, b: Bucket, size: f64) -> Bucket {
    let gap = (a.total - b.total) / size;
    Bucket { total: a.total + b.total, squares: a.squares + b.squares + 0.5 * size * gap * gap }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sawtooth(i: u32) -> f64 {
        f64::from(i * 7 % 11)
    }

    fn filled(n: u32) -> Histogram {
        let mut histogram = Histogram::default();
        (0..n).for_each(|i| histogram.push(sawtooth(i)));
        histogram
    }

    fn variance(values: &[f64]) -> f64 {
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / values.len() as f64
    }

    #[test]
    fn the_sums_are_those_of_the_values() {
        let values: Vec<f64> = (0..1000).map(sawtooth).collect();
        let histogram = filled(1000);
        assert_eq!(histogram.all().count, 1000);
        assert!((histogram.all().total - values.iter().sum::<f64>()).abs() < 1e-9);
        assert!((histogram.variance().unwrap() - variance(&values)).abs() < 1e-9);
    }

    #[test]
    fn the_buckets_cover_the_window_with_the_oldest_first() {
        let histogram = filled(1000);
        let buckets: Vec<Part> = histogram.oldest_first().collect();
        assert_eq!(buckets.iter().map(|part| part.count).sum::<u64>(), 1000);
        assert!(buckets.is_sorted_by(|older, newer| older.count >= newer.count));
        assert!(buckets.len() < 50, "{}", buckets.len());
        let oldest: f64 = (0..128).map(sawtooth).sum();
        assert_eq!(buckets.first(), Some(&Part { count: 128, total: oldest }));
    }

    #[test]
    fn dropping_leaves_the_sums_of_the_rest() {
        let mut histogram = filled(1000);
        let dropped = histogram.drop_oldest().unwrap();
        let rest: Vec<f64> = (0..1000).map(sawtooth).skip(128).collect();
        assert_eq!((dropped.count, histogram.all().count), (128, 872));
        assert!((histogram.variance().unwrap() - variance(&rest)).abs() < 1e-9);
        while histogram.drop_oldest().is_some() {}
        assert_eq!((histogram.all().count, histogram.variance()), (0, None));
    }
}
