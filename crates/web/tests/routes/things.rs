//! What the addresses name: one thing of each kind, belonging to 김도로, 도로과 or 본청, made as the office makes it.

use std::collections::BTreeMap;
use std::io::Cursor;

use axum::Router;
use axum::http::StatusCode;
use casework::Clock;
use casework::attachments::{Said, bundle_of, scanned, to_scan, waiting};
use casework::intake::{self, HandedInBy};
use domain::complaint::{Act, AnswerResult, Channel, Command, Kind, Number, Visibility};
use image::{DynamicImage, ImageFormat, RgbImage};
use jiff::SignedDuration;
use store::Settled;
use testkit::office::TestOffice;
use testkit::say;
use testkit::world::{HAN, KIM, LEE, MIN, MUN, ROADS, SONG, WORKS, officer};
use uuid::Uuid;

use crate::ask::hand_in;
use crate::askers::session;
use crate::forms::{FORMS, Form};
use crate::house::{House, today};
use crate::marks::{self, Marks};
use crate::papers;
use crate::table::Route;

pub(crate) type Ids = BTreeMap<&'static str, String>;

/// What a placeholder stands for, by the address up to it: `/users/{id}/grants/{grant}`.
#[derive(Default)]
pub(crate) struct Things {
    pub(crate) ids: Ids,
    /// The same where the complaint is a sealed one, or was sealed later, where its file has not gone out yet, and where the address begins
    /// with somebody else's complaint or user and goes on with what is 김도로's.
    pub(crate) sealed: Ids,
    pub(crate) later: Ids,
    waiting: Ids,
    crossed: Ids,
    /// Cookies: the proof of another complaint, those of the complaint, of the sealed one and of the one sealed later, and what
    /// waits at two browsers.
    pub(crate) stranger: String,
    pub(crate) own: [String; 3],
    pub(crate) own_bundle: String,
    pub(crate) han_bundle: String,
}

