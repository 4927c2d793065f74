//! Every value of every enum has a word of its own, in Korean; both languages of the citizen's pages are full.

use std::collections::HashSet;

use crate::samples::assert_korean;
use domain::complaint::*;
use domain::notice::Template;
use domain::org::AgencyKind;
use domain::role::Role;
use words::{
    Lang, act, agency, answer, badge, channel, closing, extension, kind, note, notice, notice_channel,
};
use words::{reassignment, role, score, stage, visibility};

fn distinct(what: &str, labels: impl IntoIterator<Item = impl AsRef<str>>) {
    let mut seen = HashSet::new();
    for label in labels {
        let label = label.as_ref();
        assert_korean(label);
        assert!(seen.insert(label.to_owned()), "{what}: {label} twice");
    }
}

#[test]
fn stages_carry_the_guides_labels() {
    let labels = StageName::ALL.map(stage::label);
    assert_eq!(
        labels,
        [
            "신청",
            "접수",
            "기관 분배",
            "부서 분배",
            "처리자 분배",
            "처리자 접수",
            "결재수신",
            "결재상신",
            "처리완료",
            "타기관 이송",
            "종결",
            "취하",
            "병합"
        ]
    );
    assert_eq!(stage::tooltip(StageName::ApprovalSent), "결재시스템으로 전송한 단계");
    assert_eq!(stage::tooltip(StageName::ApprovalPending), "결재 진행 중인 단계");
    distinct("stage tooltip", StageName::ALL.map(stage::tooltip));
    distinct("citizen's stage", StageName::ALL.map(|s| stage::citizen(s, Lang::Ko)));
    assert!(StageName::ALL.iter().all(|s| stage::citizen(*s, Lang::En).is_ascii()));
}

#[test]
fn every_label_is_its_own() {
    distinct("role", Role::ALL.map(role::label));
    distinct("role's work", Role::ALL.map(role::describe));
    distinct("agency kind", AgencyKind::ALL.map(agency::label));
    distinct("channel", Channel::ALL.map(channel::label));
    distinct("kind", Kind::ALL.map(kind::label));
    distinct("kind's meaning", Kind::ALL.map(kind::describe));
    distinct("visibility", Visibility::ALL.map(visibility::label));
    distinct("closing ground", ClosingGround::ALL.map(closing::label));
    distinct("extension ground", ExtensionGround::ALL.map(extension::label));
    distinct("ground asked", GroundAsked::ALL.map(extension::asked));
    distinct("reassignment reason", ReassignmentReason::ALL.map(reassignment::reason));
    distinct("answer result", AnswerResult::ALL.map(answer::result));
    distinct("score", Score::ALL.map(score::label));
    distinct("badge", Badge::ALL.map(badge::label));
    distinct("note", NoteKind::ALL.map(note::label));
    distinct("template", Template::ALL.map(notice::label));
    let ways = notice_channel::ALL.iter().chain(&notice_channel::BY_HAND);
    distinct("notice channel", ways.map(|code| notice_channel::label(code).unwrap()));
    let by_hand = domain::notice::Way::ALL.map(domain::notice::Way::as_str);
    assert_eq!(notice_channel::BY_HAND, by_hand);
    distinct("act", Act::ALL.iter().map(|a| act::label(*a)));
}

#[test]
fn buttons_of_the_guide_are_named_as_there() {
    let named = [
        (Act::RequestReassignment, "재지정 요청"),
        (Act::Assign, "처리부서 등록"),
        (Act::Reassign, "처리자재분배"),
        (Act::Recall, "민원 회수"),
        (Act::Transfer, "타기관 이송"),
        (Act::Close, "종결 처리"),
        (Act::InterimAnswer, "중간 답변"),
    ];
    for (which, label) in named {
        assert_eq!(act::label(which), label);
    }
    assert_eq!(Score::ALL.map(score::label), ["매우만족", "만족", "보통", "불만", "매우불만"]);
}

#[test]
fn every_ground_of_the_law_names_its_article() {
    for ground in ClosingGround::ALL {
        assert_eq!(closing::article(ground).is_some(), ground != ClosingGround::Abuse);
    }
    for ground in GroundAsked::ALL {
        assert_eq!(extension::article(ground).ends_with("제2항"), ground.legal().is_none());
    }
}

#[test]
fn both_languages_of_the_citizens_pages_are_full() {
    for lang in Lang::ALL {
        let s = lang.strings();
        let all = [s.common.all(), s.apply.all(), s.lookup.all(), s.status.all(), s.acts.all()].concat();
        for (field, text) in all {
            assert!(!text.trim().is_empty(), "{field}");
            let korean = text.chars().any(|c| ('가'..='힣').contains(&c));
            assert_eq!(korean, lang == Lang::Ko, "{field}: {text}");
        }
        assert_eq!(Lang::parse(lang.as_str()), Some(lang));
    }
}
