// SPDX-License-Identifier: MIT
// Whole packs from bytes, for fuzz_rules.c: what is written loads, whatever the bytes are, unless their last part spoils
// it on purpose.
//
// An input is up to RULES_PARTS parts, a byte 0xFF between two of them; each part of a pack is written from a part of the
// input, so that a change stays where it was made. The bytes of a part are choices, one after the other: where there are
// none left, the first and simplest of what there is to choose from is chosen.
#pragma once

#include "engine/criteria/ruleset.h"
#include "engine/portfolio/portfolio.h"

enum { RULES_END_OF_PART = 0xFF };

enum rules_part {
    RULES_DECLARED, // the framework, and what it declares beside levels
    RULES_GATE,     // absent when empty; so are all of these but "first" and the organisation
    RULES_FIRST,
    RULES_SECOND,
    RULES_CUSTOM_1,
    RULES_CUSTOM_2,
    RULES_ORGANISATION,
    RULES_OWN, // a framework of the organisation's own
    RULES_PERSON,
    RULES_SPOILT, // changes to the text
    RULES_PARTS
};

enum rules_file {
    RULES_FILE_FRAMEWORK,
    RULES_FILE_PARAMETERS,
    RULES_FILE_LEVELS,
    RULES_FILE_CUSTOM,
    RULES_FILE_OTHER, // of the second predicate
    RULES_FILE_ORGANISATION,
    RULES_FILE_OWN,
    RULES_FILES
};

struct rules_tape { // choices yet to be made
    const uint8_t *bytes;
    size_t length, at;
};
void rules_split(const uint8_t *bytes, size_t length, struct rules_tape tapes[RULES_PARTS]);

struct rules_words { // to choose from
    const char *const *names;
    uint32_t count;
};
#define RULES_WORDS(array)                                                                                             \
    { (array), sizeof(array) / sizeof((array)[0]) }

enum rules_place { RULES_IN_FRAMEWORK, RULES_IN_ORGANISATION, RULES_IN_OWN };

struct rules_writer {
    struct rules_tape tapes[RULES_PARTS];
    struct rules_tape *tape; // of the part that is being written
    struct wm_buffer *text;  // where
    enum rules_place place;  // decides how things are named, and what may be
    struct wm_buffer files[RULES_FILES];
    struct wm_buffer settings; // what the organisation sets
    uint32_t parameters, ids, criteria, customs, lower;
    bool nameless;              // a criterion that will stand in several places has no id
    const char *lower_names[3]; // levels and gates that one may meet here
};

// Choices.
uint32_t rules_below(struct rules_writer *writer, uint32_t count); // 0 to count - 1
bool rules_once_in(struct rules_writer *writer, uint32_t count);
const char *rules_pick(struct rules_writer *writer, const struct rules_words *words);
void rules_add(struct rules_writer *writer, const char *format, ...) WM_PRINTF(2, 3);

// Names that are declared, by kind of thing.
enum rules_thing {
    RULES_COMPETENCY,
    RULES_COURSE,
    RULES_ITEM,
    RULES_QUALIFICATION,
    RULES_EXPERIENCE,
    RULES_ROLE,
    RULES_RELATION,
    RULES_SUPERVISION,
    RULES_MEASURE,
    RULES_METHOD,
    RULES_CAPACITY,
    RULES_THINGS
};
extern const struct rules_words rules_names[RULES_THINGS];
extern const struct rules_words rules_people, rules_capacities;

// Values, which parameters may stand for.
enum rules_value {
    RULES_SPAN,
    RULES_SCORE,
    RULES_WHOLE,
    RULES_SHARE,
    RULES_BOOLEAN,
    RULES_PERCENT,
    RULES_CODE,
    RULES_CODES,
    RULES_TEXTS
};
void rules_write_literal(struct rules_writer *writer, enum rules_value value, const struct rules_words *words);
void rules_write_value(struct rules_writer *writer, enum rules_value value, const struct rules_words *words);

void rules_write_leaf(struct rules_writer *writer);                 // a criterion by one verb
void rules_write_label(struct rules_writer *writer);                // id, says, hint; begins with ", "
void rules_write_tree(struct rules_writer *writer, unsigned depth); // any criterion
void rules_write_declared(struct rules_writer *writer);             // framework.lua
void rules_write_levels(struct rules_writer *writer);               // levels.lua
void rules_write_customs(struct rules_writer *writer);              // _custom.lua, _other.lua
void rules_write_organisation(struct rules_writer *writer);         // organisation.lua
void rules_write_own(struct rules_writer *writer);                  // the framework of its own
void rules_write_body(struct rules_writer *writer);                 // the function of a custom predicate
void rules_spoil(struct rules_writer *writer);                      // changes to what was written
WM_MUST_USE enum wm_status rules_person(struct rules_writer *writer, struct wm_portfolio **ret_portfolio,
                                        struct wm_record *ret_records, uint32_t *ret_count, struct wm_error *error);
wm_day rules_day(struct rules_writer *writer); // a day to ask about

enum { RULES_RECORDS_MOST = 80 };

// Everything that the bytes say, as files.
void rules_write(struct rules_writer *writer, const uint8_t *bytes, size_t length);
void rules_writer_clear(struct rules_writer *writer);
extern const char *const rules_paths[RULES_FILES];
