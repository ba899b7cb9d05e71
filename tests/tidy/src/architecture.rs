//! The packages, and the modules within each, use each other only as the design allows.

mod floors;
mod graph;
mod knots;
mod modules;
mod packages;
mod written;
