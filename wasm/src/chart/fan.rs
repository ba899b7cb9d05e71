//! The fan chart: the history of the rate, and the bands in which it is expected to go on.

use super::crosshair::{Crosshair, Reading, Sample};
use super::decimate::{MOST, decimate};
use super::frame::{Extent, Frame, TOP};
use super::labels::apart;
use super::path::{area, line, px};
use super::room::use_room;
use super::{BANDS, EIGHTY};
use crate::format::Format;
use crate::locale::{Locale, use_locale};
use crate::order::order;
use crate::shared::Shared;
use chrono::{Datelike, NaiveDate};
use paridad_exchange::engine::Step;
use paridad_wire::Point;
use yew::prelude::*;

/// Pixels between the bands' labels.
const LABEL_GAP: f64 = 15.0;

/// A line or fan drawn behind the forecast, for comparison.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Beside {
    /// How it is drawn: `past`, `walk`, `episode`.
    pub(crate) kind: &'static str,
    /// What is written at its end.
    pub(crate) name: String,
    /// Its fan, of which the middle and the central 80 in 100 are drawn.
    pub(crate) steps: Vec<Step>,
}

/// What the fan chart shows.
#[derive(Properties, PartialEq)]
pub(crate) struct FanProps {
    /// The history of the rate, oldest day first.
    pub(crate) history: Shared<Vec<Point>>,
    /// What is expected.
    pub(crate) base: Shared<Vec<Step>>,
    /// What would be expected in the reader's scenario.
    #[prop_or_default]
    pub(crate) scenario: Option<Shared<Vec<Step>>>,
    /// What is drawn behind, for comparison.
    #[prop_or_default]
    pub(crate) beside: Shared<Vec<Beside>>,
    /// The element that says in words what the chart shows.
    pub(crate) described_by: AttrValue,
}

/// The fan chart. A scenario is drawn over the forecast: in another colour, dashed and named.
#[function_component]
pub(crate) fn FanChart(props: &FanProps) -> Html {
    let locale = use_locale();
    let node = use_node_ref();
    let room = use_room(&node);
    let inputs =
        (room, props.history.clone(), props.base.clone(), props.scenario.clone(), props.beside.clone());
    let drawn = use_memo(inputs, |(room, history, base, scenario, beside)| {
        let fans = beside.iter().map(|beside| &beside.steps[..]);
        let fans = std::iter::once(&base[..]).chain(scenario.as_ref().map(|steps| &steps[..])).chain(fans);
        let frame = Frame::new(*room, extent(history, &fans.collect::<Vec<_>>())?)?;
        let samples = Shared::new(samples(&frame, history, base, scenario.as_deref()));
        Some((frame, samples))
    });
    html! {
        <div class="fan-stage" ref={node}>
            if let Some((frame, samples)) = &*drawn {
                { picture(frame, props, &locale) }
                <Crosshair frame={frame.clone()} samples={samples.clone()} />
            }
        </div>
    }
}

/// What has to be shown: the history, and every fan.
fn extent(history: &[Point], fans: &[&[Step]]) -> Option<Extent> {
    let steps = || fans.iter().flat_map(|steps| steps.iter());
    let origin = fans.first()?.first()?.day;
    let days = || history.iter().map(|point| point.day).chain(steps().map(|step| step.day));
    let values = history.iter().map(|point| point.value);
    let values =
        values.chain(steps().flat_map(|step| step.bands.first().copied().unwrap_or([step.point; 2])));
    let rates = values.fold((f64::MAX, f64::MIN), |(low, high), x| (low.min(x), high.max(x)));
    Some(Extent { first: days().min()?, origin, last: days().max()?, rates })
}

fn picture(frame: &Frame, props: &FanProps, locale: &Locale) -> Html {
    let FanProps { history, base, scenario, beside, described_by } = props;
    let history: Vec<_> = history.iter().map(|point| (frame.x(point.day), frame.y(point.value))).collect();
    let history = decimate(&history, MOST);
    let (width, height) = (px(frame.room.width), px(frame.room.height));
    html! {
        <svg class="chart fan" role="img" aria-labelledby={described_by.clone()}
            data-points={history.len().to_string()} width={width.clone()} height={height.clone()}
            viewBox={format!("0 0 {width} {height}")}>
            { axes(frame, &locale.format) }
            { for bands(frame, base) }
            { for beside.iter().map(|beside| behind(frame, beside)) }
            { origin(frame) }
            <path class="history" d={line(history)} />
            <path class="median" d={middle(frame, base)} />
            if let Some(scenario) = scenario { { dashed(frame, scenario, locale) } }
            { for band_labels(frame, base) }
        </svg>
    }
}

/// Everything that the crosshair can stand on, by day.
fn samples(frame: &Frame, history: &[Point], base: &[Step], scenario: Option<&Vec<Step>>) -> Vec<Sample> {
    let past = history.iter().map(|point| Sample {
        at: (frame.x(point.day), frame.y(point.value)),
        day: point.day,
        reading: Reading::Known(point.value),
    });
    let ahead = base.iter().enumerate().skip(1).map(|(place, step)| Sample {
        at: (frame.x(step.day), frame.y(step.median)),
        day: step.day,
        reading: Reading::Expected(step.clone(), scenario.and_then(|steps| steps.get(place)).cloned()),
    });
    let samples: Vec<Sample> = past.chain(ahead).collect();
    // An older version that speaks again has history beside its forecasts.
    let by_day = order(samples.len(), &|a, b| samples[a].day.cmp(&samples[b].day));
    by_day.into_iter().map(|index| samples[index].clone()).collect()
}

