//! The sandbox over a real socket: each rule of the wire, each switch, its clock and its counters.

mod banxico;
mod client;
mod control;
mod ecb;
mod faults_of_answers;
mod faults_of_values;
mod inegi;
mod product;
