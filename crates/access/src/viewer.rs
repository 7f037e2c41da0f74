//! Somebody who has signed in, and what they may open.

use record::{FamilyId, ServiceId, Sight, TeamId, WorkerId};

use crate::handle::{
    Advise, Ask, Audit, Authorised, ConfirmRights, Evaluate, Import, Open, Read, SetCapacity,
    SetUp, Write,
};
use crate::policy::{Act, Reach, reach};
use crate::role::Role;

/// Somebody who has signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    /// Who they are.
    pub worker: WorkerId,
    /// Their name, for the head of the page.
    pub name: String,
    /// What they are to the service.
    pub role: Role,
    /// The service they belong to. Nobody sees into another.
    pub service: ServiceId,
    /// Their team, if they have one.
    pub team: Option<TeamId>,
}

/// What the policy needs to know of a family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FamilyFacts {
    /// The service it is known to.
    pub service: ServiceId,
    /// The social worker who holds the case.
    pub case_holder: Option<WorkerId>,
    /// Whether it is kept from the viewer.
    pub restricted: Restricted,
}

/// Whether a family is restricted to named people among whom the viewer is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Restricted {
    /// It is not restricted, or the viewer is among those named.
    No,
    /// The viewer is not among those named: to them there is no such family.
    ToOthers,
}

impl Viewer {
    /// How far this viewer may go with an act.
    pub fn reach(&self, act: Act) -> Reach {
        reach(self.role, act)
    }

    /// Whether the act is open to this viewer at all, to choose which links a page shows. It
    /// opens nothing: for that there are the methods that give a handle.
    pub fn may(&self, act: Act) -> bool {
        self.reach(act) != Reach::Nothing
    }

    /// How far this viewer sees into the chronologies they may open; nothing for those who may
    /// open none.
    pub fn sight(&self) -> Option<Sight> {
        match self.role {
            Role::Practitioner | Role::Manager => Some(Sight::Team(self.worker)),
            Role::SocialWorker => Some(Sight::Shared),
            Role::CoOrdinator | Role::Evaluator | Role::Administrator | Role::Auditor => None,
        }
    }

    /// Leave to read a family. `facts` is what is known of it, nothing if there is no such family.
    pub fn read(
        &self,
        family: FamilyId,
        facts: Option<FamilyFacts>,
    ) -> Option<Authorised<FamilyId, Read>> {
        self.with_family(Act::ReadFamily, family, facts)
    }

    /// Leave to write in a family's chronology. `facts` is what is known of it, nothing if there
    /// is no such family.
    pub fn write(
        &self,
        family: FamilyId,
        facts: Option<FamilyFacts>,
    ) -> Option<Authorised<FamilyId, Write>> {
        self.with_family(Act::ChangeFamily, family, facts)
    }

    /// Leave to refer a family that is not here yet, under this id. It gives no sight of a family
    /// that is.
    pub fn open(&self, family: FamilyId) -> Option<Authorised<FamilyId, Open>> {
        let sight = self.sight()?;
        (self.reach(Act::ReferFamily) == Reach::Service)
            .then(|| Authorised::new(family, self.service, self.worker, sight))
    }

    /// Leave to count the service's families.
    pub fn evaluate(&self) -> Option<Authorised<ServiceId, Evaluate>> {
        self.with_service(Act::SeeEvaluation)
    }

    /// Leave to bring in a workbook.
    pub fn import(&self) -> Option<Authorised<ServiceId, Import>> {
        self.with_service(Act::ImportWorkbook)
    }

    /// Leave to set up the service.
    pub fn set_up(&self) -> Option<Authorised<ServiceId, SetUp>> {
        self.with_service(Act::SetUpService)
    }

    /// Leave to ask the team for a consultation.
    pub fn ask(&self) -> Option<Authorised<ServiceId, Ask>> {
        self.with_service(Act::AskForConsultation)
    }

    /// Leave to keep the book of advice.
    pub fn advise(&self) -> Option<Authorised<ServiceId, Advise>> {
        self.with_service(Act::KeepAdvice)
    }

    /// Leave to read the trail: who has looked at what. It opens no family.
    pub fn audit(&self) -> Option<Authorised<ServiceId, Audit>> {
        self.with_service(Act::ReadTrail)
    }

    /// Leave to confirm what somebody else proposed that changes rights.
    pub fn confirm_rights(&self) -> Option<Authorised<ServiceId, ConfirmRights>> {
        self.with_service(Act::ConfirmRights)
    }

    /// Leave to say what the team's workers can take on.
    pub fn set_capacity(&self) -> Option<Authorised<ServiceId, SetCapacity>> {
        self.with_service(Act::SetCapacity)
    }

    fn with_family<A>(
        &self,
        act: Act,
        family: FamilyId,
        facts: Option<FamilyFacts>,
    ) -> Option<Authorised<FamilyId, A>> {
        let facts = facts.filter(|facts| facts.service == self.service)?;
        if facts.restricted == Restricted::ToOthers {
            return None;
        }
        let within = match self.reach(act) {
            Reach::Nothing => false,
            Reach::OwnFamilies => facts.case_holder == Some(self.worker),
            Reach::Service => true,
        };
        let sight = self.sight().filter(|_| within)?;
        Some(Authorised::new(family, self.service, self.worker, sight))
    }

    /// What is done with a whole service counts every entry, whoever asks. Where it hands out
    /// something of one family, that is what the viewer sees of it; whoever opens no family is told
    /// nothing of one but its reference.
    fn with_service<A>(&self, act: Act) -> Option<Authorised<ServiceId, A>> {
        let sight = self.sight().unwrap_or(Sight::Service);
        (self.reach(act) == Reach::Service)
            .then(|| Authorised::new(self.service, self.service, self.worker, sight))
    }
}
