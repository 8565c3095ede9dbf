//! The two tables say the same, and the CSV one gives every text back.

use std::fs;

use crosscheck_formats::unprotect;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;

use crate::cases::cases;

#[test]
fn parquet_and_csv_hold_the_same_cells() {
    for case in cases("table_csv") {
        let mut reader = csv::Reader::from_path(case.join("expected.csv")).unwrap();
        let headers = reader.headers().unwrap().clone();
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();

        let columnar = case.parent().unwrap().with_file_name("table_parquet").join(case.file_name().unwrap());
        let bytes = bytes::Bytes::from(fs::read(columnar.join("expected.parquet")).unwrap());
        let file = SerializedFileReader::new(bytes).unwrap();
        let parquet_rows: Vec<_> = file.get_row_iter(None).unwrap().map(Result::unwrap).collect();

        assert_eq!(parquet_rows.len(), rows.len());
        for (row, expected) in parquet_rows.iter().zip(&rows) {
            for (((name, field), cell), header) in row.get_column_iter().zip(expected).zip(&headers) {
                assert_eq!(name, header);
                let found = match field {
                    Field::Null => String::new(),
                    Field::Str(text) => text.clone(),
                    Field::Long(number) => number.to_string(),
                    Field::Double(number) => number.to_string(),
                    Field::Bool(truth) => truth.to_string(),
                    other => panic!("{name} has the type of {other:?}"),
                };
                assert_eq!(found, unprotect(cell), "{name}");
            }
        }
    }
}
