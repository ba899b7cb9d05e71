//! A graph of files, each edge with what makes it; knots in it, and the shortest way round one.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// What makes one file use another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Use {
    /// The line of the first such path.
    pub(crate) line: usize,
    /// The path as it is written there.
    pub(crate) path: String,
}

/// Which file uses which.
#[derive(Debug)]
pub(crate) struct Graph {
    /// The names of the files.
    pub(crate) files: Vec<String>,
    uses: BTreeMap<(usize, usize), Use>,
}

impl Graph {
    /// Files that do not use each other yet.
    pub(crate) fn of(files: Vec<String>) -> Self {
        Self { files, uses: BTreeMap::new() }
    }

    /// One more use; the first on the page stands for those after it, and a file's of itself is none.
    pub(crate) fn add(&mut self, from: usize, to: usize, by: Use) {
        if from != to {
            let first = self.uses.entry((from, to)).or_insert_with(|| by.clone());
            if by.line < first.line {
                *first = by;
            }
        }
    }

    /// All uses as lines of text, in order.
    pub(crate) fn lines(&self) -> Vec<String> {
        let mut lines: Vec<_> = self.uses.keys().map(|(from, to)| self.line(*from, *to)).collect();
        lines.sort();
        lines
    }

    /// The uses: who uses whom, and that as a line of text.
    pub(crate) fn uses(&self) -> impl Iterator<Item = (&str, &str, String)> {
        let name = |file: &usize| self.files[*file].as_str();
        self.uses.keys().map(move |(from, to)| (name(from), name(to), self.line(*from, *to)))
    }

    /// The graph of what `group` makes of the files; what lies within one group is no use.
    pub(crate) fn grouped(&self, group: impl Fn(&str) -> String) -> Self {
        let groups: BTreeSet<String> = self.files.iter().map(|file| group(file)).collect();
        let groups: Vec<String> = groups.into_iter().collect();
        let at = |file: usize| groups.partition_point(|name| *name < group(&self.files[file]));
        let mut grouped = Self::of(groups.clone());
        for ((from, to), by) in &self.uses {
            let path = format!("{} in {}", by.path, self.files[*from]);
            grouped.add(at(*from), at(*to), Use { line: by.line, path });
        }
        grouped
    }

    /// The files that use each other in a circle, as sets of names: whoever is in one reaches all of it.
    pub(crate) fn knots(&self) -> Vec<BTreeSet<&str>> {
        let reach: Vec<_> = (0..self.files.len()).map(|file| self.reach(file)).collect();
        let mut knots = BTreeSet::new();
        for file in 0..self.files.len() {
            let knot: BTreeSet<_> =
                reach[file].keys().copied().filter(|other| reach[*other].contains_key(&file)).collect();
            if knot.contains(&file) {
                knots.insert(knot);
            }
        }
        let names = |knot: BTreeSet<usize>| knot.into_iter().map(|file| self.files[file].as_str()).collect();
        knots.into_iter().map(names).collect()
    }

    /// The shortest way round among the files of a knot, a line for each step, with the import that makes it.
    pub(crate) fn shortest_circle(&self, knot: &BTreeSet<&str>) -> Vec<String> {
        let within = (0..self.files.len()).filter(|file| knot.contains(self.files[*file].as_str()));
        let circles = within.filter_map(|start| {
            let reach = self.reach(start);
            let mut circle = vec![start];
            let mut at = *reach.get(&start)?;
            while at != start {
                circle.push(at);
                at = *reach.get(&at)?;
            }
            circle.push(start);
            circle.reverse();
            Some(circle)
        });
        let shortest = circles.min_by_key(Vec::len).unwrap_or_default();
        shortest.windows(2).map(|step| self.line(step[0], step[1])).collect()
    }

    /// What is reached from `start` by at least one use, each with the step before it on a shortest way.
    fn reach(&self, start: usize) -> BTreeMap<usize, usize> {
        let mut before = BTreeMap::new();
        let mut waiting = VecDeque::from([start]);
        while let Some(file) = waiting.pop_front() {
            for (_, used) in self.uses.range((file, 0)..(file + 1, 0)).map(|(ends, _)| *ends) {
                before.entry(used).or_insert_with(|| {
                    waiting.push_back(used);
                    file
                });
            }
        }
        before
    }

    fn line(&self, from: usize, to: usize) -> String {
        let Use { line, path } = &self.uses[&(from, to)];
        format!("{} -> {} (line {line}: {path})", self.files[from], self.files[to])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(files: &[&str], uses: &[(usize, usize)]) -> Graph {
        let mut graph = Graph::of(files.iter().map(ToString::to_string).collect());
        for (from, to) in uses {
            graph.add(*from, *to, Use { line: 1, path: "p".into() });
        }
        graph
    }

    #[test]
    fn a_knot_is_found_and_its_shortest_circle_is_told() {
        let graph = graph(&["a", "b", "c", "d"], &[(0, 1), (1, 2), (2, 0), (2, 1), (2, 3), (3, 3)]);
        assert_eq!(graph.knots(), [BTreeSet::from(["a", "b", "c"])]);
        let circle = graph.shortest_circle(&graph.knots()[0]);
        assert_eq!(circle, ["b -> c (line 1: p)", "c -> b (line 1: p)"]);
    }

    #[test]
    fn files_that_only_look_down_make_no_knot() {
        let graph = graph(&["a", "b", "c"], &[(0, 1), (0, 2), (1, 2)]);
        assert!(graph.knots().is_empty());
    }

    #[test]
    fn groups_may_be_knotted_though_their_files_are_not() {
        let graph = graph(&["x/a", "y/b", "x/c"], &[(0, 1), (1, 2)]);
        assert!(graph.knots().is_empty());
        let grouped = graph.grouped(|file| file.split('/').next().unwrap_or_default().to_owned());
        assert_eq!(grouped.knots(), [BTreeSet::from(["x", "y"])]);
    }
}
