//! Which bytes a project knows, and which bytes nobody refers to any more.

use crosscheck_domain::{Asset, ProjectId};

use crate::{Result, Store};

impl Store {
    /// Makes the bytes known to the project and marks them as seen. Known ones keep their first description.
    pub async fn add_asset(&self, _project: &ProjectId, _asset: &Asset, _now: i64) -> Result<()> {
        todo!()
    }

    pub async fn asset(&self, _project: &ProjectId, _sha256: &str) -> Result<Option<Asset>> {
        todo!()
    }

    /// Deletes bytes that no item and no export refers to and that were last seen before `older_than`; says how many.
    pub async fn collect_blobs(&self, _older_than: i64) -> Result<u64> {
        todo!()
    }
}
