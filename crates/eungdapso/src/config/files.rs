//! Where attachments are kept, and who looks into them for viruses.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;
use connect::scan::ScannerSettings;
use connect::vault::{S3Settings, Settings};

use super::Values;
use super::declared::{
    FILES, S3_ACCESS_KEY, S3_BUCKET, S3_ENDPOINT, S3_REGION, S3_SECRET_KEY, SCANNER, SCANNER_ELSEWHERE,
};

/// For connecting to the store, and for each silence in between.
const STORE_TIMEOUT: Duration = Duration::from_secs(20);
/// For one file of the largest size on a scanner that is busy.
const SCAN_TIMEOUT: Duration = Duration::from_secs(60);

/// A folder below the data unless a store is named.
pub(super) fn vault(values: &Values, data: &Path) -> Result<Settings> {
    let folder = values.text(&FILES).map_or_else(|| data.join("files"), PathBuf::from);
    let Some(endpoint) = values.text(&S3_ENDPOINT) else { return Ok(Settings::Folder(folder)) };
    let store = S3Settings {
        endpoint,
        bucket: values.needed(&S3_BUCKET, &S3_ENDPOINT)?,
        region: values.needed(&S3_REGION, &S3_ENDPOINT)?,
        access_key: values.needed(&S3_ACCESS_KEY, &S3_ENDPOINT)?,
        secret_key: values.shared(&S3_SECRET_KEY, &S3_ENDPOINT)?,
        timeout: STORE_TIMEOUT,
    };
    Ok(Settings::S3 { store, incoming: folder.join("incoming") })
}

/// Nothing when no scanner is named.
pub(super) fn scanner(values: &Values) -> Result<Option<ScannerSettings>> {
    let elsewhere = values.switched(&SCANNER_ELSEWHERE)?;
    Ok(values.text(&SCANNER).map(|address| ScannerSettings { address, elsewhere, timeout: SCAN_TIMEOUT }))
}
