//! Where attachments are kept, and who looks into them for viruses.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use connect::Secret;
use connect::scan::ScannerSettings;
use connect::vault::{S3Settings, Settings};
use serde::Deserialize;

use super::Lookup;

/// For connecting to the store, and for each silence in between.
const STORE_TIMEOUT: Duration = Duration::from_secs(20);
/// For one file of the largest size on a scanner that is busy.
const SCAN_TIMEOUT: Duration = Duration::from_secs(60);

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct FilesFile {
    folder: Option<PathBuf>,
    s3_endpoint: Option<String>,
    s3_bucket: Option<String>,
    s3_region: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ScannerFile {
    /// `HOST:PORT` or `unix:/path` of clamd.
    address: Option<String>,
}

impl FilesFile {
    /// A folder below the data unless a store is named. The keys come from the environment alone.
    pub(super) fn settings(self, data: &Path, env: Lookup<'_>) -> Result<Settings> {
        let folder = env("EUNGDAPSO_FILES").map(PathBuf::from).or(self.folder);
        let folder = folder.unwrap_or_else(|| data.join("files"));
        let Some(endpoint) = env("EUNGDAPSO_S3_ENDPOINT").or(self.s3_endpoint) else {
            return Ok(Settings::Folder(folder));
        };
        let needed = |name: &str, given: Option<String>| {
            given.with_context(|| format!("files.s3_endpoint가 있으면 {name}도 필요합니다"))
        };
        let store = S3Settings {
            endpoint,
            bucket: needed("files.s3_bucket", env("EUNGDAPSO_S3_BUCKET").or(self.s3_bucket))?,
            region: env("EUNGDAPSO_S3_REGION").or(self.s3_region).unwrap_or_else(|| "us-east-1".into()),
            access_key: needed("EUNGDAPSO_S3_ACCESS_KEY", env("EUNGDAPSO_S3_ACCESS_KEY"))?,
            secret_key: Secret::new(needed("EUNGDAPSO_S3_SECRET_KEY", env("EUNGDAPSO_S3_SECRET_KEY"))?),
            timeout: STORE_TIMEOUT,
        };
        Ok(Settings::S3 { store, incoming: folder.join("incoming") })
    }
}

impl ScannerFile {
    /// Nothing when no scanner is named.
    pub(super) fn settings(self, env: Lookup<'_>) -> Option<ScannerSettings> {
        let address = env("EUNGDAPSO_SCANNER").or(self.address)?;
        Some(ScannerSettings { address, timeout: SCAN_TIMEOUT })
    }
}
