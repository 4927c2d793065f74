//! 사용자·권한·대직 over a real office: who may, what follows, and two at once.

use casework::people::{self, Asker, NotChanged, accounts, grants, stand_ins};
use casework::sessions::{self, Who};
use domain::complaint::StageName;
use domain::id::{OfficerId, SessionId};
use domain::org::{Origin, PeopleRefusal, StandIn, StandInRefusal};
use domain::role::Role;
use jiff::civil::{Date, date};
use testkit::office::TestOffice;
use testkit::say;
use testkit::world::{CHOI, JEONG, KIM, LEE, OH, PARK, PARKS, ROADS, SI, YU, seoul_time};
use uuid::Uuid;

pub(crate) const TODAY: Date = date(2026, 3, 10);

pub(crate) async fn who(office: &TestOffice, id: OfficerId) -> Who {
    let mut tx = office.store().read().await.unwrap();
    let on_duty = tx.on_duty(id, TODAY).await.unwrap().unwrap();
    let officer = tx.officer(id).await.unwrap().unwrap();
    Who {
        session: SessionId(Uuid::nil()),
        way: store::Way::Password,
        owes_second_factor: false,
        officer,
        on_duty,
        must_change_password: false,
        preferences: store::Preferences::default(),
    }
}

pub(crate) fn from(who: &Who) -> Asker<'_> {
    Asker { who, ip: std::net::Ipv4Addr::LOCALHOST.into() }
}

fn away(absent: OfficerId, stand_in: OfficerId, days: (i8, i8)) -> StandIn {
    StandIn { absent, stand_in, from: date(2026, 3, days.0), until: date(2026, 3, days.1) }
}

