//! What a phrase that could name a speaker is: the kinds that the model of speakers tells apart.

/// What a phrase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::annotate) enum Kind {
    /// Name of a person, or one that nothing says otherwise of.
    Person,
    /// Name of an organisation.
    Organisation,
    /// Name of a medium.
    Outlet,
    /// Name of a place.
    Place,
    /// He or she.
    He,
    /// It.
    It,
    /// They, we.
    They,
    /// I.
    I,
    /// Who.
    Who,
    /// Another, some.
    Someone,
    /// "a senior official".
    PersonNoun,
    /// "officials".
    PeopleNoun,
    /// "the company".
    GroupNoun,
    /// "the report".
    DocumentNoun,
    /// "the day".
    OtherNoun,
}

impl Kind {
    /// Whether it is a proper name.
    pub(in crate::annotate) fn is_name(self) -> bool {
        matches!(
            self,
            Self::Person | Self::Organisation | Self::Outlet | Self::Place
        )
    }

    /// Whether it is a pronoun.
    pub(in crate::annotate) fn is_pronoun(self) -> bool {
        matches!(
            self,
            Self::He | Self::It | Self::They | Self::I | Self::Who | Self::Someone
        )
    }
}

/// Sex as the words tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::annotate) enum Sex {
    /// The words do not tell.
    Unknown,
    /// He.
    Male,
    /// She.
    Female,
}
