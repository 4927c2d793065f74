//! The kinds of file that are taken. An allow-list: what is not here is not taken.
//!
//! Archives (zip, 7z, alz) are left out: what lies inside them is neither checked against its name nor shown,
//! and the person who must open them is an officer at the city's own machine. Old binary office formats (doc,
//! xls, ppt) are left out for their macros; hwp stays, because half of what citizens send is written in it.

/// A kind of file, by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileKind {
    Jpeg,
    Png,
    Gif,
    Webp,
    Pdf,
    Hwp,
    Hwpx,
    Docx,
    Xlsx,
    Pptx,
    Text,
}

/// Kind, extensions (ours first), media type.
const KINDS: [(FileKind, &[&str], &str); 11] = [
    (FileKind::Jpeg, &["jpg", "jpeg"], "image/jpeg"),
    (FileKind::Png, &["png"], "image/png"),
    (FileKind::Gif, &["gif"], "image/gif"),
    (FileKind::Webp, &["webp"], "image/webp"),
    (FileKind::Pdf, &["pdf"], "application/pdf"),
    (FileKind::Hwp, &["hwp"], "application/x-hwp"),
    (FileKind::Hwpx, &["hwpx"], "application/hwp+zip"),
    (FileKind::Docx, &["docx"], "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (FileKind::Xlsx, &["xlsx"], "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (FileKind::Pptx, &["pptx"], "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    (FileKind::Text, &["txt"], "text/plain; charset=utf-8"),
];

impl FileKind {
    pub const ALL: [FileKind; 11] = {
        let mut all = [FileKind::Jpeg; 11];
        let mut at = 0;
        while at < KINDS.len() {
            all[at] = KINDS[at].0;
            at += 1;
        }
        all
    };

    /// Its extension, which is also the name it is kept under.
    pub fn extension(self) -> &'static str {
        KINDS.iter().find(|row| row.0 == self).map_or("", |row| row.1[0])
    }

    /// By an extension, in any case.
    pub fn of_extension(extension: &str) -> Option<FileKind> {
        let small = extension.to_ascii_lowercase();
        KINDS.iter().find(|row| row.1.contains(&small.as_str())).map(|row| row.0)
    }

    /// What it is served as.
    pub fn media_type(self) -> &'static str {
        KINDS.iter().find(|row| row.0 == self).map_or("application/octet-stream", |row| row.2)
    }

    /// Drawn anew by us when it comes in.
    pub fn is_picture(self) -> bool {
        matches!(self, FileKind::Jpeg | FileKind::Png | FileKind::Gif | FileKind::Webp)
    }

    /// What a browser may show by itself; everything else is downloaded.
    pub fn shows_itself(self) -> bool {
        self.is_picture() || self == FileKind::Pdf
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_its_extension_in_any_case() {
        for kind in FileKind::ALL {
            assert_eq!(FileKind::of_extension(&kind.extension().to_uppercase()), Some(kind));
            assert!(!kind.media_type().contains("html") && !kind.media_type().contains("svg"));
        }
        assert_eq!(FileKind::of_extension("jpeg"), Some(FileKind::Jpeg));
        for foreign in ["exe", "zip", "html", "svg", "doc", ""] {
            assert_eq!(FileKind::of_extension(foreign), None, "{foreign}");
        }
    }
}
