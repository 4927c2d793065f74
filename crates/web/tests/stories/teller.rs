//! Lives a story line by line, at the office's own doors, and writes what followed.

use std::collections::{HashMap, HashSet};

use casework::intake::{self, HandedInBy};
use casework::{Clock, NotDone, Order, Submission, perform, reader, sweeps};
use domain::actor::{Actor, Machinery};
use domain::calendar::Designation;
use domain::complaint::{Act, Channel, Complaint, Number, Visibility};
use domain::desk::seoul_date;
use domain::id::{NoticeId, OfficerId, PetitionerId};
use domain::org::StandIn;
use domain::text::{Body, Title};
use store::{About, CalendarChange};
use testkit::office::{TestOffice, submission};
use testkit::world::{AGENCIES, DEPARTMENTS, OFFICERS, sweep};
use uuid::Uuid;

use crate::script::{self, Fields, Line};
use crate::told;

/// A complaint of the story, under the name the story gives it.
struct Known {
    number: Number,
    petitioner: PetitionerId,
    who: String,
}

pub(crate) struct Teller {
    office: TestOffice,
    cases: HashMap<String, Known>,
    /// Notices told already.
    told: HashSet<NoticeId>,
}

impl Teller {
    pub(crate) fn new(office: TestOffice) -> Teller {
        Teller { office, cases: HashMap::new(), told: HashSet::new() }
    }

    /// The story with every outcome as it is now.
    pub(crate) async fn tell(mut self, text: &str) -> String {
        let mut lived = String::new();
        for line in text.lines() {
            let outcomes = match script::read(line) {
                Line::Outcome => continue,
                Line::Remark => Vec::new(),
                Line::Clock(at) => self.move_to(at),
                Line::Files { who, case, title, fields } => self.file(who, case, &title, &fields).await,
                Line::Act { who, act, case, fields } => self.act(&who, &act, &case, &fields).await,
                Line::Looks { who, case } => vec![self.look(&who, &case).await],
                Line::Minds { who, absent, fields } => self.mind(&who, &absent, &fields).await,
                Line::Designates { who, day, name } => self.designate(&who, &day, &name).await,
                Line::Sweep => self.sweep().await,
            };
            lived.push_str(line);
            lived.push('\n');
            outcomes.iter().for_each(|outcome| lived.push_str(&format!("    → {outcome}\n")));
        }
        lived
    }

    fn move_to(&self, at: jiff::Timestamp) -> Vec<String> {
        self.office.clock.move_to(at);
        self.office.wall.move_to(at);
        Vec::new()
    }

