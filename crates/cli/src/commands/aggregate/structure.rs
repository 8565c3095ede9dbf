//! One answer of several for what has a place: regions and spans of a native export.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use crosscheck_domain::places::fused::selector;
use crosscheck_stats::aggregation::Decision;
use crosscheck_stats::fusion::{Fused, FusedItem, Fuser, Fusion, Settings};
use serde_json::{Map, Value, json};

use super::Aggregate;
use crate::commands::Failure;
use crate::commands::text::{aligned, count, line, percent};
use crate::native::{Export, Marked};

impl Aggregate {
    pub(super) fn structure(&self, fuser: &Fuser) -> Result<(), Failure> {
        let field = self.answers.field.as_deref().ok_or_else(|| {
            let message = format!(
                "{} brings places together; give a native export and --field, as region/SLOT/KIND or label/SLOT",
                fuser.id
            );
            Failure::Input(message)
        })?;
        let unused = [
            ("--gold", self.gold.is_some()),
            ("--annotators", self.annotators.is_some()),
            ("--plot", self.plot.is_some()),
        ];
        if let Some((option, _)) = unused.iter().find(|(_, given)| *given) {
            return Err(Failure::Input(format!("{option} is for labels and numbers; {} has none of it", fuser.id)));
        }
        let given = self.answers.given()?;
        let export = Export::open(&given)?;
        let marked = export.marked(field)?;
        if marked.reference.is_some() {
            let message =
                format!("{field} compares with a reference; to bring answers together, give region/SLOT/transcripts");
            return Err(Failure::Input(message));
        }
        let usual = Settings::default();
        let settings =
            Settings { confidence: self.ci, max_iterations: self.iterations.unwrap_or(usual.max_iterations), ..usual };
        let found = fuser.fuse(&marked.sheets, &settings).map_err(|why| given.wrong(why))?;
        let told = Told { marked: &marked, found: &found };
        match &self.out {
            Some(path) => {
                let out = File::create(path).map_err(|error| Failure::Input(format!("{}: {error}", path.display())))?;
                told.json_lines(out)?;
            }
            None if self.json => return Ok(told.json_lines(io::stdout().lock())?),
            None => {}
        }
        if !self.json {
            print!("{}", told.text(fuser, field));
        }
        Ok(())
    }
}

/// What was found, with the names of the export.
struct Told<'a> {
    marked: &'a Marked,
    found: &'a Fusion,
}

impl Told<'_> {
    fn json_lines(&self, out: impl Write) -> io::Result<()> {
        let mut out = BufWriter::new(out);
        for item in &self.found.items {
            serde_json::to_writer(&mut out, &self.item(item))?;
            out.write_all(b"\n")?;
        }
        out.flush()
    }

    fn item(&self, item: &FusedItem) -> Value {
        let marks = |marks: &[Fused]| marks.iter().map(|mark| self.mark(mark)).collect::<Vec<_>>();
        let mut line = json!({
            "item": self.marked.items[item.item as usize],
            "annotators": item.annotators.iter().map(|&who| &self.marked.annotators[who as usize]).collect::<Vec<_>>(),
            "marks": marks(&item.marks), "left_out": marks(&item.left_out),
        });
        let refused = self.found.refused.iter().filter(|one| one.item == item.item);
        let refused =
            refused.map(|one| json!({"annotator": self.marked.annotators[one.annotator as usize], "why": one.why}));
        let refused: Vec<Value> = refused.collect();
        if !refused.is_empty() {
            line["refused"] = json!(refused);
        }
        if let Some(why) = &item.undefined {
            line["undefined"] = json!(why);
        }
        line
    }

    fn mark(&self, mark: &Fused) -> Value {
        let votes = mark.label_votes.iter().map(|(label, weight)| (self.label(*label as usize), json!(weight)));
        let mut found = json!({
            "place": self.marked.places[mark.slot as usize], "label": null, "support": mark.support,
            "votes": votes.collect::<Map<_, _>>(), "selector": selector(self.marked.sheets.kind, &mark.shape),
        });
        match &mark.label {
            Decision::Label(label) => found["label"] = json!(self.label(*label)),
            Decision::Tie(labels) => found["tie"] = labels.iter().map(|&label| self.label(label)).collect(),
            Decision::Undecided => {}
        }
        if let Some(score) = mark.score {
            found["score"] = json!(score);
        }
        if mark.n_undecided() > 0 {
            found["undecided"] = json!(mark.n_undecided());
        }
        if !mark.tied.is_empty() {
            found["tied"] = mark.tied.iter().map(|shape| selector(self.marked.sheets.kind, shape)).collect();
        }
        found
    }

    fn label(&self, label: usize) -> String {
        self.marked.labels.get(label).cloned().unwrap_or_default()
    }

    fn text(&self, fuser: &Fuser, field: &str) -> String {
        let mut out = String::new();
        let kind = format!("{:?}", self.marked.sheets.kind).to_lowercase();
        let annotators = count(self.marked.annotators.len(), "annotator");
        let items = count(self.found.items.len(), "item");
        line(&mut out, &format!("{}: {field}, {items}, {annotators}, {kind}", fuser.title));
        let mut rows = vec![["item", "place", "label", "support", "undecided"].map(str::to_owned).to_vec()];
        for item in &self.found.items {
            let name = &self.marked.items[item.item as usize];
            rows.extend(item.marks.iter().map(|mark| self.row(name, mark)));
        }
        out += &aligned(&rows);
        let left_out: usize = self.found.items.iter().map(|item| item.left_out.len()).sum();
        if left_out > 0 {
            line(&mut out, &format!("{} by too few annotators, left out (--json lists them)", count(left_out, "mark")));
        }
        for one in &self.found.refused {
            let item = &self.marked.items[one.item as usize];
            line(&mut out, &format!("{item}, {}: {}", self.marked.annotators[one.annotator as usize], one.why));
        }
        for item in &self.found.items {
            if let Some(why) = &item.undefined {
                line(&mut out, &format!("{}: {why}", self.marked.items[item.item as usize]));
            }
        }
        self.found.notes.iter().for_each(|note| line(&mut out, &format!("note: {note}")));
        out
    }

    fn row(&self, item: &str, mark: &Fused) -> Vec<String> {
        let label = match &mark.label {
            Decision::Label(label) => self.label(*label),
            Decision::Tie(labels) => labels.iter().map(|&label| self.label(label)).collect::<Vec<_>>().join(" or "),
            Decision::Undecided => String::new(),
        };
        let place = self.marked.places[mark.slot as usize].clone();
        vec![item.to_owned(), place, label, percent(mark.support), mark.n_undecided().to_string()]
    }
}