/// A row: what it is called, and what is asked.
pub(crate) struct Row {
    pub(crate) route: Route,
    pub(crate) label: String,
    pub(crate) path: String,
    pub(crate) form: Vec<(&'static str, String)>,
    /// Something in it stands for nothing.
    pub(crate) missing: bool,
}

/// What is found nowhere.
const NOTHING: &str = "00000000-0000-0000-0000-0000000000ff";
/// Behind an address in the table: a sealed complaint, one that was sealed later, a file that waits with its answer, an address put together of
/// two people's things, a form filled in.
pub(crate) const SEALED: &str = " (sealed)";
pub(crate) const LATER: &str = " (sealed later)";
const WAITING: &str = " (waiting)";
pub(crate) const CROSSED: &str = " (crossed)";
pub(crate) const FILLED: &str = " (filled)";

/// A complaint on 김도로's desk.
struct Case {
    number: Number,
    proof: String,
    /// Came with it, and waits to go out with its answer.
    file: Uuid,
    waiting: Uuid,
    /// To its petitioner, and taken by no channel.
    untold: Uuid,
}

impl Case {
    fn ids(&self) -> [(&'static str, String); 5] {
        [
            ("/complaints/{number}", self.number.to_string()),
            ("/complaints/{number}/files/{id}", self.file.to_string()),
            ("/petition/files/{id}", self.file.to_string()),
            ("/complaints/{number}/notices/{notice}", self.untold.to_string()),
            ("waiting", self.waiting.to_string()),
        ]
    }
}

impl Things {
    pub(crate) async fn make(house: &House, office: &TestOffice) -> Things {
        let router = house.router(&office.office);
        let case = on_kims_desk(office, &router, (&marks::ORDINARY, Visibility::Private)).await;
        let sealed = on_kims_desk(office, &router, (&marks::SEALED, Visibility::Sealed)).await;
        let later = on_kims_desk(office, &router, (&marks::LATER, Visibility::Open)).await;
        office.act(&officer(LEE), &later.number, say::seal()).await;
        let received = office.received().await;
        let filed = office.file().await.complaint.application_number;
        let other = office.file().await;
        let elsewhere = on_songs_desk(office).await;
        let published = published(office).await;
        office.clock.move_to(today());
        office.act(&officer(MIN), &case.number, say::remind()).await;
        let seq = office.stored(&case.number).await.version;
        let (own_bundle, own_file) = waits(office, &router, ("/apply", "")).await;
        let (han_bundle, han_file) = waits(office, &router, ("/receive/new", &session(HAN))).await;
        scan(office).await;
        let mut ids = papers::make(house, office, &router).await;
        ids.extend(case.ids());
        ids.extend([
            ("/retention/holds/{id}", papers::hold(office, &case.number).await),
            ("/complaints/{number}/reminders/{seq}", seq.to_string()),
            ("/apply/files/{id}", own_file.to_string()),
            ("/receive/new/files/{id}", han_file.to_string()),
            ("/answers/{id}", published),
            ("received", received.to_string()),
            ("filed", filed.to_string()),
        ]);
        let but = |other: [(&'static str, String); 2]| {
            ids.iter().map(|(at, id)| (*at, id.clone())).chain(other).collect()
        };
        let waiting = but(["/complaints/{number}/files/{id}", "/petition/files/{id}"]
            .map(|at| (at, case.waiting.to_string())));
        let crossed =
            but([("/complaints/{number}", elsewhere.to_string()), ("/users/{id}", SONG.to_string())]);
        let stranger = proof(&other.complaint.application_number, &other.secret.unwrap());
        let own = [&case, &sealed, &later].map(|case| case.proof.clone());
        let (sealed, later) = (sealed.ids().into(), later.ids().into());
        Things { ids, sealed, later, waiting, crossed, stranger, own, own_bundle, han_bundle }
    }

    /// The rows of a route: one, or one for each word that may stand in its address, and the same in other lights.
    pub(crate) fn rows(&self, route: &Route) -> Vec<Row> {
        let path = route.path.as_str();
        let two = path.matches('{').count() > 1
            && (path.starts_with("/complaints/") || path.starts_with("/users/"));
        let lights = [
            (&self.ids, "", true),
            (&self.sealed, SEALED, path.starts_with("/complaints/{number}")),
            (&self.later, LATER, ["/complaints/{number}", "/complaints/{number}/reveal"].contains(&path)),
            (
                &self.waiting,
                WAITING,
                path.contains("/files/{id}") && !path.contains("new") && !path.starts_with("/apply"),
            ),
            (&self.crossed, CROSSED, two && !path.contains("{act}")),
        ];
        let mut rows = Vec::new();
        for spelled in spelled(path) {
            for (ids, told, _) in lights.iter().filter(|(_, _, fits)| *fits) {
                let filled = FORMS.iter().find(|(of, _)| route.method == "POST" && *of == spelled);
                // Empty, it is refused before the second of the two things is looked at.
                if *told != CROSSED || filled.is_none() {
                    rows.push(row(route, &spelled, (ids, told), &[]));
                }
                let told = format!("{told}{FILLED}");
                rows.extend(filled.map(|(_, form)| row(route, &spelled, (ids, &told), form)));
            }
        }
        rows
    }
}

fn row(route: &Route, spelled: &str, (ids, told): (&Ids, &str), form: Form) -> Row {
    let (mut so_far, mut path, mut missing) = (String::new(), String::new(), false);
    let mut named = |ids: &Ids, key: &str| {
        let id = ids.get(key).cloned();
        missing |= id.is_none();
        id.unwrap_or_else(|| NOTHING.to_owned())
    };
    for part in spelled.split('/').skip(1) {
        so_far = format!("{so_far}/{part}");
        let filled = if part.starts_with('{') { named(ids, &so_far) } else { part.to_owned() };
        path = format!("{path}/{filled}");
    }
    let mut value =
        |value: &&str| value.strip_prefix('=').map_or_else(|| (*value).to_owned(), |key| named(ids, key));
    let form = form.iter().map(|(name, said)| (*name, value(said))).collect();
    let asked = papers::QUERIES.iter().find(|(path, _)| *path == spelled).map_or("", |(_, query)| *query);
    let label = format!("{} {spelled}{told}", route.method);
    Row { route: route.clone(), label, path: format!("{path}{asked}"), form, missing }
}

/// The address with each word that may stand in it: acts, manners of showing a file, days and their sheets.
fn spelled(path: &str) -> Vec<String> {
    let acts: Vec<&str> = Act::ALL.iter().map(|act| act.as_str()).collect();
    let words: [(&str, &str, &[&str]); 9] = [
        ("/complaints/selected/", "{act}", &["recall", "reassign", "merge", "close"]),
        (
            "/petition/",
            "{act}",
            &["supplement", "consent-to-extend", "withdraw", "rate", "ask-again", "object"],
        ),
        ("/complaints/{number}/acts/", "{act}", &acts),
        ("", "{manner}", &["view", "preview"]),
        ("", "{system}/{day}", &["epeople/2026-03-10", "epeople/2026-03-10.xlsx"]),
        ("", "{template}/{reader}/{channel}", &["received/citizen/mail"]),
        ("", "{month}", &["2026-02"]),
        ("/satisfaction/statistics/", "{file}", &["agencies.xlsx"]),
        ("/assets/", "{*path}", &["app.css"]),
    ];
    match words.iter().find(|(begin, form, _)| path.starts_with(begin) && path.contains(form)) {
        Some((_, form, each)) => each.iter().map(|word| path.replace(form, word)).collect(),
        None => vec![path.to_owned()],
    }
}

fn proof(number: &Number, secret: &str) -> String {
    let letters: String = secret.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("petition={number}.{letters}")
}

/// Filed with a picture, which was scanned; received, sent to 도로과, given to 김도로, accepted.
async fn on_kims_desk(
    office: &TestOffice,
    router: &Router,
    (marks, visibility): (&Marks, Visibility),
) -> Case {
    let of_it = marks.submission(visibility);
    let filed = intake::file(&office.office, HandedInBy::Citizen, of_it, None).await.unwrap();
    let (first, secret) = (filed.complaint.application_number, filed.secret.unwrap());
    let path = format!("/api/v1/complaints/{first}/attachments");
    let with = (("part", "application"), (marks.file, &picture()[..]));
    let came = hand_in(router, &path, ("x-complaint-secret", &secret), with).await;
    assert_eq!(came.status, StatusCode::CREATED, "{}", came.text);
    let file = came.text.split("\"id\":\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
    let received = office.act(&officer(HAN), &first, say::receive(Kind::Grievance)).await;
    let number = received.spoken_number().clone();
    office.act(&officer(HAN), &number, say::to_department(ROADS)).await;
    let memo = Some(say::memo(marks.memo));
    let assign = Command::Assign { department: None, handler: KIM, memo, cooperations: Vec::new() };
    office.act(&officer(LEE), &number, assign).await;
    office.act(&officer(KIM), &number, Command::Accept).await;
    let interim = Command::InterimAnswer { text: say::body(marks.interim) };
    office.act(&officer(KIM), &number, interim).await;
    if let Some(draft) = marks.draft {
        office.act(&officer(KIM), &number, say::draft(draft)).await;
    }
    let attach = format!("/complaints/{number}/attach");
    let came =
        hand_in(router, &attach, ("cookie", &session(KIM)), (("panel", "answer"), ("a.png", &picture()[..])))
            .await;
    assert_eq!(came.status, StatusCode::OK, "{}", came.text);
    let files = casework::attachments::of(&office.office, &officer(KIM), &number).await.unwrap();
    let waiting = files.iter().find(|file| file.bundle.is_some()).unwrap().id;
    let untold = no_channel_takes_the_letters(office, &number).await;
    Case { proof: proof(&first, &secret), number, file, waiting, untold }
}

/// Every letter that waits fails; the one to the petitioner that is told by hand then.
async fn no_channel_takes_the_letters(office: &TestOffice, number: &Number) -> Uuid {
    let (now, file) = (office.office.now(), office.stored(number).await.id);
    let mut tx = office.store().write().await.unwrap();
    for claimed in tx.claim_notices(now, now + SignedDuration::from_mins(1), 500).await.unwrap() {
        tx.settle_notice(&claimed, Settled::Failed).await.unwrap();
    }
    let letters = tx.notices_of(file, None, 200).await.unwrap();
    tx.commit().await.unwrap();
    letters.iter().find(|with| with.notice.waits_for_somebody()).unwrap().notice.id.0
}

/// On 송건설's desk.
async fn on_songs_desk(office: &TestOffice) -> Number {
    let number = office.received().await;
    office.act(&officer(HAN), &number, say::to_department(WORKS)).await;
    office.act(&officer(MUN), &number, say::assign(SONG)).await;
    number
}

fn picture() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(RgbImage::new(40, 20)).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// Open to everybody, and answered: the address it is read under.
async fn published(office: &TestOffice) -> String {
    let number = office.file_as(Channel::Web, Visibility::Open).await.complaint.application_number;
    office.act(&officer(HAN), &number, say::receive(Kind::Other)).await;
    office.act(&officer(HAN), &number, say::answer_at_once(AnswerResult::Granted)).await;
    office.stored(&number).await.id.to_string()
}

/// A picture that waits with a form nobody has sent yet: the browser's cookie, and the picture's id.
async fn waits(office: &TestOffice, router: &Router, (path, cookie): (&str, &str)) -> (String, Uuid) {
    let came = hand_in(router, path, ("cookie", cookie), (("go", "attach"), ("a.png", &picture()[..]))).await;
    let bundle = came.cookies.iter().find(|cookie| cookie.starts_with("files=")).unwrap().clone();
    let token = bundle.split_once('=').unwrap().1;
    let files = waiting(&office.office, &bundle_of(token)).await.unwrap();
    (bundle, files[0].id)
}

async fn scan(office: &TestOffice) {
    for file in to_scan(&office.office).await.unwrap() {
        scanned(&office.office, &file, &Said::Clean).await.unwrap();
    }
}
