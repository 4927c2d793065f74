//! A file that somebody attaches: pictures, archives, compound documents and text. The first byte chooses its name.

use std::io::Write;

use casework::attachments::{Content, NotExamined, examine};
use domain::attachment::FileName;

const NAMES: [&str; 11] =
    ["a.jpg", "a.png", "a.gif", "a.webp", "a.pdf", "a.hwp", "a.hwpx", "a.docx", "a.xlsx", "a.pptx", "a.txt"];

pub(crate) fn read(bytes: &[u8]) {
    let Some((name, content)) = crate::chosen(bytes, NAMES.len()) else { return };
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(content).unwrap();
    let name = FileName::of(NAMES[name]).expect("a name of ours");
    match crate::wait(examine(file.path().to_owned(), name.clone())) {
        Ok(examined) => {
            let drawn = matches!(examined.content, Content::Redrawn(_));
            assert_eq!(drawn, name.kind().is_picture(), "every picture is drawn anew, and nothing else");
        }
        Err(NotExamined::Refused(_)) => {}
        Err(NotExamined::Disk(fault)) => panic!("a file never makes our disk fail: {fault}"),
    }
}
