//! 국민신문고 만족도 모니터링: the list, all ratings of one, the three grids, and their Excel files.

use axum::http::StatusCode;
use calamine::{Data, DataType, Reader, Xlsx};
use domain::complaint::{AnswerResult, Channel, Command, Kind, Number, Score, Visibility};
use domain::id::{DepartmentId, OfficerId};
use testkit::office::TestOffice;
use testkit::say;
use testkit::world::{self, HAN, KIM, LEE, NAM, PHARMACY, ROADS, SEO, SEOUL, SONGPA, YAK};

use crate::clerk::{Came, Clerk, with_office};

/// From 국민신문고, answered by this handler's department.
async fn answered(
    office: &TestOffice,
    (department, manager, handler): (DepartmentId, OfficerId, OfficerId),
    visibility: Visibility,
) -> Number {
    let filed = office.file_as(Channel::Epeople, visibility).await.complaint;
    let receiver = world::officer(HAN);
    let received = office.act(&receiver, &filed.application_number, say::receive(Kind::Grievance)).await;
    let number = received.spoken_number().clone();
    office.act(&receiver, &number, say::to_department(department)).await;
    office.act(&world::officer(manager), &number, say::assign(handler)).await;
    office.act(&world::officer(handler), &number, Command::Accept).await;
    let line = [SEO, NAM];
    office.act(&world::officer(handler), &number, say::send(AnswerResult::Granted, &line)).await;
    office.act(&world::officer(SEO), &number, Command::ApprovalStarted).await;
    for approver in line {
        office.act(&world::officer(approver), &number, say::approve()).await;
    }
    number
}

const OF_ROADS: (DepartmentId, OfficerId, OfficerId) = (ROADS, LEE, KIM);
const OF_PHARMACY: (DepartmentId, OfficerId, OfficerId) = (PHARMACY, YAK, YAK);

async fn rate(office: &TestOffice, number: &Number, score: Score, comment: &str) {
    let comment = (!comment.is_empty()).then(|| say::memo(comment));
    office.advance_hours(1);
    office.act(&world::connector(), number, Command::Rate { score, comment }).await;
}

async fn ask_again(office: &TestOffice, number: &Number) {
    office.advance_hours(1);
    office.act(&world::connector(), number, say::ask_again()).await;
}

/// 도로과: rated 0, asked again, answered, rated 75; and one that nobody rated. 의약과: one rated 100.
async fn told(office: &TestOffice) -> (Number, Number, Number) {
    let roads = answered(office, OF_ROADS, Visibility::Private).await;
    rate(office, &roads, Score::VeryPoor, "그대로입니다.").await;
    ask_again(office, &roads).await;
    office.advance_hours(2);
    office.act(&world::officer(KIM), &roads, say::answer_follow_up()).await;
    rate(office, &roads, Score::Good, "이제 밝습니다.").await;
    let silent = answered(office, OF_ROADS, Visibility::Open).await;
    let pharmacy = answered(office, OF_PHARMACY, Visibility::Private).await;
    rate(office, &pharmacy, Score::VeryGood, "").await;
    (roads, silent, pharmacy)
}

/// The figures of a row, in the order of the grid.
fn row(came: &Came, name: &str) -> Vec<String> {
    let rows = came.text.split("<tr data-row").skip(1);
    let named = format!(">{name}<");
    let found = rows.map(|row| row.split("</tr>").next().unwrap()).find(|row| row.contains(&named));
    let found = found.unwrap_or_else(|| panic!("no row {name} in {}", came.text));
    let cells = found.split("<td class=\"numeric\">").skip(1);
    cells.map(|cell| cell.split('<').next().unwrap().to_owned()).collect()
}

fn table(came: &Came) -> Vec<Vec<Data>> {
    assert_eq!(came.status, StatusCode::OK);
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(&came.bytes)).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn the_list_shows_the_last_rating_and_choosing_one_shows_them_all() {
    with_office(|office| async move {
        let (roads, silent, pharmacy) = told(&office).await;
        let mut lee = Clerk::at(&office, "lee").await;
        let list = lee.get("/satisfaction").await;
        list.has("<h1>국민신문고 만족도 모니터링</h1>");
        list.has("접수일 (기본 30일, 최대 95일)");
        list.has("박○민");
        list.has(roads.as_str());
        list.has(silent.as_str());
        list.has_not(pharmacy.as_str());
        list.has("미평가");
        let (_, rows) = list.text.split_once("<tbody").unwrap();
        assert!(rows.contains("만족") && !rows.contains("매우불만"), "the last rating, not the first");

        let chosen = lee.get(&format!("/satisfaction?complaint={roads}")).await;
        chosen.has("선택한 민원의 만족도 결과");
        chosen.has("2회차 (마지막)");
        chosen.has("이제 밝습니다.");
        let first = lee.get(&format!("/satisfaction?complaint={roads}&rating=1")).await;
        for part in [
            "만족도 평가 상세 (1회차)",
            "매우불만 (0점)",
            "그대로입니다.",
            "언제 고치는지요?",
            "다음 주에 고칩니다.",
            "김도로 주무관",
            "추가답변 기한",
        ] {
            first.has(part);
        }
        let none = lee.get(&format!("/satisfaction?complaint={silent}")).await;
        none.has("신청인이 아직 평가하지 않았습니다.");
    });
}

