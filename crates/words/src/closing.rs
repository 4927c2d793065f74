//! What the grounds for closing (종결) are called, and the article each rests on.

use domain::complaint::ClosingGround;

pub fn label(ground: ClosingGround) -> &'static str {
    match ground {
        ClosingGround::Abuse => "욕설·비방 등 시정과 무관한 민원",
        ClosingGround::StateSecret => "고도의 정치적 판단이 필요하거나 국가기밀·공무상 비밀에 관한 사항",
        ClosingGround::Investigation => "수사·재판·형집행 또는 감사원 감사가 착수된 사항",
        ClosingGround::RemedyPending => "행정심판·행정소송·헌법재판 등 불복·구제절차가 진행 중인 사항",
        ClosingGround::MediationPending => "법령에 따른 화해·알선·조정·중재가 진행 중인 사항",
        ClosingGround::SettledRights => "판결·결정·재결·화해 등으로 확정된 권리관계에 관한 사항",
        ClosingGround::AuditCommittee => "감사위원회의의 의결을 거쳐 확정된 사항",
        ClosingGround::ElectionCommittee => "각급 선거관리위원회의 의결을 거쳐 확정된 사항",
        ClosingGround::PrivateMatter => "사인 간의 권리관계 또는 개인의 사생활에 관한 사항",
        ClosingGround::PersonnelMatter => "소속 직원에 대한 인사행정상의 행위에 관한 사항",
        ClosingGround::Repeated => "같은 내용을 정당한 사유 없이 3회 이상 반복한 민원",
        ClosingGround::SupplementLapsed => "보완 요구에도 기한까지 보완하지 않은 민원",
        ClosingGround::UndeliveredTwice => "소재지가 분명하지 않아 보완 요구가 2회 반송된 민원",
        ClosingGround::NotAComplaint => "민원인이 아니거나 성명·주소가 분명하지 않은 신청",
    }
}

/// Where the ground stands; none for abuse, which no article names.
pub fn article(ground: ClosingGround) -> Option<&'static str> {
    Some(match ground {
        ClosingGround::Abuse => return None,
        ClosingGround::StateSecret => "민원처리법 제21조제1호",
        ClosingGround::Investigation => "민원처리법 제21조제2호",
        ClosingGround::RemedyPending => "민원처리법 제21조제3호",
        ClosingGround::MediationPending => "민원처리법 제21조제4호",
        ClosingGround::SettledRights => "민원처리법 제21조제5호",
        ClosingGround::AuditCommittee => "민원처리법 제21조제6호",
        ClosingGround::ElectionCommittee => "민원처리법 제21조제7호",
        ClosingGround::PrivateMatter => "민원처리법 제21조제8호",
        ClosingGround::PersonnelMatter => "민원처리법 제21조제9호",
        ClosingGround::Repeated => "민원처리법 제23조",
        ClosingGround::SupplementLapsed | ClosingGround::UndeliveredTwice => "민원처리법 시행령 제25조",
        ClosingGround::NotAComplaint => "민원처리법 제2조, 같은 법 시행령 제2조",
    })
}

/// The ground with its article, as notices give it.
pub fn with_article(ground: ClosingGround) -> String {
    match article(ground) {
        Some(article) => format!("{} ({article})", label(ground)),
        None => label(ground).to_owned(),
    }
}
