//! Agreement, aggregation and ranking on plain tables; knows no project.