    async fn file(&mut self, who: String, case: String, title: &str, fields: &Fields) -> Vec<String> {
        let named = |name: &str| fields.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str());
        let channel = named("channel").map_or(Channel::Web, |text| Channel::parse(text).unwrap());
        let visibility =
            named("visibility").map_or(Visibility::Private, |text| Visibility::parse(text).unwrap());
        let mut sent = Submission { channel, visibility, title: Title::new(title).unwrap(), ..submission() };
        sent.body = Body::new(named("body").unwrap_or(title)).unwrap();
        sent.joint = named("joint").is_some();
        sent.person.name.clone_from(&who);
        sent.person.phone = Some(told::phone_of(&who));
        sent.person.email = None;
        let filed = intake::file(&self.office.office, HandedInBy::Citizen, sent, None).await.unwrap();
        let known = Known {
            number: filed.complaint.spoken_number().clone(),
            petitioner: filed.complaint.petitioner,
            who,
        };
        self.cases.insert(case.clone(), known);
        self.outcome(&case, &filed.complaint).await
    }

    async fn act(&mut self, who: &str, act: &str, case: &str, fields: &Fields) -> Vec<String> {
        let by = self.actor(who, case).await;
        let act = Act::parse(act).unwrap_or_else(|| panic!("there is no act {act}"));
        let pairs: Vec<(String, String)> =
            fields.iter().map(|(name, value)| (name.clone(), self.meant(value))).collect();
        let desk = self.office.office.desk();
        let mut fields = web::acts::Fields::from_form(&pairs);
        if let Some(lead) = fields.peek("into").and_then(|number| Number::parse(&number).ok()) {
            let lead = self.office.stored(&lead).await.id.to_string();
            fields.replace("into", serde_json::Value::String(lead));
        }
        let command = match web::acts::command(act, fields, &desk) {
            Ok(command) => command,
            Err(problems) => panic!("{who} {}: {problems:?}", act.as_str()),
        };
        let number = self.cases[case].number.clone();
        match perform(&self.office.office, &by, &number, &Order::plain(command)).await {
            Ok(after) => {
                self.cases.get_mut(case).unwrap().number = after.spoken_number().clone();
                let own = self.outcome(case, &after).await;
                own.into_iter().chain(self.everything().await).collect()
            }
            Err(NotDone::Refused(refusal)) => vec![format!("✗ {}", words::refusal::whole(&refusal))],
            Err(NotDone::NotFound) => vec!["✗ 볼 수 없는 민원입니다.".to_owned()],
            Err(other) => panic!("{who} {} {case}: {other:?}", act.as_str()),
        }
    }

    async fn look(&self, who: &str, case: &str) -> String {
        let by = self.actor(who, case).await;
        match reader::case(&self.office.office, &by, &self.cases[case].number).await {
            Ok(found) => format!("보임: {}", words::stage::label(found.complaint.stage.name())),
            Err(NotDone::NotFound) => "없는 민원".to_owned(),
            Err(other) => panic!("{other:?}"),
        }
    }

    async fn mind(&self, who: &str, absent: &str, fields: &Fields) -> Vec<String> {
        let day = |name: &str| fields.iter().find(|(n, _)| n == name).unwrap().1.parse().unwrap();
        let stand_in = StandIn {
            absent: officer(absent).unwrap(),
            stand_in: officer(who).unwrap(),
            from: day("from"),
            until: day("until"),
        };
        let mut tx = self.office.store().write().await.unwrap();
        tx.put_stand_in(Uuid::new_v4(), &stand_in, None, self.office.office.now()).await.unwrap();
        tx.commit().await.unwrap();
        Vec::new()
    }

    async fn designate(&mut self, who: &str, day: &str, name: &str) -> Vec<String> {
        let date = day.parse().unwrap();
        let added =
            vec![Designation { date, name: name.to_owned(), source: "국무회의 의결".to_owned() }];
        let change = CalendarChange { added, removed: Vec::new(), note: name.to_owned() };
        let mut tx = self.office.store().write().await.unwrap();
        tx.change_calendar(&change, officer(who), self.office.office.now()).await.unwrap();
        tx.commit().await.unwrap();
        self.office.office.refresh().await.unwrap();
        sweeps::recompute(&self.office.office).await.unwrap();
        self.everything().await
    }

    async fn sweep(&mut self) -> Vec<String> {
        let office = &self.office.office;
        sweeps::recompute(office).await.unwrap();
        sweeps::lapse_supplements(office).await.unwrap();
        sweeps::tell_deadlines(office).await.unwrap();
        sweeps::tell_progress(office).await.unwrap();
        self.everything().await
    }

    /// Every case that somebody has just heard of, in the order of their numbers.
    async fn everything(&mut self) -> Vec<String> {
        let mut names: Vec<(Number, String)> =
            self.cases.iter().map(|(name, known)| (known.number.clone(), name.clone())).collect();
        names.sort();
        let mut lines = Vec::new();
        for (number, name) in names {
            let file = self.office.stored(&number).await;
            let outcome = self.outcome(&name, &file).await;
            if outcome.len() > 1 {
                lines.extend(outcome.into_iter().map(|line| format!("{name}: {line}")));
            }
        }
        lines
    }

    /// Where the file stands now, and a line for every letter since the last time.
    async fn outcome(&mut self, case: &str, after: &Complaint) -> Vec<String> {
        let desk = self.office.office.desk();
        let mut lines = vec![told::state(after, &desk)];
        let mut tx = self.office.store().read().await.unwrap();
        lines.extend(told::on_behalf(tx.history(after.id).await.unwrap().last(), &desk.chart));
        let notices = tx.notices_of(after.id, None, 200).await.unwrap();
        let people: HashMap<PetitionerId, &str> =
            self.cases.values().map(|known| (known.petitioner, known.who.as_str())).collect();
        let new = notices.iter().map(|with| &with.notice).filter(|notice| self.told.insert(notice.id));
        let mut letters: Vec<(u64, String)> = new
            .map(|notice| match notice.about {
                About::Case { event_seq, .. } => (event_seq, told::letter(notice, &people, &desk.chart)),
                About::Account { .. } => panic!("a letter of nobody's case"),
            })
            .collect();
        // Written in one moment: by event and by reader, whatever their ids are.
        letters.sort();
        assert!(self.cases.contains_key(case));
        lines.extend(letters.into_iter().map(|(_, letter)| letter));
        lines
    }

    /// An officer as the store finds them at work today; else the petitioner of the case.
    async fn actor(&self, who: &str, case: &str) -> Actor {
        match officer(who) {
            Some(id) => {
                let today = seoul_date(self.office.office.now());
                let on_duty = self.office.store().read().await.unwrap().on_duty(id, today).await.unwrap();
                Actor::Officer(on_duty.unwrap_or_else(|| panic!("{who} does not work here")))
            }
            None if who == "전자결재" => Actor::System(Machinery::ApprovalSystem),
            None if who == "국민신문고" => Actor::System(Machinery::Connector),
            None if who == "정기작업" => sweep(),
            None => Actor::Petitioner(self.cases[case].petitioner),
        }
    }

    /// Names stand for ids, and a case's name for its number.
    fn meant(&self, value: &str) -> String {
        let office = DEPARTMENTS.iter().find(|row| row.3 == value).map(|row| row.0.to_string());
        let agency = AGENCIES.iter().find(|row| row.2 == value).map(|row| row.0.to_string());
        let case = self.cases.get(value).map(|known| known.number.to_string());
        let person = officer(value).map(|id| id.to_string());
        person.or(office).or(agency).or(case).unwrap_or_else(|| value.to_owned())
    }
}

fn officer(name: &str) -> Option<OfficerId> {
    OFFICERS.iter().find(|row| row.3 == name).map(|row| row.0)
}
