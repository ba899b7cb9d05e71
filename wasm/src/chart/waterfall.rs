//! The waterfall: from one rate to another, one bar for each reason.

use super::path::px;
use super::room::use_room;
use super::scale::{Scale, ticks};
use crate::format::Format;
use crate::locale::use_locale;
use crate::order::order;
use crate::shared::Shared;
use yew::prelude::*;

/// What a bar stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BarKind {
    /// Where the way starts.
    Start,
    /// The part owed to no feature.
    Base,
    /// The part owed to the feature of an index.
    Feature(usize),
    /// The part owed to so many other features.
    Rest(usize),
    /// Where it ends.
    End,
}

/// A bar from one rate to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Bar {
    /// What it stands for.
    pub(crate) kind: BarKind,
    /// Where it begins.
    pub(crate) from: f64,
    /// Where it ends.
    pub(crate) to: f64,
}

/// From where to where the bars lead, and the part on the way that is owed to no feature.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Way {
    /// Where they start.
    pub(crate) start: f64,
    /// The part owed to no feature, where there is a bar for it.
    pub(crate) base: Option<f64>,
    /// Where they end.
    pub(crate) end: f64,
}

/// The bars of a way in pesos: its `most` largest features, largest first, and the rest in one.
pub(crate) fn bars(way: &Way, contributions: &[f64], most: usize) -> Vec<Bar> {
    let size = |index: usize| contributions[index].abs();
    let by_size = order(contributions.len(), &|a, b| size(b).total_cmp(&size(a)));
    let (large, small) = by_size.split_at(most.min(by_size.len()));
    let mut steps: Vec<(BarKind, f64)> = way.base.map(|base| (BarKind::Base, base)).into_iter().collect();
    steps.extend(large.iter().map(|index| (BarKind::Feature(*index), contributions[*index])));
    if !small.is_empty() {
        let rest = small.iter().map(|index| contributions[*index]).sum();
        steps.push((BarKind::Rest(small.len()), rest));
    }
    let mut bars = vec![Bar { kind: BarKind::Start, from: way.start, to: way.start }];
    let mut from = way.start;
    for (kind, part) in steps {
        bars.push(Bar { kind, from, to: from + part });
        from += part;
    }
    bars.push(Bar { kind: BarKind::End, from: way.end, to: way.end });
    bars
}

/// What the waterfall shows.
#[derive(Properties, PartialEq)]
pub(crate) struct WaterfallProps {
    /// The id of the chart.
    pub(crate) id: &'static str,
    /// The bars, from top to bottom.
    pub(crate) bars: Shared<Vec<Bar>>,
    /// The name of each bar.
    pub(crate) names: Shared<Vec<String>>,
    /// The element that says in words what the chart shows.
    pub(crate) described_by: AttrValue,
}

/// How the rows are laid out: on a narrow screen each name stands above its bar.
struct Layout {
    width: f64,
    names: f64,
    row: f64,
    bar: f64,
}

/// Pixels of the column of values.
const VALUES: f64 = 66.0;
/// Pixels of a bar's thickness.
const THICKNESS: f64 = 14.0;
/// Pixels below the last row, for the rates.
const FOOT: f64 = 26.0;

impl Layout {
    fn new(width: f64) -> Self {
        if width < 560.0 {
            Self { width, names: 4.0, row: 40.0, bar: 29.0 }
        } else {
            Self { width, names: 288.0, row: 27.0, bar: 13.5 }
        }
    }

    fn stacked(&self) -> bool {
        self.names < VALUES
    }

    fn right(&self) -> f64 {
        self.width - VALUES - 8.0
    }

    fn middle(&self, row: usize) -> f64 {
        row as f64 * self.row + self.bar
    }
}

/// The waterfall.
#[function_component]
pub(crate) fn WaterfallChart(props: &WaterfallProps) -> Html {
    let format = use_locale().format;
    let node = use_node_ref();
    let width = use_room(&node).width;
    if width < 160.0 {
        return html! { <div class="waterfall-stage" ref={node} /> };
    }
    let layout = Layout::new(width);
    let ends = props.bars.iter().flat_map(|bar| [bar.from, bar.to]);
    let (low, high) = ends.fold((f64::MAX, f64::MIN), |(low, high), x| (low.min(x), high.max(x)));
    let margin = 0.05 * (high - low).max(1e-6);
    let range = (low - margin, high + margin);
    let scale = Scale::new(range, (layout.names, layout.right()));
    let rows = props.bars.len();
    let height = rows as f64 * layout.row + FOOT;
    let bars = props.bars.iter().zip(props.names.iter()).enumerate();
    html! {
        <div class="waterfall-stage" ref={node}>
            <svg id={props.id} class="chart" role="img" aria-labelledby={props.described_by.clone()}
                width={px(width)} height={px(height)} viewBox={format!("0 0 {} {}", px(width), px(height))}>
                { axis(&layout, &scale, range, height - FOOT, &format) }
                { for bars.map(|(row, (bar, name))| html! {
                    <>
                        { drawn(&layout, &scale, row, bar) }
                        { connector(&layout, &scale, row, rows, bar.to) }
                        { row_text(&layout, row, bar, name, &format) }
                    </>
                }) }
            </svg>
        </div>
    }
}

