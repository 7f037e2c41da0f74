//! Who supports whom: allocating, changing support without a new referral, key workers, the case
//! holder.

use calendar::When;
use record::lists::AllocationKind;
use record::{
    Allocation, AllocationChange, AllocationStep, CaseHolder, Fact, Family, KeyWorker, PersonId,
    WorkerId,
};

use super::contact::after;
use crate::offer::{self, Allocator, Offer, Room};
use crate::{NewEntry, Refusal, rules};

/// A worker of a discipline is to support a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allocate {
    /// From which day.
    pub happened: When,
    /// Who supports whom with what.
    pub allocation: Allocation,
    /// The disciplines that the service offers.
    pub offers: Vec<Offer>,
    /// Whether the worker can take on somebody more.
    pub room: Room,
    /// Who allocates.
    pub by: Allocator,
}

pub(crate) fn allocate(family: &Family, act: &Allocate) -> Result<Vec<NewEntry>, Refusal> {
    let it = &act.allocation;
    // Unlike other work, support cannot begin on the closing day itself: it ended that day.
    if let Some(closed) = family.closed
        && act.happened.sort_date() >= closed
    {
        return Err(Refusal::because(format!(
            "This case closed on {}, and all support with it. Give an earlier day, or refer the \
             family again to open it",
            calendar::day::in_words(closed)
        )));
    }
    rules::open(family, act.happened)?;
    rules::since_referred(family, act.happened)?;
    if !family.decided() {
        return Err(Refusal::because(
            "Decide the threshold first: then support can be allocated",
        ));
    }
    if family.refused_for(it.person) {
        return Err(Refusal::because(
            "The threshold is not met. Decide it anew before support is allocated",
        ));
    }
    fits(family, it)?;
    let offer = offer::offered(&act.offers, it.discipline)?;
    if it.kind == AllocationKind::Full {
        offer::room(act.room, act.by, &it.reason)?;
    }
    usual(family, it, offer)?;
    let alike =
        |a: &&record::Allocated| a.began.discipline == it.discipline && a.worker == it.worker;
    if family.work.supporting(it.person).any(|a| alike(&a)) {
        return Err(Refusal::because(
            "This worker supports this person with this discipline already",
        ));
    }
    let mut entries = vec![NewEntry::shared(act.happened, Fact::Allocation(it.clone()))];
    if family.work.key_worker(it.person).is_none() {
        entries.push(key(act.happened, it.person, it.worker, ""));
    }
    Ok(entries)
}

/// What any allocation must say.
pub(crate) fn fits(family: &Family, it: &Allocation) -> Result<(), Refusal> {
    rules::known(family, it.person)?;
    if it.kind == AllocationKind::Holding {
        rules::words(&it.reason, "Say why holding support is given for now")?;
    }
    Ok(())
}

/// Support by a discipline that is for others needs a reason.
fn usual(family: &Family, it: &Allocation, offer: Offer) -> Result<(), Refusal> {
    if offer::supports(offer, family, it.person) {
        return Ok(());
    }
    rules::words(
        &it.reason,
        "This discipline does not usually support this person. Say why it should",
    )
}

/// What an allocation must say that is put right. Whom the service's disciplines are for today says
/// nothing of it: it goes by whom they are usually for.
pub(crate) fn right_fits(family: &Family, it: &Allocation) -> Result<(), Refusal> {
    fits(family, it)?;
    usual(family, it, Offer::usual(it.discipline))
}

fn key(happened: When, person: PersonId, worker: WorkerId, reason: &str) -> NewEntry {
    let key = KeyWorker {
        person,
        worker,
        reason: reason.to_owned(),
    };
    NewEntry::shared(happened, Fact::KeyWorker(key))
}

/// A change of support: paused, resumed, handed over, converted, ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeAllocation {
    /// From which day.
    pub happened: When,
    /// The change.
    pub change: AllocationChange,
    /// Whether the worker who takes over or gives full support can take on somebody more.
    pub room: Room,
    /// Who changes it.
    pub by: Allocator,
}

