//! What is said about attachments: what may be attached, why one was not taken, what the virus scan said.

use domain::attachment::{
    FILE_BYTES_MAX, FILES_MAX, FileKind, FileRefusal, NAME_MAX, PIXELS_MAX, Part, Scan, TOTAL_BYTES_MAX,
};

use crate::lang::Lang;
use crate::notice::{Letter, Reader};

/// One megabyte as people read it on their telephones, in bytes.
const MEGABYTE: u64 = 1024 * 1024;

pub fn part(part: Part, lang: Lang) -> &'static str {
    match (lang, part) {
        (Lang::Ko, Part::Application) => "신청",
        (Lang::Ko, Part::Supplement) => "보완",
        (Lang::Ko, Part::Answer) => "답변",
        (Lang::Ko, Part::Opinion) => "협조 의견",
        (Lang::En, Part::Application) => "application",
        (Lang::En, Part::Supplement) => "supplement",
        (Lang::En, Part::Answer) => "answer",
        (Lang::En, Part::Opinion) => "opinion",
    }
}

pub fn scan(scan: Scan, lang: Lang) -> &'static str {
    match (lang, scan) {
        (Lang::Ko, Scan::Waiting) => "검사 전",
        (Lang::Ko, Scan::Clean) => "안전",
        (Lang::Ko, Scan::Infected) => "감염(격리)",
        (Lang::Ko, Scan::Unscanned) => "검사하지 못함",
        (Lang::En, Scan::Waiting) => "not scanned yet",
        (Lang::En, Scan::Clean) => "safe",
        (Lang::En, Scan::Infected) => "infected, kept apart",
        (Lang::En, Scan::Unscanned) => "could not be scanned",
    }
}

/// `1.2 MB`, as a telephone shows it.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..MEGABYTE => format!("{} KB", bytes.div_ceil(1024)),
        _ => {
            let tenths = bytes * 10 / MEGABYTE;
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    }
}

/// `jpg, png, …`, as extensions.
pub fn kinds() -> String {
    FileKind::ALL.map(FileKind::extension).join(", ")
}

/// For the control's `accept`: `.jpg,.jpeg,…`.
pub fn accept() -> String {
    let own = FileKind::ALL.map(|kind| format!(".{}", kind.extension())).join(",");
    format!("{own},.jpeg")
}

/// What may be attached.
pub fn limits(lang: Lang) -> String {
    let (each, all) = (FILE_BYTES_MAX / MEGABYTE, TOTAL_BYTES_MAX / MEGABYTE);
    match lang {
        Lang::Ko => format!(
            "사진과 문서를 {FILES_MAX}개까지 붙일 수 있습니다. 한 개에 {each} MB, 모두 {all} MB까지이며 {}만 받습니다. \
             사진에 든 촬영 위치와 기기 정보는 지우고 보관합니다.",
            kinds()
        ),
        Lang::En => format!(
            "Up to {FILES_MAX} photos and documents, {each} MB each and {all} MB together: {}. \
             Where and with what a photo was taken is removed from it.",
            kinds()
        ),
    }
}

/// Which file, why not, and what to do: one sentence beside the control.
pub fn refused(name: &str, why: &FileRefusal, lang: Lang) -> String {
    let shown: String = name.chars().filter(|c| !c.is_control()).take(NAME_MAX).collect();
    match lang {
        Lang::Ko if shown.is_empty() => reason(why),
        Lang::Ko => format!("‘{shown}’: {}", reason(why)),
        Lang::En if shown.is_empty() => reason_in_english(why),
        Lang::En => format!("“{shown}”: {}", reason_in_english(why)),
    }
}

fn reason(why: &FileRefusal) -> String {
    let (each, all) = (FILE_BYTES_MAX / MEGABYTE, TOTAL_BYTES_MAX / MEGABYTE);
    match why {
        FileRefusal::NameMissing => "파일 이름이 없습니다. 이름을 붙여 다시 올려 주십시오.".to_owned(),
        FileRefusal::NameTooLong => {
            format!("파일 이름이 너무 깁니다. {NAME_MAX}자 안으로 줄여 다시 올려 주십시오.")
        }
        FileRefusal::Empty => "내용이 없는 파일입니다. 파일을 확인하고 다시 올려 주십시오.".to_owned(),
        FileRefusal::TooLarge => {
            format!("{each} MB를 넘어 받지 못했습니다. 크기를 줄이거나 나누어 올려 주십시오.")
        }
        FileRefusal::TooMany => {
            format!("{FILES_MAX}개까지만 붙일 수 있습니다. 다른 파일을 지우고 올려 주십시오.")
        }
        FileRefusal::TooMuch => {
            format!("모두 합해 {all} MB까지만 붙일 수 있습니다. 다른 파일을 지우고 올려 주십시오.")
        }
        FileRefusal::KindNotTaken { .. } => {
            format!("받지 않는 형식입니다. {} 파일로 바꾸어 올려 주십시오.", kinds())
        }
        FileRefusal::ContentDiffers { named } => format!(
            "내용이 {} 파일이 아니거나 암호가 걸려 있습니다. 올바른 형식으로 다시 저장하여 올려 주십시오.",
            named.extension()
        ),
        FileRefusal::Damaged => {
            "사진을 끝까지 읽을 수 없습니다. 다시 저장하거나 다시 찍어 올려 주십시오.".to_owned()
        }
        FileRefusal::TooManyPixels => {
            format!("사진이 너무 큽니다. {}만 화소 안으로 줄여 다시 올려 주십시오.", PIXELS_MAX / 10_000)
        }
    }
}

