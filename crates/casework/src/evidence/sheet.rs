//! The packet's cover, in the office's words.

use ::evidence::{Cover, CoverTable, Head};
use domain::attachment::Scan;
use store::{NoticeState, NoticeWithAttempts};
use words::Names;

use super::gathering::{Whole, reader_of};

pub(super) fn cover(head: &Head, whole: &Whole) -> Cover {
    Cover {
        title: format!("증거 묶음: 민원 {}", head.number),
        facts: facts(head, whole),
        tables: vec![history(whole), notices(whole), files(whole), openings(whole)],
        notes: notes(head, whole),
    }
}

fn facts(head: &Head, whole: &Whole) -> Vec<(String, String)> {
    let (c, written) = (&whole.case.complaint, &whole.case.words);
    let office = c.holder().department.map(|id| Names::department(&*whole.case.desk.chart, id));
    let fact = |label: &str, value: String| (label.to_owned(), value);
    vec![
        fact("접수번호", head.number.clone()),
        fact("신청번호", c.application_number.to_string()),
        fact("제목", written.title.clone()),
        fact("신청내용", written.body.clone()),
        fact("신청인", whole.case.petitioner.name.clone()),
        fact("진행단계", words::stage::label(c.stage.name()).to_owned()),
        fact("처리부서", office.unwrap_or_default()),
        fact("만든 때", head.made_at.clone()),
        fact("만든 사람", head.made_by.clone()),
        fact("목적", head.purpose.clone()),
    ]
}

fn table(title: &str, columns: &[&str], rows: Vec<Vec<String>>) -> CoverTable {
    let columns = columns.iter().map(|column| (*column).to_owned()).collect();
    CoverTable { title: title.to_owned(), columns, rows }
}

fn history(whole: &Whole) -> CoverTable {
    let names = &*whole.case.desk.chart;
    let rows = whole.case.history.iter().map(|line| {
        let mut said = words::event::line(&line.happened.event, names);
        for note in &line.notes {
            said.push_str(&format!("\n{}: {}", words::note::label(note.kind), note.text));
        }
        let at = words::date::moment(line.happened.at);
        vec![at, words::event::who(&line.happened.by, names), said]
    });
    table("처리 이력", &["일시", "한 사람", "한 일"], rows.collect())
}

fn notices(whole: &Whole) -> CoverTable {
    let names = &*whole.case.desk.chart;
    let rows = whole.notices.iter().map(|with| {
        let notice = &with.notice;
        let at = words::date::moment(notice.created_at);
        vec![at, reader_of(notice.to, names), notice.subject.clone(), attempts(with)]
    });
    table("알림", &["일시", "받는 사람", "제목", "발송 결과"], rows.collect())
}

fn attempts(with: &NoticeWithAttempts) -> String {
    let state = match with.notice.state {
        NoticeState::Pending => "대기",
        NoticeState::Sent => "발송",
        NoticeState::Failed => "실패",
        NoticeState::GivenUp => "포기",
    };
    let each = with.attempts.iter().map(|tried| {
        let channel = words::notice_channel::label(&tried.channel).unwrap_or(&tried.channel);
        let result = if tried.success { "성공" } else { "실패" };
        format!("\n{} {channel} {result} {}", words::date::moment(tried.at), tried.answer)
    });
    std::iter::once(state.to_owned()).chain(each).collect()
}

fn files(whole: &Whole) -> CoverTable {
    let rows = whole.files.iter().map(|file| {
        let kept = if file.scan == Scan::Infected { "감염되어 넣지 않음" } else { "들어 있음" };
        vec![file.name.clone(), words::attachment::size(file.size), file.digest.clone(), kept.to_owned()]
    });
    table("첨부파일", &["이름", "크기", "SHA-256", "이 묶음에"], rows.collect())
}

fn openings(whole: &Whole) -> CoverTable {
    let names = &*whole.case.desk.chart;
    let rows = whole.openings.iter().map(|one| {
        vec![words::date::moment(one.at), Names::officer(names, one.officer), one.purpose.clone()]
    });
    table("개인정보 열람", &["일시", "열람한 사람", "목적"], rows.collect())
}

fn notes(head: &Head, whole: &Whole) -> Vec<String> {
    let anchor = head.anchor.as_deref().unwrap_or("없음");
    let lines = whole.log.lines.len();
    vec![
        format!(
            "이 민원에 관한 접속기록 {lines}줄이 access-log.json에 사슬의 앞뒤 해시와 함께 들어 있습니다. \
             만든 때의 기준값: {anchor}"
        ),
        "manifest.json에 모든 파일의 SHA-256이 있고, manifest.sig는 그 목록에 대한 이 사무소의 서명입니다. \
         서명을 만든 열쇠는 사무소에만 있습니다. 바뀐 것이 있는지는 사무소에서 `eungdapso evidence verify 파일`로 \
         확인합니다."
            .to_owned(),
        "개인정보가 들어 있습니다. 목적 밖으로 쓰거나 알릴 수 없습니다(개인정보 보호법 제18조).".to_owned(),
    ]
}
