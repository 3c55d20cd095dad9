//! What one source of a page (linked data, meta tags, microdata, the visible text) says about its article.

/// Facts as the source writes them; empty where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Facts {
    /// Titles, the best first.
    pub(super) titles: Vec<String>,
    /// Names of the authors.
    pub(super) authors: Vec<String>,
    /// Date of publication.
    pub(super) published: String,
    /// Date of the last change.
    pub(super) modified: String,
    /// Name of the publication.
    pub(super) site: String,
    /// Address of the page.
    pub(super) url: String,
    /// Language tag.
    pub(super) lang: String,
    /// Summary.
    pub(super) excerpt: String,
    /// Address of the lead picture.
    pub(super) image: String,
    /// Tags and sections.
    pub(super) tags: Vec<String>,
}
