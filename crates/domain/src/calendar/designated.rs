//! Election days and 임시공휴일: dated rows with where each is written.

use jiff::civil::Date;

use super::Designation;

/// 공직선거법 제34조 fixes the Wednesday; 관공서의 공휴일에 관한 규정 제2조 makes it a holiday.
const ELECTION_ACT: &str = "공직선거법 제34조";
/// Before 2007 each election day was designated one by one.
const CABINET: &str = "국무회의 의결";

const ROWS: &[(i16, i8, i8, &str, &str)] = &[
    (1991, 3, 26, "구·시·군의회의원 선거일", CABINET),
    (1991, 6, 20, "시·도의회의원 선거일", CABINET),
    (1992, 3, 24, "국회의원 선거일", CABINET),
    (1992, 12, 18, "대통령 선거일", CABINET),
    (1995, 6, 27, "지방선거일", CABINET),
    (1996, 4, 11, "국회의원 선거일", CABINET),
    (1997, 12, 18, "대통령 선거일", CABINET),
    (1998, 6, 4, "지방선거일", CABINET),
    (2000, 4, 13, "국회의원 선거일", CABINET),
    (2002, 6, 13, "지방선거일", CABINET),
    (2002, 7, 1, "임시공휴일(월드컵 4강)", CABINET),
    (2002, 12, 19, "대통령 선거일", CABINET),
    (2004, 4, 15, "국회의원 선거일", CABINET),
    (2006, 5, 31, "지방선거일", CABINET),
    (2007, 12, 19, "대통령 선거일", ELECTION_ACT),
    (2008, 4, 9, "국회의원 선거일", ELECTION_ACT),
    (2010, 6, 2, "지방선거일", ELECTION_ACT),
    (2012, 4, 11, "국회의원 선거일", ELECTION_ACT),
    (2012, 12, 19, "대통령 선거일", ELECTION_ACT),
    (2014, 6, 4, "지방선거일", ELECTION_ACT),
    (2015, 8, 14, "임시공휴일(광복 70주년)", "국무회의 의결 2015. 8. 4."),
    (2016, 4, 13, "국회의원 선거일", ELECTION_ACT),
    (2016, 5, 6, "임시공휴일", "국무회의 의결 2016. 4. 28."),
    // An election out of turn is outside 제34조; the day is designated.
    (2017, 5, 9, "대통령 선거일(임시공휴일)", "국무회의 의결 2017. 3. 15."),
    (2017, 10, 2, "임시공휴일", "국무회의 의결 2017. 9. 5."),
    (2018, 6, 13, "지방선거일", ELECTION_ACT),
    (2020, 4, 15, "국회의원 선거일", ELECTION_ACT),
    (2020, 8, 17, "임시공휴일", "국무회의 의결 2020. 7. 21."),
    (2022, 3, 9, "대통령 선거일", ELECTION_ACT),
    (2022, 6, 1, "지방선거일", ELECTION_ACT),
    (2023, 10, 2, "임시공휴일", "국무회의 의결 2023. 9. 5."),
    (2024, 4, 10, "국회의원 선거일", ELECTION_ACT),
    (2024, 10, 1, "임시공휴일(국군의 날)", "국무회의 의결 2024. 9. 3."),
    (2025, 1, 27, "임시공휴일", "국무회의 의결 2025. 1. 14."),
    (2025, 6, 3, "대통령 선거일(임시공휴일)", "국무회의 의결 2025. 4. 8."),
    (2026, 6, 3, "지방선거일", ELECTION_ACT),
    (2028, 4, 12, "국회의원 선거일", ELECTION_ACT),
    // Term ends 6. 3. (elected out of turn in 2025): first Wednesday from the 70th day before.
    (2030, 3, 27, "대통령 선거일", ELECTION_ACT),
    // The first Wednesday, 6. 5., is the eve of 현충일: a week later by 제34조 제2항.
    (2030, 6, 12, "지방선거일", ELECTION_ACT),
    (2032, 4, 14, "국회의원 선거일", ELECTION_ACT),
    (2034, 5, 31, "지방선거일", ELECTION_ACT),
    (2035, 3, 28, "대통령 선거일", ELECTION_ACT),
    (2036, 4, 9, "국회의원 선거일", ELECTION_ACT),
    (2038, 6, 2, "지방선거일", ELECTION_ACT),
    (2040, 3, 28, "대통령 선거일", ELECTION_ACT),
    (2040, 4, 11, "국회의원 선거일", ELECTION_ACT),
];

pub(super) fn rows() -> Vec<Designation> {
    ROWS.iter()
        .filter_map(|&(year, month, day, name, source)| {
            let date = Date::new(year, month, day).ok()?;
            Some(Designation { date, name: name.to_owned(), source: source.to_owned() })
        })
        .collect()
}
