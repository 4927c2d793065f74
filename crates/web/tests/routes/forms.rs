//! Forms filled in so that whoever may do it does it. An empty form is refused before its thing is looked at, or names
//! none: here each names a thing of 김도로's, and others who send the same must do nothing with it.

/// An address, and what its form says; what begins with `=` is the id that an address of that shape names.
pub(crate) type Form = &'static [(&'static str, &'static str)];

const NUMBER: &str = "=/complaints/{number}";

pub(crate) const FORMS: [(&str, Form); 34] = [
    ("/apply", &[("remove", "=/apply/files/{id}")]),
    ("/assign", &[("chosen", NUMBER), ("act", "recall"), ("reason", "담당 변경")]),
    ("/complaints/selected/recall", &[("chosen", NUMBER), ("recall-reason", "담당 조정")]),
    (
        "/complaints/selected/close",
        &[("chosen", NUMBER), ("close-ground", "abuse"), ("close-explanation", "욕설뿐입니다.")],
    ),
    (
        "/complaints/selected/merge",
        &[("chosen", "=received"), ("merge-into", NUMBER), ("merge-reason", "같은 신청인의 같은 민원")],
    ),
    ("/complaints/view", &[("do", "delete"), ("id", "=search")]),
    ("/complaints/{number}/acts/close", &[("ground", "abuse"), ("explanation", "욕설뿐입니다.")]),
    ("/complaints/{number}/acts/interim-answer", &[("text", "확인하고 있습니다.")]),
    ("/complaints/{number}/acts/propose-reassignment", &[("explanation", "공원 안의 길입니다.")]),
    ("/complaints/{number}/acts/recall", &[("reason", "담당을 다시 정합니다.")]),
    ("/complaints/{number}/acts/reclassify", &[("reason", "분류 정정"), ("category", "가로등")]),
    ("/complaints/{number}/attach", &[("panel", "answer"), ("remove", "=waiting")]),
    ("/complaints/{number}/draft", &[("body", "남의 글"), ("draft_from", "")]),
    ("/complaints/{number}/reveal", &[("purpose", "연락")]),
    ("/complaints/{number}/evidence", &[("purpose", "감사")]),
    ("/complaints/{number}/notices/{notice}/told", &[("way", "telephone")]),
    ("/delays", &[("chosen", NUMBER), ("text", "오늘 안에 답변하십시오.")]),
    ("/distribute", &[("chosen", "=received"), ("department", "=/organisation/departments/{id}")]),
    ("/field-applications/{id}", &[("decision", "granted"), ("answer", "쓰십시오.")]),
    (
        "/grants/requests/{id}/decide",
        &[("decision", "refuse"), ("request", "=/grants/requests/{id}"), ("answer", "확인")],
    ),
    ("/me/phrases", &[("delete", "1"), ("id", "=phrase")]),
    ("/me/second-factor/passkeys/{id}/name", &[("name", "남의 열쇠")]),
    ("/outages/{id}/end", &[("until", "2026-03-23T09:30:00+09:00")]),
    ("/petition/withdraw", &[("reason", "해결되었습니다.")]),
    ("/receive", &[("chosen", "=filed"), ("kind", "inquiry")]),
    ("/receive/new", &[("remove", "=/receive/new/files/{id}")]),
    ("/retention/holds/{id}/lift", &[("reason", "소송 종결")]),
    (
        "/templates/{id}",
        &[
            ("version", "1"),
            ("name", "도로과 안내"),
            ("body", "고친 글"),
            ("agency", "=/organisation/agencies/{id}"),
        ],
    ),
    (
        "/users/{id}/contact",
        &[
            ("seen", "=seen"),
            ("email", "kim@office.example"),
            ("phone", "02-2133-0001"),
            ("duty", "보도블록"),
        ],
    ),
    (
        "/users/{id}/grants",
        &[
            ("role", "approver"),
            ("grant_from", "2026-03-23"),
            ("grant_until", "2026-03-30"),
            ("grant_reason", "결재"),
        ],
    ),
    ("/users/{id}/grants/{grant}/end", &[("end_reason", "전보")]),
    ("/users/{id}/stand-ins", &[("stand_in", "=park"), ("from", "2026-04-01"), ("until", "2026-04-02")]),
    ("/codes/categories/{id}", &[("name", "가로등 고장"), ("from", "2026-01-01")]),
    ("/access-log/months/2026-02", &[("remarks", "확인함")]),
];

/// Sent as a form with files, though nobody chose any.
pub(crate) const WITH_FILES: [&str; 2] = ["/receive/paper/check", "/staff-feed"];
