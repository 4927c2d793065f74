//! One complaint: its facts, clock, steps, history, notices and files.

use maud::{Markup, html};

use crate::components::{
    Deadline, FileLine, KeyValue, Lang, NoticeLine, Step, StepState, TimelineEntry, Tone, Urgency, deadline,
    file_list, key_values, notice_log, panel, stepper, timeline,
};

pub(super) fn progress() -> Markup {
    html! {
        (panel("facts", "민원 상세정보", facts()))
        (panel("deadlines", "처리기한", deadlines()))
        (panel("steps", "민원 진행상황", steps()))
        (panel("history", "이력", history()))
        (panel("notices", "알림현황", notices()))
    }
}

fn facts() -> Markup {
    let files = [
        FileLine {
            name: "현장 사진.jpg",
            size: "1.2 MB",
            href: Some("/assets/favicon.svg"),
            view: Some("/assets/favicon.svg"),
            preview: Some("/assets/favicon.svg"),
            note: Some(("안전", Tone::Success)),
            remove: Some(("1", "현장 사진.jpg 지우기")),
        },
        FileLine {
            name: "도면.pdf",
            size: "830 KB",
            note: Some(("검사 전", Tone::Neutral)),
            ..FileLine::default()
        },
        FileLine {
            name: "견적서.xlsx",
            size: "3 MB",
            note: Some(("감염(격리)", Tone::Danger)),
            ..FileLine::default()
        },
    ];
    key_values(&[
        KeyValue::text("접수번호", "20260310000001"),
        KeyValue::text("민원종류", "고충민원"),
        KeyValue::text("신청인", "박○민"),
        KeyValue::text("접수경로", "인터넷"),
        KeyValue::text("이메일", ""),
        KeyValue::text("내용", "송파대로 37길 앞 가로등이 나흘째 꺼져 있습니다. 밤에 무척 어둡습니다.")
            .wide(),
        KeyValue::new("첨부파일", file_list("첨부파일", &files, Lang::Ko)).wide(),
    ])
}

fn deadlines() -> Markup {
    let lines = [
        "접수 2026. 3. 3. 09:10 – 고충민원 7일(근무일, 첫날 산입)".to_owned(),
        "3. 3. 화 1일 · 3. 4. 수 2일 · 3. 5. 목 3일 · 3. 6. 금 4일".to_owned(),
        "3. 7. 토 · 3. 8. 일 세지 않음".to_owned(),
        "3. 9. 월 5일 · 3. 10. 화 6일 · 3. 11. 수 7일 → 18:00 만료".to_owned(),
    ];
    let example =
        |remaining, urgency| Deadline { due: "2026. 3. 11. 18:00", remaining, urgency, explanation: &lines };
    html! {
        (deadline(&example("D-7", Urgency::Calm)))
        (deadline(&example("D-2", Urgency::Soon)))
        (deadline(&example("오늘", Urgency::Today)))
        (deadline(&example("2일 1시간 지남", Urgency::Overdue)))
        (deadline(&example("보완 중 정지", Urgency::Stopped)))
    }
}

fn steps() -> Markup {
    let done = |label, when| Step {
        label,
        state: StepState::Done,
        when: Some(when),
        history: Some(html! { p { "한접수 (응답소 통합접수)" } p { "고충민원으로 접수했습니다." } }),
    };
    let later = |label, state| Step { label, state, when: None, history: None };
    stepper(
        "민원 진행상황",
        &[
            done("접수", "2026. 3. 10. 09:12"),
            done("기관 분배", "2026. 3. 10. 09:30"),
            Step { state: StepState::Current, ..done("부서 분배", "2026. 3. 10. 10:02") },
            later("처리자 접수", StepState::Waiting),
            later("협조", StepState::Skipped),
            later("답변", StepState::Waiting),
        ],
    )
}

fn history() -> Markup {
    timeline(
        "이력",
        &[
            TimelineEntry {
                when: "2026. 3. 10. 10:02",
                who: "이송파 (송파구 감사담당관)",
                what: "보건소 의약과로 분배",
                note: None,
            },
            TimelineEntry {
                when: "2026. 3. 10. 09:30",
                who: "한접수 (응답소 통합접수)",
                what: "송파구로 분배",
                note: Some(html! { "‘송파대로’로 보아 송파구 소관" }),
            },
            TimelineEntry {
                when: "2026. 3. 10. 09:12",
                who: "한접수 (응답소 통합접수)",
                what: "고충민원으로 접수",
                note: None,
            },
        ],
    )
}

fn notices() -> Markup {
    let line = |channel, result, tone| NoticeLine {
        at: "2026. 3. 10. 09:12",
        step: "접수",
        to: "신청인",
        channel,
        what: "접수 안내",
        result,
        tone,
    };
    notice_log(
        "알림현황",
        &[
            line("알림톡", "실패 – 수신 거부", Tone::Danger),
            line("문자", "발송 성공", Tone::Success),
            line("이메일", "발송 대기", Tone::Neutral),
        ],
    )
}
