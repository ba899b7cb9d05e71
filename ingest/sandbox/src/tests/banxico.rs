//! Banxico's wire format.

use super::client::{banxico, client, send, start};
use chrono::NaiveDate;

const NOW: &str = "2026-10-01T20:00:00Z";

#[tokio::test]
async fn a_range_has_its_values_as_text_by_bank_days() {
    let sandbox = start(NOW).await;
    let answer = banxico(&sandbox, "SF43718/datos/2026-09-11/2026-09-18").await;
    let days: Vec<_> = answer.values("SF43718").iter().map(|value| value[..10].to_owned()).collect();
    assert_eq!(days, ["11/09/2026", "14/09/2026", "15/09/2026", "17/09/2026", "18/09/2026"]);
    let value = answer.values("SF43718")[0][11..].to_owned();
    assert_eq!(value.split_once('.').map(|(_, decimals)| decimals.len()), Some(4), "{value}");
    assert_eq!(answer.header("content-type"), "application/json;charset=UTF-8");
    assert_eq!(answer.header("content-language"), "es");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    sandbox.stop().await;
}

#[tokio::test]
async fn a_title_says_first_that_all_is_synthetic_and_has_runs_of_spaces() {
    let sandbox = start(NOW).await;
    let answer = banxico(&sandbox, "SF43718/datos/oportuno").await;
    let title = answer.series()[0]["titulo"].as_str().unwrap().to_owned();
    assert!(title.starts_with("SINTÉTICO: ") && title.contains("     "), "{title}");
    assert!(title.contains("Fecha de determinación (FIX)"));
    assert_eq!(answer.values("SF43718").len(), 1);
    assert!(answer.values("SF43718")[0].starts_with("01/10/2026 "));
}

#[tokio::test]
async fn an_empty_range_has_no_key_for_its_values() {
    let sandbox = start(NOW).await;
    let answer = banxico(&sandbox, "SF43718/datos/2026-09-26/2026-09-27").await;
    assert!(answer.series()[0].get("datos").is_none());
    assert!(answer.series()[0].get("titulo").is_some());
}

#[tokio::test]
async fn answers_come_in_any_order_of_series() {
    let sandbox = start(NOW).await;
    let mut orders = std::collections::BTreeSet::new();
    for _ in 0..10 {
        let answer = banxico(&sandbox, "SF43718,SF60653,SP1,SE27803/datos/oportuno").await;
        let ids = answer.series().iter().map(|series| series["idSerie"].to_string()).collect::<Vec<_>>();
        assert_eq!(ids.len(), 4);
        orders.insert(ids);
    }
    assert!(orders.len() > 3, "{orders:?}");
}

#[tokio::test]
async fn large_values_have_commas() {
    let sandbox = start(NOW).await;
    let answer = banxico(&sandbox, "SF43707,SE27803/datos/oportuno").await;
    assert!(answer.values("SF43707")[0].contains(','));
    assert!(answer.values("SE27803")[0].starts_with("01/08/2026 "));
}

#[tokio::test]
async fn metadata_say_what_a_series_is_with_dates_by_language() {
    let sandbox = start(NOW).await;
    let fix = banxico(&sandbox, "SF43718").await.series()[0].clone();
    for (key, value) in [
        ("idSerie", "SF43718"),
        ("fechaInicio", "02/01/2019"),
        ("fechaFin", "01/10/2026"),
        ("periodicidad", "Diaria"),
        ("unidad", "Pesos por Dólar"),
    ] {
        assert_eq!(fix[key], value);
    }
    assert_eq!(fix["versionada"], false);
    let english = banxico(&sandbox, "SF43718?locale=en").await;
    assert_eq!(english.series()[0]["fechaFin"], "10/01/2026");
    assert_eq!(english.header("content-language"), "en");
    let values = banxico(&sandbox, "SF43718/datos/oportuno?locale=en").await.values("SF43718");
    assert!(values[0].starts_with("01/10/2026 "), "observations keep their form");
}

#[tokio::test]
async fn every_entry_of_the_catalogue_answers_in_slices_of_twenty() {
    let sandbox = start(NOW).await;
    let catalogue = paridad_ingest::sources::catalogue();
    let of_banxico = catalogue.of("banxico");
    let keys: Vec<&str> = of_banxico.map(|entry| entry.key.as_str()).collect();
    for slice in keys.chunks(20) {
        let answer = banxico(&sandbox, &format!("{}/datos", slice.join(","))).await;
        for key in slice {
            assert!(answer.values(key).len() > 40, "{key}");
        }
    }
}

