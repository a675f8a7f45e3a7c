// SPDX-License-Identifier: MIT
// What can be wrong with a pack that does not load: one rule for each reason that engine/lang gives. Read by lint_rules.c.
#include "engine/author/lint_rules.h"

#define RULE(code, name, title, why, mend, example)                                                                    \
    { code, name, title, why, mend, example, WM_LINT_ERROR }

const struct wm_lint_rule wm_lint_rules_load[] = {
    RULE("WM101", "syntax", "The file is not Lua",
         "Lua could not read the file: a bracket, a quote or a comma is missing, or a word of Lua itself stands "
         "where a name should. Nothing of the pack is used until it can be read.",
         "Look at the line and the one before it for a missing comma, quote or bracket",
         "level \"baker\" { title = \"Baker\" requires = { … } }   -- a comma is missing after \"Baker\""),
    RULE("WM102", "runtime", "The pack's own Lua failed",
         "The file was read, but something it does cannot be done: adding a text to a number, calling what is no "
         "function, or its own `error(…)`.",
         "Read the message: it is Lua's own. Often a local variable is nil because its name is misspelt",
         "for _, id in ipairs(\"hygiene\") do … end   -- ipairs takes a table: { \"hygiene\" }"),
    RULE("WM103", "unknown-name", "A name that nobody declared",
         "A verb, a constraint, a declaration, a parameter or a file is named that does not exist. It is an error "
         "and not a criterion left out: a misspelt criterion must never vanish from a rule.",
         "Correct the name, or declare what it stands for",
         "trained \"hygeine\"                 -- declared is course \"hygiene\"\n"
         "assessed { \"kneading\", at_lest = 2 }   -- the constraint is at_least"),
    RULE("WM104", "wrong-type", "A value of the wrong type",
         "A number stands where a span of time is needed, a text where a list, a course where a competency. Waymark "
         "does not guess what was meant.",
         "Give a value of the type that the message asks for",
         "trained { \"hygiene\", within = 12 }   -- within = months(12)"),
    RULE("WM105", "missing", "Something that must be there is missing",
         "A declaration lacks a value that it cannot do without, a word waits for its table, or the pack lacks its "
         "first file.",
         "Add what the message names", "course \"hygiene\" { hours = 6 }   -- title = \"Food hygiene\" is missing"),
    RULE("WM106", "wrong-number", "A number that cannot be",
         "The number is of the right type, but outside what makes sense there: half a person, a percentage above "
         "100, an RQF level of 12.",
         "Give a number in the range that the message names", "trained { \"hygiene\", count = 0 }   -- at least 1"),
    RULE("WM107", "wrong-text", "A text that cannot be kept",
         "Texts are printable UTF-8: no control characters. What is shown to people must not be able to move their "
         "cursor.",
         "Take the control characters out, or write the file in UTF-8", "title = \"Baker\\0\""),
    RULE("WM108", "wrong-id", "A name of the wrong form",
         "Ids have small letters, digits, `-`, `.` and `_`, because they stand in records for years; a pack is "
         "called as its folder.",
         "Use small letters, digits and hyphens; put the words for people into `title`",
         "course \"Food Hygiene\" { … }   -- course \"food-hygiene\" { title = \"Food hygiene\" }"),
    RULE("WM109", "duplicate", "Declared twice",
         "Two declarations or two criteria have the same name, so that nobody could tell which one a record or an "
         "answer means; or a framework is adopted twice, with perhaps other values.",
         "Remove one of the two, or give it another name",
         "course \"hygiene\" { title = \"Hygiene\" }\ncourse \"hygiene\" { title = \"Hygiene, level 2\" }"),
    RULE("WM110", "empty", "A list or selection without anything in it",
         "An empty `all` would hold for everybody, an empty `any` for nobody. A selection that finds nothing usually "
         "has a misspelt filter.",
         "Put something in, or take the list away",
         "assessed { competencies { tag = \"crafts\" } }   -- the tag is \"craft\""),
    RULE("WM111", "hole", "A hole in a list",
         "An entry of the list is nil, and Lua would silently drop it or what follows. It is nearly always a name of "
         "a local variable that was misspelt or not set yet.",
         "Look for the entry that is nil: a misspelt or later variable",
         "local hygiene = trained \"hygiene\"\nrequires = { hygeine, signed_off \"trial-shift\" }"),
    RULE("WM112", "contradiction", "Two constraints that exclude each other",
         "The criterion is given two constraints of which only one can be meant.", "Keep the one that is meant",
         "experienced { \"care\", at_least = years(2), more_than = years(2) }"),
    RULE("WM113", "cycle", "Something that leads back to itself",
         "A level that is met only if it is met, a competency shown by itself, files that include each other: no "
         "answer could ever be found.",
         "Break the circle: take away one of the steps that lead back",
         "level \"a\" { …, requires = meets \"b\" }\nlevel \"b\" { …, requires = meets \"a\" }"),
    RULE("WM114", "wrong-place", "A word where it does not belong",
         "`adopt` and its like stand in an organisation's pack, a framework's declarations in a framework's, and "
         "`custom` in a file of its own, with nothing beside it but what it includes.",
         "Move it to the pack or the file where it belongs",
         "-- frameworks/bakery/framework.lua\nadopt \"somerset\" { }"),
    RULE("WM115", "outside", "A file outside the pack",
         "`include` stays inside the pack's folder: a pack that was tested is the pack that runs, and nothing else "
         "on the machine can be read through it.",
         "Copy the file into the pack's folder and include it by its name", "include \"../common/helpers\""),
    RULE("WM116", "read-only", "A word of the language set anew",
         "The words of the rule language mean the same everywhere; a pack cannot give them another meaning.",
         "Choose another name for your own", "trained = function (course) … end"),
    RULE("WM117", "too-many", "More than a pack may have",
         "Packs have limits, so that no pack can keep the daemon from its other organisations: 256 files, 20,000 "
         "declarations, 100,000 criteria once selections are resolved.",
         "Split the pack, or narrow its selections", "all { assessed { competencies {} }, … }   -- repeated in a loop"),
    RULE("WM118", "too-deep", "Nested too deeply",
         "Tables and criteria may be nested 32 deep, levels may meet 32 others in a row.",
         "Give parts of it names, or take levels of nesting away", "all { any { all { any { … } } } }"),
    RULE(
        "WM119", "too-large", "A file that is too large",
        "A file may have 64 KiB and must fit the compiler. Larger ones are generated or hold data that does not belong "
        "into rules.",
        "Split the file: all files of a pack run, in the order of their names",
        "30-competencies.lua, 31-more-competencies.lua"),
    RULE("WM120", "budget", "The pack takes too long to load",
         "Loading is counted in steps, not in time, so that it is the same on every machine. Ten million are plenty: "
         "usually a loop never ends.",
         "Look for a loop that does not end, or that does far more than it needs to", "while true do end"),
    RULE("WM121", "memory", "The pack needs too much memory to load",
         "A pack may use 16 MiB while it loads, and a text may be 16 KiB long.",
         "Look for a table or text that grows in a loop", "text = text .. text"),
    RULE("WM122", "not-utf8", "A file that is not UTF-8",
         "Everything Waymark reads is UTF-8. A file in an older encoding would show wrong letters to everybody.",
         "Save the file as UTF-8", "-- saved as Windows-1252: title = \"Caf\xc3\xa9\""),
    RULE("WM123", "binary", "A compiled file",
         "Packs are text that people can read and compare; compiled Lua could do what its text never said.",
         "Put the source text there instead", "luac -o levels.lua source.lua"),
    RULE("WM124", "file-link", "A link instead of a file",
         "Links are not followed below a rules folder: what a pack reads is inside the pack.",
         "Put the file itself there, not a link to it", "ln -s ../other/levels.lua levels.lua"),
    RULE("WM125", "file-name", "A file name that cannot be shown",
         "Names of files stand in every message. They have at most 56 letters, digits, `-`, `_` and `.`.",
         "Rename the file", "\"levels (copy).lua\""),
    RULE("WM126", "file-missing", "A file that went away", "The file was listed, but could not be read.",
         "Put the file back, or look at who may read it", "30-competencies.lua"),
    RULE("WM127", "unknown-timezone", "A time zone that does not exist",
         "The time zone turns \"now\" into a day, so it must be one of the system's database.",
         "Use a name such as \"Europe/London\"", "organisation \"crumb\" { title = \"Crumb\", timezone = \"London\" }"),
    RULE("WM128", "not-in-this-version", "A word of a later version",
         "The rule language has this word, but this version of Waymark does not.",
         "Leave it out, or use a later version", ""),
    RULE("WM129", "file-kind", "Something that is no file",
         "Where a file of the pack should be there is a folder, a pipe or a device.", "Rename it, or put a file there",
         "levels.lua/"),
    RULE("WM130", "loosening", "An organisation loosens what a framework asks for",
         "Whoever adopts a framework can add to it with `also`, but not put something else in its place: a level "
         "must mean at least the same everywhere. A framework that allows more says `open = true`.",
         "Add with `also`, or ask the framework's authors for `open = true`",
         "levels = { [\"baker\"] = { requires = trained \"hygiene\" } }   -- also = { … }"),
    RULE("WM131", "off-scale", "A score that is not on its scale",
         "`recognise` says which score of one scale counts as which of another; both must exist.",
         "Use scores that the two scales have",
         "recognise { \"a/kneading\", as = \"b/kneading\", scale = { [9] = 3 } }"),
    RULE("WM132", "gap", "Days on which no edition of a level is in force",
         "One edition ends and the next begins later: on the days between nobody could say what the level asks for.",
         "Take the earlier one's `until` away: it ends on the eve of the next by itself",
         "level \"baker\" { [\"until\"] = \"2027-03-30\", … }\nlevel \"baker\" { from = \"2027-04-01\", … }"),
    RULE("WM133", "overlap", "Days on which two editions of a level are in force",
         "One edition says that it is in force until a day on which the next has begun: two answers would be true.",
         "Take the earlier one's `until` away: it ends on the eve of the next by itself",
         "level \"baker\" { [\"until\"] = \"2027-04-01\", … }\nlevel \"baker\" { from = \"2027-04-01\", … }"),
    RULE("WM134", "wrong-days", "Days that cannot be",
         "An edition ends before it begins, begins before its framework does, or keeps somebody in who was never "
         "in: `grandfather` is a day from `from` on, of an edition that follows another.",
         "Correct the day, or declare the earlier edition as it was",
         "level \"baker\" { from = \"2027-04-01\", grandfather = \"2027-03-31\", … }"),
    RULE("WM135", "never-counts", "A part, or what is only related, is made to count as the whole",
         "Links of the grades `narrower` and `related`, and links between domains, are advice: who has a part of "
         "something "
         "has not got all of it. They cannot be chosen among the `grades` that count, and take no `within` or `scale`.",
         "Leave it out; `recognise` in the organisation's own pack is for what it decides by itself",
         "adopt \"county-crosswalk\" { grades = { \"exact\", \"narrower\" } }"),
    RULE("WM199", "not-loaded", "The pack does not load", "The message says what happened.",
         "Correct what the message names", ""),
};
const size_t wm_lint_rules_load_count = sizeof wm_lint_rules_load / sizeof wm_lint_rules_load[0];