testkit::both_databases! {
    async fn a_stand_in_is_set_by_oneself_or_by_ones_manager_and_by_nobody_else(office: TestOffice) {
        let entry = away(KIM, YU, (10, 12));
        for (stranger, known) in [(PARK, false), (CHOI, false), (OH, false), (SI, true)] {
            let who = who(&office, stranger).await;
            let refused = stand_ins::set(&office.office, from(&who), &entry).await;
            match known {
                true => assert!(matches!(refused, Err(NotChanged::Refused(PeopleRefusal::NotYourPart)))),
                false => assert!(matches!(refused, Err(NotChanged::NotDone(casework::NotDone::NotFound)))),
            }
        }
        let lee = who(&office, LEE).await;
        let id = stand_ins::set(&office.office, from(&lee), &entry).await.unwrap();
        let kim = who(&office, KIM).await;
        stand_ins::end(&office.office, from(&kim), id).await.unwrap();
        assert!(matches!(stand_ins::end(&office.office, from(&lee), id).await, Err(NotChanged::Meanwhile)));
        stand_ins::set(&office.office, from(&kim), &entry).await.unwrap();
    }

    async fn a_manager_takes_no_wider_powers_by_a_stand_in_a_new_password_or_another_address(office: TestOffice) {
        let mut tx = office.store().write().await.unwrap();
        let chief = tx.officer(JEONG).await.unwrap().unwrap();
        let moved = domain::org::Officer { department: ROADS, origin: Origin::ByHand, ..chief };
        tx.put_officers(&[moved]).await.unwrap();
        tx.commit().await.unwrap();
        office.office.refresh().await.unwrap();
        let lee = who(&office, LEE).await;
        let entry = away(JEONG, LEE, (10, 12));
        let set = stand_ins::set(&office.office, from(&lee), &entry).await;
        assert!(matches!(set, Err(NotChanged::Refused(PeopleRefusal::Outranks))), "{set:?}");
        let reset = accounts::reset_password(&office.office, from(&lee), JEONG).await;
        assert!(matches!(reset, Err(NotChanged::Refused(PeopleRefusal::Outranks))));
        // Where a chief is told of a way in is theirs to say.
        let contact = || accounts::Contact { email: "mine@seoul.example".into(), phone: "02-1".into(), duty: "총괄".into() };
        let chief = who(&office, JEONG).await;
        let seen = accounts::stamp(&chief.officer);
        let elsewhere = accounts::edit(&office.office, from(&lee), JEONG, &seen, contact()).await;
        assert!(matches!(elsewhere, Err(NotChanged::Refused(PeopleRefusal::Outranks))), "{elsewhere:?}");
        accounts::edit(&office.office, from(&chief), JEONG, &seen, contact()).await.unwrap();
    }

    /// By their account their powers would be had, those they will have and those of the desks they mind.
    async fn what_somebody_will_hold_or_minds_counts_as_theirs(office: TestOffice) {
        let mut tx = office.store().write().await.unwrap();
        let yu = tx.officer(YU).await.unwrap().unwrap();
        tx.put_officers(&[domain::org::Officer { origin: Origin::ByHand, ..yu }]).await.unwrap();
        tx.commit().await.unwrap();
        office.office.refresh().await.unwrap();
        let (lee, chief) = (who(&office, LEE).await, who(&office, JEONG).await);
        accounts::reset_password(&office.office, from(&lee), YU).await.unwrap();
        for days in [(10, 11), (20, 21)] {
            let id = stand_ins::set(&office.office, from(&chief), &away(JEONG, YU, days)).await.unwrap();
            let reset = accounts::reset_password(&office.office, from(&lee), YU).await;
            assert!(matches!(reset, Err(NotChanged::Refused(PeopleRefusal::Outranks))), "{days:?}");
            stand_ins::end(&office.office, from(&chief), id).await.unwrap();
        }
        accounts::reset_password(&office.office, from(&lee), YU).await.unwrap();
    }

    async fn whoever_minds_a_desk_makes_it_last_no_longer_and_no_shorter(office: TestOffice) {
        let lee = who(&office, LEE).await;
        let id = stand_ins::set(&office.office, from(&lee), &away(LEE, YU, (10, 12))).await.unwrap();
        let yu = who(&office, YU).await;
        let longer = stand_ins::set(&office.office, from(&yu), &away(LEE, YU, (13, 30))).await;
        assert!(matches!(longer, Err(NotChanged::NotDone(casework::NotDone::NotFound))), "{longer:?}");
        let shorter = stand_ins::end(&office.office, from(&yu), id).await;
        assert!(matches!(shorter, Err(NotChanged::NotDone(casework::NotDone::NotFound))), "{shorter:?}");
        stand_ins::set(&office.office, from(&yu), &away(KIM, PARK, (10, 12))).await.unwrap();
    }

    async fn no_chain_and_no_overlap_slips_in_however_many_enter_at_once(office: TestOffice) {
        for round in 0..6_i8 {
            let days = (10 + round, 10 + round);
            let entries = [
                away(KIM, PARK, days), away(PARK, YU, days), away(YU, KIM, days), away(KIM, YU, days), away(PARK, KIM, days),
            ];
            let tasks = entries.clone().map(|entry| {
                let office = office.clone();
                tokio::spawn(async move {
                    let who = who(&office, entry.absent).await;
                    stand_ins::set(&office.office, from(&who), &entry).await
                })
            });
            let mut entered = Vec::new();
            for (entry, task) in entries.into_iter().zip(tasks) {
                match task.await.unwrap() {
                    Ok(_) => entered.push(entry),
                    Err(NotChanged::StandIn(
                        StandInRefusal::Overlaps { .. } | StandInRefusal::MinderAway { .. } | StandInRefusal::MindsMeanwhile { .. },
                    )) => {}
                    Err(other) => panic!("round {round}: {other:?}"),
                }
            }
            assert!(!entered.is_empty(), "somebody wins");
            for one in &entered {
                assert_eq!(entered.iter().filter(|other| other.absent == one.absent).count(), 1, "{entered:?}");
                assert!(entered.iter().all(|other| other.absent != one.stand_in), "a chain: {entered:?}");
            }
        }
    }

    async fn a_stand_in_does_the_work_and_it_is_handed_back(office: TestOffice) {
        let number = office.accepted().await;
        let kim = who(&office, KIM).await;
        let id = stand_ins::set(&office.office, from(&kim), &away(KIM, YU, (10, 12))).await.unwrap();
        let yu = who(&office, YU).await;
        office.act(&yu.actor(), &number, say::interim()).await;
        for seen_by in [&kim, &yu] {
            let list = people::hand_back::hand_back(&office.office, seen_by, id, None).await.unwrap();
            assert_eq!((list.done.len(), list.open.len()), (1, 1));
            assert_eq!(list.done[0].number, number);
        }
        for stranger in [PARK, SI] {
            let stranger = who(&office, stranger).await;
            let nothing = people::hand_back::hand_back(&office.office, &stranger, id, None).await;
            assert!(matches!(nothing, Err(casework::NotDone::NotFound)), "an administrator sees no case");
        }
        stand_ins::end(&office.office, from(&kim), id).await.unwrap();
        let after = people::hand_back::hand_back(&office.office, &yu, id, None).await;
        assert!(matches!(after, Err(casework::NotDone::NotFound)), "over, it is the returning officer's alone");
    }

    async fn what_a_managers_stand_in_does_is_signed_for_the_manager(office: TestOffice) {
        let number = office.at_department().await;
        let lee = who(&office, LEE).await;
        stand_ins::set(&office.office, from(&lee), &away(LEE, YU, (10, 12))).await.unwrap();
        let yu = who(&office, YU).await.actor();
        let soon = seoul_time("2026-03-12 18:00");
        office.act(&yu, &number, say::cooperate(PARKS, soon)).await;
        let mut tx = office.store().read().await.unwrap();
        let history = tx.history(office.stored(&number).await.id).await.unwrap();
        let by = history.last().unwrap().happened.by;
        assert_eq!(by, domain::actor::By::Officer { id: YU, on_behalf_of: Some(LEE) });
    }

    async fn a_hand_registered_account_gets_a_password_for_once(office: TestOffice) {
        let lee = who(&office, LEE).await;
        let record = accounts::Record { name: "당직일".into(), title: "당직".into(), department: ROADS };
        let contact = accounts::Contact { email: "d@x.example".into(), phone: "02-1".into(), duty: "당직".into() };
        let new = accounts::NewUser { login: "duty1".into(), record, contact };
        let (id, password) = accounts::register(&office.office, from(&lee), new.clone()).await.unwrap();
        let twice = accounts::register(&office.office, from(&lee), new.clone()).await;
        assert!(matches!(twice, Err(NotChanged::LoginTaken)));
        let elsewhere = accounts::Record { department: PARKS, ..new.record.clone() };
        let elsewhere = accounts::NewUser { login: "duty2".into(), record: elsewhere, ..new };
        let refused = accounts::register(&office.office, from(&lee), elsewhere).await;
        assert!(matches!(refused, Err(NotChanged::Refused(PeopleRefusal::NotYourPart))));
        let token = sessions::log_in(&office.office, "duty1", &password, &sessions::Knock::from([127, 0, 0, 1])).await.unwrap().inside().unwrap().token;
        assert!(sessions::who(&office.office, &token).await.unwrap().unwrap().must_change_password);
        let again = accounts::reset_password(&office.office, from(&lee), id).await.unwrap();
        assert!(sessions::who(&office.office, &token).await.unwrap().is_none(), "every session has ended");
        assert!(sessions::log_in(&office.office, "duty1", &password, &sessions::Knock::from([127, 0, 0, 1])).await.is_err());
        assert!(sessions::log_in(&office.office, "duty1", &again, &sessions::Knock::from([127, 0, 0, 1])).await.is_ok());
        let linked = accounts::reset_password(&office.office, from(&lee), KIM).await;
        assert!(matches!(linked, Err(NotChanged::Refused(PeopleRefusal::Linked))));
    }

    async fn of_two_who_edit_one_record_the_second_hears_of_the_first(office: TestOffice) {
        let lee = who(&office, LEE).await;
        let seen = accounts::stamp(&who(&office, KIM).await.officer);
        let contact = |duty: &str| accounts::Contact { email: "k@x.example".into(), phone: "1".into(), duty: duty.into() };
        accounts::edit(&office.office, from(&lee), KIM, &seen, contact("가로등")).await.unwrap();
        let late = accounts::edit(&office.office, from(&lee), KIM, &seen, contact("보도")).await;
        assert!(matches!(late, Err(NotChanged::Meanwhile)));
        assert_eq!(office.office.facts().chart.officer(KIM).unwrap().duty, "가로등");
    }

    async fn a_retired_account_owns_nothing_afterwards(office: TestOffice) {
        let mut tx = office.store().write().await.unwrap();
        let kim = tx.officer(KIM).await.unwrap().unwrap();
        tx.put_officers(&[domain::org::Officer { origin: Origin::ByHand, ..kim }]).await.unwrap();
        tx.commit().await.unwrap();
        office.office.refresh().await.unwrap();
        let number = office.accepted().await;
        let lee = who(&office, LEE).await;
        accounts::retire(&office.office, from(&lee), KIM).await.unwrap();
        assert_eq!(office.stored(&number).await.stage.name(), StageName::AtDepartment);
        assert!(office.store().read().await.unwrap().left_behind(None, 9).await.unwrap().is_empty());
    }

    async fn the_managers_grant_is_asked_decided_once_and_never_given_to_oneself(office: TestOffice) {
        let kim = who(&office, KIM).await;
        let id = grants::request(&office.office, from(&kim), "주무팀장이 되었습니다.").await.unwrap();
        let twice = grants::request(&office.office, from(&kim), "다시").await;
        assert!(matches!(twice, Err(NotChanged::AskedAlready)));
        let days = grants::Days { from: TODAY, until: Some(date(2026, 12, 31)) };
        let yes = || grants::Decision::Grant { days, reason: "확인했습니다.".into() };
        for stranger in [LEE, OH, CHOI] {
            let who = who(&office, stranger).await;
            assert!(grants::decide(&office.office, from(&who), id, yes()).await.is_err(), "{stranger}");
        }
        let (jeong, other) = (who(&office, JEONG).await, office.clone());
        let racing = tokio::spawn(async move {
            let jeong = who(&other, JEONG).await;
            let no = grants::Decision::Refuse { reason: "정원이 찼습니다.".into() };
            grants::decide(&other.office, from(&jeong), id, no).await
        });
        let first = grants::decide(&office.office, from(&jeong), id, yes()).await;
        let second = racing.await.unwrap();
        assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
        let own = grants::request(&office.office, from(&jeong), "겸임합니다.").await.unwrap();
        let oneself = grants::decide(&office.office, from(&jeong), own, yes()).await;
        assert!(matches!(oneself, Err(NotChanged::Refused(PeopleRefusal::Oneself))));
    }

    async fn a_grant_holds_is_ended_with_a_reason_and_is_kept(office: TestOffice) {
        let (si, jeong) = (who(&office, SI).await, who(&office, JEONG).await);
        let days = grants::Days { from: TODAY, until: None };
        let asked = (PARK, Role::Approver, false);
        let id = grants::grant(&office.office, from(&si), asked, days, "결재권자").await.unwrap();
        assert!(who(&office, PARK).await.on_duty.has(Role::Approver));
        let twice = grants::grant(&office.office, from(&si), asked, days, "결재권자").await;
        assert!(matches!(twice, Err(NotChanged::HeldAlready)));
        for (asker, wanted) in [(&si, (PARK, Role::DepartmentManager, false)), (&jeong, (PARK, Role::Receiver, false))] {
            let refused = grants::grant(&office.office, from(asker), wanted, days, "x").await;
            assert!(refused.is_err(), "{wanted:?}");
        }
        grants::end(&office.office, from(&si), id, "전보").await.unwrap();
        assert!(!who(&office, PARK).await.on_duty.has(Role::Approver));
        let lines = office.store().read().await.unwrap().grant_lines_of(PARK).await.unwrap();
        assert_eq!((lines[0].reason.as_deref(), lines[0].end_reason.as_deref()), (Some("결재권자"), Some("전보")));
    }
}
