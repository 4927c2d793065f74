//! Who an audience is today: people, with whoever minds their desks.

use domain::complaint::Complaint;
use domain::id::OfficerId;
use domain::notice::Audience;
use domain::role::Role;
use jiff::civil::Date;
use store::{Owner, Write};

use crate::not_done::Result;

pub(super) async fn of(tx: &mut Write, c: &Complaint, to: Audience, today: Date) -> Result<Vec<Owner>> {
    match to {
        Audience::Petitioner => Ok(vec![Owner::Petitioner(c.petitioner)]),
        Audience::EveryPetitioner => {
            let merged = tx.merged_into(c.id).await?.into_iter().map(|(_, petitioner)| petitioner);
            Ok(std::iter::once(c.petitioner).chain(merged).map(Owner::Petitioner).collect())
        }
        Audience::Officer(id) => {
            let minders = tx.minders_of(id, today).await?;
            Ok(officers(std::iter::once(id).chain(minders)))
        }
        Audience::DepartmentManagers(id) => {
            Ok(officers(tx.holders(Role::DepartmentManager, None, Some(id), today).await?))
        }
        Audience::Cooperators(id) => {
            let cooperators = tx.holders(Role::Cooperator, None, Some(id), today).await?;
            match cooperators.is_empty() {
                // A department without a named co-operator hears it through its manager.
                true => Ok(officers(tx.holders(Role::DepartmentManager, None, Some(id), today).await?)),
                false => Ok(officers(cooperators)),
            }
        }
        Audience::AgencyManagers(id) => {
            Ok(officers(tx.holders(Role::AgencyManager, Some(id), None, today).await?))
        }
        Audience::Receivers => Ok(officers(tx.holders(Role::Receiver, None, None, today).await?)),
        Audience::CallCentre => Ok(officers(tx.holders(Role::CallCentre, None, None, today).await?)),
    }
}

fn officers(ids: impl IntoIterator<Item = OfficerId>) -> Vec<Owner> {
    ids.into_iter().map(Owner::Officer).collect()
}
