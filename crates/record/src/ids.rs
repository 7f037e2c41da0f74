//! Typed ids, so that a person's id can never stand where a family's is asked for.

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

id!(
    /// A service (a team's installation of Alongside may hold several).
    ServiceId
);
id!(
    /// A family: the case.
    FamilyId
);
id!(
    /// A parent, child or other person of a family.
    PersonId
);
id!(
    /// A professional: someone who signs in, or is named as a case holder.
    WorkerId
);
id!(
    /// A team of Social Care or of the service.
    TeamId
);
id!(
    /// One press of a button: the same submission sent twice is stored once.
    SubmissionId
);
id!(
    /// An entry of the book of advice.
    AdviceId
);
