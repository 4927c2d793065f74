//! 정기 작업: every recurring job on one page, with its hour and the rule that asks for it.

mod job;

use domain::deadline::seoul;
use jiff::civil::Time;
use jiff::{SignedDuration, Timestamp, ToSpan};
use store::JobRun;

use crate::not_done::Result;
use crate::office::Office;

pub use job::Job;

/// When a job runs, on the office's clock: moving a demo's clock brings about what is due by then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    Every {
        seconds: u32,
    },
    /// Once a day at this hour and minute in Seoul.
    Daily {
        hour: i8,
        minute: i8,
    },
}

/// A line of the timetable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub job: Job,
    pub label: &'static str,
    pub when: When,
    /// The article, or the office's own reason.
    pub why: &'static str,
}

/// In the order they run when several are due: what changes a file before what tells of it.
static TIMETABLE: &[Entry] = &[
    Entry {
        job: Job::FetchStaff,
        label: "인사 연계",
        when: When::Daily { hour: 4, minute: 30 },
        why: "공무원 직원 정보를 연계 시스템에서 받아 반영합니다(최대 2일 소요).",
    },
    Entry {
        job: Job::TakeOver,
        label: "떠난 직원·없어진 부서의 업무 인계",
        when: When::Every { seconds: 600 },
        why: "인사이동·퇴직한 직원과 없어진 부서에 남은 민원을 이어받을 부서로 넘깁니다(행정업무의 운영 및 혁신에 관한 규정 제61조).",
    },
    Entry {
        job: Job::Recompute,
        label: "처리기한 다시 계산",
        when: When::Every { seconds: 60 },
        why: "공휴일이나 장애 기간이 바뀌면 처리 중인 민원의 처리기한을 다시 계산합니다(법 제19조, 시행령 제20조).",
    },
    Entry {
        job: Job::LapseSupplements,
        label: "보완기한 경과 처리",
        when: When::Daily { hour: 0, minute: 10 },
        why: "보완기한이 지나도록 보완하지 않으면 처리기간이 다시 흐릅니다(법 제22조, 시행령 제24조).",
    },
    Entry {
        job: Job::SweepDeadlines,
        label: "처리기한 점검·독촉",
        when: When::Daily { hour: 9, minute: 0 },
        why: "오늘이 기한인 민원과 기한이 지난 민원을 알리고 독촉장을 보냅니다(법 제25조, 시행령 제28조).",
    },
    Entry {
        job: Job::TellProgress,
        label: "처리진행상황 통지",
        when: When::Daily { hour: 9, minute: 10 },
        why: "접수 후 30일마다 처리진행상황을 신청인에게 알립니다(시행령 제23조).",
    },
    Entry {
        job: Job::Deliver,
        label: "알림 발송",
        when: When::Every { seconds: 1 },
        why: "발송함에 있는 알림을 보내고, 실패하면 간격을 두고 다시 보냅니다(법 제27조).",
    },
    Entry {
        job: Job::HandOver,
        label: "업무관리시스템 전송",
        when: When::Every { seconds: 1 },
        why: "결재를 요청한 답변을 업무관리시스템으로 보내고, 실패하면 간격을 두고 다시 보냅니다(행정업무의 운영 및 혁신에 관한 규정 제24조).",
    },
    Entry {
        job: Job::AskApproval,
        label: "결재 진행 확인",
        when: When::Every { seconds: 60 },
        why: "결재 통보가 유실되어도 늦지 않도록 업무관리시스템에 결재 진행 상태를 물어봅니다.",
    },
    Entry {
        job: Job::TellApprovalDelays,
        label: "결재 지연 알림",
        when: When::Every { seconds: 300 },
        why: "근무시간 4시간이 지나도록 결재가 시작되지 않은 답변을 처리자에게 알립니다.",
    },
    Entry {
        job: Job::Prune,
        label: "만료 기록 정리",
        when: When::Every { seconds: 3600 },
        why: "만료된 로그인, 7일이 지난 중복 요청 방지 열쇠, 지난 화면 갱신 신호를 지웁니다(개인정보 보호법 제21조).",
    },
    Entry {
        job: Job::PullEpeople,
        label: "국민신문고 수신",
        when: When::Every { seconds: 60 },
        why: "국민신문고의 민원, 만족도 평가, 보완·취하를 한 번씩 받아 옵니다(법 제12조의2, 시행령 제6조).",
    },
    Entry {
        job: Job::TellNeighbours,
        label: "연계 메시지 발송",
        when: When::Every { seconds: 1 },
        why: "접수·답변·이송을 국민신문고에 알리고, 연결되지 않으면 간격을 두고 다시 보냅니다(시행령 제13조).",
    },
    Entry {
        job: Job::ReconcileEpeople,
        label: "국민신문고 대사",
        when: When::Every { seconds: 600 },
        why: "하루가 끝나면 그날 보낸 것과 받은 것을 국민신문고의 기록과 맞춰 봅니다(연계 운영 지침).",
    },
    Entry {
        job: Job::ScanFiles,
        label: "첨부파일 악성코드 검사",
        when: When::Every { seconds: 3 },
        why: "새로 들어온 첨부파일을 검사하고, 검사하지 못한 파일은 간격을 두고 다시 검사합니다. 감염된 파일은 격리하고 알립니다.",
    },
    Entry {
        job: Job::TidyFiles,
        label: "보내지 않은 첨부파일 정리",
        when: When::Every { seconds: 600 },
        why: "3시간이 지나도록 민원과 함께 보내지 않은 첨부파일을 지웁니다(개인정보 보호법 제21조).",
    },
    Entry {
        job: Job::FoldSearch,
        label: "검색 색인 반영",
        when: When::Every { seconds: 300 },
        why: "새로 신청되거나 보호로 바뀐 민원을 검색 색인에 반영합니다. 반영되기 전의 민원도 검색됩니다.",
    },
    Entry {
        job: Job::AddUp,
        label: "통계 합산",
        when: When::Every { seconds: 300 },
        why: "접수·처리·종결한 건수를 날짜별 합계에 더합니다. 더하기 전의 민원도 통계에 들어 있습니다.",
    },
    Entry {
        job: Job::MakeExports,
        label: "내려받기 파일 만들기",
        when: When::Every { seconds: 1 },
        why: "한 번에 내려받기에 긴 목록을 요청한 직원의 권한 안에서 차례로 엑셀 파일로 만듭니다.",
    },
    Entry {
        job: Job::TidyExports,
        label: "지난 내려받기 파일 정리",
        when: When::Every { seconds: 600 },
        why: "만들어진 지 24시간이 지났거나 취소·실패한 내려받기 파일을 지웁니다(개인정보 보호법 제21조).",
    },
    Entry {
        job: Job::AnchorAccess,
        label: "접속기록 기준값",
        when: When::Daily { hour: 23, minute: 50 },
        why: "접속기록의 마지막 줄을 기준값으로 남기고 서버 로그로 내보내, 그때까지의 기록이 바뀌면 드러나게 합니다(개인정보의 안전성 확보조치 기준 제8조 제3항).",
    },
];

