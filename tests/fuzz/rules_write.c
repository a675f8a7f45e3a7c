// SPDX-License-Identifier: MIT
// Choices from bytes, and the names and values that everything else is written with.
#include "tests/fuzz/rules.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { FILE_MOST = 60 * 1024, LITERAL_MOST = 200 };

const char *const rules_paths[RULES_FILES] = {
    "frameworks/f/framework.lua",        "frameworks/f/10-parameters.lua", "frameworks/f/20-levels.lua",
    "frameworks/f/_custom.lua",          "frameworks/f/_other.lua",        "organisations/o/organisation.lua",
    "organisations/o/own/framework.lua",
};

// Choices -------------------------------------------------------------------------------------------------------------

void rules_split(const uint8_t *bytes, size_t length, struct rules_tape tapes[RULES_PARTS]) {
    for (int part = 0; part < RULES_PARTS; part++) {
        const uint8_t *end = length > 0 ? memchr(bytes, RULES_END_OF_PART, length) : NULL;
        size_t taken = end != NULL && part + 1 < RULES_PARTS ? (size_t)(end - bytes) : length;
        tapes[part] = (struct rules_tape){bytes, taken, 0};
        taken += taken < length;
        bytes += taken;
        length -= taken;
    }
}

uint32_t rules_below(struct rules_writer *writer, uint32_t count) {
    struct rules_tape *tape = writer->tape;
    return tape->at < tape->length ? tape->bytes[tape->at++] % count : 0;
}

bool rules_once_in(struct rules_writer *writer, uint32_t count) {
    return rules_below(writer, count) == count - 1;
}

const char *rules_pick(struct rules_writer *writer, const struct rules_words *words) {
    return words->names[rules_below(writer, words->count)];
}

void rules_add(struct rules_writer *writer, const char *format, ...) {
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    wm_require(length >= 0 && (size_t)length < sizeof text);
    wm_buffer_add(writer->text, text, (size_t)length);
}

// Names ---------------------------------------------------------------------------------------------------------------

static const char *const competencies[] = {"listening", "planning", "recording"};
static const char *const courses[] = {"safety", "first-aid", "coaching"};
static const char *const items[] = {"tour", "keys", "rota"};
static const char *const qualifications[] = {"diploma", "certificate"};
static const char *const experiences[] = {"care", "advice"};
static const char *const roles[] = {"link-worker", "lead"};
static const char *const relations[] = {"mentor", "contact"};
static const char *const supervisions[] = {"regular", "peer-group"};
static const char *const measures[] = {"caseload", "referrals"};
static const char *const methods[] = {"observation", "interview", "voluntary"};
static const char *const declared_capacities[] = {"examiner"};
static const char *const capacities[] = {"assessor", "supervisor", "manager", "self", "peer", "examiner"};
static const char *const people[] = {"ann", "bob", "guild"};

const struct rules_words rules_names[RULES_THINGS] = {
    [RULES_COMPETENCY] = RULES_WORDS(competencies),
    [RULES_COURSE] = RULES_WORDS(courses),
    [RULES_ITEM] = RULES_WORDS(items),
    [RULES_QUALIFICATION] = RULES_WORDS(qualifications),
    [RULES_EXPERIENCE] = RULES_WORDS(experiences),
    [RULES_ROLE] = RULES_WORDS(roles),
    [RULES_RELATION] = RULES_WORDS(relations),
    [RULES_SUPERVISION] = RULES_WORDS(supervisions),
    [RULES_MEASURE] = RULES_WORDS(measures),
    [RULES_METHOD] = RULES_WORDS(methods),
    [RULES_CAPACITY] = RULES_WORDS(declared_capacities),
};
const struct rules_words rules_people = RULES_WORDS(people), rules_capacities = RULES_WORDS(capacities);

// Values --------------------------------------------------------------------------------------------------------------

static void write_list(struct rules_writer *writer, const struct rules_words *words, bool one) {
    uint32_t first = rules_below(writer, words->count), count = one ? 1 : rules_below(writer, 3);
    if (count == 0 || one) {
        rules_add(writer, "\"%s\"", words->names[first]);
        return;
    }
    rules_add(writer, "{ ");
    for (uint32_t i = 0; i < count && i < words->count; i++)
        rules_add(writer, "%s\"%s\"", i > 0 ? ", " : "", words->names[(first + i) % words->count]);
    rules_add(writer, " }");
}

