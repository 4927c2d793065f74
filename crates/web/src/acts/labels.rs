//! What a field is called in Korean, for the sentence that says what is wrong with it.

/// Fields filled in from a closed list, which say so when they are empty or strange.
const CHOSEN: [&str; 10] =
    ["handler", "ruling", "result", "ground", "by", "kind", "period", "visibility", "line", "score"];

/// One is asked to choose it, not to type it.
pub fn is_chosen(field: &str) -> bool {
    CHOSEN.contains(&field)
}

/// The label of a field by its name in forms and JSON; the name itself where it has none.
pub fn label(field: &str) -> &str {
    match field {
        "kind" => "민원종류",
        "category" => "민원분류",
        "period" | "by" => "처리기간",
        "visibility" => "공개 여부",
        "result" => "처리결과",
        "remedy" => "불복 절차 안내",
        "department" => "부서",
        "agency" => "기관",
        "handler" => "처리자",
        "proposed" => "제안 부서",
        "memo" => "요청내용",
        "reason" => "사유",
        "explanation" => "설명",
        "ruling" => "결정",
        "ground" => "근거",
        "grounds" => "이의신청 취지와 이유",
        "sameness_judged" => "동일 민원 판단",
        "committee_reviewed" => "민원조정위원회 심의",
        "into" => "주관 민원",
        "together" => "병합할 민원",
        "cooperations" | "cooperation_departments" => "협조부서",
        "cooperation_question" | "question" => "질의 내용",
        "cooperation_reply_by" | "reply_by" => "회신기한",
        "opinion" => "의견",
        "items" => "보완할 사항",
        "days" => "보완 기간",
        "from" => "시작일",
        "until" | "to" => "종료일",
        "purpose" => "목적",
        "line" => "결재선",
        "comment" => "의견",
        "score" => "만족도",
        "text" | "body" => "내용",
        "title" => "제목",
        "place" => "발생 위치",
        "channel" => "접수 경로",
        "joint" => "다수인관련민원 여부",
        "name" => "성명",
        "phone" => "전화번호",
        "email" => "이메일",
        "address" => "주소",
        "login" => "아이디",
        "password" => "비밀번호",
        "now" => "현재 시각",
        "numbers" => "민원 번호",
        "stage" => "진행상태",
        "q" => "검색어",
        "limit" => "조회 건수",
        "cursor" => "다음 쪽 위치",
        "sort" => "정렬",
        "overdue" => "지연 여부",
        "badge" => "표시",
        other => other,
    }
}
