//! A small library of our own: nothing in it changes when the stories that come with the program do.

/// Three paragraphs of quotes, a stub that leads to [`STORM`], one that leads nowhere.
pub(crate) const LIGHTHOUSE: &str = "\
Keeper's log found behind lighthouse wall

SKERRY POINT — Builders taking down a wall in the lighthouse at Skerry Point have found the log that its last keeper \
was thought to have burned, wrapped in oilcloth and laid flat between two courses of brick.

\"He told everybody that it went into the stove,\" said Marta Quill, who looks after the building for the harbour \
trust. \"My grandmother never believed it. She said that he could not have burned a bus ticket.\"

The log covers eleven winters in a small upright hand. It gives the wind, the state of the lamp, and on most nights a \
line or two about what the keeper, Aldous Finch, had for supper.

Ivor Penhale, a historian of the coast, called it \"the best thing to come out of a wall since the cat.\" He said that \
it would settle at least one quarrel: whether the lamp was lit on the night of the great wreck.

\"It was lit,\" he said. \"There is a time beside it, and a complaint about the wick.\"

More from The Gull: Storm closes the coast road for a third day

The trust will photograph every page before anybody is allowed to read on. Until then the log lies in a drawer in \
Quill's office, under a jar of pencils and a note that says, in red, not to be lent.

Read also: The winter that the harbour froze from side to side

Finch left the service in 1951 and kept bees. His last entry is dated the morning on which the lamp went over to \
electricity. \"Fog,\" he wrote. \"Relieved at eight. Kippers.\"

Asked what she would have said to him, Quill thought for some time. \"I'd have told him that we found it,\" she said, \
\"and then I would have asked him what on earth he meant by the fourth of March.\"

The entry for that day has been cut out with scissors.
";

/// A stub that leads back to [`LIGHTHOUSE`], and one that may mean either ferry story.
pub(crate) const STORM: &str = "\
Storm closes the coast road for a third day

SKERRY POINT — The coast road stayed shut on Thursday after the sea took another four metres of the verge at Gannet \
Corner, and the bus company said that it would run no service before the weekend.

\"We are not arguing with the sea,\" said Bram Osk, who manages the depot. \"We tried that last year.\"

Waves broke over the wall at high water on all three days, and shingle lay a metre deep in the lane behind the chapel. \
A van was found in the graveyard, upright and unharmed, with its lights on.

Read also: Keeper's log found behind lighthouse wall

The county's engineers hope to set a temporary barrier before the spring tide. Jo Hale, who leads them, said that the \
road would open \"when it is a road.\"

See also: Ferry to the islands will sail on Sundays again this year

People in the upper village have been getting their bread by boat.
";

const FERRY: &str = "\
Ferry to the islands sails on Sundays again

The ferry to the islands goes back to sailing on Sundays from May, the company said on Monday, thirteen years after \
the last Sunday boat was taken off for want of passengers.

\"I never wanted it to stop,\" said Captain Una Brill. \"I wanted it to be full.\"
";

const FERRY_TOO: &str = "\
Ferry to the islands will not sail on Sundays after all

The ferry will not sail on Sundays after all. The company blamed the tides, which it said had not been consulted.
";

/// Wide characters, combining marks, words longer than any line.
const HARBOUR: &str = "\
港の霧笛、百年目の冬に鳴りやむ

港の霧笛が百年目の冬に鳴りやんだ。「寂しくなる」と灯台守の娘は話した。霧笛は一九二五年に据えられ、毎年十一月から三月まで、\
霧の夜ごとに鳴った。

Cafe\u{301} owners on the quay said that they would miss it. The note, a low B flat, was heard as far as \
Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch-on-the-other-side-of-the-water-where-nobody-asked-for-it.
";

/// The library's files, in the order of their names.
pub(crate) const FILES: &[(&str, &str)] = &[
    ("1-lighthouse.txt", LIGHTHOUSE),
    ("2-storm.txt", STORM),
    ("3-ferry.txt", FERRY),
    ("4-ferry-too.txt", FERRY_TOO),
    ("5-harbour.txt", HARBOUR),
];
