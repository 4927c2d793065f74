//! What leads from the stage where a file stands to the act that was refused there.

use domain::complaint::{Act, StageName};

use crate::particle;

pub(super) fn way_from(pressed: &str, refused: Act, at: StageName) -> String {
    let quoted = format!("'{pressed}'");
    let begins = first_stage(refused);
    match at {
        _ if begins == StageName::Answered => {
            format!("{} '처리완료'된 민원에서 이용할 수 있습니다.", particle::topic(&quoted))
        }
        StageName::Filed => "먼저 '접수'를 해 주십시오.".to_owned(),
        StageName::Received | StageName::AtAgency if at < begins => "먼저 '분배'를 해 주십시오.".to_owned(),
        StageName::AtDepartment if at < begins => {
            "먼저 '처리부서 등록'으로 처리자를 지정해 주십시오.".to_owned()
        }
        StageName::Assigned if refused == Act::Assign => {
            "처리자를 바꾸려면 '처리자재분배'를 이용해 주십시오.".to_owned()
        }
        StageName::Assigned | StageName::Accepted if returns_by_recall(refused) => {
            format!("'민원 회수' 후 {} 이용해 주십시오.", particle::object(&quoted))
        }
        StageName::Assigned if at < begins => "처리자가 '처리자 접수'를 한 뒤에 할 수 있습니다.".to_owned(),
        StageName::Accepted if at < begins => "먼저 '결재 요청'을 해 주십시오.".to_owned(),
        StageName::ApprovalSent if at < begins => "결재가 시작된 뒤에 할 수 있습니다.".to_owned(),
        StageName::ApprovalSent | StageName::ApprovalPending => {
            "결재자가 '결재 반려'를 하면 다시 처리할 수 있습니다.".to_owned()
        }
        StageName::Received
        | StageName::AtAgency
        | StageName::AtDepartment
        | StageName::Assigned
        | StageName::Accepted => {
            "이미 지난 단계입니다. 화면을 새로 고쳐 현재 상태를 확인해 주십시오.".to_owned()
        }
        StageName::Answered
        | StageName::Transferred
        | StageName::Closed
        | StageName::Withdrawn
        | StageName::Merged => "이미 끝난 민원입니다. 민원 상세에서 처리 결과를 확인해 주십시오.".to_owned(),
    }
}

/// Acts on a file that lies with the department: a recall brings it back there.
fn returns_by_recall(act: Act) -> bool {
    use Act::{Assign, DecideReassignment, Distribute, Merge, RequestReassignment, Transfer};
    [Assign, DecideReassignment, Distribute, Merge, RequestReassignment, Transfer].contains(&act)
}

/// The first stage at which anybody does the act.
fn first_stage(act: Act) -> StageName {
    match act {
        Act::Receive
        | Act::Merge
        | Act::Opine
        | Act::ExtendCooperation
        | Act::Supplement
        | Act::LapseSupplement
        | Act::ConsentToExtend
        | Act::Withdraw
        | Act::Remind
        | Act::TellProgress
        | Act::HandOver => StageName::Filed,
        Act::AnswerAtOnce | Act::Distribute | Act::Transfer | Act::Close | Act::Reclassify => {
            StageName::Received
        }
        Act::RequestReassignment | Act::DecideReassignment => StageName::AtAgency,
        Act::Assign | Act::InterimAnswer | Act::Cooperate => StageName::AtDepartment,
        Act::Reassign | Act::Recall | Act::ProposeReassignment | Act::Accept => StageName::Assigned,
        Act::RequestSupplement
        | Act::Extend
        | Act::AskConsentToExtend
        | Act::RecordConsent
        | Act::Draft
        | Act::SendForApproval
        | Act::Visit => StageName::Accepted,
        Act::Separate => StageName::Merged,
        Act::ApprovalStarted | Act::TellApprovalDelay => StageName::ApprovalSent,
        Act::Approve | Act::Return => StageName::ApprovalPending,
        Act::Rate | Act::AskAgain | Act::AnswerFollowUp | Act::Object | Act::DecideObjection => {
            StageName::Answered
        }
    }
}