fn axes(frame: &Frame, format: &Format) -> Html {
    let ticks = frame.rate_ticks();
    let left = frame.left();
    let rates = ticks.values.iter().map(|rate| {
        let y = px(frame.y(*rate));
        html! {
            <g class="tick">
                <line x1={px(left)} x2={px(frame.right())} y1={y.clone()} y2={y.clone()} />
                <text x={px(left - 8.0)} y={y} text-anchor="end" dominant-baseline="middle">
                    { format.number(*rate, ticks.digits) }
                </text>
            </g>
        }
    });
    let days = frame.day_ticks().into_iter().map(|day| day_tick(frame, day, format));
    html! { <g class="axes" aria-hidden="true">{ for rates }{ for days }</g> }
}

fn day_tick(frame: &Frame, day: NaiveDate, format: &Format) -> Html {
    let x = px(frame.x(day));
    let (class, label) = if day.month0() == 0 {
        ("tick day year", day.year().to_string())
    } else {
        ("tick day", format.month(day))
    };
    html! {
        <g {class}>
            <line x1={x.clone()} x2={x.clone()} y1={px(frame.bottom())} y2={px(frame.bottom() + 5.0)} />
            <text {x} y={px(frame.bottom() + 19.0 * frame.room.letters)} text-anchor="middle">{ label }</text>
        </g>
    }
}

/// The edges of a band, in pixels.
fn edges(frame: &Frame, steps: &[Step], band: usize) -> [Vec<(f64, f64)>; 2] {
    [1, 0].map(|end| {
        let rate = |step: &Step| step.bands.get(band).map_or(step.point, |ends| ends[end]);
        steps.iter().map(|step| (frame.x(step.day), frame.y(rate(step)))).collect()
    })
}

/// The bands, filled, with their upper and lower edges; the right side is no edge.
fn bands(frame: &Frame, steps: &[Step]) -> Vec<Html> {
    let band = |(index, level): (usize, &u8)| {
        let [upper, lower] = edges(frame, steps, index);
        let fill = area(&upper, &lower);
        html! {
            <g class="band" data-level={level.to_string()}>
                <path class="fill" d={fill} />
                <path class="edge" d={format!("{}{}", line(upper), line(lower))} />
            </g>
        }
    };
    BANDS.iter().enumerate().map(band).collect()
}

fn middle(frame: &Frame, steps: &[Step]) -> String {
    line(steps.iter().map(|step| (frame.x(step.day), frame.y(step.median))))
}

/// The edges of the central 80 in 100 and the middle of a fan.
fn outline(frame: &Frame, steps: &[Step]) -> String {
    let [upper, lower] = edges(frame, steps, EIGHTY);
    format!("{}{}{}", line(upper), line(lower), middle(frame, steps))
}

/// The reader's scenario.
fn dashed(frame: &Frame, steps: &[Step], locale: &Locale) -> Html {
    let end = steps.last().map(|step| (frame.x(step.day), frame.y(step.median)));
    html! {
        <g class="scenario">
            <path d={outline(frame, steps)} />
            if let Some((x, y)) = end {
                <text x={px(x - 6.0)} y={px(y - 6.0)} text-anchor="end">{ locale.words.chart.scenario }</text>
            }
        </g>
    }
}

/// What is drawn for comparison.
fn behind(frame: &Frame, beside: &Beside) -> Html {
    let end = beside.steps.last().map(|step| (frame.x(step.day), frame.y(step.median)));
    html! {
        <g class={classes!("beside", beside.kind)}>
            <path d={outline(frame, &beside.steps)} />
            if let Some((x, y)) = end {
                <text x={px(x - 6.0)} y={px(y + 14.0)} text-anchor="end">{ &beside.name }</text>
            }
        </g>
    }
}

/// The line between what is known and what is expected.
fn origin(frame: &Frame) -> Html {
    let x = px(frame.origin());
    html! { <line class="origin" x1={x.clone()} x2={x} y1={px(TOP)} y2={px(frame.bottom())} aria-hidden="true" /> }
}

/// Each band is named where its upper edge ends, so that no colour has to be told from another.
fn band_labels(frame: &Frame, steps: &[Step]) -> Vec<Html> {
    let Some(last) = steps.last() else { return Vec::new() };
    let ends = last.bands.iter().map(|[_, high]| frame.y(*high) + 4.0);
    let x = px(frame.x(last.day) + 6.0);
    let label = |(level, y): (&u8, f64)| {
        html! { <text class="band-label" x={x.clone()} y={px(y)}>{ format!("{level}%") }</text> }
    };
    let gap = LABEL_GAP * frame.room.letters;
    BANDS.iter().zip(apart(&ends.collect::<Vec<_>>(), gap, frame.bottom())).map(label).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_reaches_over_history_and_every_fan() {
        let day = |text: &str| text.parse().unwrap();
        let step = |at: &str, low: f64, high: f64| Step {
            horizon: 1,
            day: day(at),
            point: 18.0,
            median: 18.0,
            bands: vec![[low, high]; 3],
        };
        let history = [Point { day: day("2025-10-30"), value: 19.0 }];
        let base = [step("2026-10-30", 18.0, 18.0), step("2027-10-25", 14.0, 25.0)];
        let past = [step("2026-07-30", 17.0, 26.0)];
        let extent = extent(&history, &[&base, &past]).unwrap();
        assert_eq!((extent.first, extent.origin, extent.last), (day("2025-10-30"), base[0].day, base[1].day));
        assert_eq!(extent.rates, (14.0, 26.0));
    }
}
