//! 종결: which grounds end a complaint without an answer, and on what proof.

use domain::complaint::ClosingGround::*;
use domain::complaint::{Channel, ClosingGround, Command, Evidence, Kind, Refusal, Stage, Visibility};

use crate::common::case::{Case, accepted};
use crate::common::people::{agency_manager, citizen, handler, manager, sweep};
use crate::common::say;

const REPEATED: Evidence = Evidence {
    filings: 3,
    notified_results: 2,
    undelivered: 0,
    committee_reviewed: false,
    sameness_memo: true,
};

/// 법 제21조 제1호–제9호, and 욕설·비방: the ground itself is enough.
#[test]
fn the_nine_grounds_abuse_and_what_is_no_complaint_need_no_further_proof() {
    let grounds = [
        Abuse,
        StateSecret,
        Investigation,
        RemedyPending,
        MediationPending,
        SettledRights,
        AuditCommittee,
        ElectionCommittee,
        PrivateMatter,
        PersonnelMatter,
        NotAComplaint,
    ];
    for ground in grounds {
        let closed = accepted(Kind::Grievance).then(&manager(), say::close(ground, Evidence::default()));
        assert!(
            matches!(closed.file.stage, Stage::Closed { ground: kept, .. } if kept == ground),
            "{ground:?}"
        );
    }
}

/// 법 제21조, 제23조: they except 법정민원, which is granted or refused but never closed so.
#[test]
fn a_statutory_complaint_is_never_closed_as_repeated_improper_or_abusive() {
    let proof = Evidence {
        filings: 9,
        notified_results: 9,
        undelivered: 9,
        committee_reviewed: true,
        sameness_memo: true,
    };
    for ground in ClosingGround::ALL {
        let case = accepted(Kind::Statutory);
        match ground {
            SupplementLapsed => {
                assert_eq!(case.refuses(&manager(), say::close(ground, proof)), Refusal::NoSupplementLapsed);
            }
            UndeliveredTwice | NotAComplaint => {
                case.then(&manager(), say::close(ground, proof));
            }
            barred => {
                let refusal = case.refuses(&manager(), say::close(barred, proof));
                assert_eq!(refusal, Refusal::StatutoryNeverClosed { ground: barred });
            }
        }
    }
}

/// 법 제23조 제1항: the third filing, after two notified results.
#[test]
fn a_repeated_complaint_is_closed_at_the_third_filing_after_two_notified_results() {
    let case = accepted(Kind::Grievance);
    for (filings, notified_results) in [(0, 0), (2, 2), (3, 1), (9, 1), (2, 9)] {
        let evidence = Evidence { filings, notified_results, ..REPEATED };
        let refusal = case.refuses(&manager(), say::close(Repeated, evidence));
        assert_eq!(refusal, Refusal::NotRepeated { filings, notified_results });
    }
    case.then(&manager(), say::close(Repeated, REPEATED));
}

/// 법 제23조 제3항: sameness is judged as a whole, in writing.
#[test]
fn a_repeated_complaint_is_not_closed_without_the_written_judgement_of_sameness() {
    let evidence = Evidence { sameness_memo: false, ..REPEATED };
    let refusal = accepted(Kind::Grievance).refuses(&manager(), say::close(Repeated, evidence));
    assert_eq!(refusal, Refusal::SamenessMemoMissing);
}

/// 시행령 제26조: 민원조정위원회 first, for what five households and more signed.
#[test]
fn a_joint_complaint_goes_before_the_committee_before_it_is_closed_as_repeated() {
    let case = Case::filed_as(Channel::Web, Visibility::Private, true)
        .received_as(Kind::Grievance)
        .accepted_by_kim();
    assert_eq!(case.refuses(&manager(), say::close(Repeated, REPEATED)), Refusal::CommitteeFirst);
    case.then(&manager(), say::close(Repeated, Evidence { committee_reviewed: true, ..REPEATED }));
}

/// 시행령 제25조 제2항: the request came back twice.
#[test]
fn one_undelivered_request_is_not_enough() {
    let case = accepted(Kind::Grievance);
    let once = Evidence { undelivered: 1, ..Evidence::default() };
    let refusal = case.refuses(&manager(), say::close(UndeliveredTwice, once));
    assert_eq!(refusal, Refusal::NotUndeliveredTwice { undelivered: 1 });
    case.then(&manager(), say::close(UndeliveredTwice, Evidence { undelivered: 2, ..once }));
}

/// 시행령 제25조 제1항: only what really lapsed, and not what then arrived after all.
#[test]
fn a_complaint_is_closed_for_want_of_a_supplement_only_when_the_last_request_lapsed() {
    let close = || say::close(SupplementLapsed, Evidence::default());
    let waiting = accepted(Kind::Grievance).then(&handler(), say::request_supplement(3));
    assert_eq!(waiting.refuses(&manager(), close()), Refusal::NoSupplementLapsed);
    let lapsed = waiting.clone().at("2026-03-14 00:01").then(&sweep(), Command::LapseSupplement);
    let again =
        lapsed.clone().then(&handler(), say::request_supplement(3)).then(&citizen(), say::supplement());
    assert_eq!(again.refuses(&manager(), close()), Refusal::NoSupplementLapsed);
    lapsed.then(&agency_manager(), close());
}

/// The guide gives 종결 처리 to the manager.
#[test]
fn the_handler_does_not_close_the_own_file() {
    let refusal = accepted(Kind::Grievance).refuses(&handler(), say::close(Abuse, Evidence::default()));
    assert!(refusal.is_about_the_person());
}
