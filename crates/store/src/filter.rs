//! The conditions of a filtered list, with their values always bound, and the orders in which a list is walked.

use crosscheck_domain::ProjectId;
use sqlx::{
    Any,
    any::{AnyArguments, AnyRow},
    query::Query,
};

use crate::{
    ItemFilter, ItemSort, Result, StoreError,
    dialect::Dialect,
    sql::{Cells, composed},
    standings::agreement_rank,
};

/// Where an item stands in a list: the column that it is sorted by, and its sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key(pub i64, pub i64);

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

/// The column that a list is sorted by, before the sequence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Order {
    pub column: &'static str,
    pub descends: bool,
    /// Items with this value come last and are in no index of the column: they are walked by their sequence. The second
    /// text is what the index says of the others.
    last: Option<(i64, &'static str)>,
}

/// A part of a list that one index is sorted by.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Stretch {
    /// By the column, then the sequence; with what a partial index says.
    Column(&'static str),
    /// By the sequence, where the column has this value.
    Sequence(i64),
}

impl Order {
    pub fn of(sort: ItemSort) -> Self {
        let (column, descends, last) = match sort {
            ItemSort::Sequence => ("s.sequence", false, None),
            ItemSort::Newest => ("s.sequence", true, None),
            ItemSort::Priority => ("s.descending", false, None),
            ItemSort::Changed => ("s.changed_at", true, Some((0, "s.changed_at > 0"))),
            ItemSort::Agreement => {
                ("s.agreement_rank", false, Some((agreement_rank(None), "s.agreement_rank < 2000000")))
            }
        };
        Self { column, descends, last }
    }

    /// The stretches that lie behind the key, first to last.
    pub fn stretches(self, after: Option<Key>) -> Vec<Stretch> {
        let Some((last, others)) = self.last else { return vec![Stretch::Column("")] };
        let tail = Stretch::Sequence(last);
        if after.is_some_and(|after| after.0 == last) { vec![tail] } else { vec![Stretch::Column(others), tail] }
    }

    /// True when the list has the key behind the other one.
    pub fn is_behind(self, key: Key, after: Option<Key>) -> bool {
        after.is_none_or(|after| if self.descends { key < after } else { key > after })
    }
}

/// A value that waits to be bound.
#[derive(Clone, Debug)]
enum Value {
    Text(String),
    Int(i64),
}

/// The conditions of a filter on standings `s`, with their values in the order of their placeholders.
#[derive(Clone, Debug)]
pub(crate) struct Clauses {
    dialect: Dialect,
    conditions: Vec<String>,
    values: Vec<Value>,
}

impl Clauses {
    pub fn new(dialect: Dialect) -> Self {
        Self { dialect, conditions: Vec::new(), values: Vec::new() }
    }

    /// Everything that the filter says but its words.
    pub fn of(dialect: Dialect, project: &ProjectId, filter: &ItemFilter) -> Self {
        let mut clauses = Self::new(dialect);
        clauses.text("s.project = ", project.as_str());
        clauses.filter(filter);
        clauses
    }

    pub fn filter(&mut self, filter: &ItemFilter) {
        if let Some(state) = filter.state {
            self.text("s.state = ", state.as_str());
        }
        if let Some(min) = filter.min_votes {
            self.int("s.votes >= ", i64::from(min));
        }
        if let Some(max) = filter.max_votes {
            self.int("s.votes <= ", i64::from(max));
        }
        if let Some(group) = filter.group.as_deref().filter(|group| !group.is_empty()) {
            // The first half is in words of the partial index.
            self.text("s.group_id <> '' and s.group_id = ", group);
        }
        if !filter.ids.is_empty() {
            let ids = filter.ids.iter().map(|id| Value::Text(id.0.clone())).collect();
            self.one_of("s.item", ids);
        }
        if !filter.except.is_empty() {
            let except = filter.except.iter().map(|id| Value::Text(id.0.clone())).collect();
            self.one_of("s.item not", except);
        }
    }

