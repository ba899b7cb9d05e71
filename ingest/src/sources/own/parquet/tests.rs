//! Tests of files that are written here, whole and damaged.

use super::*;
use ::parquet::basic::{Compression, ZstdLevel};
use ::parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::parser::parse_message_type;

const SCHEMA: &str = "message rows {
    required binary series (UTF8);
    required int32 period (DATE);
    optional double value;
    required int64 known_at (TIMESTAMP(NANOS, true));
    required int64 day (TIMESTAMP(MICROS, false));
    optional group nested { optional int32 x; }
}";

const DAY: i64 = 86_400;

/// A file of two rows, the second without a value.
fn file(compression: Compression) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(SCHEMA).unwrap());
    let properties = WriterProperties::builder().set_compression(compression).build();
    let mut bytes = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut bytes, schema, Arc::new(properties)).unwrap();
    let mut group = writer.next_row_group().unwrap();
    for place in 0.. {
        let Some(mut column) = group.next_column().unwrap() else { break };
        match place {
            0 => {
                let texts = [ByteArray::from("flow"), ByteArray::from("flow")];
                column.typed::<ByteArrayType>().write_batch(&texts, None, None).unwrap();
            }
            1 => _ = column.typed::<Int32Type>().write_batch(&[20_776, 20_777], None, None).unwrap(),
            2 => _ = column.typed::<DoubleType>().write_batch(&[20.1234], Some(&[1, 0]), None).unwrap(),
            3 => {
                let moments = [20_776 * DAY * 1_000_000_000 + 500_000_000, -1];
                column.typed::<Int64Type>().write_batch(&moments, None, None).unwrap();
            }
            4 => {
                let moments = [20_776 * DAY * 1_000_000, 20_777 * DAY * 1_000_000 + 1];
                column.typed::<Int64Type>().write_batch(&moments, None, None).unwrap();
            }
            _ => _ = column.typed::<Int32Type>().write_batch(&[], Some(&[0, 0]), None).unwrap(),
        }
        column.close().unwrap();
    }
    group.close().unwrap();
    writer.close().unwrap();
    bytes
}

#[test]
fn plain_columns_become_text_that_the_csv_reader_knows() {
    for compression in
        [Compression::UNCOMPRESSED, Compression::SNAPPY, Compression::ZSTD(ZstdLevel::default())]
    {
        let table = read(file(compression)).unwrap();
        assert_eq!(table.names(), ["series", "period", "value", "known_at", "day"]);
        let cells: Vec<Vec<Option<&str>>> =
            table.columns.iter().map(|column| column.cells.iter().map(Option::as_deref).collect()).collect();
        assert_eq!(cells[0], [Some("flow"), Some("flow")]);
        assert_eq!(cells[1], [Some("2026-11-19"), Some("2026-11-20")]);
        assert_eq!(cells[2], [Some("20.1234"), None]);
        assert_eq!(cells[3], [Some("2026-11-19T00:00:00.500Z"), Some("1969-12-31T23:59:59.999999999Z")]);
        assert_eq!(cells[4], [Some("2026-11-19"), Some("2026-11-20T00:00:00.000001")]);
    }
}

#[test]
fn what_is_damaged_is_an_error_and_no_panic() {
    let whole = file(Compression::SNAPPY);
    let mut random = fastrand::Rng::with_seed(7);
    let mut readable = 0;
    for _ in 0..1_000 {
        let mut bytes = whole.clone();
        for _ in 0..random.usize(1..4) {
            let place = random.usize(0..bytes.len());
            bytes[place] = random.u8(..);
        }
        bytes.truncate(random.usize(bytes.len() / 2..=bytes.len()));
        readable += usize::from(read(bytes).is_ok());
    }
    assert!(readable < 500, "most of them must be broken: {readable}");
    let error = read(b"PAR1 and no more".to_vec()).unwrap_err().to_string();
    assert!(error.starts_with("no Parquet of 16 bytes"), "{error}");
}
