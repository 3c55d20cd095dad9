//! What a list of a library still waits for.

/// What has still to be done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Due {
    pub(super) ask: Ask,
    /// What is shown of the stories is not what the catalog knows any more.
    pub(super) old: bool,
    /// Where the cursor goes once all stories of the list have come.
    pub(super) then: Then,
}

/// Where the cursor goes once all stories of the list have come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Then {
    /// It stays.
    #[default]
    Stay,
    /// To the last story.
    End,
    /// To the next story that is not begun.
    Unread,
    /// To this story: it was found by a search that is over.
    On(u32),
}

/// What has to be asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Ask {
    /// Nothing: the list is what is wanted.
    #[default]
    Nothing,
    /// The list.
    List,
    /// All of it, where only the first stories came.
    Rest,
}
