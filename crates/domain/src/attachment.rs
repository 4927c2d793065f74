//! 첨부파일: how much may be attached and by whom, who may open it, and what the virus scan said of it.

mod kind;
mod name;

use crate::actor::Actor;
use crate::complaint::{Act, Complaint, Event, Refusal, StageName, may};
use crate::desk::Desk;
use crate::id::DepartmentId;

pub use kind::FileKind;
pub use name::{FileName, NAME_MAX};

/// Largest file, in bytes (20 MiB): a photograph of any telephone, a scanned contract of a hundred pages.
pub const FILE_BYTES_MAX: u64 = 20 * 1024 * 1024;
/// Most files of one complaint and part: what one person still looks through.
pub const FILES_MAX: usize = 10;
/// Most bytes of one complaint and part (100 MiB): half of what ten of the largest files would be.
pub const TOTAL_BYTES_MAX: u64 = 100 * 1024 * 1024;
/// Most pixels of a picture: the largest telephones make 50 million; unpacked that is 200 MB, for a moment.
pub const PIXELS_MAX: u64 = 50_000_000;
/// Longest side of a picture, in pixels.
pub const SIDE_MAX: u32 = 16_384;
/// How long files wait for a complaint that is not sent, in hours: a long telephone call, not a night.
pub const UNSENT_HOURS: i64 = 3;

/// To which part of a file something is attached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// 신청: what the petitioner filed with.
    Application,
    /// 보완: what was asked for afterwards.
    Supplement,
    /// 답변: what goes to the petitioner with the answer.
    Answer,
    /// 협조 의견: stays in the office.
    Opinion,
}

impl Part {
    pub const ALL: [Part; 4] = [Part::Application, Part::Supplement, Part::Answer, Part::Opinion];

    pub fn as_str(self) -> &'static str {
        match self {
            Part::Application => "application",
            Part::Supplement => "supplement",
            Part::Answer => "answer",
            Part::Opinion => "opinion",
        }
    }

    pub fn parse(text: &str) -> Option<Part> {
        Part::ALL.into_iter().find(|part| part.as_str() == text)
    }

    /// What the petitioner sees once it was sent; opinions are the office's own.
    pub fn is_the_petitioners(self) -> bool {
        match self {
            Part::Application | Part::Supplement | Part::Answer => true,
            Part::Opinion => false,
        }
    }
}

/// What the virus scan said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scan {
    /// 검사 전.
    Waiting,
    /// 안전.
    Clean,
    /// 감염: kept apart and opened by nobody.
    Infected,
    /// 검사하지 못함: no scanner, or it was away; tried again.
    Unscanned,
}

impl Scan {
    pub const ALL: [Scan; 4] = [Scan::Waiting, Scan::Clean, Scan::Infected, Scan::Unscanned];

    pub fn as_str(self) -> &'static str {
        match self {
            Scan::Waiting => "waiting",
            Scan::Clean => "clean",
            Scan::Infected => "infected",
            Scan::Unscanned => "unscanned",
        }
    }

    pub fn parse(text: &str) -> Option<Scan> {
        Scan::ALL.into_iter().find(|scan| scan.as_str() == text)
    }

    /// A picture was drawn anew by us and carries nothing foreign, so it need not wait for the scan. What
    /// could not be scanned is opened with the warning beside it: an office without a scanner must work.
    pub fn lets_open(self, kind: FileKind) -> bool {
        match self {
            Scan::Clean | Scan::Unscanned => true,
            Scan::Waiting => kind.is_picture(),
            Scan::Infected => false,
        }
    }
}

/// Why a file is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.code())]
pub enum FileRefusal {
    NameMissing,
    NameTooLong,
    /// Nothing in it.
    Empty,
    TooLarge,
    TooMany,
    /// All together.
    TooMuch,
    /// Not one of the kinds we take; what the name says it is.
    KindNotTaken {
        extension: String,
    },
    /// The content is something else than the name says.
    ContentDiffers {
        named: FileKind,
    },
    /// A picture that cannot be read to its end.
    Damaged,
    TooManyPixels,
}

impl FileRefusal {
    /// Never changes.
    pub fn code(&self) -> &'static str {
        match self {
            FileRefusal::NameMissing => "file-name-missing",
            FileRefusal::NameTooLong => "file-name-too-long",
            FileRefusal::Empty => "file-empty",
            FileRefusal::TooLarge => "file-too-large",
            FileRefusal::TooMany => "too-many-files",
            FileRefusal::TooMuch => "files-too-large",
            FileRefusal::KindNotTaken { .. } => "file-kind-not-taken",
            FileRefusal::ContentDiffers { .. } => "file-content-differs",
            FileRefusal::Damaged => "file-damaged",
            FileRefusal::TooManyPixels => "too-many-pixels",
        }
    }
}

