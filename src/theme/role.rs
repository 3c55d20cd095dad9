//! The roles that words, marks and frames play on the screen, each with its name in theme files and its default.

/// Declares [`Role`] from one table: variant, name in theme files, and the style it has where a theme says nothing.
macro_rules! roles {
    ($($(#[$doc:meta])* $variant:ident $name:literal $default:literal;)*) => {
        /// What a cell of the screen is, as far as its style goes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Role {
            $($(#[$doc])* $variant,)*
        }

        impl Role {
            /// Every role, in the order of the enum.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Name in theme files.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// Its style, in the words of a theme file, where a theme does not name it.
            #[must_use]
            pub(super) fn default_words(self) -> &'static str {
                match self {
                    $(Self::$variant => $default,)*
                }
            }
        }
    };
}

roles! {
    /// Running text, and the paper under everything.
    Body "body" "default on default";
    /// Whatever stands back: dates, counts, hints.
    Dim "dim" "dim";
    /// Whatever stands out.
    Accent "accent" "bold";

    /// The headline.
    Title "title" "@heading";
    /// A heading below the headline.
    Heading "heading" "bold";
    /// Who wrote the article.
    Byline "byline" "@dim";
    /// Where and when it was written.
    Dateline "dateline" "@dim";
    /// The large first letter of a story, where the theme has one.
    Initial "initial" "@title";
    /// Caption of a picture.
    Caption "caption" "@dim italic";
    /// Who made the picture.
    Credit "credit" "@dim";
    /// Alternative text of a picture.
    Image "image" "@dim italic";
    /// A footnote.
    Footnote "footnote" "@dim";
    /// Words of a block quote.
    BlockQuote "block-quote" "italic";
    /// The bar beside a block quote.
    QuoteBar "quote-bar" "@dim";
    /// Words of the article itself, set large beside it.
    PullQuote "pull-quote" "@accent";
    /// A term whose definition follows.
    Term "term" "bold";
    /// A thematic break.
    Rule "rule" "@dim";
    /// Bullet or number of a list item.
    ListMarker "list-marker" "@accent";
    /// Code.
    Code "code" "@accent";
    /// Words that the language of code gives a meaning.
    CodeKeyword "code-keyword" "bold";
    /// A text in code.
    CodeString "code-string" "@quote-direct";
    /// A number or another constant in code.
    CodeNumber "code-number" "@accent";
    /// A comment in code.
    CodeComment "code-comment" "@dim italic";
    /// The row that heads a table.
    TableHead "table-head" "bold underline";
    /// Strong emphasis.
    Strong "strong" "bold";
    /// Emphasis.
    Emphasis "emphasis" "italic";
    /// Struck-out words.
    Strike "strike" "strike";

    /// Speech quoted whole, its quotation marks included.
    QuoteDirect "quote-direct" "@accent";
    /// A quoted piece of a paraphrase.
    QuoteMixed "quote-mixed" "@quote-direct";
    /// Quotation marks without a speaker: scare quotes, titles of works.
    QuoteWeak "quote-weak" "";
    /// The writer's own words put into a quote, with their brackets.
    Bracket "bracket" "@dim";
    /// The words that name a speaker.
    Mention "mention" "bold";
    /// The verb of saying.
    Cue "cue" "";
    /// Who passed a quote on.
    Relay "relay" "@dim";

    /// The lead-in of a cross-link: "Read also:".
    StubLabel "stub-label" "@dim";
    /// Title of a cross-link that leads to a story at hand.
    StubSolid "stub-solid" "@link";
    /// Title of a cross-link that may lead to a story at hand.
    StubPerhaps "stub-perhaps" "@link";
    /// Title of a cross-link whose story is not there.
    StubMissing "stub-missing" "@dim";
    /// Words with an address behind them.
    Link "link" "underline";
    /// The chosen link or cross-link.
    LinkSelected "link-selected" "@selection";
    /// The chosen quote, over the colour of its speaker.
    QuoteSelected "quote-selected" "bold underline";
    /// A search hit.
    Hit "hit" "reverse";
    /// The search hit that the reader is at.
    HitCurrent "hit-current" "@hit bold underline";
    /// The letters to press for a link on the screen.
    Hint "hint" "@hit-current";

    /// The line at the foot of the screen.
    Status "status" "reverse";
    /// A key named in the status line.
    StatusKey "status-key" "@status bold";
    /// A message to the reader.
    Message "message" "@status";
    /// A message about something that failed.
    Error "error" "@status bold";
    /// The chosen row of the pane that has the keys.
    Selection "selection" "reverse";
    /// The chosen row of a pane that has not.
    SelectionQuiet "selection-quiet" "underline";
    /// A story not yet opened.
    ListUnread "list-unread" "bold";
    /// A story begun.
    ListReading "list-reading" "";
    /// A story read to its end.
    ListRead "list-read" "@dim";
    /// Site, date and length beside a story's title.
    ListMeta "list-meta" "@dim";
    /// The star of a starred story.
    Star "star" "@accent";
    /// Frame of a pane.
    Border "border" "@dim";
    /// Frame of the pane that has the keys.
    BorderFocused "border-focused" "@accent";
    /// Name of a pane.
    PaneTitle "pane-title" "bold";
    /// How far a story has been read.
    Progress "progress" "@accent";
    /// A key in the help.
    HelpKey "help-key" "@accent";
    /// What a key does.
    HelpText "help-text" "";
    /// The sign before typed text.
    Prompt "prompt" "@accent";
    /// Typed text.
    Input "input" "";
}
