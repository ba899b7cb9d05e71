//! A snapshot of the first format, as revision 2 of the engine wrote it, still speaks as it did.

use paridad_engine::horizon::Horizon;
use paridad_engine::snapshot::unpack_voice;
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

fn golden(name: &str) -> std::io::Result<Vec<u8>> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/golden").join(name))
}

#[test]
fn it_speaks_as_it_did() {
    let (digest, voice) = unpack_voice(&golden("snapshot-1.pack").unwrap()).unwrap();
    let expected: Value = serde_json::from_slice(&golden("snapshot-1.json").unwrap()).unwrap();
    let hex = digest.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    });
    assert_eq!(expected["snapshot"], hex);
    let forecasts = expected["forecasts"].as_array().unwrap();
    assert_eq!(forecasts.len(), 5);
    for forecast in forecasts {
        let days = usize::try_from(forecast["horizon"].as_u64().unwrap()).unwrap();
        let outlook = voice.outlook(Horizon::try_from(days).unwrap());
        assert_eq!(outlook.prediction().point(), forecast["log_move"], "point at {days}");
        let rates = forecast["rates"].as_array().unwrap();
        for (quantile, rate) in outlook.quantiles().iter().zip(rates) {
            let gap = outlook.rate(*quantile) / rate.as_f64().unwrap() - 1.0;
            assert!(gap.abs() < 1e-14, "at {days}: {gap:e}");
        }
    }
}

#[test]
fn nothing_more_is_learned_from_it() {
    let (manifest, _): (Vec<u8>, Vec<Vec<u8>>) =
        postcard::from_bytes(&golden("snapshot-1.pack").unwrap()).unwrap();
    let error = paridad_engine::snapshot::decode(&manifest, |_| None).unwrap_err();
    assert_eq!(error.to_string(), "a snapshot of format 1 speaks, but learning goes on from format 2 only");
}
