//! A file's name as it may be shown and sent back: no path, nothing unseen, nothing that pretends.

use super::{FileKind, FileRefusal};

/// Longest file name, in characters: what a list still shows whole on two lines.
pub const NAME_MAX: usize = 120;

/// Inner extensions that make a name pretend: `invoice.exe.pdf`.
const PRETENDING: [&str; 16] = [
    "exe", "com", "bat", "cmd", "scr", "msi", "js", "vbs", "ps1", "jar", "lnk", "hta", "html", "htm", "svg",
    "apk",
];

/// A clean name with the kind its extension claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileName {
    stem: String,
    kind: FileKind,
}

impl FileName {
    /// Of a typed name the last piece counts: browsers send none but its own, others send `../../etc/passwd`.
    pub fn of(typed: &str) -> Result<FileName, FileRefusal> {
        let last = typed.rsplit(['/', '\\']).next().unwrap_or_default();
        let clean: String = last.chars().filter(|c| !unseen(*c)).collect();
        let clean = clean.trim().trim_matches('.').trim();
        if clean.is_empty() {
            return Err(FileRefusal::NameMissing);
        }
        if clean.chars().count() > NAME_MAX {
            return Err(FileRefusal::NameTooLong);
        }
        let refused = |extension: &str| FileRefusal::KindNotTaken { extension: extension.to_lowercase() };
        let (stem, extension) = clean.rsplit_once('.').ok_or_else(|| refused(""))?;
        let kind = FileKind::of_extension(extension).ok_or_else(|| refused(extension))?;
        let inner = stem.split('.').skip(1).map(str::to_ascii_lowercase);
        if let Some(pretends) = inner.into_iter().find(|part| PRETENDING.contains(&part.trim())) {
            return Err(refused(pretends.trim()));
        }
        match stem.trim() {
            "" => Err(FileRefusal::NameMissing),
            stem => Ok(FileName { stem: stem.to_owned(), kind }),
        }
    }

    pub fn kind(&self) -> FileKind {
        self.kind
    }

    /// With the extension of what was kept: a picture that was drawn anew may be of another kind.
    pub fn kept_as(&self, kind: FileKind) -> String {
        format!("{}.{}", self.stem, kind.extension())
    }
}

/// Control characters, and the marks that turn writing round or take no room: `fdp.exe` must not read `exe.pdf`.
fn unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(typed: &str) -> String {
        let name = FileName::of(typed).unwrap();
        name.kept_as(name.kind())
    }

    #[test]
    fn paths_and_unseen_marks_are_left_out() {
        assert_eq!(kept("../../etc/사진.JPG"), "사진.jpg");
        assert_eq!(kept("C:\\fakepath\\현장 사진 1.jpeg"), "현장 사진 1.jpg");
        assert_eq!(kept("a\u{202e}b\r\n.pdf"), "ab.pdf");
        assert_eq!(kept("2026.11.20. 회의록.hwp"), "2026.11.20. 회의록.hwp");
    }

    #[test]
    fn what_is_no_name_or_pretends_is_refused() {
        for none in ["", ".", "..", "../", "\u{200b}", " . "] {
            assert_eq!(FileName::of(none), Err(FileRefusal::NameMissing), "{none:?}");
        }
        for (typed, extension) in [
            ("a.exe", "exe"),
            ("사진.pdf.exe", "exe"),
            ("청구서.exe.pdf", "exe"),
            ("이름없음", ""),
            ("x.ZIP", "zip"),
        ] {
            let extension = extension.to_owned();
            assert_eq!(FileName::of(typed), Err(FileRefusal::KindNotTaken { extension }), "{typed}");
        }
        assert_eq!(FileName::of(&format!("{}.pdf", "가".repeat(117))), Err(FileRefusal::NameTooLong));
        assert!(FileName::of(&format!("{}.pdf", "가".repeat(116))).is_ok());
    }
}
