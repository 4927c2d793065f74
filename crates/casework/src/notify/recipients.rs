//! Who an audience is today: people, with whoever minds their desks.

use domain::complaint::Complaint;
use domain::id::{AgencyId, ComplaintId, DepartmentId, OfficerId};
use domain::notice::Audience;
use domain::role::Role;
use jiff::civil::Date;
use store::Owner;

use crate::not_done::Result;
use crate::notify::books::{At, Books};

/// One person, and which file they know the matter by.
pub(super) struct Recipient {
    pub(super) owner: Owner,
    /// Their own file, when it was merged into the one that is spoken of.
    pub(super) merged: Option<ComplaintId>,
}

impl Recipient {
    fn of(owner: Owner) -> Recipient {
        Recipient { owner, merged: None }
    }
}

pub(super) async fn of(
    tx: &mut impl Books,
    c: &Complaint,
    to: Audience,
    today: Date,
) -> Result<Vec<Recipient>> {
    if to == Audience::EveryPetitioner {
        let own = Recipient::of(Owner::Petitioner(c.petitioner));
        let others = tx.merged_into(c.id).await?.into_iter();
        let others = others.map(|(id, who)| Recipient { owner: Owner::Petitioner(who), merged: Some(id) });
        return Ok(std::iter::once(own).chain(others).collect());
    }
    Ok(at_the_office(tx, c, to, today).await?.into_iter().map(Recipient::of).collect())
}

async fn at_the_office(tx: &mut impl Books, c: &Complaint, to: Audience, today: Date) -> Result<Vec<Owner>> {
    match to {
        Audience::Petitioner | Audience::EveryPetitioner => Ok(vec![Owner::Petitioner(c.petitioner)]),
        Audience::Officer(id) => {
            let minders = tx.minders(id, today).await?;
            Ok(officers(std::iter::once(id).chain(minders)))
        }
        Audience::DepartmentManagers(id) => managers(tx, c, id, today).await,
        Audience::Cooperators(id) => {
            let cooperators = tx.holders(Role::Cooperator, At::Department(id), today).await?;
            match cooperators.is_empty() {
                // A department without a named co-operator hears it through its manager.
                true => managers(tx, c, id, today).await,
                false => Ok(officers(cooperators)),
            }
        }
        Audience::AgencyManagers(id) => agency_managers(tx, id, today).await,
        Audience::Receivers => Ok(officers(tx.holders(Role::Receiver, At::City, today).await?)),
        Audience::CallCentre => Ok(officers(tx.holders(Role::CallCentre, At::City, today).await?)),
    }
}

/// A department that nobody manages is heard of by its agency: no file waits where nobody knows of it.
async fn managers(tx: &mut impl Books, c: &Complaint, id: DepartmentId, today: Date) -> Result<Vec<Owner>> {
    let managers = tx.holders(Role::DepartmentManager, At::Department(id), today).await?;
    match (managers.is_empty(), c.holder().agency) {
        (true, Some(agency)) => agency_managers(tx, agency, today).await,
        _ => Ok(officers(managers)),
    }
}

/// And an agency that nobody manages, by the receivers.
async fn agency_managers(tx: &mut impl Books, id: AgencyId, today: Date) -> Result<Vec<Owner>> {
    let managers = tx.holders(Role::AgencyManager, At::Agency(id), today).await?;
    match managers.is_empty() {
        true => Ok(officers(tx.holders(Role::Receiver, At::City, today).await?)),
        false => Ok(officers(managers)),
    }
}

fn officers(ids: impl IntoIterator<Item = OfficerId>) -> Vec<Owner> {
    ids.into_iter().map(Owner::Officer).collect()
}