/// Whether one more file of this size finds room beside `count` files of `bytes` together.
pub fn has_room(count: usize, bytes: u64, size: u64) -> Result<(), FileRefusal> {
    match () {
        () if size == 0 => Err(FileRefusal::Empty),
        () if size > FILE_BYTES_MAX => Err(FileRefusal::TooLarge),
        () if count >= FILES_MAX => Err(FileRefusal::TooMany),
        () if bytes.saturating_add(size) > TOTAL_BYTES_MAX => Err(FileRefusal::TooMuch),
        () => Ok(()),
    }
}

/// Whether somebody may attach to this part now: exactly who may do the act that sends it.
pub fn may_attach(c: &Complaint, by: &Actor, part: Part, desk: &Desk) -> Result<(), Refusal> {
    match part {
        Part::Application => {
            // Before receipt the application is still in the petitioner's own hands.
            let own = matches!(by, Actor::Petitioner(id) if *id == c.petitioner);
            match c.stage.name() {
                StageName::Filed if own => Ok(()),
                _ => may(c, by, Act::Receive, desk),
            }
        }
        Part::Supplement => may(c, by, Act::Supplement, desk),
        Part::Answer => {
            let ways = [Act::AnswerAtOnce, Act::AnswerFollowUp];
            let other = ways.into_iter().find(|act| may(c, by, *act, desk).is_ok());
            other.map_or_else(|| may(c, by, Act::Draft, desk), |_| Ok(()))
        }
        Part::Opinion => may(c, by, Act::Opine, desk),
    }
}

/// The files of a case that wait to be sent together: by part, opinions by department too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bundle {
    Supplement,
    Answer,
    Opinion(DepartmentId),
}

impl Bundle {
    /// Where somebody's file of this part waits; an application's goes on the file at once.
    pub fn of(part: Part, by: &Actor) -> Option<Bundle> {
        match part {
            Part::Application => None,
            Part::Supplement => Some(Bundle::Supplement),
            Part::Answer => Some(Bundle::Answer),
            Part::Opinion => by.officer().map(|officer| Bundle::Opinion(officer.department)),
        }
    }

    /// What an event sends on its way.
    pub fn sent_by(event: &Event) -> Option<Bundle> {
        match event {
            Event::Supplemented => Some(Bundle::Supplement),
            Event::Answered { .. } | Event::FollowUpAnswered => Some(Bundle::Answer),
            Event::Opined { department } => Some(Bundle::Opinion(*department)),
            _ => None,
        }
    }

    /// The name it is kept under.
    pub fn name(self) -> String {
        match self {
            Bundle::Supplement => "supplement".to_owned(),
            Bundle::Answer => "answer".to_owned(),
            Bundle::Opinion(department) => format!("opinion:{department}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_ends_at_the_file_the_count_and_the_whole() {
        assert_eq!(has_room(0, 0, FILE_BYTES_MAX), Ok(()));
        assert_eq!(has_room(0, 0, FILE_BYTES_MAX + 1), Err(FileRefusal::TooLarge));
        assert_eq!(has_room(0, 0, 0), Err(FileRefusal::Empty));
        assert_eq!(has_room(FILES_MAX, 0, 1), Err(FileRefusal::TooMany));
        assert_eq!(has_room(9, TOTAL_BYTES_MAX, 1), Err(FileRefusal::TooMuch));
        assert_eq!(has_room(9, TOTAL_BYTES_MAX - 1, 1), Ok(()));
    }

    #[test]
    fn an_infected_file_is_opened_by_nobody_and_a_document_waits_for_its_scan() {
        for kind in FileKind::ALL {
            assert!(!Scan::Infected.lets_open(kind));
            assert_eq!(Scan::Waiting.lets_open(kind), kind.is_picture());
            assert!(Scan::Clean.lets_open(kind) && Scan::Unscanned.lets_open(kind));
        }
    }

    #[test]
    fn names_in_rows_are_read_back() {
        assert!(Part::ALL.into_iter().all(|part| Part::parse(part.as_str()) == Some(part)));
        assert!(Scan::ALL.into_iter().all(|scan| Scan::parse(scan.as_str()) == Some(scan)));
    }
}
