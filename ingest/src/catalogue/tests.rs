//! Tests of the catalogue that comes with the binary.

use super::*;
use crate::recorded;
use crate::sources::banxico::metadata;
use crate::sources::catalogue;
use paridad_engine::recipe::Recipe;

#[test]
fn the_bundled_catalogue_holds_what_drives_the_peso() {
    let catalogue = catalogue();
    let counts = ["banxico", "inegi"].map(|provider| catalogue.of(provider).count());
    assert!(counts[0] + counts[1] >= 25, "{counts:?}");
    for entry in catalogue.entries() {
        assert_eq!(catalogue.by_id(&entry.id), Some(entry));
        assert_eq!(catalogue.by_key(&entry.source, &entry.key), Some(entry));
        assert_eq!(entry.title.is_empty(), entry.source == "ecb", "{}", entry.id);
        assert!(entry.title.iter().all(|words| !words.trim().is_empty()), "{}", entry.id);
    }
}

#[test]
fn every_rate_that_the_built_in_recipe_reads_from_the_ecb_is_there() {
    let (catalogue, recipe) = (catalogue(), Recipe::ecb_cross("mxn").unwrap());
    for series in recipe.series().into_iter().filter(|series| series.as_str().starts_with("ecb.")) {
        assert!(catalogue.by_id(series).is_some(), "{series}");
    }
}

/// Label, and the moment before which nobody knew the value.
const KNOWN: [(&str, &str, &str); 15] = [
    ("banxico.sf43718", "2026-09-25", "2026-09-25T18:00:00Z"),
    ("banxico.sf60653", "2020-12-01", "2020-11-27T18:00:00Z"),
    ("banxico.sf43783", "2026-09-28", "2026-09-25T18:00:00Z"),
    ("banxico.sf111916", "2026-10-02", "2026-10-01T18:00:00Z"),
    ("banxico.sf61745", "2020-06-25", "2020-06-25T18:00:00Z"),
    ("banxico.sf61745", "2020-08-14", "2020-08-13T18:00:00Z"),
    ("banxico.sf331451", "2026-09-24", "2026-09-25T12:00:00Z"),
    ("banxico.sp68257", "2026-10-10", "2026-09-25T12:00:00Z"),
    ("banxico.sf43936", "2026-09-24", "2026-09-22T17:00:00Z"),
    ("banxico.sf60633", "2026-09-22", "2026-09-22T17:00:00Z"),
    ("banxico.sf43707", "2026-09-25", "2026-09-29T12:00:00Z"),
    ("banxico.se27803", "2026-08-01", "2026-10-01T12:00:00Z"),
    ("inegi.910392", "2026-08-01", "2026-09-09T12:00:00Z"),
    ("inegi.737121", "2026-07-01", "2026-09-24T12:00:00Z"),
    ("ecb.eur.mxn", "2026-09-25", "2026-09-25T14:00:00Z"),
];

#[test]
fn nothing_is_known_before_it_was_published() {
    let catalogue = catalogue();
    for (id, period, earliest) in KNOWN {
        let entry = catalogue.by_id(&SeriesId::try_from(id).unwrap()).unwrap();
        let known_at = entry.known_at(period.parse().unwrap());
        let earliest = earliest.parse::<chrono::DateTime<chrono::Utc>>().unwrap();
        assert!(known_at >= earliest, "{id} {period}: {known_at}");
        assert!((known_at - earliest).num_days() <= 5, "{id} {period}: {known_at} is far too late");
    }
}

#[test]
fn the_catalogue_fits_what_banxico_said_of_itself() {
    let files = [
        "ALUMORA__NEWKAIZEN/sie_metadatos_2026-09-25.json",
        "ALUMORA__NEWKAIZEN/sie_metadatos_2026-10-01.json",
        "norse-blue__laravel-banxico/GetSeriesMetadataTest.body0.json",
    ];
    let mut described: Vec<Described> = Vec::new();
    for file in files {
        let Some(answer) = recorded::bytes(&format!("fixtures/banxico/{file}")) else { return };
        let answer = metadata(&answer).unwrap();
        described.extend(answer.into_iter().map(Described::from));
    }
    let catalogue = catalogue();
    for evidence in [Evidence::Metadata, Evidence::ThirdParty] {
        let of_banxico = catalogue.of("banxico");
        let entries: Vec<&Entry> = of_banxico.filter(|entry| entry.evidence == evidence).collect();
        let mismatches = check(entries.iter().copied(), &described);
        if evidence == Evidence::Metadata {
            assert_eq!(mismatches, [], "what we say was read there must be what was read");
        } else {
            assert!(mismatches.iter().all(|mismatch| mismatch.what == Difference::Unanswered));
            assert_eq!(mismatches.len(), entries.len(), "nobody has seen their metadata");
        }
    }
}
