//! The columns of the table, in the order of the file.

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    Integer(i64),
    Real(f64),
    Truth(bool),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Integer,
    Real,
    Truth,
}

pub struct Column {
    pub name: &'static str,
    pub kind: Kind,
}

const fn text(name: &'static str) -> Column {
    Column { name, kind: Kind::Text }
}

const fn integer(name: &'static str) -> Column {
    Column { name, kind: Kind::Integer }
}

/// The first part says whose annotation it is, the second what was judged, the third how.
pub static COLUMNS: &[Column] = &[
    text("item"),
    text("external_id"),
    text("annotation"),
    text("annotator"),
    text("annotator_kind"),
    integer("item_revision"),
    Column { name: "outdated", kind: Kind::Truth },
    integer("design_version"),
    integer("seq"),
    integer("submitted_at_ms"),
    Column { name: "late", kind: Kind::Truth },
    Column { name: "surplus", kind: Kind::Truth },
    Column { name: "current", kind: Kind::Truth },
    integer("active_ms"),
    text("kind"),
    text("field"),
    text("unit"),
    text("unit_text"),
    text("value"),
    text("reason"),
    text("error_type"),
    integer("severity"),
    text("error_text"),
    integer("error_start"),
    integer("error_end"),
    text("correction"),
    text("axes"),
    text("rationale"),
    Column { name: "confidence", kind: Kind::Real },
    text("evidence"),
];

/// How many columns say whose annotation it is.
pub const N_HEAD: usize = 14;

/// The third part of a row, by name so that no two can be confused.
#[derive(Default)]
pub struct Judgement {
    pub kind: &'static str,
    pub field: String,
    pub unit: String,
    pub unit_text: Option<String>,
    pub value: Option<String>,
    pub reason: Option<String>,
    pub error_type: Option<String>,
    pub severity: Option<i64>,
    pub error_text: Option<String>,
    pub error_start: Option<i64>,
    pub error_end: Option<i64>,
    pub correction: Option<String>,
    pub axes: Option<String>,
    pub rationale: Option<String>,
    pub confidence: Option<f64>,
    pub evidence: Option<String>,
}

impl Judgement {
    pub fn into_cells(self) -> [Cell; COLUMNS.len() - N_HEAD] {
        let text = |value: Option<String>| value.map_or(Cell::Empty, Cell::Text);
        let integer = |value: Option<i64>| value.map_or(Cell::Empty, Cell::Integer);
        [
            Cell::Text(self.kind.to_owned()),
            Cell::Text(self.field),
            Cell::Text(self.unit),
            text(self.unit_text),
            text(self.value),
            text(self.reason),
            text(self.error_type),
            integer(self.severity),
            text(self.error_text),
            integer(self.error_start),
            integer(self.error_end),
            text(self.correction),
            text(self.axes),
            text(self.rationale),
            self.confidence.map_or(Cell::Empty, Cell::Real),
            text(self.evidence),
        ]
    }
}