    pub fn text(&mut self, condition: &str, text: &str) {
        let placeholder = self.bind(Value::Text(text.to_owned()));
        self.conditions.push(format!("{condition}{placeholder}"));
    }

    pub fn int(&mut self, condition: &str, number: i64) {
        let placeholder = self.bind(Value::Int(number));
        self.conditions.push(format!("{condition}{placeholder}"));
    }

    /// The column has one of these numbers.
    pub fn numbers(&mut self, column: &str, numbers: &[i64]) {
        self.one_of(column, numbers.iter().map(|number| Value::Int(*number)).collect());
    }

    /// The last value is repeated up to a power of two, so that few different statements are prepared.
    fn one_of(&mut self, column: &str, mut values: Vec<Value>) {
        if let Some(last) = values.last().cloned() {
            values.resize(values.len().next_power_of_two(), last);
        }
        let placeholders: Vec<String> = values.into_iter().map(|value| self.bind(value)).collect();
        self.conditions.push(format!("{column} in ({})", placeholders.join(", ")));
    }

    fn bind(&mut self, value: Value) -> String {
        self.values.push(value);
        self.dialect.placeholder(self.values.len())
    }

    /// The keys of a stretch behind a key, with the sequence numbers of their revisions.
    pub fn walk(
        mut self,
        order: Order,
        stretch: Stretch,
        after: Option<Key>,
        limit: usize,
    ) -> Query<'static, Any, AnyArguments> {
        let (way, comparison) = if order.descends { (" desc", "<") } else { ("", ">") };
        let column = order.column;
        let by = match stretch {
            Stretch::Column(others) if column == "s.sequence" => {
                // The sequence is unique; said twice, SQLite would sort what an index has sorted.
                self.conditions.extend((!others.is_empty()).then(|| others.to_owned()));
                after.into_iter().for_each(|after| self.int(&format!("s.sequence {comparison} "), after.1));
                format!("s.sequence{way}")
            }
            Stretch::Column(others) => {
                self.conditions.extend((!others.is_empty()).then(|| others.to_owned()));
                if let Some(Key(a, b)) = after {
                    let (a, b) = (self.bind(Value::Int(a)), self.bind(Value::Int(b)));
                    self.conditions.push(format!("({column}, s.sequence) {comparison} ({a}, {b})"));
                }
                format!("{column}{way}, s.sequence{way}")
            }
            Stretch::Sequence(value) => {
                self.conditions.push(format!("{column} = {value}"));
                let within = after.filter(|after| after.0 == value);
                within.into_iter().for_each(|after| self.int(&format!("s.sequence {comparison} "), after.1));
                format!("s.sequence{way}")
            }
        };
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.query(&keys(order, "standings s"), &format!("order by {by} limit {limit}"))
    }

    /// The statement, with its conditions between what selects and what orders.
    pub fn query(self, select: &str, rest: &str) -> Query<'static, Any, AnyArguments> {
        let statement = composed(format!("{select} where {} {rest}", self.conditions.join(" and ")));
        self.values.into_iter().fold(statement, |statement, value| match value {
            Value::Text(text) => statement.bind(text),
            Value::Int(number) => statement.bind(number),
        })
    }
}

/// What is read of an item to find its place in a list, and whether it has the words.
pub(crate) fn keys(order: Order, from: &str) -> String {
    format!("select {}, s.sequence, s.revision_seq from {from}", order.column)
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
    fn lists_are_walked_forwards_or_backwards() {
        let (changed, first) = (Order::of(ItemSort::Changed), Order::of(ItemSort::Sequence));
        assert!(changed.is_behind(Key(5, 1), Some(Key(5, 2))) && !first.is_behind(Key(5, 1), Some(Key(5, 2))));
        assert!(changed.is_behind(Key(5, 1), None));
        assert_eq!((changed.stretches(Some(Key(5, 1))).len(), changed.stretches(Some(Key(0, 1))).len()), (2, 1));
    }
}
