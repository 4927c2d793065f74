//! What the free texts on a file are called.

use domain::complaint::NoteKind;

pub fn label(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Memo => "요청내용",
        NoteKind::Reason => "사유",
        NoteKind::Question => "협조 요청내용",
        NoteKind::Opinion => "협조 의견",
        NoteKind::Interim => "중간 답변",
        NoteKind::SupplementItems => "보완할 사항",
        NoteKind::Supplement => "보완 내용",
        NoteKind::ConsentReason => "연장이 필요한 사유",
        NoteKind::ConsentEvidence => "동의받은 날짜와 방법",
        NoteKind::Answer => "답변",
        NoteKind::Remedy => "구제 절차",
        NoteKind::Comment => "의견",
        NoteKind::FollowUpQuestion => "추가 질문",
        NoteKind::FollowUpAnswer => "추가답변",
        NoteKind::Objection => "이의신청 내용",
        NoteKind::Call => "통화 메모",
    }
}