#[tokio::test]
async fn ids_may_be_a_range_and_come_once() {
    let sandbox = start(NOW).await;
    let answer = banxico(&sandbox, "SR14769-SR14777,SR14770/datos/oportuno").await;
    let mut ids: Vec<_> =
        answer.series().iter().map(|series| series["idSerie"].as_str().unwrap().to_owned()).collect();
    ids.sort();
    assert_eq!(ids, ["SR14769", "SR14770", "SR14776", "SR14777"]);
}

#[tokio::test]
async fn what_is_wrong_has_a_status_and_a_body_in_spanish() {
    let sandbox = start(NOW).await;
    let many: Vec<String> = (1..=21).map(|number| format!("SF{number}")).collect();
    for (path, status, message) in [
        ("SF43718/datos/2026-9-1/2026-09-30", 400, "Formato de fecha incorrecto."),
        ("SF43718/datos/01-09-2026/2026-09-30", 400, "Formato de fecha incorrecto."),
        ("43718/datos", 400, "Formato de series incorrecto."),
        ("SF43718;SP1/datos", 400, "Formato de series incorrecto."),
        ("SF1/datos", 404, "Serie no encontrada."),
        ("SF43718,SF1/datos/oportuno", 404, "Serie no encontrada."),
        ("SF43718/datos/2026-09-01", 404, "Serie no encontrada."),
    ] {
        let answer = banxico(&sandbox, path).await;
        assert_eq!((answer.status, &answer.json()["error"]["mensaje"]), (status, &message.into()), "{path}");
        assert_eq!(answer.header("content-type"), "application/json;charset=UTF-8");
    }
    let twice = format!("{},{}", ["SF43718"; 11].join(","), ["SP1"; 10].join(","));
    assert_eq!(banxico(&sandbox, &format!("{twice}/datos/oportuno")).await.status, 413);
    assert_eq!(banxico(&sandbox, &many.join(",")).await.status, 413, "too many comes before unknown");
}

#[tokio::test]
async fn a_token_is_needed_and_any_but_a_bad_one_will_do() {
    let sandbox = start(NOW).await;
    let url = format!("{}/series/SF43718/datos/oportuno", sandbox.place("banxico-url"));
    for request in [client().get(&url), client().get(&url).header("Bmx-Token", "bad-one")] {
        let answer = send(request).await;
        assert_eq!((answer.status, &answer.json()["error"]["mensaje"]), (400, &"Token inválido".into()));
    }
    assert_eq!(send(client().get(format!("{url}?token=any"))).await.status, 200);
    assert_eq!(sandbox.counters().without_token, 2);
}

#[tokio::test]
async fn a_client_that_takes_gzip_gets_it() {
    let sandbox = start(NOW).await;
    let url = format!("{}/series/SF43718/datos", sandbox.place("banxico-url"));
    let request = client().get(&url).header("Bmx-Token", "any").header("Accept-Encoding", "gzip");
    let packed = send(request).await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    let mut text = String::new();
    std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&*packed.body), &mut text).unwrap();
    assert_eq!(text, banxico(&sandbox, "SF43718/datos").await.text());
}

#[tokio::test]
async fn a_value_is_shown_from_the_moment_on_that_the_catalogue_gives() {
    let sandbox = start("2026-09-25T17:59:00Z").await;
    let newest = async |id: &str| {
        let value = banxico(&sandbox, &format!("{id}/datos/oportuno")).await.values(id)[0][..10].to_owned();
        NaiveDate::parse_from_str(&value, "%d/%m/%Y").unwrap().to_string()
    };
    assert_eq!(newest("SF43718").await, "2026-09-24");
    sandbox.set_clock("2026-09-25T18:00:00Z".parse().unwrap()).unwrap();
    assert_eq!(newest("SF43718").await, "2026-09-25");
    sandbox.set_clock("2026-09-25T20:00:00Z".parse().unwrap()).unwrap();
    assert_eq!(newest("SF43783").await, "2026-09-28", "labelled with the next bank day");
    assert_eq!(newest("SF60653").await, "2026-09-29", "two bank days ahead");
    assert_eq!(newest("SP68257").await, "2026-10-10", "published ahead");
    assert_eq!(newest("SF43707").await, "2026-09-18", "a Friday's is out on Tuesday");
    assert_eq!(newest("SE27803").await, "2026-07-01");
}
