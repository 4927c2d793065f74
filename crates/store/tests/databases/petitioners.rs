//! Personal fields: sealed where they lie, clear when opened, found again in any spelling.

use domain::id::PetitionerId;
use store::{LookUp, Store};
use testkit::databases::{Address, keys};
use uuid::Uuid;

use crate::fixture::{PARK, at, peek, petitioner, tamper};

const OTHER: PetitionerId = PetitionerId(Uuid::from_u128(0x52));
const NEITHER: PetitionerId = PetitionerId(Uuid::from_u128(0x53));

async fn put(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let mut other = petitioner(OTHER, "박 시민");
    (other.phone, other.email) = (Some("+82 10 1234 5678".into()), None);
    let mut neither = petitioner(NEITHER, "최아무");
    (neither.phone, neither.email, neither.address) = (None, None, None);
    neither.identity = Some("여권 M1234".into());
    tx.put_petitioners(&[petitioner(PARK, "박시민"), other, neither]).await.unwrap();
    tx.commit().await.unwrap();
}

testkit::both_databases! {
    async fn who_was_put_comes_back_in_the_clear(store: Store) {
        put(&store).await;
        let mut tx = store.read().await.unwrap();
        assert_eq!(tx.petitioner(PARK).await.unwrap(), Some(petitioner(PARK, "박시민")));
        let neither = tx.petitioner(NEITHER).await.unwrap().unwrap();
        assert_eq!((neither.phone.as_deref(), neither.identity.as_deref()), (None, Some("여권 M1234")));
        assert_eq!(tx.petitioner(PetitionerId(Uuid::nil())).await.unwrap(), None);
        assert_eq!(tx.petitioners(&[PARK, NEITHER]).await.unwrap().len(), 2);
        assert!(tx.petitioners(&[]).await.unwrap().is_empty());
        assert!(!format!("{neither:?}").contains("최아무"));
    }

    async fn nothing_personal_lies_there_in_the_clear(address: Address) {
        put(&Store::open(&address.0, keys()).await.unwrap()).await;
        let columns = ["name", "phone", "email", "address", "identity", "name_index", "phone_index", "email_index"];
        let all = columns.map(|column| format!("coalesce({column}, '')")).join(" || '|' || ");
        let rows = peek(&address.0, &format!("select {all} from petitioners order by id")).await;
        assert_eq!(rows.len(), 3);
        for row in rows {
            assert!(row.starts_with("k1."), "{row}");
            for clear in ["박", "시민", "1234", "xample", "서울", "여권"] {
                assert!(!row.contains(clear), "{clear} in {row}");
            }
        }
    }

    async fn the_same_person_is_found_in_any_spelling(store: Store) {
        put(&store).await;
        let mut tx = store.read().await.unwrap();
        for (look_up, found) in [
            (LookUp::Name("박시민"), vec![OTHER, PARK]),
            (LookUp::Phone("010 1234 5678"), vec![OTHER, PARK]),
            (LookUp::Email("PARK@example.KR "), vec![PARK]),
            (LookUp::Phone("010-9999-9999"), vec![]),
            (LookUp::Email(""), vec![]),
        ] {
            assert_eq!(tx.find_petitioners(look_up).await.unwrap(), found);
        }
        assert_eq!(tx.same_petitioner(PARK).await.unwrap(), [OTHER]);
        assert_eq!(tx.same_petitioner(NEITHER).await.unwrap(), []);
    }

    async fn an_erased_person_is_gone_and_not_found(store: Store) {
        put(&store).await;
        let mut tx = store.write().await.unwrap();
        tx.erase_petitioner(PARK, at(60)).await.unwrap();
        let gone = tx.petitioner(PARK).await.unwrap().unwrap();
        assert_eq!((gone.name.as_str(), gone.phone, gone.secret_hash), ("", None, None));
        assert_eq!(gone.erased_at, Some(at(60)));
        assert_eq!(tx.find_petitioners(LookUp::Name("박시민")).await.unwrap(), [OTHER]);
        assert_eq!(tx.same_petitioner(OTHER).await.unwrap(), []);
    }

    async fn a_field_moved_to_another_row_does_not_open(address: Address) {
        let store = Store::open(&address.0, keys()).await.unwrap();
        put(&store).await;
        tamper(&address.0, "update petitioners set address = name").await;
        let mut tx = store.read().await.unwrap();
        assert!(tx.petitioner(PARK).await.is_err());
    }
}
