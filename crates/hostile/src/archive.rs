//! A backup that is none: a tar under a right seal, or, by the first byte, bytes in place of the seal.

use std::io::Write;
use std::sync::LazyLock;

use backup::{Key, verify};

/// Key file and recipient.
static PAIR: LazyLock<(String, String)> = LazyLock::new(Key::generate);

pub(crate) fn read(bytes: &[u8]) {
    let Some((kind, content)) = crate::chosen(bytes, 2) else { return };
    let (identity, recipient) = &*PAIR;
    let mut file = tempfile::NamedTempFile::new().unwrap();
    if kind == 0 {
        let recipient: age::x25519::Recipient = recipient.parse().unwrap();
        let sealed =
            age::Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient)).unwrap();
        let mut sealed = sealed.wrap_output(&mut file).unwrap();
        sealed.write_all(content).unwrap();
        sealed.finish().unwrap();
    } else {
        file.write_all(content).unwrap();
    }
    let key = Key::identities(identity).unwrap();
    if let Ok(verified) = verify(file.path(), &key) {
        assert!(verified.contents.parts > 0, "an empty backup is none");
    }
}
