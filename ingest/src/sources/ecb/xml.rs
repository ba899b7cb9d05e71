//! The ECB's XML: an envelope of cubes, a cube for each day, in it a cube for each currency.

use super::rate::reference_rate;
use crate::feed::parse::{self, ParseError};
use chrono::NaiveDate;
use paridad_engine::data::series::Observation;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

const ENVELOPE: &str = "Envelope";

/// Reads the daily, the 90-day and the full document, which differ in length only.
pub(super) fn parse(text: &str) -> Result<Vec<Observation>, ParseError> {
    let mut reader = Reader::from_str(text);
    let mut document = Document::default();
    while document.state != State::Closed {
        let byte = reader.buffer_position();
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => document.open(&element, byte)?,
            Ok(Event::End(element)) if element.local_name().as_ref() == ENVELOPE => {
                document.state = State::Closed;
            }
            // Grammar errors of this reader are constructs that the end of the text leaves open.
            Ok(Event::Eof) | Err(quick_xml::Error::Syntax(_)) => {
                return Err(ParseError::Truncated { element: ENVELOPE, length: text.len() });
            }
            Ok(_) => {}
            Err(source) => return Err(ParseError::Xml { byte, source }),
        }
    }
    Ok(document.observations)
}

#[derive(Default, PartialEq)]
enum State {
    #[default]
    Before,
    Within,
    Closed,
}

#[derive(Default)]
struct Document {
    state: State,
    day: Option<NaiveDate>,
    observations: Vec<Observation>,
}

impl Document {
    fn open(&mut self, element: &BytesStart<'_>, byte: u64) -> Result<(), ParseError> {
        let name = element.local_name();
        if self.state == State::Before {
            if name.as_ref() != ENVELOPE {
                return Err(ParseError::Root { expected: ENVELOPE, found: parse::excerpt(name.as_ref()) });
            }
            self.state = State::Within;
        }
        if name.as_ref() == "Cube" { self.cube(element, byte) } else { Ok(()) }
    }

    /// A cube has a `time`, or a `currency` with its `rate`, or neither: then it only holds others.
    fn cube(&mut self, element: &BytesStart<'_>, byte: u64) -> Result<(), ParseError> {
        let place = || format!("byte {byte}");
        let (mut currency, mut rate) = (None, None);
        for attribute in element.attributes() {
            let attribute = attribute.map_err(|error| ParseError::Xml { byte, source: error.into() })?;
            match attribute.key.local_name().as_ref() {
                "time" => self.day = Some(parse::day(&attribute.value, place)?),
                "currency" => currency = Some(attribute.value),
                "rate" => rate = Some(attribute.value),
                _ => {}
            }
        }
        let Some(currency) = currency else {
            return Ok(());
        };
        let series = parse::euro_series(&currency, place)?;
        let day = self.day.ok_or_else(|| ParseError::Day { place: place(), found: String::new() })?;
        if let Some(value) = parse::value(&rate.unwrap_or_default(), place)? {
            self.observations.push(reference_rate(series, day, value));
        }
        Ok(())
    }
}