#[test]
fn the_list_is_narrowed_by_rating_follow_up_and_department() {
    with_office(|office| async move {
        let (roads, silent, pharmacy) = told(&office).await;
        let mut han = Clerk::at(&office, "han").await;
        for (query, there) in [
            ("", vec![&roads, &silent, &pharmacy]),
            ("score=75", vec![&roads]),
            ("score=0", vec![]),
            ("score=none", vec![&silent]),
            ("follow-up=answered", vec![&roads]),
            ("follow-up=waiting", vec![]),
            ("follow-up=never", vec![&silent, &pharmacy]),
            ("department=%EC%9D%98%EC%95%BD%EA%B3%BC", vec![&pharmacy]),
            ("from=2026-02-01&to=2026-02-28", vec![]),
        ] {
            let list = han.get(&format!("/satisfaction?{query}")).await;
            for number in [&roads, &silent, &pharmacy] {
                let shown = list.text.contains(&format!("complaint={number}"));
                assert_eq!(shown, there.contains(&number), "{query}: {number}");
            }
        }
        rate(&office, &pharmacy, Score::Poor, "").await;
        ask_again(&office, &pharmacy).await;
        let mut han = Clerk::at(&office, "han").await;
        han.get("/satisfaction?follow-up=waiting").await.has(&format!("complaint={pharmacy}"));
    });
}

#[test]
fn the_grids_lead_from_agency_to_bureau_to_department() {
    with_office(|office| async move {
        let (roads, ..) = told(&office).await;
        let mut han = Clerk::at(&office, "han").await;
        let city = han.get("/satisfaction/statistics").await;
        city.has("국민신문고 이송민원에 대한 만족도평가 통계");
        for heading in [
            "기관명",
            "민원 만족도",
            "평균(점)",
            "응답건수(건)",
            "추가 답변",
            "비율(%)",
            "처리건수(건)",
            "대상건수(건)",
            "국민신문고",
            "이송건수(건)",
        ] {
            city.has(&format!("{heading}</th>"));
        }
        city.has("기관별 현황 엑셀");
        city.has("페이지 1 / 1");
        city.has("<td class=\"row-number\">1</td><th class=\"main-cell\" scope=\"row\">전체</th>");
        assert_eq!(row(&city, "전체"), ["87.5", "2", "100%", "1", "1", "3"]);
        assert_eq!(row(&city, "서울특별시"), ["75", "1", "100%", "1", "1", "2"]);
        assert_eq!(row(&city, "송파구"), ["100", "1", "0%", "0", "0", "1"]);
        city.has_not("실국별 현황 엑셀");

        let agency = han.get(&format!("/satisfaction/statistics?agency={SEOUL}")).await;
        agency.has("실국별 현황 엑셀");
        assert_eq!(row(&agency, "안전총괄실"), ["75", "1", "100%", "1", "1", "2"]);
        // Where there is only one bureau its departments stand open.
        agency.has("부서별 현황 엑셀");
        assert_eq!(row(&agency, "안전총괄실 도로과"), ["75", "1", "100%", "1", "1", "2"]);
        let link = agency.text.split("href=\"/satisfaction?").nth(1).unwrap().split('"').next().unwrap();
        let list = han.get(&format!("/satisfaction?{}", link.replace("&amp;", "&"))).await;
        list.has(&format!("complaint={roads}"));
    });
}

#[test]
fn nobody_sees_a_neighbours_figures_and_what_is_out_of_sight_is_not_there() {
    with_office(|office| async move {
        let (.., pharmacy) = told(&office).await;
        // 송파구's manager sees 송파구 alone, opened.
        let mut oh = Clerk::at(&office, "oh").await;
        let own = oh.get("/satisfaction/statistics").await;
        assert_eq!(row(&own, "전체"), ["100", "1", "0%", "0", "0", "1"]);
        assert_eq!(row(&own, "송파구 보건소 의약과"), ["100", "1", "0%", "0", "0", "1"]);
        own.has_not(&format!("agency={SEOUL}"));
        let gone = StatusCode::NOT_FOUND;
        assert_eq!(oh.get(&format!("/satisfaction/statistics?agency={SEOUL}")).await.status, gone);
        assert_eq!(
            oh.get(&format!("/satisfaction/statistics/bureaus.xlsx?agency={SEOUL}")).await.status,
            gone
        );
        assert_eq!(oh.get("/satisfaction/statistics/others.xlsx").await.status, gone);
        let nowhere = format!("/satisfaction/statistics?agency={SONGPA}&bureau=%EC%97%86%EC%9D%8C");
        assert_eq!(oh.get(&nowhere).await.status, gone);

        let mut lee = Clerk::at(&office, "lee").await;
        let own = lee.get("/satisfaction/statistics").await;
        assert_eq!(row(&own, "안전총괄실 도로과"), ["75", "1", "100%", "1", "1", "2"]);
        let parks = "%ED%91%B8%EB%A5%B8%EB%8F%84%EC%8B%9C%EA%B5%AD";
        let neighbour = format!("/satisfaction/statistics?agency={SEOUL}&bureau={parks}");
        assert_eq!(lee.get(&neighbour).await.status, gone);
        assert_eq!(lee.get(&format!("/satisfaction?complaint={pharmacy}")).await.status, gone);

        // A handler sees what lay on their own desk; who handles nothing sees nothing.
        let mut kim = Clerk::at(&office, "kim").await;
        assert_eq!(row(&kim.get("/satisfaction/statistics").await, "전체")[5], "2");
        let mut park = Clerk::at(&office, "park").await;
        assert_eq!(row(&park.get("/satisfaction/statistics").await, "전체"), ["0", "0", "0%", "0", "0", "0"]);
        park.get("/satisfaction").await.has("조건에 맞는 국민신문고 민원이 없습니다.");
    });
}

