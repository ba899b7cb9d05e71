//! The fan chart: the history of the rate, and the bands in which it is expected to go on.

use super::crosshair::{Crosshair, Reading, Sample};
use super::decimate::{MOST, decimate};
use super::frame::{Frame, LEFT, TOP};
use super::labels::apart;
use super::path::{area, line, px};
use super::steps::{BANDS, Step};
use super::width::use_width;
use crate::format::Format;
use crate::locale::use_locale;
use crate::order::order;
use crate::shared::Shared;
use chrono::Datelike;
use paridad_wire::Point;
use yew::prelude::*;

/// Pixels between the bands' labels.
const LABEL_GAP: f64 = 15.0;

/// What the fan chart shows.
#[derive(Properties, PartialEq)]
pub(crate) struct FanProps {
    /// The history of the rate, oldest day first.
    pub(crate) history: Shared<Vec<Point>>,
    /// What is expected.
    pub(crate) base: Shared<Vec<Step>>,
    /// What would be expected in the reader's scenario.
    pub(crate) scenario: Option<Shared<Vec<Step>>>,
    /// The element that says in words what the chart shows.
    pub(crate) described_by: AttrValue,
}

/// The fan chart. With a scenario, the bands are the scenario's and what is expected without it stays as an outline.
#[function_component]
pub(crate) fn FanChart(props: &FanProps) -> Html {
    let locale = use_locale();
    let node = use_node_ref();
    let width = use_width(&node);
    let inputs = (width, props.history.clone(), props.base.clone(), props.scenario.clone());
    let drawn = use_memo(inputs, |(width, history, base, scenario)| {
        let shown = scenario.as_ref().unwrap_or(base);
        let frame = Frame::new(*width, history, &[base, shown])?;
        let samples = Shared::new(samples(&frame, history, shown));
        Some((frame, samples))
    });
    let Some((frame, samples)) = &*drawn else {
        return html! { <div class="fan-stage" ref={node} /> };
    };
    let shown = props.scenario.as_ref().unwrap_or(&props.base);
    let history: Vec<_> =
        props.history.iter().map(|point| (frame.x(point.day), frame.y(point.value))).collect();
    let history = decimate(&history, MOST);
    html! {
        <div class="fan-stage" ref={node}>
            <svg id="fan" class="chart" role="img" aria-labelledby={props.described_by.clone()}
                data-points={history.len().to_string()}
                width={px(frame.width)} height={px(frame.height)}
                viewBox={format!("0 0 {} {}", px(frame.width), px(frame.height))}>
                { axes(frame, &locale.format) }
                { for bands(frame, shown) }
                if props.scenario.is_some() { { for outlines(frame, &props.base) } }
                { origin(frame, shown) }
                <path class="history" d={line(history)} />
                <path class="point" d={line(shown.iter().map(|step| (frame.x(step.day), frame.y(step.point))))} />
                { for band_labels(frame, shown) }
            </svg>
            <Crosshair frame={frame.clone()} samples={samples.clone()} />
        </div>
    }
}

/// Everything that the crosshair can stand on, by day.
fn samples(frame: &Frame, history: &[Point], steps: &[Step]) -> Vec<Sample> {
    let past = history.iter().map(|point| Sample {
        at: (frame.x(point.day), frame.y(point.value)),
        day: point.day,
        reading: Reading::Known(point.value),
    });
    let ahead = steps.iter().skip(1).map(|step| Sample {
        at: (frame.x(step.day), frame.y(step.point)),
        day: step.day,
        reading: Reading::Expected(step.clone()),
    });
    let samples: Vec<Sample> = past.chain(ahead).collect();
    // An older version that speaks again has history beside its forecasts.
    let by_day = order(samples.len(), &|a, b| samples[a].day.cmp(&samples[b].day));
    by_day.into_iter().map(|index| samples[index].clone()).collect()
}

fn axes(frame: &Frame, format: &Format) -> Html {
    let ticks = frame.rate_ticks();
    let rates = ticks.values.iter().map(|rate| {
        let y = px(frame.y(*rate));
        html! {
            <g class="tick">
                <line x1={px(LEFT)} x2={px(frame.right())} y1={y.clone()} y2={y.clone()} />
                <text x={px(LEFT - 8.0)} y={y} text-anchor="end" dominant-baseline="middle">
                    { format.number(*rate, ticks.digits) }
                </text>
            </g>
        }
    });
    let days = frame.day_ticks().into_iter().map(|day| {
        let x = px(frame.x(day));
        let (class, label) = if day.month0() == 0 {
            ("tick day year", day.year().to_string())
        } else {
            ("tick day", format.month(day))
        };
        html! {
            <g {class}>
                <line x1={x.clone()} x2={x.clone()} y1={px(frame.bottom())} y2={px(frame.bottom() + 5.0)} />
                <text {x} y={px(frame.bottom() + 19.0)} text-anchor="middle">{ label }</text>
            </g>
        }
    });
    html! { <g class="axes" aria-hidden="true">{ for rates }{ for days }</g> }
}

/// The edges of a band, in pixels.
struct Edges {
    upper: Vec<(f64, f64)>,
    lower: Vec<(f64, f64)>,
}

fn edges(frame: &Frame, steps: &[Step], band: usize) -> Edges {
    let edge = |pick: fn((f64, f64)) -> f64| {
        steps.iter().map(|step| (frame.x(step.day), frame.y(pick(step.bands[band])))).collect()
    };
    Edges { upper: edge(|(_, high)| high), lower: edge(|(low, _)| low) }
}

fn bands(frame: &Frame, steps: &[Step]) -> Vec<Html> {
    let band = |(index, level): (usize, &u8)| {
        let Edges { upper, lower } = edges(frame, steps, index);
        html! { <path class="band" data-level={level.to_string()} d={area(&upper, &lower)} /> }
    };
    BANDS.iter().enumerate().map(band).collect()
}

fn outlines(frame: &Frame, steps: &[Step]) -> Vec<Html> {
    let outline = |index| {
        let Edges { upper, lower } = edges(frame, steps, index);
        html! { <path class="outline" d={format!("{}{}", line(upper), line(lower))} /> }
    };
    (0..BANDS.len()).map(outline).collect()
}

/// The line between what is known and what is expected.
fn origin(frame: &Frame, steps: &[Step]) -> Html {
    let x = steps.first().map_or_else(|| LEFT, |step| frame.x(step.day));
    html! {
        <line class="origin" x1={px(x)} x2={px(x)} y1={px(TOP)} y2={px(frame.bottom())} aria-hidden="true" />
    }
}

/// Each band is named where its upper edge ends, so that no colour has to be told from another.
fn band_labels(frame: &Frame, steps: &[Step]) -> Vec<Html> {
    let Some(last) = steps.last() else {
        return Vec::new();
    };
    let (x, wanted) = (px(frame.x(last.day) + 6.0), last.bands.map(|(_, high)| frame.y(high) + 4.0));
    let label = |(level, y): (&u8, f64)| {
        html! { <text class="band-label" x={x.clone()} y={px(y)}>{ format!("{level}%") }</text> }
    };
    BANDS.iter().zip(apart(&wanted, LABEL_GAP, frame.bottom())).map(label).collect()
}
