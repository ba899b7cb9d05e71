//! Of every public source the same is asked.

use super::*;
use crate::schedule::Schedule;
use std::collections::BTreeSet;

#[test]
fn every_source_has_a_name_of_its_own_series_and_plans() {
    let mut taken = BTreeSet::new();
    for source in PUBLIC {
        assert!(
            taken.insert(source.name) && source.name.bytes().all(|byte| byte.is_ascii_lowercase()),
            "{source:?}"
        );
        assert!(!source.owner.0.is_empty() && !source.owner.1.is_empty());
        assert!(!source.catalogue().entries().is_empty(), "{}", source.name);
        assert!(Schedule::bundled().of(source.name).next().is_some(), "{} is never pulled", source.name);
        assert!(source.quota.is_none() || source.token.is_some(), "only who shows a token is counted");
        let variables = source.addresses.iter().map(|address| address.variable).chain(source.token);
        for variable in variables {
            let prefix = format!("PARIDAD_{}_", source.name.to_uppercase());
            assert!(variable.starts_with(&prefix) && taken.insert(variable), "{variable}");
        }
        for Address { flag, default, .. } in source.addresses {
            assert!(flag.starts_with(source.name) && taken.insert(flag), "{flag}");
            assert!(default.starts_with("https://") && !default.ends_with('/'), "{default}");
        }
    }
}

#[test]
fn what_comes_is_read_by_the_source_that_it_names() {
    for source in PUBLIC {
        let payload = Payload {
            source: source.name.to_owned(),
            origin: "https://example.org".to_owned(),
            media_type: "text/html".to_owned(),
            bytes: b"<!DOCTYPE html><html>under repair".to_vec(),
            received_at: DateTime::UNIX_EPOCH,
        };
        assert!(parse(&payload).is_err(), "{} reads a web page", source.name);
    }
}
