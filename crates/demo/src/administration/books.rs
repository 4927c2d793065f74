//! Codes, templates and a notice text.

use casework::Result;
use domain::complaint::Kind;
use domain::desk::seoul_date;
use domain::period::Period;
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use store::{KeptCategory, KeptTask, KeptTemplate, KeptText, Write};

use super::Keeper;
use crate::city::{City, made};
use crate::texts::Category;

/// 민원처리기준표: what departments of a district receive most.
const TASKS: [(&str, Period, &str, &str); 6] = [
    ("약국 개설등록", Period::Days(3), "의약", "약사법 제20조"),
    ("의료기기 판매업 신고", Period::Hours(5), "의약", "의료기기법 제17조"),
    ("옥외광고물 표시허가", Period::Days(7), "도로·시설물", "옥외광고물법 제3조"),
    ("도로점용 허가", Period::Days(7), "도로·시설물", "도로법 제61조"),
    ("식품접객업 영업신고", Period::Days(3), "보건·위생", "식품위생법 제37조"),
    ("건축물 용도변경 허가", Period::Days(14), "주택·건축", "건축법 제19조"),
];

const GENERAL: &str = "안녕하십니까? {신청인} 님, 시정에 관심을 가져 주셔서 감사합니다.\n\n\
    {접수일}에 접수하신 민원({접수번호})에 대하여 다음과 같이 답변드립니다.\n\n가. \n\n나. \n\n\
    더 궁금하신 점은 {처리부서} {담당자}(☎ {연락처})에게 문의하여 주시기 바랍니다. 감사합니다.";
const MEDICINE: &str = "안녕하십니까? 송파구 보건소 의약과입니다.\n\n\
    귀하께서 말씀하신 '{제목}'에 대하여 관련 법령과 현장을 확인하였습니다.\n\n\
    가. 확인한 내용: \n\n나. 조치할 내용: \n\n\
    의약업소에 대한 지도·점검 결과는 관할 보건소에서 관리하고 있습니다. 추가로 안내가 필요하시면 {담당자}(☎ {연락처})에게 \
    연락하여 주십시오.";
const SUGGESTION: &str = "소중한 의견을 보내 주셔서 감사합니다.\n\n\
    제안하신 내용은 {처리부서}에서 검토하였으며 그 결과를 알려 드립니다.\n\n가. 검토 결과: \n\n나. 앞으로의 계획: ";

pub(super) async fn put(tx: &mut Write, city: &City, by: Keeper, now: Timestamp) -> Result<()> {
    let since = date(2026, 1, 1).min(seoul_date(now));
    for category in Category::ALL {
        let (id, name) = (made("category", category.name()), category.name().to_owned());
        let kind = (*category == Category::Proposal).then_some(Kind::Suggestion);
        let kept = KeptCategory { id, name, kind, from: since, until: None };
        tx.put_category(&kept, by, now - SignedDuration::from_hours(24 * 60)).await?;
    }
    for (name, period, category, basis) in TASKS {
        let kept = KeptTask {
            id: made("task", name),
            name: name.to_owned(),
            period,
            category: Some(category.to_owned()),
            basis: basis.to_owned(),
            from: since,
            until: None,
        };
        tx.put_task(&kept, by, now - SignedDuration::from_hours(24 * 60)).await?;
    }
    let medicine = &city.desks[city.medicine()];
    let templates = [
        ("일반 답변", None, None, GENERAL),
        ("건의 검토 결과", Some(Kind::Suggestion), None, SUGGESTION),
        ("의약업소 민원 안내", None, Some((medicine.agency, medicine.department)), MEDICINE),
    ];
    for (name, kind, place, body) in templates {
        tx.add_template(&KeptTemplate {
            id: made("template", name),
            name: name.to_owned(),
            kind,
            category: None,
            agency: place.map(|(agency, _)| agency),
            department: place.map(|(_, department)| department),
            body: body.to_owned(),
            version: 1,
            ended_at: None,
            changed_at: now - SignedDuration::from_hours(24 * 20),
            changed_by: by,
        })
        .await?;
    }
    tx.put_notice_text(&KeptText {
        template: "handler-named".to_owned(),
        reader: "citizen".to_owned(),
        channel: "sms".to_owned(),
        subject: String::new(),
        body: "[응답소] 민원 {번호} 담당 {처리부서} {담당자} {연락처}, 기한 {처리기한}".to_owned(),
        changed_at: now - SignedDuration::from_hours(24 * 27),
        changed_by: by,
    })
    .await?;
    Ok(())
}
