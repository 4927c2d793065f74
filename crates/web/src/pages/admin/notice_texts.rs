//! 알림 문구: for each event, reader and channel the text that leaves, ours or one kept in its place, tried on
//! a real case before it is saved.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::{log, texts};
use domain::complaint::Number;
use domain::notice::Template;
use domain::text::Text as Bounded;
use maud::Markup;
use store::{KeptText, Read};
use words::lang::Lang;
use words::notice::Reader;
use words::notice::custom::{CHANNELS, Fault, Text, WHOLE, Worded, check, readers, worded};

use super::text_form::{self as forms, Shown};
use super::{Screen, administrates, done};
use crate::error::Fail;
use crate::pages::work::{Posted, Typed, only};
use crate::request::Desk;
use crate::state::AppState;

pub(super) const PATH: &str = "/notice-texts";
const TITLE: &str = "알림 문구";
pub(super) const SUBJECT_MAX: usize = 150;
/// Longest text by mail, and by the channels that carry less, in characters.
pub(super) const MAIL_MAX: usize = 4_000;
pub(super) const MESSAGE_MAX: usize = 900;

/// GET `/notice-texts`
pub(crate) async fn page(
    State(state): State<AppState>,
    desk: Desk,
    jar: CookieJar,
) -> Result<Response, Fail> {
    only(administrates(&desk.who))?;
    let kept = state.office.store().read().await?.notice_texts().await?;
    Ok(screen(&state, &desk).respond(jar, &Typed::default(), forms::list(&kept)))
}

fn screen<'a>(state: &'a AppState, desk: &'a Desk) -> Screen<'a> {
    Screen { state, who: &desk.who, title: TITLE, path: PATH, active: PATH }
}

/// Which text an address names.
pub(super) struct Which {
    pub(super) template: Template,
    pub(super) reader: Reader,
    pub(super) channel: &'static str,
}

pub(crate) type Named = Path<(String, String, String)>;

impl Which {
    fn read(Path((template, reader, channel)): Named) -> Result<Which, Fail> {
        let template = Template::parse(&template).ok_or_else(Fail::not_found)?;
        let reader = Reader::parse(&reader).filter(|reader| readers(template).contains(reader));
        let channel = CHANNELS.into_iter().find(|known| *known == channel);
        Ok(Which {
            template,
            reader: reader.ok_or_else(Fail::not_found)?,
            channel: channel.ok_or_else(Fail::not_found)?,
        })
    }

    pub(super) fn path(&self) -> String {
        let (template, reader) = (self.template.as_str(), self.reader.as_str());
        format!("{PATH}/{template}/{reader}/{}", self.channel)
    }

    async fn kept(&self, tx: &mut Read) -> Result<Option<KeptText>, Fail> {
        let all = tx.notice_texts_of(self.template.as_str(), self.reader.as_str()).await?;
        Ok(all.into_iter().find(|text| text.channel == self.channel))
    }
}

/// When the text that somebody has read was changed: `-` for our own.
pub(super) fn edition(kept: Option<&KeptText>) -> String {
    kept.map_or_else(|| "-".to_owned(), |kept| kept.changed_at.as_microsecond().to_string())
}

/// GET `/notice-texts/{template}/{reader}/{channel}`
pub(crate) async fn edit(
    State(state): State<AppState>,
    desk: Desk,
    named: Named,
    jar: CookieJar,
) -> Result<Response, Fail> {
    only(administrates(&desk.who))?;
    let which = Which::read(named)?;
    let kept = which.kept(&mut state.office.store().read().await?).await?;
    let typed = Typed::default();
    let body = drawn(&state, &which, kept.as_ref(), &typed, None);
    Ok(screen(&state, &desk).respond(jar, &typed, body))
}

fn drawn(
    state: &AppState,
    which: &Which,
    kept: Option<&KeptText>,
    typed: &Typed,
    tried: Option<(&Worded, &str)>,
) -> Markup {
    let desk = state.office.desk();
    forms::one(&Shown { which, kept, chart: &desk.chart, typed, tried })
}

/// The typed text, if it may be kept.
fn read(which: &Which, form: &Posted, typed: &mut Typed) -> Option<(String, String)> {
    let whole = which.channel == WHOLE;
    let subject = match whole {
        true => match Bounded::<SUBJECT_MAX>::new(form.text("subject")) {
            Ok(subject) if !subject.as_str().contains('\n') => Some(String::from(subject)),
            Ok(_) => {
                typed.wrong("subject", "제목은 한 줄로 입력해 주십시오.");
                None
            }
            Err(error) => {
                typed.wrong("subject", words::error::text("제목", error, Lang::Ko));
                None
            }
        },
        false => Some(String::new()),
    };
    let body = match whole {
        true => Bounded::<MAIL_MAX>::new(form.text("body")).map(String::from),
        false => Bounded::<MESSAGE_MAX>::new(form.text("body")).map(String::from),
    };
    let body = body.map_err(|error| typed.wrong("body", words::error::text("내용", error, Lang::Ko))).ok();
    let (subject, body) = subject.zip(body)?;
    let text = Text { channel: which.channel, subject: &subject, body: &body };
    let braced =
        |names: &[String]| names.iter().map(|name| format!("{{{name}}}")).collect::<Vec<_>>().join(", ");
    match check(which.template, &text) {
        Ok(()) => return Some((subject, body)),
        Err(Fault::Unknown(names)) => typed.wrong(
            "body",
            format!("알 수 없는 항목이 있습니다: {}. 아래 목록의 이름으로 고쳐 주십시오.", braced(&names)),
        ),
        Err(Fault::Missing(names)) => {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            typed.wrong(
                "body",
                format!(
                    "법령에 따라 알려야 하는 항목이 빠졌습니다: {}. 내용에 넣어 주십시오.",
                    braced(&names)
                ),
            );
        }
    }
    None
}

