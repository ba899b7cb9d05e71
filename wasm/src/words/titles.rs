//! The names of pages.

use super::shape::Words;
use crate::address::Page;

impl Words {
    /// A page's name.
    pub(crate) fn title(&self, page: Page) -> &'static str {
        let words = self.shell;
        match page {
            Page::Today => words.today,
            Page::Forecast => words.forecast,
            Page::Why => words.why,
            Page::WhatIf => words.what_if,
            Page::Trust => words.trust,
            Page::Data => words.data,
            Page::Versions => words.versions,
        }
    }
}