#[test]
fn a_sealed_file_is_in_no_figure_list_or_detail_even_of_its_handler() {
    with_office(|office| async move {
        let number = answered(&office, OF_ROADS, Visibility::Sealed).await;
        rate(&office, &number, Score::VeryPoor, "").await;
        for login in ["kim", "lee", "han"] {
            let mut clerk = Clerk::at(&office, login).await;
            clerk.get("/satisfaction").await.has_not(number.as_str());
            assert_eq!(row(&clerk.get("/satisfaction/statistics").await, "전체")[5], "0", "{login}");
            let chosen = clerk.get(&format!("/satisfaction?complaint={number}")).await;
            assert_eq!(chosen.status, StatusCode::NOT_FOUND, "{login}");
        }
    });
}

#[test]
fn the_excel_files_carry_what_the_page_shows_with_names_masked() {
    with_office(|office| async move {
        let (roads, ..) = told(&office).await;
        let mut han = Clerk::at(&office, "han").await;
        let list = table(&han.get("/satisfaction/list.xlsx").await);
        assert_eq!(list[0][0], Data::String("국민신문고 만족도 목록".to_owned()));
        let line = list.iter().find(|row| row[0] == Data::String(roads.to_string())).unwrap();
        assert_eq!(line[2], Data::String("박○민".to_owned()));
        assert!(list.iter().any(|row| row[5] == Data::String("접수일시".to_owned())), "as on the page");
        assert_eq!((&line[7], &line[8]), (&Data::String("만족".to_owned()), &Data::Float(75.0)));

        let agencies = table(&han.get("/satisfaction/statistics/agencies.xlsx").await);
        let numbered: Vec<_> = agencies.iter().filter(|row| matches!(row[0], Data::Float(_))).collect();
        assert_eq!(numbered.len(), 3);
        let figures = |name: &str| -> Vec<f64> {
            let row = numbered.iter().find(|row| row[1] == Data::String(name.to_owned())).unwrap();
            [&row[..1], &row[2..]].concat().iter().map(|cell| cell.as_f64().unwrap_or(f64::NAN)).collect()
        };
        assert_eq!(figures("전체"), [1.0, 87.5, 2.0, 1.0, 1.0, 1.0, 3.0]);
        assert_eq!(figures("송파구"), [3.0, 100.0, 1.0, 0.0, 0.0, 0.0, 1.0]);
        let of_songpa = format!("/satisfaction/statistics/departments.xlsx?agency={SONGPA}");
        let pharmacy = Data::String("송파구 보건소 의약과".to_owned());
        assert!(table(&han.get(&of_songpa).await).iter().any(|row| row[1] == pharmacy));
    });
}

#[test]
fn a_period_that_is_too_long_comes_back_with_the_reason_and_nonsense_is_no_fault() {
    with_office(|office| async move {
        let mut han = Clerk::at(&office, "han").await;
        for path in ["/satisfaction", "/satisfaction/statistics"] {
            let long = han.get(&format!("{path}?from=2025-12-05&to=2026-03-10")).await;
            assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
            long.has("95");
            long.has("value=\"2025-12-05\"");
            let just = han.get(&format!("{path}?from=2025-12-06&to=2026-03-10")).await;
            assert_eq!(just.status, StatusCode::OK);
        }
        let back = han.get("/satisfaction/list.xlsx?from=2025-12-05&to=2026-03-10").await;
        assert!(back.location.starts_with("/satisfaction?"), "{}", back.location);
        for query in [
            "score=60",
            "follow-up=maybe",
            "sort=due",
            "complaint=x",
            "cursor=x",
            "from=yesterday",
            "department=none",
        ] {
            let came = han.get(&format!("/satisfaction?{query}")).await;
            assert!(came.status.is_client_error(), "{query}: {}", came.status);
        }
        for query in ["agency=x", "agency-page=x", "agency-page=-1", "from=x"] {
            let came = han.get(&format!("/satisfaction/statistics?{query}")).await;
            assert!(came.status.is_client_error(), "{query}: {}", came.status);
        }
        let beyond = han.get("/satisfaction/statistics?agency-page=99999").await;
        beyond.has("페이지 1 / 1");
    });
}