/// A bar, or a mark where it is a rate of its own: a bar from zero would not fit, and a cut one would lie.
fn drawn(layout: &Layout, scale: &Scale, row: usize, bar: &Bar) -> Html {
    let y = layout.middle(row);
    let (from, to) = (scale.at(bar.from), scale.at(bar.to));
    if matches!(bar.kind, BarKind::Start | BarKind::End) {
        let (left, right, above, below) = (px(to - 7.0), px(to + 7.0), px(y - 7.0), px(y + 7.0));
        let (x, y) = (px(to), px(y));
        return html! { <path class="total" d={format!("M{left} {y}L{x} {above}L{right} {y}L{x} {below}Z")} /> };
    }
    let class = if bar.to >= bar.from { "part up" } else { "part down" };
    html! {
        <rect {class} x={px(from.min(to))} y={px(y - THICKNESS / 2.0)}
            width={px((to - from).abs().max(1.0))} height={px(THICKNESS)} rx="1.5" />
    }
}

/// The line that hands a bar's end to the next row.
fn connector(layout: &Layout, scale: &Scale, row: usize, rows: usize, at: f64) -> Html {
    if row + 1 >= rows {
        return Html::default();
    }
    let x = px(scale.at(at));
    html! {
        <line class="connector" x1={x.clone()} x2={x} y1={px(layout.middle(row))} y2={px(layout.middle(row + 1))} />
    }
}

/// A row's name and value; a name above its bar leaves the bar's line to the value.
fn row_text(layout: &Layout, row: usize, bar: &Bar, name: &str, format: &Format) -> Html {
    let total = matches!(bar.kind, BarKind::Start | BarKind::End);
    let value = if total { format.end(bar.to) } else { format.centavos(bar.to - bar.from) };
    let line = layout.middle(row) + 4.5;
    let above = if layout.stacked() { line - 19.5 } else { line };
    let class = if total { "row-text strong" } else { "row-text" };
    html! {
        <g {class}>
            <text x="0" y={px(above)}>{ name }</text>
            <text x={px(layout.width - 2.0)} y={px(line)} text-anchor="end">{ value }</text>
        </g>
    }
}

fn axis(layout: &Layout, scale: &Scale, range: (f64, f64), bottom: f64, format: &Format) -> Html {
    let most = if layout.right() - layout.names < 260.0 { 3 } else { 5 };
    let marks = ticks(range.0, range.1, most);
    let mark = |rate: &f64| {
        let x = px(scale.at(*rate));
        html! {
            <g class="tick">
                <line x1={x.clone()} x2={x.clone()} y1="0" y2={px(bottom)} />
                <text {x} y={px(bottom + 17.0)} text-anchor="middle">{ format.number(*rate, marks.digits) }</text>
            </g>
        }
    };
    html! { <g class="axes" aria-hidden="true">{ for marks.values.iter().map(mark) }</g> }
}

#[cfg(test)]
mod tests {
    use super::BarKind::{Base, End, Feature, Rest, Start};
    use super::*;

    #[test]
    fn bars_hand_on_from_the_start_to_the_end() {
        let way = Way { start: 18.0, base: Some(0.5), end: 18.4 };
        let bars = bars(&way, &[0.1, -0.4, 0.0, 0.2], 2);
        let kinds: Vec<BarKind> = bars.iter().map(|bar| bar.kind).collect();
        assert_eq!(kinds, [Start, Base, Feature(1), Feature(3), Rest(2), End]);
        assert!(bars.windows(2).all(|pair| (pair[0].to - pair[1].from).abs() < 1e-12));
    }

    #[test]
    fn few_features_leave_no_rest_and_a_start_that_is_the_base_no_bar_for_it() {
        let way = Way { start: 18.0, base: Some(0.0), end: 18.1 };
        assert_eq!(bars(&way, &[0.1], 8).len(), 4);
        assert_eq!(bars(&Way { base: None, ..way }, &[0.1], 8).len(), 3);
    }
}
