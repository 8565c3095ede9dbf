//! Tables as they are found on disk, and what is said about the broken ones.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ::parquet::basic::Repetition;
use ::parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::parser::parse_message_type;

use super::*;

fn file(name: &str, content: impl AsRef<[u8]>) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    (folder, path)
}

type Found = (u64, String, String, String, Option<String>);

fn found(path: &Path) -> Result<Vec<Found>, String> {
    let mut found = Vec::new();
    let mut line = 0;
    let read = ratings(&Given::new(path).unwrap(), |rating| {
        line += 1;
        let Rating { item, annotator, label, group } = rating;
        found.push((line, item.to_owned(), annotator.to_owned(), label.to_owned(), group.map(str::to_owned)));
        if label == "bad" { Err(Wrong::label("refused")) } else { Ok(()) }
    });
    match read {
        Ok(n) => {
            assert_eq!(n, found.len() as u64);
            Ok(found)
        }
        Err(Failure::Input(message) | Failure::System(message)) => Err(message),
    }
}

#[track_caller]
fn check(content: impl AsRef<[u8]>, expected: &[(&str, &str, &str, Option<&str>)]) {
    let (_folder, path) = file("table", content);
    let found = found(&path).unwrap();
    let found: Vec<_> =
        found.iter().map(|(_, item, who, label, group)| (&**item, &**who, &**label, group.as_deref())).collect();
    assert_eq!(found, expected);
}

/// The complaint without the folder.
#[track_caller]
fn refused(content: impl AsRef<[u8]>) -> String {
    let (_folder, path) = file("t", content);
    let message = found(&path).unwrap_err();
    message.replace(&format!("{}/", path.parent().unwrap().display()), "")
}

#[test]
fn csv_in_its_many_forms() {
    let plain = [("a", "x", "yes", None), ("a", "y", "no", None)];
    check("item,annotator,label\na,x,yes\na,y,no\n", &plain);
    check("item,annotator,label\r\na,x,yes\r\n\r\na,y,no", &plain);
    check("\u{feff}label;worker;Task\nyes;x;a\nno;y;a\n", &plain);
    check("note\titem\tannotator\tlabel\nq\ta\tx\tyes\n\ta\ty\tno\n", &plain);
    check("\"item\",\"annotator\",\"label\"\n\"a\",x,\"yes\"\na,\"y\",no\n", &plain);
    check(
        "item,annotator,label,group\n\"a\nb\",x,\"say \"\"hi\"\", now\",g\nc,y,,\n",
        &[("a\nb", "x", "say \"hi\", now", Some("g")), ("c", "y", "", None)],
    );
}

#[test]
fn a_long_file_goes_through_a_small_buffer() {
    let mut text = "item,annotator,label\n".to_owned();
    (0..60_000).for_each(|n| text += &format!("item {n},\"annotator\n{}\",{}\n", n % 7, n % 3));
    let (_folder, path) = file("table", text);
    let found = found(&path).unwrap();
    assert_eq!(found.len(), 60_000);
    assert_eq!((&*found[59_999].1, &*found[59_999].2, &*found[59_999].3), ("item 59999", "annotator\n2", "2"));
}

#[test]
fn json_lines_in_their_many_forms() {
    let lines = "{\"item\":\"a\",\"annotator\":\"x\",\"label\":\"y\\u0065s\",\"more\":[1,{}]}\n\n\
                 {\"task\":7,\"label\":2.50,\"worker\":\"y\",\"group\":null}\n\
                 {\"item\":\"b\",\"annotator\":\"x\",\"label\":[\"dog\",\"cat\"],\"group\":\"g\"}\n\
                 {\"item\":\"b\",\"annotator\":\"y\",\"label\":true}";
    let expected =
        [("a", "x", "yes", None), ("7", "y", "2.50", None), ("b", "x", "dog|cat", Some("g")), ("b", "y", "true", None)];
    check(lines, &expected);
}

#[test]
fn broken_csv_is_refused_with_its_place() {
    assert_eq!(refused(""), "t: line 1: the file is empty; write the names of the columns into the first line");
    assert_eq!(refused("item,annotator,label\n"), "t: line 1: there are no rows below the names of the columns");
    let missing = refused("item,who,label\na,x,1\n");
    assert_eq!(
        missing,
        "t: line 1: there is no column annotator (or worker, rater, coder); the columns are: item, who, label"
    );
    assert!(refused("item,task,annotator,label\n").contains("\"item\" and \"task\" both mean item"));
    let ragged = refused("item,annotator,label\na,x,1\n\na,y\n");
    assert!(ragged.starts_with("t: line 4: the row has 2 cells, the header has 3"), "{ragged}");
    assert!(refused("item,annotator,label\n\"a,x,1\nb,y,2\n").starts_with("t: line 2: the row has 1 cells"));
    assert_eq!(refused("item,annotator,label\n\"a\n\",x,1\na,y,bad\n"), "t: line 4, column label: refused");
    assert!(refused("item,annotator,label\n,x,1\n").starts_with("t: line 2, column item: the cell is empty"));
    assert!(refused(b"item,annotator,label\na,\xff,1\n").starts_with("t: line 2, column annotator: the cell is not"));
    let mut endless = b"item,annotator,label\na,x,\"1\n".to_vec();
    endless.resize(40 << 20, b'x');
    assert!(refused(endless).starts_with("t: line 2: the row is longer than 16 MB"));
}

