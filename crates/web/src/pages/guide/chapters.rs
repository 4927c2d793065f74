//! The chapters of the guide, in its order.

use domain::complaint::{Act, Kind, StageName};
use maud::{Markup, html};

use crate::components::{Column, KeyValue, Row, Table, data_table, key_values, page_title, panel};

/// Chapters with their anchors, as the table of contents lists them.
const CONTENTS: [(&str, &str); 10] = [
    ("kinds", "1장 1. 민원종류 및 민원처리 프로세스"),
    ("enter", "1장 2. 응답소 들어가기"),
    ("assign", "2장 1. 민원분배"),
    ("recall", "2장 2. 민원회수 및 처리자 재분배"),
    ("search", "2장 3. 민원조회"),
    ("users", "2장 4. 사용자 및 권한 관리"),
    ("delays", "2장 5. 지연민원 관리"),
    ("satisfaction", "2장 6. 국민신문고 만족도 조사"),
    ("keys", "단축키"),
    ("desk", "매일 쓰는 기능과 연습 모드"),
];

pub(super) fn markup() -> Markup {
    html! {
        (page_title("지침서", html! {}))
        nav aria-label="목차" { ul { @for (id, title) in CONTENTS { li { a href={ "#" (id) } { (title) } } } } }
        (chapter(0, kinds()))
        (chapter(1, enter()))
        (chapter(2, assign()))
        (chapter(3, recall()))
        (chapter(4, search()))
        (chapter(5, users()))
        (chapter(6, delays()))
        (chapter(7, satisfaction()))
        (chapter(8, super::desk::keys()))
        (chapter(9, super::desk::everyday()))
        p { "문의 " a href="tel:02-2133-7860" { "☎ 2133-7860" } }
    }
}

fn chapter(index: usize, body: Markup) -> Markup {
    let (id, title) = CONTENTS[index];
    panel(id, title, body)
}

fn kinds() -> Markup {
    let columns =
        [Column::new("민원종류").main(), Column::new("뜻"), Column::new("처리기간"), Column::new("근거")];
    let rows = Kind::ALL
        .iter()
        .map(|kind| {
            Row::new(vec![
                html! { (words::kind::label(*kind)) },
                html! { (words::kind::describe(*kind)) },
                html! { (words::kind::period(*kind)) },
                html! { (words::kind::article(*kind)) },
            ])
        })
        .collect();
    let stages: Vec<KeyValue> = StageName::ALL
        .iter()
        .map(|stage| KeyValue::text(words::stage::label(*stage), words::stage::tooltip(*stage)))
        .collect();
    html! {
        (data_table(&Table::new("민원종류와 처리기간", &columns, rows)))
        h3 { "진행상태" }
        (key_values(&stages))
        p { "즉시와 5일 이하의 기간은 접수한 때부터 근무시간(09:00~18:00, 점심시간 제외)으로, 6일 이상은 첫날을 넣어 근무일로 셉니다. 민원의 처리기한을 누르면 어떻게 세었는지 한 줄씩 볼 수 있습니다." }
    }
}

fn enter() -> Markup {
    html! {
        p { "아이디와 비밀번호로 로그인하면 메인 화면이 열립니다. 메인 화면의 순서는 다음과 같습니다." }
        ul {
            li { "① 사용자정보: 담당업무 수정, 민원접수알림 설정, 대직자정보 수정" }
            li { "② 메뉴: 권한별 사용 가능한 메뉴" }
            li { "③ 진행상태별 처리현황: 내가 처리할 민원상태별 건수" }
            li { "④ 나의 민원(모든 직원) 및 기관(기관 관리자), 부서(부서 관리자)에 분배된 민원현황" }
            li { "⑤ 지침서 및 모바일현장민원시스템 신청" }
        }
        p { "사용자정보 > 2단계 인증에서 패스키(지문·얼굴·PIN, 보안키)나 휴대전화 인증 앱을 등록하면 로그인할 때 비밀번호 다음에 한 번 더 확인합니다. 패스키는 로그인 화면의 '패스키로 로그인'으로 아이디와 비밀번호 없이도 씁니다. 처음 등록할 때 한 번 보이는 복구 코드는 기기와 다른 곳에 보관하고, 기기를 잃었으면 다른 방법으로 들어와 그 패스키를 삭제합니다." }
        p { "'결재수신'은 결재시스템으로 전송한 단계, '결재상신'은 결재 진행 중인 단계입니다." }
    }
}

fn assign() -> Markup {
    let line = |label: &'static str, act| KeyValue::text(label, words::act::follows(act));
    let acts = [
        line("1 재지정 요청", Act::RequestReassignment),
        line("2 처리부서 등록", Act::Assign),
        KeyValue::text(
            "2-1 협조부서 등록",
            "협조 부서의 의견이 필요한 경우 '등록' 체크 후 협조 부서 등록. 처리자 지정과 함께 저장됩니다.",
        ),
        KeyValue::text(
            "3 민원종류·처리기한 변경",
            "민원종류와 처리기간을 바꿉니다. 처리기한은 접수한 때부터 다시 계산되며, 저장하기 전에 미리 볼 수 있습니다.",
        ),
        KeyValue::text("4 분류·공개 설정", "분류와 공개 여부를 바꿉니다. 처리기한은 그대로입니다."),
        line("5 병합·중복", Act::Merge),
        line("6 타기관 이송", Act::Transfer),
        line("7 종결 처리", Act::Close),
        line("8 중간 답변", Act::InterimAnswer),
        line("협조 요청", Act::Cooperate),
    ];
    html! {
        p { "메뉴명: 민원 업무 > " a href="/assign" { "처리자 분배" } }
        ul {
            li { "'목록' 탭에서 분배할 민원을 확인합니다. 처리기한이 빠른 민원이 위에 있고, 추천 처리자와 그 까닭이 함께 나옵니다." }
            li { "민원을 하나 또는 여러 개 선택하여 아래에서 처리자를 지정합니다. 민원마다 처리 결과가 한 줄씩 나옵니다." }
            li { "한 건을 자세히 보려면 제목을 누르거나, 민원을 선택하고 '상세' 탭을 누릅니다." }
        }
        (key_values(&acts))
        p { "여러 부서를 관리하면 '2 처리부서 등록'에서 같은 기관의 다른 부서와 그 부서의 처리자를 고를 수 있습니다. 관리하지 않는 부서의 소관이면 '1 재지정 요청'을 이용합니다." }
    }
}

