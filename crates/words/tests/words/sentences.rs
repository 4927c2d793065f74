//! Refusals, acts, events and error pages: polite, Korean, and naming the next button.

use crate::samples::{assert_korean, assert_sentences, every_refusal};
use domain::actor::{By, Machinery};
use domain::complaint::{Act, Refusal, StageName};
use domain::id::{AgencyId, ComplaintId, DepartmentId, OfficerId, PetitionerId};
use domain::text::TextError;
use words::error::{PageError, page};
use words::{Lang, Names, act, error, event, refusal};

struct Seoul;

impl Names for Seoul {
    fn officer(&self, id: OfficerId) -> String {
        if id.0.as_u128() == 1 { "김하늘 주무관" } else { "박지민 팀장" }.to_owned()
    }
    fn department(&self, _id: DepartmentId) -> String {
        "송파구 보건소 의약과".to_owned()
    }
    fn agency(&self, _id: AgencyId) -> String {
        "송파구".to_owned()
    }
    fn complaint(&self, _id: ComplaintId) -> Option<String> {
        Some("20261122000001".to_owned())
    }
}

fn officer(n: u128) -> OfficerId {
    format!("{n:032x}").parse().unwrap()
}

fn nil<T: std::str::FromStr>() -> T
where
    T::Err: std::fmt::Debug,
{
    "00000000000000000000000000000000".parse().unwrap()
}

#[test]
fn every_refusal_is_a_polite_korean_sentence() {
    let mut seen = std::collections::HashMap::new();
    for refused in every_refusal() {
        let sentence = refusal::sentence(&refused);
        assert_sentences(&sentence);
        if let Some(way) = refusal::way_forward(&refused) {
            assert_sentences(&way);
        }
        if let Some(other) = seen.insert(sentence.clone(), refused.code()) {
            panic!("{} and {other} say the same: {sentence}", refused.code());
        }
        // Only typographic quotes and apostrophes beyond ASCII.
        let english = refusal::for_citizen(&refused, Lang::En);
        assert!(english.chars().all(|c| c.is_ascii() || "“”’".contains(c)), "{english}");
    }
}

#[test]
fn the_guide_is_quoted_to_the_letter() {
    let said = refusal::said(&Refusal::AcceptedAlready);
    assert_eq!(said.sentence, "'처리자 접수' 상태인 민원은 재지정이 불가합니다.");
    assert_eq!(said.way_forward.as_deref(), Some("'민원 회수' 후 재분배해 주십시오."));
    assert_eq!(
        act::done(Act::Recall),
        "민원을 회수했습니다. '부서 분배' 상태로 변경되었으며 재분배가 필요합니다."
    );
    let inside = Refusal::InsideTheCity { body: "서울교통공사".to_owned() };
    assert_eq!(
        refusal::sentence(&inside),
        "서울교통공사는 서울시 내부 기관이므로 타기관 이송 대상이 아닙니다."
    );
    assert!(refusal::way_forward(&inside).unwrap().starts_with("'재지정 요청'을"));
}

#[test]
fn a_wrong_stage_names_the_way_there() {
    let way = |act, stage| refusal::way_forward(&Refusal::WrongStage { act, stage }).unwrap();
    assert_eq!(way(Act::Transfer, StageName::Accepted), "'민원 회수' 후 '타기관 이송'을 이용해 주십시오.");
    assert_eq!(
        way(Act::Rate, StageName::Accepted),
        "'만족도 평가'는 '처리완료'된 민원에서 이용할 수 있습니다."
    );
    let past = "이미 지난 단계입니다. 화면을 새로 고쳐 현재 상태를 확인해 주십시오.";
    assert_eq!(way(Act::Accept, StageName::Accepted), past);
    assert_eq!(way(Act::Approve, StageName::Accepted), "먼저 '결재 요청'을 해 주십시오.");
    for act in Act::ALL {
        for stage in StageName::ALL {
            assert_sentences(&refusal::whole(&Refusal::WrongStage { act: *act, stage }));
        }
    }
}

#[test]
fn every_act_has_its_words() {
    let labels: std::collections::HashSet<_> = Act::ALL.iter().map(|a| act::label(*a)).collect();
    assert_eq!(labels.len(), Act::ALL.len(), "two acts share a label");
    for act in Act::ALL {
        assert_korean(act::label(*act));
        assert_sentences(act::follows(*act));
        assert_sentences(act::done(*act));
    }
}

#[test]
fn every_event_has_a_line() {
    let mut labels = std::collections::HashSet::new();
    for happened in crate::samples::every_event() {
        let line = event::line(&happened, &Seoul);
        assert_korean(&line);
        assert!(labels.insert(event::label(&happened)), "{}", event::label(&happened));
    }
    assert_eq!(
        event::line(&domain::complaint::Event::Merged { into: nil() }, &Seoul),
        "민원 20261122000001에 병합했습니다."
    );
}

#[test]
fn a_stand_in_signs_for_both() {
    let by = By::Officer { id: officer(1), on_behalf_of: Some(officer(2)) };
    assert_eq!(event::who(&by, &Seoul), "박지민 팀장을 대직하여 김하늘 주무관");
    assert_eq!(event::who(&By::Officer { id: officer(1), on_behalf_of: None }, &Seoul), "김하늘 주무관");
    assert_eq!(event::who(&By::Petitioner { id: nil::<PetitionerId>() }, &Seoul), "신청인");
    assert_eq!(event::who(&By::System { machinery: Machinery::ApprovalSystem }, &Seoul), "시스템(전자결재)");
}

#[test]
fn error_pages_say_what_happened_and_what_to_do() {
    for error in PageError::ALL {
        let words = page(error, Lang::Ko);
        assert_korean(words.title);
        assert_sentences(words.happened);
        assert_sentences(words.next);
        let english = page(error, Lang::En);
        assert!(
            [english.title, english.happened, english.next]
                .iter()
                .all(|text| text.is_ascii() && !text.is_empty())
        );
    }
    let too_long = TextError::TooLong { length: 201, max: 200 };
    assert_eq!(error::text("제목", TextError::Empty, Lang::Ko), "제목을 입력해 주십시오.");
    assert_eq!(error::text("제목", too_long, Lang::Ko), "제목은 200자까지 쓸 수 있습니다. 지금 201자입니다.");
    assert_eq!(
        error::span(error::SpanError::TooLong { days: 96, max: 95 }),
        "조회 기간은 최대 95일까지 설정할 수 있습니다. 지금 96일입니다."
    );
}
