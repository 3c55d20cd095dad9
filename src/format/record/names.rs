//! What programs call the same things.

/// Something that may be known of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Title,
    /// Another title.
    Alias,
    /// A title where there is no other.
    Name,
    Byline,
    Site,
    /// An address, or else the name of the publication.
    Source,
    Url,
    Published,
    Modified,
    Saved,
    Lang,
    Tags,
    /// Tags where there are no others.
    Subjects,
    Excerpt,
    Picture,
    /// The text, markup or plain.
    Body,
    Read,
    Unread,
    Starred,
    Progress,
    /// Progress of 0 to 100.
    Percent,
    Folder,
    Note,
}

/// Names without case, `_`, `-`, `.` and spaces; of a field that has several the first that holds something counts.
///
/// They are those of the exports of Pocket, Instapaper, Omnivore, wallabag, Readwise, Raindrop, Matter, Pinboard and Zotero, of
/// the extractors Readability, Mercury, trafilatura, newspaper, news-please, Fundus, Goose and Diffbot, of schema.org, ninjs,
/// JSON Feed and the interfaces of blogs and newspapers.
#[rustfmt::skip]
pub(super) const NAMES: &[(Field, &[&str])] = &[
    (Field::Title, &["title", "headline", "headlines", "resolvedtitle", "giventitle", "metatitle", "linktitle", "booktitle", "articletitle"]),
    (Field::Alias, &["alternativeheadline", "alternateheadline", "seotitle", "ogtitle", "shorttitle", "titleshort", "originaltitle", "aliases"]),
    (Field::Name, &["name", "subject"]),
    (Field::Byline, &["author", "authors", "byline", "by", "creator", "creators", "publishedby", "authorname", "writer", "writers", "bookauthor"]),
    (Field::Site, &["sitename", "metasitename", "ogsitename", "publisher", "publishername", "provider", "publication",
        "containertitle", "sourcename", "newspaper", "feedtitle", "domainname", "sourcedomain", "sourcehostname", "hostname",
        "domain", "site", "website", "origin"]),
    (Field::Source, &["source"]),
    (Field::Url, &["canonicallink", "canonicalurl", "finalurl", "url", "resolvedurl", "link", "href", "pageurl",
        "resolvedpageurl", "weburl", "articleurl", "permalink", "originurl", "givenurl", "originalurl", "externalurl",
        "sourceurl", "canonical", "alternate", "shareurl", "mainentityofpage", "uri", "guid", "id"]),
    (Field::Published, &["datepublished", "publishedat", "publisheddate", "publisheddatetime", "publishedtime", "published",
        "publishdate", "publishingdate", "datepublish", "publicationdate", "publishedon", "pubdate", "firstpublished",
        "webpublicationdate", "versioncreated", "issued", "pubdatetime", "articlepublishedtime", "datetime", "date"]),
    (Field::Modified, &["datemodified", "modifiedat", "modified", "updatedat", "updated", "datemodify", "lastmodified",
        "modifieddate", "dateupdated", "lastupdated"]),
    (Field::Saved, &["savedat", "saveddate", "saved", "savedon", "createdat", "created", "createddate", "datecreated",
        "datedownload", "filedate", "accessed", "crawldate", "dateadded", "adddate", "timeadded", "addedat", "addedon", "added",
        "bookmarkedat", "timestamp", "lastinteractiondate", "time"]),
    (Field::Lang, &["language", "lang", "metalang", "inlanguage", "locale", "languagecode"]),
    (Field::Tags, &["tags", "tag", "labels", "categories", "category", "documenttags", "topics", "topic"]),
    (Field::Subjects, &["keywords", "keyword", "subjects", "subject", "metakeywords", "section", "articlesection"]),
    (Field::Excerpt, &["excerpt", "description", "metadescription", "summary", "abstract", "selection", "descriptiontext",
        "descriptions", "standfirst", "dek", "lede", "subtitle", "snippet", "preview", "trailtext", "articleexcerpt"]),
    (Field::Picture, &["image", "leadimage", "leadimageurl", "previewpicture", "topimage", "topimageurl", "thumbnail",
        "thumbnailurl", "imageurl", "bannerimage", "cover", "coverimage"]),
    (Field::Body, &["contenthtml", "articlehtml", "html", "bodyhtml", "bodyxhtml", "bodies", "articlebody", "content", "text",
        "contenttext", "maintext", "textcontent", "cleanedtext", "bodytext", "plaintext", "fulltext", "body", "article",
        "story", "rawtext", "htmlcontent", "highlight"]),
    (Field::Read, &["isarchived", "isread", "read", "archived", "state", "status", "location"]),
    (Field::Unread, &["toread", "unread", "inqueue"]),
    (Field::Starred, &["isstarred", "isfav", "starred", "favorite", "favorited", "isfavorite", "favourite", "liked", "important"]),
    (Field::Progress, &["progress", "readingprogress"]),
    (Field::Percent, &["readingprogresspercent", "progresspercent", "percentread"]),
    (Field::Folder, &["folder", "collection", "folderpath"]),
    (Field::Note, &["note", "notes", "documentnote", "comment"]),
];

/// Longest name that is looked up, in bytes: the longest of [`NAMES`] with a sign after each second letter.
const LONGEST: usize = 36;

/// What `name` stands for, with its place among the names of that.
pub(super) fn lookup(name: &str) -> impl Iterator<Item = (Field, usize)> + use<> {
    let kept = |c: &char| !matches!(c, '_' | '-' | ' ' | '.' | '\u{feff}');
    let folded: String = if name.len() > LONGEST {
        String::new()
    } else {
        name.chars()
            .filter(kept)
            .map(|c| c.to_ascii_lowercase())
            .collect()
    };
    NAMES.iter().filter_map(move |(field, names)| {
        let at = names.iter().position(|n| *n == folded)?;
        Some((*field, at))
    })
}
