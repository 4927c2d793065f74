//! Every notice as it leaves, kept in `notices.txt`; `EUNGDAPSO_BLESS=1` writes the file anew.

use std::fmt::Write as _;
use std::path::Path;

use domain::complaint::{
    AnswerResult, ClosingGround, ExtensionGround, ObjectionRuling, ReassignmentOutcome, StageName,
};
use domain::notice::Template;
use jiff::civil::date;
use words::notice::{NoticeFacts, Reader, SHORT_BYTES, bytes, label, render};

/// A file with everything on it; each template speaks of its own part.
fn facts(template: Template) -> NoticeFacts {
    let text = |s: &str| Some(s.to_owned());
    NoticeFacts {
        number: if template == Template::Filed { "F20261122000001" } else { "20261122000001" }.to_owned(),
        title: "가락시장 앞 보도블록이 내려앉아 위험합니다".to_owned(),
        petitioner: text("박○민"),
        stage: Some(stage_after(template)),
        agency: text("송파구"),
        department: text("송파구 도로과"),
        handler: text("김하늘"),
        phone: text("02-2147-0000"),
        due_at: (template != Template::Filed).then(|| "2026-12-01T09:00:00Z".parse().unwrap()),
        days_late: Some(2),
        body: text("현장을 확인한 내용입니다.\n자세한 사항은 아래와 같습니다."),
        result: Some(AnswerResult::Refused),
        remedy: text("처분을 안 날부터 90일 이내에 행정심판을 청구할 수 있습니다."),
        reply_by: Some(date(2026, 12, 4)),
        reply_at: has_own_deadline(template).then(|| "2026-11-27T09:00:00Z".parse().unwrap()),
        transferred_to: text("한국도로공사"),
        merged_into: text("20261120000007"),
        closing: Some(ClosingGround::RemedyPending),
        extension: Some(ExtensionGround::FactFinding),
        ruling: Some(ObjectionRuling::Dismissed),
        reassignment: Some(ReassignmentOutcome::Refused),
        other_department: text("송파구 치수과"),
        link: text("/complaints/20261122000001"),
        ..NoticeFacts::default()
    }
}

fn stage_after(template: Template) -> StageName {
    match template {
        Template::Filed => StageName::Filed,
        Template::Received => StageName::Received,
        Template::HandlerNamed => StageName::Assigned,
        Template::Answered
        | Template::FollowUpAnswered
        | Template::ObjectionReceived
        | Template::ObjectionDecided => StageName::Answered,
        Template::Transferred => StageName::Transferred,
        Template::Closed => StageName::Closed,
        Template::Withdrawn => StageName::Withdrawn,
        Template::Merged => StageName::Merged,
        _ => StageName::Accepted,
    }
}

fn has_own_deadline(template: Template) -> bool {
    use Template::{CooperationAsked, FollowUpAsked, ObjectionFiled, ObjectionReceived};
    [CooperationAsked, FollowUpAsked, ObjectionFiled, ObjectionReceived].contains(&template)
}

/// Every template, and the ones the office reads too a second time.
fn all() -> Vec<(Template, NoticeFacts)> {
    let mut letters: Vec<_> = Template::ALL.into_iter().map(|template| (template, facts(template))).collect();
    for template in [Template::SupplementLapsed, Template::Withdrawn] {
        letters.push((template, NoticeFacts { reader: Reader::Staff, ..facts(template) }));
    }
    letters
}

#[test]
fn notices_read_as_kept() {
    let mut written = String::new();
    for (template, facts) in all() {
        let letter = render(template, &facts);
        let name = label(template);
        let length = bytes(&letter.short);
        write!(
            written,
            "=== {name}\n{}\n---\n{}\n---\n{} ({length})\n\n",
            letter.subject, letter.text, letter.short
        )
        .unwrap();
    }
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/notices.txt");
    if std::env::var_os("EUNGDAPSO_BLESS").is_some() {
        std::fs::write(&kept, &written).unwrap();
    }
    let expected = std::fs::read_to_string(&kept).unwrap();
    for (now, then) in written.split("\n\n=== ").zip(expected.split("\n\n=== ")) {
        assert_eq!(now, then, "a notice changed; EUNGDAPSO_BLESS=1 accepts it");
    }
    assert_eq!(written.len(), expected.len(), "a notice came or went; EUNGDAPSO_BLESS=1 accepts it");
}

#[test]
fn text_messages_fit_and_name_the_complaint() {
    for (template, mut facts) in all() {
        let short = render(template, &facts).short;
        assert!(short.contains(&facts.number), "{short}");
        facts.title = "아주 긴 제목 ".repeat(20);
        facts.department = Some("아주 긴 이름의 사업소 시설관리부 ".repeat(4));
        facts.transferred_to = Some("아주 긴 이름의 중앙행정기관".repeat(4));
        let letter = render(template, &facts);
        assert!(bytes(&letter.short) <= SHORT_BYTES, "{}", letter.short);
        assert!(!letter.subject.contains('\n'));
    }
}

#[test]
fn letters_to_citizens_name_who_handles_it_and_how_to_reach_them() {
    for template in Template::ALL {
        let facts = facts(template);
        let letter = render(template, &facts);
        if !letter.text.contains("안녕하십니까") {
            continue;
        }
        for told in ["20261122000001", "가락시장", "송파구 도로과", "김하늘", "02-2147-0000", "/complaints/"]
        {
            assert!(letter.text.contains(told), "{}: {told}", label(template));
        }
    }
}

#[test]
fn unknown_facts_are_left_out_and_nothing_is_promised_after_the_end() {
    let bare =
        NoticeFacts { number: "F20261122000001".into(), title: "제목".into(), ..NoticeFacts::default() };
    for template in Template::ALL {
        let letter = render(template, &bare);
        assert!(!letter.text.contains("None") && !letter.text.contains("- 담당:"), "{}", letter.text);
    }
    assert!(!render(Template::Closed, &facts(Template::Closed)).text.contains("처리기한"));
}

#[test]
fn a_refusal_carries_its_remedy_and_an_answer_invites_to_rate() {
    let mut facts = facts(Template::Answered);
    let refused = render(Template::Answered, &facts).text;
    assert!(
        refused.contains("불수용") && refused.contains("행정심판") && refused.contains("평가해 주십시오")
    );
    facts.result = Some(AnswerResult::Granted);
    assert!(!render(Template::Answered, &facts).text.contains("행정심판"));
}
