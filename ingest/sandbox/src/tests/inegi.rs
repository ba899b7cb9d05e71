//! INEGI's wire format.

use super::client::{client, inegi, send, start};

const NOW: &str = "2026-10-01T20:00:00Z";

#[tokio::test]
async fn values_come_newest_first_with_twenty_decimals() {
    let sandbox = start(NOW).await;
    let answer = inegi(&sandbox, "910392").await;
    assert_eq!(answer.status, 200);
    let body = answer.json();
    assert_eq!(body["Header"]["Name"], "Datos compactos BIE");
    let series = &body["Series"][0];
    for (key, value) in [("INDICADOR", "910392"), ("FREQ", "8"), ("UNIT", "1051"), ("UNIT_MULT", "")] {
        assert_eq!(series[key], value);
    }
    assert!(series["STATUS"].is_null());
    assert!(series["NOTE"].as_str().unwrap().starts_with("SINTÉTICO: "));
    assert_eq!(series["LASTUPDATE"], "10/09/2026 12:00:00 a. m.");
    let observations = series["OBSERVATIONS"].as_array().unwrap();
    let mut periods = observations.iter().map(|o| o["TIME_PERIOD"].as_str().unwrap());
    assert_eq!(periods.clone().take(3).collect::<Vec<_>>(), ["2026/08", "2026/07", "2026/06"]);
    assert_eq!(periods.next_back(), Some("2019/01"));
    for observation in observations {
        let value = observation["OBS_VALUE"].as_str().unwrap();
        assert_eq!(value.split_once('.').map(|(_, decimals)| decimals.len()), Some(20), "{value}");
        assert_eq!(observation["OBS_STATUS"], "3");
        assert!(observation["OBS_EXCEPTION"].is_null());
    }
}

#[tokio::test]
async fn fortnights_have_their_own_code_and_periods() {
    let sandbox = start(NOW).await;
    let series = inegi(&sandbox, "910420").await.json()["Series"][0].clone();
    assert_eq!(series["FREQ"], "15");
    let periods = series["OBSERVATIONS"].as_array().unwrap().iter().take(2);
    let periods: Vec<_> = periods.map(|o| o["TIME_PERIOD"].as_str().unwrap().to_owned()).collect();
    assert_eq!(periods, ["2026/09/01", "2026/08/02"]);
}

#[tokio::test]
async fn the_last_value_alone_and_several_ids_can_be_asked_for() {
    let sandbox = start(NOW).await;
    let url = format!("{}/INDICATOR/910392,737121/es/00/true/BIE-BISE/2.0/any", sandbox.place("inegi-url"));
    let body = send(client().get(url)).await.json();
    let series = body["Series"].as_array().unwrap();
    assert_eq!(series.len(), 2);
    assert!(series.iter().all(|series| series["OBSERVATIONS"].as_array().unwrap().len() == 1));
}

#[tokio::test]
async fn activity_is_revised_with_each_release_until_it_is_final() {
    let sandbox = start("2026-08-20T20:00:00Z").await;
    let mut seen = Vec::new();
    for now in ["2026-08-20", "2026-09-20", "2026-10-20", "2026-11-20", "2026-12-20"] {
        sandbox.set_clock(format!("{now}T20:00:00Z").parse().unwrap()).unwrap();
        let body = inegi(&sandbox, "741030").await.json();
        let observations = body["Series"][0]["OBSERVATIONS"].as_array().unwrap().clone();
        let june = observations.iter().find(|o| o["TIME_PERIOD"] == "2026/06").unwrap();
        seen.push((june["OBS_STATUS"].as_str().unwrap().to_owned(), june["OBS_VALUE"].to_string()));
    }
    let statuses: Vec<_> = seen.iter().map(|(status, _)| status.as_str()).collect();
    assert_eq!(statuses, ["1", "2", "2", "3", "3"]);
    assert!(seen[0].1 != seen[1].1 && seen[1].1 != seen[2].1 && seen[2].1 != seen[3].1);
    assert_eq!(seen[3].1, seen[4].1);
}

#[tokio::test]
async fn whatever_is_wrong_is_an_array_of_texts() {
    let sandbox = start(NOW).await;
    for rest in [
        "INDICATOR/910392/es/00/false/BIE-BISE/2.0/bad-one",
        "INDICATOR/910392/es/00/false/BIE-BISE/2.0/",
        "INDICATOR/910392/es/00/false/BIE-BISE/2.0",
        "INDICATOR/910392/es/00/false/BIE/2.0/any",
        "INDICATOR/910392/es/00/false/BISE/2.0/any",
        "INDICATOR/910392/es/0700/false/BIE-BISE/2.0/any",
        "INDICATOR/628194/es/00/false/BIE-BISE/2.0/any",
        "INDICATOR/910392,628194/es/00/false/BIE-BISE/2.0/any",
        "CL_INDICATOR/628194/es/BIE-BISE/2.0/any",
    ] {
        let answer = send(client().get(format!("{}/{rest}?type=json", sandbox.place("inegi-url")))).await;
        assert_eq!(answer.status, 400, "{rest}");
        assert_eq!(answer.json()[0], "ErrorInfo:No se encontraron resultados");
    }
}

#[tokio::test]
async fn the_list_of_indicators_has_titles() {
    let sandbox = start(NOW).await;
    let url = format!("{}/CL_INDICATOR/737121/es/BIE-BISE/2.0/any/?type=json", sandbox.place("inegi-url"));
    let code = send(client().get(url)).await.json()["CODE"][0].clone();
    assert_eq!(code["value"], "737121");
    assert_eq!(code["Description"], "SINTÉTICO: Indicador Global de la Actividad Económica");
}
