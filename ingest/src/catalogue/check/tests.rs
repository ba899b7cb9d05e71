//! Tests of the comparison between the catalogue and what a source says.

use super::*;
use crate::sources::catalogue;

fn fix() -> Entry {
    catalogue().by_key("banxico", "SF43718").unwrap().clone()
}

/// What Banxico says of the FIX.
fn described() -> Described {
    Described {
        key: "SF43718".to_owned(),
        title: Some("Tipo de cambio   Pesos por dólar E.U.A.  Fecha de determinación (FIX)".to_owned()),
        unit: Some("Pesos por Dólar".to_owned()),
        unit_code: None,
        frequency: Some("daily".to_owned()),
        first: "1991-11-12".parse().ok(),
        last: "2026-09-25".parse().ok(),
        updated: None,
    }
}

fn differences(described: &[Described]) -> Vec<(Difference, String)> {
    check([&fix()], described).into_iter().map(|mismatch| (mismatch.what, mismatch.found)).collect()
}

#[test]
fn what_fits_is_not_mentioned() {
    assert_eq!(differences(&[described()]), []);
    let earlier = Described { first: "1990-01-01".parse().ok(), ..described() };
    assert_eq!(differences(&[earlier]), [], "a past that has grown is welcome");
    let silent = Described { title: None, unit: None, frequency: None, first: None, ..described() };
    assert_eq!(differences(&[silent]), []);
}

#[test]
fn each_difference_is_named_with_what_was_found() {
    let title = Some("Tipo de cambio Fecha de liquidación".to_owned());
    let title = Described { title, ..described() };
    let mismatch = &check([&fix()], &[title])[0];
    assert_eq!(mismatch.expected, "Pesos por dólar E.U.A., Fecha de determinación (FIX)");
    assert_eq!(mismatch.found, "Tipo de cambio Fecha de liquidación");
    let unit = Described { unit: Some("Pesos".to_owned()), ..described() };
    assert_eq!(differences(&[unit]), [(Difference::Unit, "Pesos".to_owned())]);
    let frequency = Described { frequency: Some("Mensual".to_owned()), ..described() };
    assert_eq!(differences(&[frequency]), [(Difference::Frequency, "Mensual".to_owned())]);
    let start = Described { first: "2018-07-31".parse().ok(), ..described() };
    assert_eq!(differences(&[start]), [(Difference::Start, "2018-07-31".to_owned())]);
    let gone = Described { first: None, last: None, ..described() };
    assert_eq!(differences(&[gone]), [(Difference::Gone, String::new())]);
    assert_eq!(differences(&[]), [(Difference::Unanswered, String::new())]);
}

#[test]
fn the_number_of_a_unit_is_compared_too() {
    let entry = catalogue().by_key("inegi", "910392").unwrap().clone();
    let described = |code: &str| Described {
        key: "910392".to_owned(),
        unit_code: Some(code.to_owned()),
        last: "2026-08-01".parse().ok(),
        ..Described::default()
    };
    assert_eq!(check([&entry], &[described("1051")]), []);
    assert_eq!(check([&entry], &[described("96")])[0].what, Difference::Unit);
}

#[test]
fn words_stand_in_one_piece_and_whole() {
    let title = "Cierre del   siguiente año (año t+1), MEDIANA";
    for phrase in ["año t+1", "Mediana", "siguiente año (año t+1)"] {
        assert!(stand_in(phrase, title), "{phrase}");
    }
    for phrase in ["Media", "año t", "Cierre Mediana"] {
        assert!(!stand_in(phrase, title), "{phrase}");
    }
}