fn recall() -> Markup {
    html! {
        p { "메뉴명: 민원 조회 > " a href="/complaints" { "총괄 민원 조회" } " 또는 민원 업무 > 처리자 분배의 '분배됨' 탭" }
        ul {
            li { "이미 분배한 민원을 다른 기관으로 보내야 하면 '민원 회수'를 누릅니다. " (words::act::follows(Act::Recall)) }
            li { "부서 안에서 처리자만 바꾸려면 '처리자재분배'를 누릅니다. " (words::act::follows(Act::Reassign)) }
            li { "'처리자 접수' 상태인 민원은 재지정할 수 없으므로 먼저 회수합니다. 기관 관리자도 할 수 있습니다." }
        }
    }
}

fn search() -> Markup {
    html! {
        p { "메뉴명: 민원 조회 > " a href="/complaints" { "총괄 민원 조회" } }
        ul {
            li { "기본 조회 기간은 30일이며, 최대 95일까지 설정할 수 있습니다." }
            li { "조건을 더 넣어 좁힐 수 있고, 위쪽 검색 칸에 접수번호를 넣으면 바로 찾습니다." }
            li { "민원을 열면 진행 상황, 상세정보, 알림현황(시민과 직원에게 보낸 이메일·문자의 성공 여부와 시각)을 볼 수 있습니다." }
            li { "신청인의 개인정보는 가려져 있으며, 목적을 적고 열람하면 기록이 남습니다." }
        }
    }
}

fn users() -> Markup {
    html! {
        p { "메뉴명: 민원 운영 > " a href="/users" { "사용자 관리" } }
        p { "사용자 수기등록, 사용자정보 수정, 비밀번호초기화 등을 관리하는 기능" }
        ul {
            li { "검색 조건 입력 후 조회합니다. 성명, 아이디, 부서, 등록구분, 계정 상태, 권한으로 찾습니다." }
            li { "당직실 등 수기등록 사용자의 비밀번호 초기화: 임시 비밀번호가 한 번 보이고, 그 사용자는 다음 로그인에서 바꾸어야 합니다." }
            li { "이메일, 전화번호, 담당업무 등 수정. 자기 정보는 " a href="/me" { "사용자정보" } "에서 스스로 바꿉니다." }
            li { "휴가 등 직원 부재 시 대직 설정" }
            li { "공무원 직원 정보는 연계 시스템을 통해 자동으로 등록되며, 최대 2일 걸립니다." }
            li { "'부서 관리자' 권한은 해당 기관 관리자에게 " a href="/grants" { "권한" } "에서 요청합니다." }
        }
    }
}

fn delays() -> Markup {
    html! {
        ul {
            li { "'민원 조회 > " a href="/delays" { "지연민원 모니터링" } "'에서 부서의 민원 지연현황을 봅니다. 기본 조회 기간은 30일이며 최대 95일까지 설정할 수 있습니다. 조회 기간은 총괄 민원 조회와 같이 접수일로 세며, 그 전에 접수되어 아직 지연 중인 민원은 몇 건인지 알리고 이어서 볼 수 있게 합니다." }
            li { "민원을 클릭하면 민원진행상황, 신청내용, 처리내용, 알림이력을 확인할 수 있습니다." }
            li { "메인 화면의 진행상태별 처리현황에서 오늘 마감과 지연 건수를 확인합니다." }
            li { "기한이 지난 민원은 매일 아침 처리자와 부서 관리자에게 알리고, 민원심사관이 독촉장을 발부합니다." }
            li { "중간 답변으로는 처리기간이 자동 연장되지 않습니다. 연장은 법령이 정한 네 가지 사유로만 할 수 있습니다." }
        }
    }
}

fn satisfaction() -> Markup {
    html! {
        p { "메뉴명: 민원 조회 > " a href="/satisfaction" { "국민신문고 만족도 모니터링" } }
        ul {
            li { "부서에서 처리한 국민신문고 민원에 대한 만족도 평가 현황을 모니터링하는 기능입니다. 기본 조회 기간은 30일이며, 최대 95일까지 설정할 수 있습니다." }
            li { "'목록' 탭에서 국민신문고 만족도 평가 대상 목록을 확인합니다. 시민이 마지막으로 평가한 만족도 결과가 대상입니다." }
            li { "민원을 선택하면 모든 만족도결과를 조회하고, 만족도평가별 상세내용을 확인할 수 있습니다." }
            li { a href="/satisfaction/statistics" { "'통계' 탭" } "에서 국민신문고 이송민원에 대한 만족도평가 통계를 봅니다. 기관별 결과에서 기관을 누르면 실국별, 실국을 누르면 부서별 만족도 평가 결과를 확인할 수 있고, 각각 엑셀로 내려받습니다." }
            li { "답변을 받은 신청인은 다섯 단계로 평가하며, 마지막으로 평가한 결과가 반영됩니다." }
            li { "불만족한 신청인은 다시 물을 수 있습니다. 이런 민원은 " a href="/follow-ups" { "추가답변 처리" } "에 나타나고 별도의 기한이 있습니다." }
        }
    }
}
