//! Grounds on which a complaint may be closed (종결) without an answer, and the proof each needs.

use serde::{Deserialize, Serialize};

/// The closed list. Each family has its own article and its own proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClosingGround {
    /// 욕설·비방: nothing to do with the city's affairs.
    Abuse,
    /// 고도의 정치적 판단·국가기밀 (법 제21조 제1호).
    StateSecret,
    /// 수사·재판·형집행, 감사원 감사 착수 (제2호).
    Investigation,
    /// 행정심판·소송·헌법소원 등 불복절차 진행 (제3호).
    RemedyPending,
    /// 화해·알선·조정·중재 진행 (제4호).
    MediationPending,
    /// 판결·결정·화해 등으로 확정된 권리관계 (제5호).
    SettledRights,
    /// 감사위원회의 의결 사항 (제6호).
    AuditCommittee,
    /// 선거관리위원회의 의결 사항 (제7호).
    ElectionCommittee,
    /// 사인 간의 권리관계·사생활 (제8호).
    PrivateMatter,
    /// 소속 직원에 대한 인사행정 (제9호).
    PersonnelMatter,
    /// 반복: filed three times or more, two results notified, sameness judged as a whole (법 제23조).
    Repeated,
    /// 보완 미이행 (시행령 제25조).
    SupplementLapsed,
    /// 보완 요구 2회 반송 (시행령 제25조).
    UndeliveredTwice,
    /// 민원이 아님: 민원인이 아니거나 성명·주소 불분명 (법 제2조, 시행령 제2조).
    NotAComplaint,
}

impl ClosingGround {
    pub const ALL: [ClosingGround; 14] = [
        ClosingGround::Abuse,
        ClosingGround::StateSecret,
        ClosingGround::Investigation,
        ClosingGround::RemedyPending,
        ClosingGround::MediationPending,
        ClosingGround::SettledRights,
        ClosingGround::AuditCommittee,
        ClosingGround::ElectionCommittee,
        ClosingGround::PrivateMatter,
        ClosingGround::PersonnelMatter,
        ClosingGround::Repeated,
        ClosingGround::SupplementLapsed,
        ClosingGround::UndeliveredTwice,
        ClosingGround::NotAComplaint,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            ClosingGround::Abuse => "abuse",
            ClosingGround::StateSecret => "state-secret",
            ClosingGround::Investigation => "investigation",
            ClosingGround::RemedyPending => "remedy-pending",
            ClosingGround::MediationPending => "mediation-pending",
            ClosingGround::SettledRights => "settled-rights",
            ClosingGround::AuditCommittee => "audit-committee",
            ClosingGround::ElectionCommittee => "election-committee",
            ClosingGround::PrivateMatter => "private-matter",
            ClosingGround::PersonnelMatter => "personnel-matter",
            ClosingGround::Repeated => "repeated",
            ClosingGround::SupplementLapsed => "supplement-lapsed",
            ClosingGround::UndeliveredTwice => "undelivered-twice",
            ClosingGround::NotAComplaint => "not-a-complaint",
        }
    }

    pub fn parse(text: &str) -> Option<ClosingGround> {
        ClosingGround::ALL.into_iter().find(|ground| ground.as_str() == text)
    }

    /// 제21조 and 제23조 do not apply to 법정민원, nor does abuse end one.
    pub fn bars_statutory(self) -> bool {
        !matches!(
            self,
            ClosingGround::SupplementLapsed | ClosingGround::UndeliveredTwice | ClosingGround::NotAComplaint
        )
    }
}

/// What the office found in its own records for the ground named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Filings of the same petitioner named as the same, this one included.
    pub filings: u32,
    /// How many of those were told their result.
    pub notified_results: u32,
    /// Supplement requests that came back undelivered.
    pub undelivered: u32,
    /// 민원조정위원회 has reviewed it (시행령 제26조), needed for 다수인관련민원.
    pub committee_reviewed: bool,
    /// The officer's written judgement of sameness is attached (법 제23조 제3항).
    pub sameness_memo: bool,
}
