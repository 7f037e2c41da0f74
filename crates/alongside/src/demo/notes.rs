//! The invented notes of the demo, in each visibility.

/// A note and how far it is shared.
pub(crate) enum Told {
    /// With the social worker.
    Shared(&'static str),
    /// With the team.
    Team(&'static str),
    /// With the key worker only.
    Named(&'static str),
}

/// Days after referral and what was written then; families take them in turn.
pub(crate) const NOTES: [(i32, Told); 12] = [
    (
        1,
        Told::Shared(
            "First call. Mum would like to meet at home on a weekday morning, after the school run. Please do not leave a voicemail.",
        ),
    ),
    (
        3,
        Told::Shared(
            "Introduction visit with the social worker. We talked about what each of us does and who hears what.",
        ),
    ),
    (
        6,
        Told::Team(
            "She spoke about her own childhood for the first time. She asked that this stays between us for now, and nothing in it bears on the children's safety.",
        ),
    ),
    (
        9,
        Told::Shared(
            "Went together to the housing office. The application is in; they will ring within two weeks.",
        ),
    ),
    (
        12,
        Told::Named(
            "What was said today is for the therapeutic work only. Review with the manager in supervision.",
        ),
    ),
    (
        15,
        Told::Shared(
            "He did not feel ready to meet this week. I sent a short text to say the door stays open and that I will be in touch on Monday.",
        ),
    ),
    (
        18,
        Told::Team(
            "Used grounding exercises. She noticed that mornings are harder than evenings and would like to try a different start to the day.",
        ),
    ),
    (
        22,
        Told::Shared(
            "Joint visit with the drug and alcohol worker. Four weeks without alcohol; she is proud of it and so are the children.",
        ),
    ),
    (
        26,
        Told::Shared(
            "Attended the core group. The school says attendance is better since breakfast club began.",
        ),
    ),
    (
        31,
        Told::Team(
            "Planned what to do if he turns up uninvited: who to ring, where to go, what to take.",
        ),
    ),
    (
        36,
        Told::Named(
            "Disclosure of earlier trauma. Referral to counselling talked about, not yet wanted.",
        ),
    ),
    (
        44,
        Told::Shared(
            "She went to the parents' group on her own for the first time and means to go again.",
        ),
    ),
];

/// What was happening at an emergency session; sessions take them in turn.
pub(crate) const EMERGENCIES: [&str; 6] = [
    "Rang in the evening, very low and frightened. Sat with her until her sister came.",
    "A row at home had become loud. Everyone calmed down; he left for the night of his own accord.",
    "Could not see a way through the afternoon without drinking. Walked on the front together and rang the sponsor.",
    "The school rang: a young person had left class in distress. Met them at the gate and went back in together.",
    "Worried about a missed dose. Went together to the pharmacy and then home.",
    "Panic on the way to court. Travelled together and stayed until it was over.",
];
