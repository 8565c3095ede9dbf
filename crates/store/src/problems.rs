//! What a job found wrong in its input: one row a problem, with the raw row that it was found in.

use crosscheck_domain::{JobId, Problem};

use crate::{Page, Result, Store};

/// A problem, and the input row as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobProblem {
    pub problem: Problem,
    pub raw: Option<String>,
}

impl Store {
    pub async fn add_problems(&self, _job: &JobId, _problems: Vec<JobProblem>) -> Result<()> {
        todo!()
    }

    pub async fn problems(&self, _job: &JobId, _after: Option<&str>, _limit: u32) -> Result<Page<JobProblem>> {
        todo!()
    }
}
