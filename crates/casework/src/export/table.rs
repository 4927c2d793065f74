//! The row of a list as cells, petitioners masked: one function, whoever makes the file.

use domain::org::OrgChart;
use store::read::Listed;
use words::Names;
use workbook::Cell;

pub const COLUMNS: [&str; 14] = [
    "접수번호",
    "민원종류",
    "제목",
    "신청인",
    "접수경로",
    "접수일시",
    "처리기한",
    "상태",
    "재지정",
    "비고",
    "기관",
    "처리부서",
    "처리자",
    "종료일시",
];

pub fn cells(c: &Listed, chart: &OrgChart) -> Vec<Cell> {
    let name = |name: Option<String>| name.map_or(Cell::Empty, Cell::Text);
    vec![
        Cell::text(&c.number),
        Cell::text(c.kind.map_or("", words::kind::label)),
        Cell::text(&c.title),
        Cell::text(words::mask::name(&c.petitioner_name)),
        Cell::text(words::channel::label(c.channel)),
        Cell::Moment(c.received_at.unwrap_or(c.filed_at)),
        Cell::moment(c.due_at),
        Cell::text(words::stage::label(c.stage)),
        Cell::count(c.hops),
        Cell::text(c.badge.map_or("", words::badge::label)),
        name(c.agency.map(|id| Names::agency(chart, id))),
        name(c.department.map(|id| Names::department(chart, id))),
        name(c.handler.map(|id| Names::officer(chart, id))),
        Cell::moment(c.ended_at),
    ]
}