fn reason_in_english(why: &FileRefusal) -> String {
    let (each, all) = (FILE_BYTES_MAX / MEGABYTE, TOTAL_BYTES_MAX / MEGABYTE);
    match why {
        FileRefusal::NameMissing => "the file has no name. Give it one and try again.".to_owned(),
        FileRefusal::NameTooLong => {
            format!("the name is longer than {NAME_MAX} characters. Please shorten it.")
        }
        FileRefusal::Empty => "the file is empty. Please check it and try again.".to_owned(),
        FileRefusal::TooLarge => format!("larger than {each} MB. Please make it smaller or split it."),
        FileRefusal::TooMany => format!("only {FILES_MAX} files can be attached. Remove another one first."),
        FileRefusal::TooMuch => format!("all files together may have {all} MB. Remove another one first."),
        FileRefusal::KindNotTaken { .. } => {
            format!("this kind of file is not accepted. Please use one of {}.", kinds())
        }
        FileRefusal::ContentDiffers { named } => format!(
            "the content is not {} or is locked with a password. Please save it again in the right format.",
            named.extension()
        ),
        FileRefusal::Damaged => {
            "the picture cannot be read to its end. Please save or take it again.".to_owned()
        }
        FileRefusal::TooManyPixels => {
            format!(
                "the picture has more than {} million pixels. Please make it smaller.",
                PIXELS_MAX / 1_000_000
            )
        }
    }
}

/// Our own fault: the file could not be kept, and the rest goes on.
pub fn not_kept(name: &str, lang: Lang) -> String {
    let shown: String = name.chars().filter(|c| !c.is_control()).take(NAME_MAX).collect();
    match lang {
        Lang::Ko => format!("‘{shown}’: 지금은 파일을 보관하지 못했습니다. 잠시 뒤에 다시 올려 주십시오."),
        Lang::En => {
            format!("“{shown}”: the file cannot be kept at the moment. Please try again a little later.")
        }
    }
}

/// The letter about an infected file. It names no file: names tell of people.
pub fn infected(reader: Reader, number: &str) -> Letter {
    let (what, next) = match reader {
        Reader::Staff => (
            "민원의 첨부파일에서 악성코드가 발견되었습니다",
            "파일은 격리되어 아무도 열 수 없습니다. 필요한 자료라면 신청인에게 다시 보내 달라고 하십시오.",
        ),
        Reader::Citizen => (
            "보내 주신 첨부파일에서 악성코드가 발견되었습니다",
            "파일은 격리되어 담당자가 볼 수 없습니다. 쓰시는 기기를 검사하고, 필요한 자료는 담당자와 상의하여 다시 보내 주십시오. \
             민원은 그대로 처리됩니다.",
        ),
    };
    Letter {
        subject: format!("[응답소] {what} - {number}"),
        text: format!("{what}. {next}\n\n번호: {number}"),
        short: format!("[응답소] 민원 {number}의 첨부파일에서 악성코드가 발견되어 격리하였습니다."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_names_the_file_and_says_what_to_do_in_both_languages() {
        let whys = [
            FileRefusal::NameMissing,
            FileRefusal::NameTooLong,
            FileRefusal::Empty,
            FileRefusal::TooLarge,
            FileRefusal::TooMany,
            FileRefusal::TooMuch,
            FileRefusal::KindNotTaken { extension: "exe".into() },
            FileRefusal::ContentDiffers { named: FileKind::Pdf },
            FileRefusal::Damaged,
            FileRefusal::TooManyPixels,
        ];
        for why in whys {
            let ko = refused("사진.jpg", &why, Lang::Ko);
            assert!(ko.contains("사진.jpg") && ko.ends_with("주십시오."), "{ko}");
            let en = refused("photo.jpg", &why, Lang::En);
            assert!(en.contains("photo.jpg") && en.ends_with('.'), "{en}");
        }
    }

    #[test]
    fn sizes_are_read_as_on_a_telephone() {
        assert_eq!((size(10), size(1025), size(1_572_864)), ("10 B".into(), "2 KB".into(), "1.5 MB".into()));
    }
}
