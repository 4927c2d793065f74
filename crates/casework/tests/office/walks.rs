//! Random walks through the office: whatever is done or refused, every file is what its history makes it;
//! and a life entered whole is the life that was acted.

use casework::chronicle::{Birth, Life};
use casework::{Clock, NotDone};
use domain::actor::Actor;
use domain::complaint::{Act, Channel, Complaint, Number};
use domain::id::{ComplaintId, PetitionerId};
use jiff::SignedDuration;
use testkit::chance::Chance;
use testkit::office::{TestOffice, submission};
use testkit::{walk, world};
use uuid::Uuid;

use crate::peek::{Around, folds};

/// Acts tried in one walk.
const ACTS: u32 = 500;

async fn filed(office: &TestOffice, chance: &mut Chance, many: u32) -> Vec<Number> {
    let mut numbers = Vec::new();
    for _ in 0..many {
        let visibility = walk::visibility(chance);
        let filed = office.file_as(*chance.pick(&Channel::ALL), visibility).await;
        numbers.push(filed.complaint.application_number);
    }
    numbers
}

/// What a life should be, done by acting: history, file, notices.
async fn acted(
    office: &TestOffice,
    birth: &Birth,
    script: &[(jiff::Timestamp, Actor, domain::complaint::Command)],
) {
    for (at, by, command) in script {
        office.clock.move_to(*at);
        let number = birth.number.clone();
        office.try_act(by, &number, command.clone()).await.unwrap();
    }
}

fn birth(serial: u64, at: jiff::Timestamp) -> Birth {
    Birth {
        id: ComplaintId(Uuid::from_u128(0xf_0000 + u128::from(serial))),
        petitioner: PetitionerId(Uuid::from_u128(0xc_0000 + u128::from(serial))),
        number: Number::application(casework::chronicle::day_of(at), serial),
        secret: "ABCDEFGH2345".into(),
        at,
    }
}

/// A life lived by chance, with everything that was done in it.
fn lived(
    office: &TestOffice,
    chance: &mut Chance,
    serial: u64,
) -> (Life, Vec<(jiff::Timestamp, Actor, domain::complaint::Command)>) {
    let mut at = world::morning();
    let mut life = Life::begin(office.office.facts(), birth(serial, at), submission(), None);
    let mut script = Vec::new();
    for _ in 0..25 {
        at += SignedDuration::from_mins(i64::from(chance.below(180)));
        let (who, command) = walk::next(chance, life.complaint(), at, life.complaint().id);
        // What the store is asked about is another test's; here only the file's own acts.
        if matches!(command.act(), Act::Merge | Act::Close) {
            continue;
        }
        let number = (command.act() == Act::Receive)
            .then(|| Number::receipt(casework::chronicle::day_of(at), 5_000 + serial));
        if domain::access::Scope::of(&who).opens(life.complaint())
            && life.act(at, &who, &command, number).is_ok()
        {
            script.push((at, who, command));
        }
    }
    (life, script)
}

fn unsigned(c: &Complaint) -> String {
    // The digest is the office's own; the receipt's number is counted by whoever receives.
    let mut c = c.clone();
    c.number = None;
    c.rounds.iter_mut().for_each(|round| round.digest.clear());
    format!("{c:?}")
}

testkit::both_databases! {
    async fn every_file_is_what_its_history_makes_it(office: TestOffice) {
        let mut chance = Chance::usual();
        let numbers = filed(&office, &mut chance, 12).await;
        let mut done = 0;
        for _ in 0..ACTS {
            office.advance(SignedDuration::from_mins(i64::from(chance.below(90))));
            let number = chance.pick(&numbers).clone();
            let (file, other) = (office.stored(&number).await, office.stored(chance.pick(&numbers)).await);
            let (who, command) = walk::next(&mut chance, &file, office.office.now(), other.id);
            match office.try_act(&who, &number, command.clone()).await {
                Ok(after) => {
                    done += 1;
                    assert_eq!(office.stored(&number).await, after);
                }
                Err(NotDone::Refused(_) | NotDone::NotFound) => assert_eq!(office.stored(&number).await, file),
                Err(other) => panic!("{command:?}: {other:?}"),
            }
            if chance.below(40) == 0 {
                casework::statistics::add_up(&office.office, 1).await.unwrap();
            }
        }
        for number in &numbers {
            folds(&office, number).await;
        }
        let sums = office.store().check_sums().await.unwrap();
        assert!(sums.is_sound() && sums.lines > 20, "{sums:?}");
        assert!(done > ACTS / 4, "only {done} acts were done: nothing was tested");
    }

    async fn a_life_entered_whole_is_the_life_that_was_acted(office: TestOffice) {
        let mut chance = Chance::new(5);
        for serial in 1..=12 {
            office.clock.move_to(world::morning());
            let (life, script) = lived(&office, &mut chance, serial);
            let entered = life.complaint().clone();
            let number = entered.application_number.clone();
            let mut tx = office.store().write().await.unwrap();
            life.enter(&mut tx, office.office.now()).await.unwrap();
            tx.commit().await.unwrap();
            let whole = Around::of(&office, &number).await;
            folds(&office, &number).await;
            assert_eq!(office.stored(&number).await, entered);

            // The same again, act by act, from the filing alone.
            let twin = birth(1_000 + serial, world::morning());
            let mut tx = office.store().write().await.unwrap();
            let first = Life::begin(office.office.facts(), birth(1_000 + serial, world::morning()), submission(), None);
            first.enter(&mut tx, world::morning()).await.unwrap();
            tx.commit().await.unwrap();
            let script: Vec<_> = script.into_iter().map(|(at, by, command)| match by {
                Actor::Petitioner(_) => (at, Actor::Petitioner(twin.petitioner), command),
                other => (at, other, command),
            }).collect();
            acted(&office, &twin, &script).await;
            let stepped = Around::of(&office, &twin.number).await;
            assert_eq!(same(&whole, entered.id), same(&stepped, twin.id), "serial {serial}");
            let twin_file = office.stored(&twin.number).await;
            let renamed = Complaint {
                id: entered.id, petitioner: entered.petitioner, application_number: number, ..twin_file
            };
            assert_eq!(unsigned(&renamed), unsigned(&entered));
        }
    }
}

/// What two lives must share: events, notes, whom each notice told, the draft.
fn same(around: &Around, id: ComplaintId) -> Vec<String> {
    let mut said: Vec<String> = around
        .history
        .iter()
        .map(|line| {
            format!("{} {} {} {:?}", line.seq, line.happened.at, line.happened.event.name(), line.notes)
        })
        .collect();
    let keys = around.notices.iter().map(|with| with.notice.delivery_key.replace(&id.to_string(), ""));
    let mut keys: Vec<String> =
        keys.map(|key| key.split(":p:").next().unwrap_or_default().to_owned()).collect();
    keys.sort();
    said.extend(keys);
    said.push(format!("{:?}", around.draft));
    said
}
