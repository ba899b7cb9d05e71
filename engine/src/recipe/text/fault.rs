//! What is wrong with a recipe's text, and where.

use std::cell::RefCell;
use std::fmt;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// The field, such as `location[3].penalty`, counted from 0; empty where the text is no TOML.
    pub field: String,
    /// What is there and what is allowed.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.line, self.column)?;
        if !self.field.is_empty() {
            write!(f, "{} ", self.field)?;
        }
        f.write_str(&self.message)
    }
}

/// All that is wrong with a text, in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// The faults, one or more.
    pub fn all(&self) -> &[Fault] {
        &self.0
    }

    /// One line a fault, each beginning with the file's name, as compilers write them.
    pub fn in_file(&self, file: &str) -> String {
        let lines: Vec<String> = self.0.iter().map(|fault| format!("{file}:{fault}")).collect();
        lines.join("\n")
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.0.iter().map(Fault::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for Faults {}

/// Where faults are noted while a text is read: reading goes on after a fault, to find the others.
#[derive(Debug)]
pub(super) struct Notes<'t> {
    text: &'t str,
    noted: RefCell<Vec<Noted>>,
}

#[derive(Debug)]
struct Noted {
    at: usize,
    field: String,
    message: String,
}

impl<'t> Notes<'t> {
    /// Nothing noted yet.
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, noted: RefCell::default() }
    }

    /// The text that is read.
    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    /// Notes what is wrong at a byte of the text.
    pub(super) fn note(&self, at: usize, field: &str, message: String) {
        self.noted.borrow_mut().push(Noted { at, field: field.to_owned(), message });
    }

    /// What was read, if nothing is wrong with it.
    pub(super) fn result<T>(self, read: Option<T>) -> Result<T, Faults> {
        let mut noted = self.noted.into_inner();
        noted.sort_by_key(|noted| noted.at);
        match read {
            Some(read) if noted.is_empty() => Ok(read),
            _ => Err(Faults(placed(self.text, noted))),
        }
    }
}

/// Turns bytes, in their order, into lines and columns, walking the text once.
fn placed(text: &str, noted: Vec<Noted>) -> Vec<Fault> {
    let (mut line, mut column) = (1, 1);
    let mut rest = text.char_indices().peekable();
    let place = |noted: Noted| {
        while let Some((_, character)) = rest.next_if(|(at, _)| *at < noted.at) {
            (line, column) = if character == '\n' { (line + 1, 1) } else { (line, column + 1) };
        }
        Fault { line, column, field: noted.field, message: noted.message }
    };
    noted.into_iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_stand_in_the_order_of_the_text_and_columns_count_characters() {
        let notes = Notes::new("ñandú = 1\nb = 2");
        notes.note(15, "b", "is wrong".to_owned());
        notes.note(10, "ñandú", "is unknown".to_owned());
        let faults = notes.result::<()>(None).unwrap_err();
        assert_eq!(faults.in_file("x.toml"), "x.toml:1:9: ñandú is unknown\nx.toml:2:4: b is wrong");
        assert_eq!(faults.to_string(), "1:9: ñandú is unknown\n2:4: b is wrong");
        assert_eq!(faults.all()[1].line, 2);
    }
}