#[test]
fn broken_json_is_refused_with_its_place() {
    let first = "{\"item\":\"a\",\"annotator\":\"x\",\"label\":1}\n";
    let check = |line: &str, expected: &str| {
        let message = refused(format!("{first}{line}"));
        assert!(message.starts_with("t: line 2") && message.contains(expected), "{message}");
    };
    check("{\"item\":", "EOF while parsing a value (character 8)");
    check("{\"item\":\"a\"}", "there is no column annotator (or worker, rater, coder); the columns are: item");
    check("{\"item\":\"a\",\"annotator\":\"x\",\"label\":NaN}", "expected value");
    check("{\"item\":\"a\",\"annotator\":\"x\",\"label\":{}}", "column label: an object is not a value");
    check("{\"item\":\"a\",\"task\":\"b\"}", "item is given twice");
    check("{\"item\":\"a\",\"annotator\":\"x\",\"label\":[\"a|b\"]}", "column label: the label \"a|b\" contains");
    check("[1]", "invalid type: sequence, expected an object");
    assert!(refused("[\n").contains("write one object a line"));
}

#[test]
fn a_folder_and_a_missing_file_are_no_tables() {
    let folder = tempfile::tempdir().unwrap();
    assert!(found(folder.path()).unwrap_err().ends_with("is a folder; name a file"));
    assert!(found(&folder.path().join("none.csv")).unwrap_err().contains("none.csv: No such file"));
}

/// Two groups of rows; labels are numbers, and the last group has gaps.
fn parquet_table() -> Vec<u8> {
    let schema = "message table { required int32 more; optional double label; required binary annotator (STRING); \
                  optional binary item (STRING); }";
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let mut out = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut out, schema, Arc::new(WriterProperties::default())).unwrap();
    for (items, labels) in [(["a", "b"], vec![1.0, 2.5]), (["c", "d"], vec![3.0])] {
        let texts = |texts: [&str; 2]| texts.map(ByteArray::from);
        let mut group = writer.next_row_group().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<::parquet::data_type::Int32Type>().write_batch(&[1, 2], None, None).unwrap();
        column.close().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        let levels = [1, i16::from(labels.len() == 2)];
        column.typed::<DoubleType>().write_batch(&labels, Some(&levels), None).unwrap();
        column.close().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(&texts(["x", "y"]), None, None).unwrap();
        column.close().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(&texts(items), Some(&[1, 1]), None).unwrap();
        column.close().unwrap();
        group.close().unwrap();
    }
    writer.close().unwrap();
    out
}

#[test]
fn parquet_is_read_by_column() {
    let expected = [("a", "x", "1", None), ("b", "y", "2.5", None), ("c", "x", "3", None), ("d", "y", "", None)];
    check(parquet_table(), &expected);
}

#[test]
fn broken_parquet_is_refused() {
    assert!(refused(b"PAR1 and nothing else").starts_with("t: row 1: the file cannot be read as Parquet"));
    let schema = parse_message_type("message t { repeated int32 item; required int32 label; }").unwrap();
    assert_eq!(schema.get_fields()[0].get_basic_info().repetition(), Repetition::REPEATED);
    let mut out = Vec::new();
    let writer = SerializedFileWriter::new(&mut out, Arc::new(schema), Arc::new(WriterProperties::default()));
    writer.unwrap().close().unwrap();
    assert!(refused(out).contains("there is no column annotator"));
}

#[test]
fn the_first_row_tells_which_columns_there_are() {
    const LABEL: Column = Column::required("label", &["value"]);
    const WEIGHT: Column = Column::optional("weight", &[]);
    let check = |content: &[u8]| {
        let (_folder, path) = file("t", content);
        let given = Given::new(&path).unwrap();
        assert!(has_column(&given, &LABEL).unwrap());
        assert!(!has_column(&given, &WEIGHT).unwrap());
    };
    check(b"\xef\xbb\xbfitem;\"Value\"\na;1\n");
    check(b"\n{\"item\":\"a\",\"label\":{\"weight\":1}}\n");
    check(&parquet_table());
}