pub fn timetable() -> &'static [Entry] {
    TIMETABLE
}

/// The timetable with each job's last run, for the page that shows it.
pub async fn last_runs(office: &Office) -> Result<Vec<(&'static Entry, Option<JobRun>)>> {
    let runs = office.store().read().await?.job_runs().await?;
    let of = |job: Job| runs.iter().find(|run| run.name == job.as_str()).cloned();
    Ok(TIMETABLE.iter().map(|entry| (entry, of(entry.job))).collect())
}

impl When {
    /// The latest moment, now or before, at which it was to run: due if nothing was begun since.
    pub fn last(self, now: Timestamp) -> Timestamp {
        match self {
            // The start itself is a moment too early for the next run.
            When::Every { seconds } => {
                let ago = SignedDuration::from_secs(i64::from(seconds)) - SignedDuration::from_micros(1);
                now.checked_sub(ago).unwrap_or(Timestamp::MIN)
            }
            When::Daily { hour, minute } => {
                let here = seoul::civil(now);
                let today = here.date().to_datetime(Time::constant(hour, minute, 0, 0));
                seoul::instant(if today <= here { today } else { today.saturating_sub(1.day()) })
            }
        }
    }

    /// `매일 09:00`, `60초마다`.
    pub fn words(self) -> String {
        match self {
            When::Every { seconds } if seconds % 3600 == 0 => format!("{}시간마다", seconds / 3600),
            When::Every { seconds } if seconds % 60 == 0 => format!("{}분마다", seconds / 60),
            When::Every { seconds } => format!("{seconds}초마다"),
            When::Daily { hour, minute } => format!("매일 {hour:02}:{minute:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        seoul::parse(text).unwrap()
    }

    #[test]
    fn a_daily_job_was_last_due_today_or_yesterday() {
        let nine = When::Daily { hour: 9, minute: 0 };
        assert_eq!(nine.last(at("2026-03-10 09:00")), at("2026-03-10 09:00"));
        assert_eq!(nine.last(at("2026-03-10 23:59")), at("2026-03-10 09:00"));
        assert_eq!(nine.last(at("2026-03-10 08:59")), at("2026-03-09 09:00"));
        assert_eq!(nine.last(at("2026-01-01 00:00")), at("2025-12-31 09:00"));
    }

    #[test]
    fn a_job_begun_a_minute_ago_is_due_again_every_minute() {
        let minutely = When::Every { seconds: 60 };
        let due = |begun: &str, now: &str| at(begun) < minutely.last(at(now));
        assert!(due("2026-03-10T10:00", "2026-03-10T10:01"));
        assert!(!due("2026-03-10T10:00:01", "2026-03-10T10:01"));
    }

    #[test]
    fn every_job_is_on_the_page_once_and_says_when() {
        let mut names: Vec<_> = timetable().iter().map(|entry| entry.job.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), timetable().len());
        assert_eq!(When::Daily { hour: 9, minute: 5 }.words(), "매일 09:05");
        assert_eq!(When::Every { seconds: 60 }.words(), "1분마다");
    }
}
