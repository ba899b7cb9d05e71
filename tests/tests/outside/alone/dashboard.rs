//! The real dashboard in a real Chromium: a journey for each page, and one for each thing that must not mislead.

mod first_view;
mod live;
mod misleads;
mod page;
mod pages;
mod reading;
mod versions;
mod what_if;
