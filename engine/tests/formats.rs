//! Snapshots of earlier formats, as revisions 2, 4 and 5 of the engine wrote them, still speak as they did.

use paridad_engine::snapshot::unpack_model;
use paridad_engine::time::horizon::{ANCHORS, Horizon};
use serde_json::Value;
use std::fs;
use std::path::Path;

fn golden(name: &str) -> std::io::Result<Vec<u8>> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/golden").join(name))
}

#[test]
fn they_speak_as_they_did() {
    for name in ["snapshot-1", "snapshot-2", "snapshot-3"] {
        let (digest, model) = unpack_model(&golden(&format!("{name}.pack")).unwrap()).unwrap();
        let expected: Value = serde_json::from_slice(&golden(&format!("{name}.json")).unwrap()).unwrap();
        assert_eq!(expected["snapshot"], hex::encode(digest));
        let forecasts = expected["forecasts"].as_array().unwrap();
        assert_eq!(forecasts.len(), 5);
        for forecast in forecasts {
            let days = usize::try_from(forecast["horizon"].as_u64().unwrap()).unwrap();
            let horizon = Horizon::try_from(days).unwrap();
            let outlook = model.outlook(horizon);
            // Since revision 7 there is no elbow at an anchor, so what lies between two is a little elsewhere.
            let is_anchor = ANCHORS.contains(&horizon);
            let tiny = if is_anchor { 1e-14 } else { 5e-3 };
            let point = outlook.point_rate() / forecast["point"].as_f64().unwrap() - 1.0;
            assert!(point.abs() < tiny, "point at {days}: {point:e}");
            assert!(!is_anchor || outlook.prediction().point() == forecast["log_move"], "point at {days}");
            let rates = forecast["rates"].as_array().unwrap();
            for (quantile, rate) in outlook.quantiles().iter().zip(rates) {
                let gap = outlook.rate(*quantile) / rate.as_f64().unwrap() - 1.0;
                assert!(gap.abs() < tiny, "at {days}: {gap:e}");
            }
        }
    }
}

#[test]
fn nothing_more_is_learned_from_them() {
    for format in [1, 2, 3] {
        let (manifest, _): (Vec<u8>, Vec<Vec<u8>>) =
            postcard::from_bytes(&golden(&format!("snapshot-{format}.pack")).unwrap()).unwrap();
        let error = paridad_engine::snapshot::decode(&manifest, |_| None).unwrap_err();
        let says = format!("a snapshot of format {format} speaks, but learning goes on from format 4 only");
        assert_eq!(error.to_string(), says);
    }
}