void rules_write_literal(struct rules_writer *writer, enum rules_value value, const struct rules_words *words) {
    static const char *const spans[] = {"months(6)", "years(1)",  "days(30)", "weeks(4)",  "months(1)",
                                        "years(2)",  "days(400)", "days(1)",  "months(18)"};
    static const char *const scores[] = {"2", "1", "2.5", "3", "0"};
    static const char *const whole[] = {"1", "2", "3"};
    static const char *const shares[] = {"0.5", "0.4", "1"};
    static const char *const booleans[] = {"true", "false"};
    static const char *const percents[] = {"percent(50)", "percent(100)", "percent(33.3)", "percent(1)"};
    static const struct rules_words lists[] = {
        [RULES_SPAN] = RULES_WORDS(spans),       [RULES_SCORE] = RULES_WORDS(scores),
        [RULES_WHOLE] = RULES_WORDS(whole),      [RULES_SHARE] = RULES_WORDS(shares),
        [RULES_BOOLEAN] = RULES_WORDS(booleans), [RULES_PERCENT] = RULES_WORDS(percents),
    };
    if (value >= RULES_CODE)
        write_list(writer, words, value == RULES_CODE);
    else
        rules_add(writer, "%s", rules_pick(writer, &lists[value]));
}

// The same literal text as a parameter of the framework: what it is by default, is suggested, set or left open.
static void declare_parameter(struct rules_writer *writer, enum rules_value value, const char *literal, uint32_t how) {
    static const char *const types[] = {"span",    "number", "number", "number", "boolean",
                                        "percent", "code",   "codes",  "codes"};
    struct wm_buffer *text = &writer->files[RULES_FILE_PARAMETERS];
    const char *type = value >= RULES_CODES && literal[0] != '{' ? "code" : types[value];
    wm_buffer_printf(text, "parameter \"x%u\" { says = \"left open\", ", writer->parameters);
    switch (how) {
    case 0: wm_buffer_printf(text, "default = %s }\n", literal); break;
    case 1: wm_buffer_printf(text, "suggested = %s }\n", literal); break;
    case 2: wm_buffer_printf(text, "of = \"%s\" }\n", type); break;
    default:
        wm_buffer_printf(text, "%s = %s, tags = \"set\" }\n", how == 3 ? "default" : "suggested", literal);
        wm_buffer_printf(&writer->settings, "x%u = %s, ", writer->parameters, literal);
    }
}

void rules_write_value(struct rules_writer *writer, enum rules_value value, const struct rules_words *words) {
    enum { PARAMETERS_MOST = 24 };
    uint32_t how = rules_below(writer, 16);
    if (how < 11 || writer->parameters >= PARAMETERS_MOST || writer->place == RULES_IN_OWN) {
        rules_write_literal(writer, value, words);
        return;
    }
    struct wm_buffer literal, *text = writer->text;
    wm_buffer_init(&literal, LITERAL_MOST);
    writer->text = &literal;
    rules_write_literal(writer, value, words);
    writer->text = text;
    wm_require(!literal.failed);
    writer->parameters++;
    declare_parameter(writer, value, literal.data, how - 11);
    wm_buffer_clear(&literal);
    rules_add(writer, "param \"x%u\"", writer->parameters);
}

// Everything ----------------------------------------------------------------------------------------------------------

void rules_write(struct rules_writer *writer, const uint8_t *bytes, size_t length) {
    *writer = (struct rules_writer){0};
    rules_split(bytes, length, writer->tapes);
    for (int file = 0; file < RULES_FILES; file++)
        wm_buffer_init(&writer->files[file], FILE_MOST);
    wm_buffer_init(&writer->settings, FILE_MOST);
    rules_write_declared(writer);
    rules_write_customs(writer);
    rules_write_levels(writer);
    rules_write_own(writer);
    rules_write_organisation(writer);
    for (int file = 0; file < RULES_FILES; file++)
        wm_require(!writer->files[file].failed);
    rules_spoil(writer);
}

void rules_writer_clear(struct rules_writer *writer) {
    for (int file = 0; file < RULES_FILES; file++)
        wm_buffer_clear(&writer->files[file]);
    wm_buffer_clear(&writer->settings);
}
