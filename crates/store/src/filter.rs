//! The statement of a filtered list: clauses joined by `and`, values always bound, paged by a key of two numbers.

use crosscheck_domain::{ProjectId, search_words};
use sqlx::{
    Any,
    any::{AnyArguments, AnyRow},
    query::Query,
};

use crate::{
    ItemFilter, ItemSort, Result, StoreError,
    items::COLUMNS,
    sql::{Cells, composed},
};

/// Where a page ends: the values of its two sort columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Key(i64, i64);

impl Key {
    pub fn parse(text: &str) -> Result<Self> {
        let parsed = text.split_once(':').and_then(|(a, b)| Some(Self(a.parse().ok()?, b.parse().ok()?)));
        parsed.ok_or_else(|| {
            StoreError::conflict("`after` is no key of this list; take it from `next` of the page before")
        })
    }

    pub fn of(row: &AnyRow, at: usize) -> Result<Self> {
        Ok(Self(row.int(at)?, row.int(at + 1)?))
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.0, self.1)
    }
}

/// A value that waits to be bound.
#[derive(Clone, Debug)]
enum Value {
    Text(String),
    Int(i64),
}

/// How many items a word may have and still lead the search.
pub(crate) const RARE: i64 = 2000;

/// From where the database walks to the items of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lead {
    /// Along an index in the order of the list, passing over what does not fit. Words are compared by the caller.
    Order,
    /// From the items of a rare word, which are then sorted.
    Words,
}

/// The conditions of a filter, with their values in the order of their placeholders.
#[derive(Debug)]
pub(crate) struct Clauses {
    conditions: Vec<String>,
    values: Vec<Value>,
    lead: Lead,
}

impl Clauses {
    pub fn new(project: &ProjectId, filter: &ItemFilter, lead: Lead) -> Self {
        let mut clauses = Self { conditions: Vec::new(), values: Vec::new(), lead };
        let project = clauses.text(project.as_str());
        match lead {
            Lead::Order => clauses.conditions.push(format!("s.project = {project}")),
            // The words are those of the project; said twice, an index over the whole project would tempt the planner.
            Lead::Words => {}
        }
        if let Some(state) = filter.state {
            let state = clauses.text(state.as_str());
            clauses.conditions.push(format!("s.state = {state}"));
        }
        if let Some(min) = filter.min_votes {
            let min = clauses.int(i64::from(min));
            clauses.conditions.push(format!("s.votes >= {min}"));
        }
        if let Some(max) = filter.max_votes {
            let max = clauses.int(i64::from(max));
            clauses.conditions.push(format!("s.votes <= {max}"));
        }
        if let Some(group) = filter.group.as_deref().filter(|group| !group.is_empty()) {
            let group = clauses.text(group);
            // The second half is in words of the partial index.
            clauses.conditions.push(format!("s.group_id = {group} and s.group_id <> ''"));
        }
        clauses.ids(filter);
        if lead == Lead::Words {
            clauses.words(filter, &project);
        }
        clauses
    }

    fn ids(&mut self, filter: &ItemFilter) {
        if filter.ids.is_empty() {
            return;
        }
        let ids: Vec<String> = filter.ids.iter().map(|id| self.text(id.as_str())).collect();
        self.conditions.push(format!("s.item in ({})", ids.join(", ")));
    }

    /// Each word must begin a word of the item: a range of the word table. The end is the greatest code point, behind
    /// which no word can go on.
    fn words(&mut self, filter: &ItemFilter, project: &str) {
        let Some(q) = filter.q.as_deref().filter(|q| !q.trim().is_empty()) else { return };
        let words = search_words(q);
        if words.is_empty() {
            self.conditions.push("1 = 0".to_owned());
        }
        for word in words {
            let (from, to) = (self.text(&word), self.text(&end_of(&word)));
            self.conditions.push(format!(
                "s.item in (select w.item from words w where w.project = {project} and w.word >= {from} and w.word < {to})"
            ));
        }
    }

    fn text(&mut self, text: &str) -> String {
        self.values.push(Value::Text(text.to_owned()));
        format!("${}", self.values.len())
    }

    fn int(&mut self, number: i64) -> String {
        self.values.push(Value::Int(number));
        format!("${}", self.values.len())
    }

    pub fn count(self) -> Query<'static, Any, AnyArguments> {
        let conditions = self.conditions.join(" and ");
        self.bound(format!("select count(*) from standings s where {conditions}"))
    }

    /// One page behind a key, in the order of the columns that an index is sorted by.
    pub fn page(mut self, sort: ItemSort, after: Option<Key>, limit: usize) -> Query<'static, Any, AnyArguments> {
        let (column, direction, comparison) = match sort {
            ItemSort::Sequence => ("s.sequence", "", ">"),
            ItemSort::Newest => ("s.sequence", " desc", "<"),
            ItemSort::Priority => ("s.descending", "", ">"),
            ItemSort::Changed => ("s.changed_at", " desc", "<"),
            ItemSort::Agreement => ("s.agreement_rank", "", ">"),
        };
        let first = match self.lead {
            Lead::Order => column.to_owned(),
            // No index is sorted by a computed column, so none tempts the planner away from the words.
            Lead::Words => format!("({column} + 0)"),
        };
        // The sequence is unique; said twice, SQLite would sort what an index has sorted.
        let unique = column == "s.sequence";
        let order =
            if unique { format!("{first}{direction}") } else { format!("{first}{direction}, s.sequence{direction}") };
        if let Some(Key(a, b)) = after {
            let a = self.int(a);
            let behind = if unique {
                format!("{first} {comparison} {a}")
            } else {
                format!("({first}, s.sequence) {comparison} ({a}, {})", self.int(b))
            };
            self.conditions.push(behind);
        }
        let limit = self.int(i64::try_from(limit).unwrap_or(i64::MAX));
        let conditions = self.conditions.join(" and ");
        self.bound(format!(
            "select {COLUMNS}, {first}, s.sequence from standings s
             join items i on i.id = s.item
             join item_revisions r on r.item = s.item and r.revision = s.revision
             where {conditions} order by {order} limit {limit}"
        ))
    }

    fn bound(self, statement: String) -> Query<'static, Any, AnyArguments> {
        self.values.into_iter().fold(composed(statement), |statement, value| match value {
            Value::Text(text) => statement.bind(text),
            Value::Int(number) => statement.bind(number),
        })
    }
}

/// A text behind all that begin with this one.
pub(crate) fn end_of(word: &str) -> String {
    format!("{word}\u{10FFFF}")
}

/// True when each of the words begins a word of the item.
pub(crate) fn matches(words: &[String], of_item: &str) -> bool {
    words.iter().all(|word| of_item.split(' ').any(|other| other.starts_with(word.as_str())))
}

/// The words of a search; none where the filter has no search.
pub(crate) fn words_of(filter: &ItemFilter) -> Vec<String> {
    filter.q.as_deref().map(search_words).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_back() {
        assert_eq!(Key::parse(&Key(-3, 7).to_string()).unwrap(), Key(-3, 7));
        assert!(Key::parse("7").is_err());
        assert!(Key::parse("a:b").is_err());
    }

    #[test]
    fn every_word_must_begin_one() {
        let check = |q: &str, expected: bool| {
            let words: Vec<String> = q.split(' ').map(str::to_owned).collect();
            assert_eq!(matches(&words, "two dogs sofa"), expected, "{q}");
        };
        check("do tw", true);
        check("ogs", false);
        check("dogs cat", false);
    }
}