/// POST `/notice-texts/{template}/{reader}/{channel}`: kept in place of ours from the next notice on.
pub(crate) async fn save(
    State(state): State<AppState>,
    desk: Desk,
    named: Named,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    only(administrates(&desk.who))?;
    let which = Which::read(named)?;
    let mut typed = Typed::of(form.clone());
    let wanted = read(&which, &form, &mut typed);
    let mut tx = state.office.store().write().await?;
    let kept = which.kept(&mut tx).await?;
    let Some((subject, body)) = wanted else {
        tx.rollback().await?;
        let body = drawn(&state, &which, kept.as_ref(), &typed, None);
        return Ok(screen(&state, &desk).respond(jar, &typed, body));
    };
    if form.get("was").is_some_and(|was| was != edition(kept.as_ref())) {
        tx.rollback().await?;
        let mut typed = Typed::of(Posted(form.without(&["was"])));
        typed.wrong("", "그 사이 다른 관리자가 이 문구를 바꾸었습니다. 입력하신 내용은 그대로 있으니, 확인하고 다시 저장해 주십시오.");
        let body = drawn(&state, &which, kept.as_ref(), &typed, None);
        return Ok(screen(&state, &desk).with(jar, StatusCode::CONFLICT, body));
    }
    let by = desk.who.officer.id;
    tx.put_notice_text(&KeptText {
        template: which.template.as_str().to_owned(),
        reader: which.reader.as_str().to_owned(),
        channel: which.channel.to_owned(),
        subject,
        body,
        changed_at: state.office.now(),
        changed_by: Some(by),
    })
    .await?;
    log::put(&mut tx, &state.office, desk.asker(), "notice-text", subject_of(&which)).await?;
    tx.commit().await?;
    Ok(done(jar, "알림 문구를 저장했습니다. 다음 알림부터 이 문구로 보냅니다.", &which.path()))
}

fn subject_of(which: &Which) -> String {
    format!("{}/{}/{}", which.template.as_str(), which.reader.as_str(), which.channel)
}

/// POST `…/reset`: ours again.
pub(crate) async fn reset(
    State(state): State<AppState>,
    desk: Desk,
    named: Named,
    jar: CookieJar,
) -> Result<Response, Fail> {
    only(administrates(&desk.who))?;
    let which = Which::read(named)?;
    let mut tx = state.office.store().write().await?;
    tx.drop_notice_text(which.template.as_str(), which.reader.as_str(), which.channel).await?;
    log::put(
        &mut tx,
        &state.office,
        desk.asker(),
        "notice-text",
        format!("{} 기본 문구", subject_of(&which)),
    )
    .await?;
    tx.commit().await?;
    Ok(done(jar, "기본 문구로 되돌렸습니다.", &which.path()))
}

/// POST `…/preview`: as it would leave for this case; nothing is kept, nothing is sent.
pub(crate) async fn preview(
    State(state): State<AppState>,
    desk: Desk,
    named: Named,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    only(administrates(&desk.who))?;
    let which = Which::read(named)?;
    let mut typed = Typed::of(form.clone());
    let text = read(&which, &form, &mut typed);
    let mut tx = state.office.store().write().await?;
    let kept = which.kept(&mut tx).await?;
    let facts = match Number::parse(form.text("number")) {
        Ok(number) => texts::sample(&state.office, &number, which.reader).await.map(|facts| (facts, number)),
        Err(_) => Err(casework::NotDone::NotFound),
    };
    let facts = match facts {
        Ok((facts, number)) => {
            // A masked name is still somebody's: who looked at which case is kept.
            log::put(&mut tx, &state.office, desk.asker(), "preview-notice", number.to_string()).await?;
            Some(facts)
        }
        Err(casework::NotDone::NotFound) => {
            typed.wrong("number", "그 번호의 민원을 찾을 수 없습니다. 번호를 확인해 주십시오.");
            None
        }
        Err(fault) => return Err(fault.into()),
    };
    tx.commit().await?;
    let tried = text.zip(facts).map(|((subject, body), facts)| {
        let own = Text { channel: which.channel, subject: &subject, body: &body };
        worded(which.template, &facts, &[own])
    });
    let said = tried.as_ref().map(|tried| tried.on(which.channel));
    let shown = tried.as_ref().zip(said.as_deref());
    let body = drawn(&state, &which, kept.as_ref(), &typed, shown);
    Ok(screen(&state, &desk).respond(jar, &typed, body))
}
