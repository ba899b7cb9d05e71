//! What is said of a horizon by the anchors around it: smoothly between them, grown with the term structure beyond the last.

use crate::experts::location::Prediction;
use crate::forecast::anchor::Anchor;
use crate::maths::curve::Curve;
use crate::maths::steffen;

/// What is known of the log move at some horizon.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    /// The square root of the horizon.
    pub(crate) root: f64,
    /// The anchor that speaks of it, with its place; none at the origin, where nothing has moved.
    pub(crate) anchor: Option<(usize, Anchor)>,
    /// By how much its fan has grown around its point since the anchor's horizon; none at that horizon.
    pub(crate) grown: Option<f64>,
}

/// The nodes that speak of a horizon: one of its own, or two on either side.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Between {
    /// The horizon's own.
    One(Box<Node>),
    /// Those around it, and the square root of the horizon.
    Four(Box<[Node; 4]>, f64),
}

impl Node {
    /// Where the rate stands when the forecast is made.
    pub(crate) const ORIGIN: Self = Self { root: 0.0, anchor: None, grown: None };

    pub(crate) fn point(&self) -> f64 {
        self.anchor.as_ref().map_or(0.0, |(_, anchor)| anchor.located.prediction.point())
    }

    fn quantile(&self, knot: usize) -> f64 {
        let Some((_, anchor)) = &self.anchor else { return 0.0 };
        let quantile = anchor.curve.knots()[knot];
        let point = anchor.located.prediction.point();
        self.grown.map_or(quantile, |grown| point + grown * (quantile - point))
    }
}

impl Between {
    /// The anchors that speak, by their places.
    pub(crate) fn places(&self) -> impl Iterator<Item = usize> {
        let nodes = match self {
            Self::One(node) => std::slice::from_ref(&**node),
            Self::Four(nodes, _) => &nodes[..],
        };
        nodes.iter().filter_map(|node| Some(node.anchor.as_ref()?.0))
    }

    /// The nodes, each with its weight in the point.
    pub(crate) fn in_point(&self) -> Vec<(&Node, f64)> {
        self.weighed(Node::point)
    }

    /// The nodes, each with its weight in a quantile.
    pub(crate) fn in_knot(&self, knot: usize) -> Vec<(&Node, f64)> {
        self.weighed(|node| node.quantile(knot))
    }

    fn weighed(&self, value: impl Fn(&Node) -> f64) -> Vec<(&Node, f64)> {
        match self {
            Self::One(node) => vec![(node, 1.0)],
            Self::Four(nodes, root) => {
                let values = nodes.each_ref().map(value);
                nodes.iter().zip(steffen::weights(roots(nodes), values, *root)).collect()
            }
        }
    }

    /// The point with its reasons.
    pub(crate) fn prediction(&self) -> Prediction {
        let said = self.in_point().into_iter();
        let mut said =
            said.filter_map(|(node, weight)| Some((&node.anchor.as_ref()?.1.located.prediction, weight)));
        let Some((first, weight)) = said.next() else { return Prediction::constant(0.0, 0) };
        let mut prediction = first.clone().scaled(weight);
        said.for_each(|(other, weight)| prediction.add(other, weight));
        prediction
    }

    /// The distribution of the log move: each of its quantiles by itself, put in order.
    pub(crate) fn curve(&self) -> Curve {
        Curve::new(std::array::from_fn(|knot| self.quantile(knot)))
    }

    fn quantile(&self, knot: usize) -> f64 {
        match self {
            Self::One(node) => node.quantile(knot),
            Self::Four(nodes, root) => {
                let values = nodes.each_ref().map(|node| node.quantile(knot));
                steffen::weights(roots(nodes), values, *root).iter().zip(values).map(|(w, q)| w * q).sum()
            }
        }
    }
}

fn roots(nodes: &[Node; 4]) -> [f64; 4] {
    nodes.each_ref().map(|node| node.root)
}
