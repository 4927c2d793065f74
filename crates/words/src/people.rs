//! 사용자 관리·권한·대직·인사 연계: what is told when somebody's record, duties or stand-in cannot be changed.

use domain::org::{
    FeedFault, LONGEST_STAND_IN_DAYS, OrgChart, Origin, PeopleRefusal, Place, StandIn, StandInRefusal,
};

use crate::date::day;
use crate::names::Names;
use crate::particle;

/// 등록구분.
pub fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Linked => "연계",
        Origin::ByHand => "수기등록",
    }
}

/// Why not, and what to do instead.
pub fn refusal(refusal: PeopleRefusal) -> &'static str {
    match refusal {
        PeopleRefusal::NotYourPart => {
            "이 직원을 관리하는 부서 관리자·기관 관리자 또는 시스템 관리자가 할 수 있습니다."
        }
        PeopleRefusal::AdministratorsOnly => {
            "시스템 관리자만 할 수 있습니다. 시스템 관리자에게 요청해 주십시오."
        }
        PeopleRefusal::Oneself => {
            "자신의 권한과 계정은 스스로 바꿀 수 없습니다. 다른 관리자에게 요청해 주십시오."
        }
        PeopleRefusal::Linked => {
            "인사 연계로 등록된 직원입니다. 이메일, 전화번호, 담당업무 외의 정보는 연계 시스템에서 바꾸어 주십시오."
        }
        PeopleRefusal::Outranks => {
            "더 넓은 권한을 가진 직원입니다. 해당 기관 관리자 또는 시스템 관리자에게 요청해 주십시오."
        }
        PeopleRefusal::Inactive => "사용이 중지된 계정입니다. 먼저 '다시 사용'으로 계정을 살려 주십시오.",
        PeopleRefusal::Active => "이미 사용 중인 계정입니다.",
        PeopleRefusal::NotGrantable => "처리자 권한은 모든 직원에게 있어 따로 부여하지 않습니다.",
    }
}

/// The field of the form, and what is said beside it.
pub fn stand_in(refusal: &StandInRefusal, names: &dyn Names) -> (&'static str, String) {
    let plain = |field, text: &str| (field, text.to_owned());
    match refusal {
        StandInRefusal::Unknown => plain("stand_in", "대직자를 목록에서 선택해 주십시오."),
        StandInRefusal::Oneself => {
            plain("stand_in", "자신은 대직자가 될 수 없습니다. 다른 직원을 선택해 주십시오.")
        }
        StandInRefusal::OtherAgency => plain("stand_in", "같은 기관의 직원 가운데 선택해 주십시오."),
        StandInRefusal::Reversed => {
            plain("until", "종료일이 시작일보다 빠릅니다. 날짜를 다시 입력해 주십시오.")
        }
        StandInRefusal::Past => plain("from", "시작일은 오늘이나 그 뒤로 입력해 주십시오."),
        StandInRefusal::TooLong => {
            let years = LONGEST_STAND_IN_DAYS / 366;
            ("until", format!("대직 기간은 {years}년까지 설정할 수 있습니다."))
        }
        StandInRefusal::Overlaps { with } => (
            "from",
            format!(
                "이미 등록한 대직 기간과 겹칩니다({}). 먼저 그 대직을 해제해 주십시오.",
                entry(with, names)
            ),
        ),
        StandInRefusal::MinderAway { with } => (
            "stand_in",
            format!(
                "선택한 직원도 그 기간에 자리를 비웁니다({}). 대직은 다시 넘길 수 없으므로 다른 직원을 선택해 주십시오.",
                entry(with, names)
            ),
        ),
        StandInRefusal::MindsMeanwhile { with } => (
            "from",
            format!(
                "그 기간에 다른 직원을 대직하고 있습니다({}). 대직은 다시 넘길 수 없으므로 먼저 그 대직을 해제해 주십시오.",
                entry(with, names)
            ),
        ),
    }
}

fn entry(with: &StandIn, names: &dyn Names) -> String {
    let (absent, minder) = (names.officer(with.absent), names.officer(with.stand_in));
    format!("{} 대직하여 {minder}, {} ~ {}", particle::object(&absent), day(with.from), day(with.until))
}

/// What is wrong with a staff feed, in one sentence.
pub fn feed_fault(fault: &FeedFault) -> String {
    match fault {
        FeedFault::NobodyInIt => "직원이 한 명도 없습니다.".to_owned(),
        FeedFault::UnknownAgency { code } => format!("기관코드 {code}에 해당하는 기관이 없습니다."),
        FeedFault::OfficerTwice { login } => format!("아이디 {login}의 직원이 두 번 있습니다."),
        FeedFault::DepartmentTwice { place } => {
            format!("{}가 두 번 있거나 폐지와 함께 있습니다.", code(place))
        }
        FeedFault::NoSuchDepartment { login, place } => {
            format!("{login}의 소속 {}가 자료에 없습니다.", code(place))
        }
        FeedFault::NoSuchSuccessor { place } => {
            format!("폐지되는 {}의 업무를 이어받을 부서가 없거나 함께 폐지됩니다.", code(place))
        }
        FeedFault::OutsideItsCover { code } => {
            format!("기관코드 {code}의 부서가 있으나 이 자료가 다루는 기관이 아닙니다.")
        }
        FeedFault::BadLogin { login } => {
            format!("아이디 {login:?}는 쓸 수 없습니다. 영문자, 숫자, '.', '_', '-'로 60자까지입니다.")
        }
    }
}

fn code(place: &Place) -> String {
    format!("부서(기관코드 {}, 부서코드 {})", place.agency, place.department)
}

/// `김도로 주무관(도로과)`.
pub fn with_department(chart: &OrgChart, officer: domain::id::OfficerId) -> String {
    let name = Names::officer(chart, officer);
    match chart.officer(officer) {
        Some(known) => format!("{name}({})", Names::department(chart, known.department)),
        None => name,
    }
}
