//! Where a chart stands: it is drawn for the room that it has, and anew when that changes.

use super::path::px;
use super::room::{Room, use_room};
use yew::prelude::*;

/// What stands there.
#[derive(Properties, PartialEq)]
pub(crate) struct StageProps {
    /// The id of the drawing.
    pub(crate) id: &'static str,
    /// The class of the stage, which says how high it is.
    pub(crate) class: &'static str,
    /// The element that says in words what the chart shows.
    pub(crate) described_by: AttrValue,
    /// Draws for a room: how high the drawing is, and what it shows; nothing where it does not fit.
    pub(crate) draw: Callback<Room, Option<(f64, Html)>>,
}

/// The stage.
#[function_component]
pub(crate) fn Stage(props: &StageProps) -> Html {
    let node = use_node_ref();
    let room = use_room(&node);
    let drawing = props.draw.emit(room).map(|(height, content)| {
        let (width, height) = (px(room.width), px(height));
        html! {
            <svg id={props.id} class="chart" role="img" aria-labelledby={props.described_by.clone()}
                width={width.clone()} height={height.clone()} viewBox={format!("0 0 {width} {height}")}>{ content }</svg>
        }
    });
    html! { <div class={props.class} ref={node}>{ drawing.unwrap_or_default() }</div> }
}
