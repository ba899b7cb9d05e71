//! The feed: Atom with an entry a day, whose properties are the day and the yields.

use super::curve::yield_of;
use crate::catalogue::Catalogue;
use crate::feed::parse::{self, ParseError};
use chrono::NaiveDate;
use paridad_engine::data::series::Observation;
use quick_xml::Reader;
use quick_xml::events::Event;

const FEED: &str = "feed";

/// Reads the entries of a feed.
pub(super) fn parse(text: &str, catalogue: &Catalogue) -> Result<Vec<Observation>, ParseError> {
    let mut reader = Reader::from_str(text);
    let (mut is_open, mut day, mut observations) = (false, Day::default(), Vec::new());
    loop {
        let byte = reader.buffer_position();
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) if !is_open => {
                let name = element.local_name();
                if name.as_ref() != FEED {
                    return Err(ParseError::Root { expected: FEED, found: parse::excerpt(name.as_ref()) });
                }
                is_open = true;
            }
            Ok(Event::Start(element)) => match element.local_name().as_ref() {
                "properties" => day = Day { byte, ..Day::default() },
                name => day.open = Some(Property { name: name.to_owned(), byte, text: String::new() }),
            },
            Ok(Event::Text(text)) => day.open.iter_mut().for_each(|open| open.text.push_str(&text)),
            Ok(Event::End(element)) => match element.local_name().as_ref() {
                FEED => return Ok(observations),
                "properties" => observations.extend(std::mem::take(&mut day).yields(catalogue)?),
                _ => day.take()?,
            },
            // Grammar errors of this reader are constructs that the end of the text leaves open.
            Ok(Event::Eof) | Err(quick_xml::Error::Syntax(_)) => {
                return Err(ParseError::Truncated { element: FEED, length: text.len() });
            }
            Ok(_) => {}
            Err(source) => return Err(ParseError::Xml { byte, source }),
        }
    }
}

/// A property that is read.
struct Property {
    name: String,
    /// Where it began.
    byte: u64,
    text: String,
}

/// The properties of an entry, as far as they are read.
#[derive(Default)]
struct Day {
    /// Where they begin.
    byte: u64,
    /// The property that is open.
    open: Option<Property>,
    period: Option<NaiveDate>,
    yields: Vec<(String, f64)>,
}

impl Day {
    /// Takes the property that has ended. One that is null has no text.
    fn take(&mut self) -> Result<(), ParseError> {
        let Some(Property { name, byte, text }) = self.open.take() else { return Ok(()) };
        let place = || format!("byte {byte}, {}", parse::excerpt(&name));
        if name == "NEW_DATE" {
            let day = text.trim().strip_suffix("T00:00:00").unwrap_or(&text);
            self.period = Some(parse::day(day, place)?);
        } else if name.starts_with("BC_")
            && let Some(value) = parse::value(&text, place)?
        {
            self.yields.push((name, value));
        }
        Ok(())
    }

    /// The yields of the day, which must be there.
    fn yields(self, catalogue: &Catalogue) -> Result<Vec<Observation>, ParseError> {
        let Self { byte, period, yields, .. } = self;
        let missing = || ParseError::Day { place: format!("byte {byte}, NEW_DATE"), found: String::new() };
        let period = period.ok_or_else(missing)?;
        Ok(yields.iter().filter_map(|(key, value)| yield_of(catalogue, key, period, *value)).collect())
    }
}