pub(crate) fn change(family: &Family, act: &ChangeAllocation) -> Result<Vec<NewEntry>, Refusal> {
    let change = &act.change;
    let Some(it) = family.work.allocation(change.allocation) else {
        return Err(Refusal::because(
            "That support is not in this family's chronology",
        ));
    };
    if !it.goes_on() {
        return Err(Refusal::because(
            "That support has ended. Allocate it anew instead",
        ));
    }
    change_fits(act.happened, change)?;
    // Before then there was nothing to change: it would be without effect.
    let since = it.paused.map_or(it.from, |(paused, _)| paused.max(it.from));
    if act.happened.sort_date() < since.sort_date() {
        return Err(Refusal::because(format!(
            "That support began or paused on {}. Give that day or a later one",
            since.in_words()
        )));
    }
    let person = it.began.person;
    let key_now = family.work.key_worker(person);
    let entry = |entries: Vec<NewEntry>| {
        let mut all = vec![NewEntry::shared(
            act.happened,
            Fact::AllocationChange(change.clone()),
        )];
        all.extend(entries);
        Ok(all)
    };
    match &change.step {
        AllocationStep::Paused { .. } if it.paused.is_some() => {
            Err(Refusal::because("That support is paused already"))
        }
        AllocationStep::Resumed if it.paused.is_none() => {
            Err(Refusal::because("That support is not paused"))
        }
        AllocationStep::Paused { .. } | AllocationStep::Resumed | AllocationStep::Ended => {
            entry(Vec::new())
        }
        AllocationStep::Converted { .. } if it.kind == AllocationKind::Full => {
            Err(Refusal::because("That is full support already"))
        }
        AllocationStep::Converted { worker } => {
            offer::room(act.room, act.by, &change.reason)?;
            entry(
                // Whoever held on goes on as key worker unless the full support is somebody else's.
                (key_now == Some(it.worker) && *worker != it.worker)
                    .then(|| key(act.happened, person, *worker, &change.reason))
                    .into_iter()
                    .collect(),
            )
        }
        AllocationStep::HandedOver { to } if *to == it.worker => {
            Err(Refusal::because("Choose another worker to hand over to"))
        }
        AllocationStep::HandedOver { to } => {
            if it.kind == AllocationKind::Full {
                offer::room(act.room, act.by, &change.reason)?;
            }
            entry(
                (key_now == Some(it.worker))
                    .then(|| key(act.happened, person, *to, &change.reason))
                    .into_iter()
                    .collect(),
            )
        }
    }
}

/// What any change of support must say.
pub(crate) fn change_fits(happened: When, change: &AllocationChange) -> Result<(), Refusal> {
    rules::words(&change.reason, "Say why")?;
    match change.step {
        AllocationStep::Paused { look_again } => {
            after(look_again, happened, "The day to look again")
        }
        _ => Ok(()),
    }
}

/// Another key worker for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeKeyWorker {
    /// From which day.
    pub happened: When,
    /// Who, and why.
    pub key_worker: KeyWorker,
}

pub(crate) fn key_worker(family: &Family, act: &ChangeKeyWorker) -> Result<Vec<NewEntry>, Refusal> {
    let it = &act.key_worker;
    rules::open(family, act.happened)?;
    rules::known(family, it.person)?;
    match family.work.key_worker(it.person) {
        Some(now) if now == it.worker => return Ok(Vec::new()),
        Some(_) => rules::words(
            &it.reason,
            "Say why the key worker changes: families count on the same person",
        )?,
        None => {}
    }
    Ok(vec![key(act.happened, it.person, it.worker, &it.reason)])
}

/// For whom somebody works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Employer {
    /// Social Care.
    SocialCare,
    /// The service's own team.
    Team,
}

/// A social worker takes over case responsibility.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeCaseHolder {
    /// From which day.
    pub happened: When,
    /// Who, and of which team.
    pub holder: CaseHolder,
    /// For whom they work.
    pub employer: Employer,
}

pub(crate) fn case_holder(
    family: &Family,
    act: &ChangeCaseHolder,
) -> Result<Vec<NewEntry>, Refusal> {
    if act.employer == Employer::Team {
        return Err(Refusal::because(
            "Case responsibility stays with Social Care: choose a social worker",
        ));
    }
    if family.case_holder() == Some(&act.holder) {
        return Ok(Vec::new());
    }
    Ok(vec![NewEntry::shared(
        act.happened,
        Fact::CaseHolder(act.holder.clone()),
    )])
}
