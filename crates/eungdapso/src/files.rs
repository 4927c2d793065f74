//! Files that nobody else may read, written whole or not at all.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// Replaces the file in one step; only its owner may read it.
pub(crate) fn write_private(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        make_private_folder(folder)?;
    }
    let draft = path.with_extension("new");
    write_new(&draft, text).with_context(|| format!("{}에 쓸 수 없습니다", draft.display()))?;
    fs::rename(&draft, path).with_context(|| format!("{}에 쓸 수 없습니다", path.display()))
}

/// A file that is not there yet; one that is, is left as it is.
pub(crate) fn write_private_new(path: &Path, text: &str) -> Result<()> {
    if path.exists() {
        bail!("{} 파일이 이미 있습니다. 덮어쓰지 않습니다. 다른 이름을 지정하십시오.", path.display());
    }
    write_private(path, text)
}

fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

pub(crate) fn make_private_folder(folder: &Path) -> Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).with_context(|| format!("{} 폴더를 만들 수 없습니다", folder.display()))
}

/// Can others than the owner read it?
#[cfg(unix)]
pub(crate) fn is_readable_by_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).is_ok_and(|meta| meta.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
pub(crate) fn is_readable_by_others(_path: &Path) -> bool {
    false
}
