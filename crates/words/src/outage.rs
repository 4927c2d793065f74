//! 장애 안내: what citizens and officers read on every page while the system is down (시행령 제6조의2).

use jiff::Timestamp;

use crate::date;
use crate::lang::Lang;

/// The title of the notice.
pub fn title(lang: Lang) -> &'static str {
    match lang {
        Lang::Ko => "시스템 장애 안내",
        Lang::En => "Service disruption",
    }
}

/// Since when, and what to do instead.
pub fn public(since: Timestamp, lang: Lang) -> String {
    let since = date::moment_for(since, lang);
    match lang {
        Lang::Ko => format!(
            "{since}부터 응답소에 장애가 있어 접수와 처리가 늦어질 수 있습니다. 급한 민원은 국번 없이 120으로 \
             전화하시거나 가까운 민원실에 방문하여 서면으로 신청해 주십시오. 장애가 이어진 시간은 처리기간에 \
             산입하지 않습니다."
        ),
        Lang::En => format!(
            "Since {since} this service has been disrupted; receipt and handling may be delayed. For urgent \
             matters dial 120 or file on paper at a civil affairs office. The time of the disruption does not \
             count towards the handling period."
        ),
    }
}

/// On the filing form.
pub fn filing(lang: Lang) -> &'static str {
    match lang {
        Lang::Ko => {
            "지금 신청하시면 장애가 끝난 뒤에 접수될 수 있습니다. 보내지지 않으면 작성한 내용을 따로 보관해 두었다가 \
             다시 신청하시거나, 120 전화 또는 방문으로 신청해 주십시오. 서면으로 신청하신 민원은 장애가 끝난 뒤 \
             신청하신 때를 그대로 하여 등록합니다."
        }
        Lang::En => {
            "A complaint sent now may be received only after the disruption. If it cannot be sent, keep your text \
             and try again later, dial 120, or file on paper: paper filings are entered afterwards with the time \
             at which you filed them."
        }
    }
}

/// For officers.
pub fn staff(since: Timestamp, reason: &str) -> String {
    format!(
        "{}부터 장애 모드입니다. 사유: {reason}. 장애가 끝날 때까지 처리기간이 흐르지 않습니다. 서면으로 받은 민원은 \
         신청·접수 시각을 적어 두었다가 장애가 끝난 뒤 '장애 중 접수분 등록'으로 등록해 주십시오.",
        date::moment(since)
    )
}

/// Why a paper entry was refused.
pub fn not_on_paper(why: domain::complaint::NotOnPaper) -> &'static str {
    use domain::complaint::NotOnPaper;
    match why {
        NotOnPaper::StillDown => "장애가 아직 끝나지 않았습니다. 장애를 종료한 뒤 등록해 주십시오.",
        NotOnPaper::FiledOutside => "신청 시각이 장애 기간 밖입니다. 장애 기간 안의 시각을 입력해 주십시오.",
        NotOnPaper::ReceivedOutside => {
            "접수 시각이 장애 기간 밖입니다. 장애 기간 안의 시각을 입력해 주십시오."
        }
        NotOnPaper::ReceivedFirst => "접수 시각이 신청 시각보다 빠릅니다. 두 시각을 확인해 주십시오.",
    }
}
