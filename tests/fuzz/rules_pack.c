// SPDX-License-Identifier: MIT
// The files of a pack: what the framework declares, its levels, its predicates, its organisation, and that one's own.
#include "tests/fuzz/rules.h"

static void begin(struct rules_writer *writer, enum rules_part part, enum rules_file file, enum rules_place place) {
    writer->tape = &writer->tapes[part];
    writer->text = &writer->files[file];
    writer->place = place;
}

static bool is_there(const struct rules_writer *writer, enum rules_part part) {
    return writer->tapes[part].length > 0;
}

// The framework -------------------------------------------------------------------------------------------------------

static void write_shown_by(struct rules_writer *writer) {
    static const char *const texts[] = {"function (competency) return evidenced { competency, count = 2 } end",
                                        "function (competency) return signed_off(competency) end",
                                        "function (competency) return any { assessed { competency, at_least = 2, using "
                                        "= \"best\" }, trained \"safety\" } "
                                        "end"};
    static const struct rules_words known = RULES_WORDS(texts);
    rules_add(writer, "shown_by = ");
    writer->nameless = true;
    if (rules_once_in(writer, 4))
        rules_write_leaf(writer);
    else
        rules_add(writer, "%s", rules_pick(writer, &known));
    writer->nameless = false;
    rules_add(writer, ", ");
}

static void write_defaults(struct rules_writer *writer) {
    rules_add(writer, "defaults = { ");
    if (rules_once_in(writer, 3)) {
        rules_add(writer, "assessed = { as = ");
        rules_write_value(writer, RULES_CODES, &rules_capacities);
        rules_add(writer, " }, ");
    }
    if (rules_once_in(writer, 3)) {
        rules_add(writer, "trained = { within = ");
        rules_write_value(writer, RULES_SPAN, NULL);
        rules_add(writer, " }, ");
    }
    if (rules_once_in(writer, 4))
        rules_add(writer, "evidenced = { method = { \"observation\", \"interview\" } }, ");
    rules_add(writer, "}, ");
}

static void write_of_thing(struct rules_writer *writer, enum rules_thing thing, bool first) {
    if (thing == RULES_COMPETENCY) {
        static const char *const scales[] = {"five", "pass", "halves"};
        static const struct rules_words known = RULES_WORDS(scales);
        rules_add(writer, "scale = \"%s\", domain = \"%s\", ", first ? "five" : rules_pick(writer, &known),
                  first || rules_once_in(writer, 2) ? "people" : "work");
        if (rules_once_in(writer, 4))
            write_shown_by(writer);
    } else if (thing == RULES_COURSE) {
        rules_add(writer, "teaches = \"listening\", hours = 6.5, ");
        if (rules_once_in(writer, 2)) {
            rules_add(writer, "valid = ");
            rules_write_value(writer, RULES_SPAN, NULL);
            rules_add(writer, ", ");
        }
    } else if (thing == RULES_ITEM && rules_once_in(writer, 2)) {
        rules_add(writer, "verify = { \"observation\", \"interview\" }, ");
    } else if (thing == RULES_QUALIFICATION) {
        rules_add(writer, "rqf = %u, ", 1 + rules_below(writer, 7));
    } else if (thing == RULES_MEASURE && rules_once_in(writer, 3)) {
        rules_add(writer, "lower = 0, upper = 40, ");
    }
    if (thing == RULES_ITEM && first)
        rules_add(writer, "essential = true, ");
}

static void write_things(struct rules_writer *writer) {
    static const char *const words[RULES_THINGS] = {"competency", "course", "item",     "qualification",
                                                    "experience", "role",   "relation", "supervision",
                                                    "measure",    "method", "capacity"};
    for (int thing = RULES_THINGS - 1; thing >= 0; thing--) {
        for (uint32_t i = 0; i < rules_names[thing].count; i++) {
            const char *name = rules_names[thing].names[i];
            rules_add(writer, "%s \"%s\" { title = \"%s\", ", words[thing], name, name);
            if (i == 0)
                rules_add(writer, "tags = { \"core\" }, level = \"first\", ");
            write_of_thing(writer, (enum rules_thing)thing, i == 0);
            rules_add(writer, "}\n");
        }
    }
}

void rules_write_declared(struct rules_writer *writer) {
    begin(writer, RULES_DECLARED, RULES_FILE_FRAMEWORK, RULES_IN_FRAMEWORK);
    rules_add(writer, "framework \"f\" { title = \"F\", edition = \"1\", scale = \"five\", %s",
              rules_once_in(writer, 3) ? "open = true, " : "");
    write_defaults(writer);
    write_shown_by(writer);
    rules_add(writer, "}\nscale \"five\" { [0] = \"None\", \"Some\", \"More\", \"Much\", \"All\" }\n"
                      "scale \"pass\" { [0] = \"No\", \"Yes\" }\n"
                      "scale \"halves\" { [1] = \"Low\", [2] = \"Middle\", [2.5] = \"Nearly\", [3] = \"High\" }\n"
                      "domain \"people\" { title = \"People\" }\ndomain \"work\" { title = \"Work\", ");
    if (rules_once_in(writer, 4))
        write_shown_by(writer);
    rules_add(writer,
              "}\npay \"band\" { title = \"Band\", from = \"2024-04-01\", rows = { { id = \"a\", label = \"A\", "
              "years_from = 0, annual = 24071 } } }\n");
    write_things(writer);
    begin(writer, RULES_DECLARED, RULES_FILE_PARAMETERS, RULES_IN_FRAMEWORK);
    rules_add(writer, "parameter \"path\" { one_of = { \"long\", \"short\" }, default = \"long\" }\n");
}

// Levels --------------------------------------------------------------------------------------------------------------

static void write_level(struct rules_writer *writer, const char *word, const char *id, const char *more) {
    uint32_t how = rules_below(writer, 16);
    rules_add(writer, "%s \"%s\" { title = \"%s\", %s%srequires = { ", word, id, id, more,
              how == 15 ? "open = true, " : "");
    if (writer->customs > 0 && how % 4 != 3) // otherwise few of them would ever be asked
        rules_add(writer, "custom_%u, ", 1 + how % writer->customs);
    for (uint32_t count = 1 + rules_below(writer, 3); count > 0; count--) {
        rules_write_tree(writer, 0);
        rules_add(writer, ", ");
    }
    rules_add(writer, "}");
    if (rules_once_in(writer, 4)) {
        rules_add(writer, ", desires = { ");
        rules_write_tree(writer, 1);
        rules_add(writer, " }");
    }
    rules_add(writer, " }\n");
    writer->lower_names[writer->lower++] = id;
}

static void write_tests(struct rules_writer *writer) {
    uint32_t how = rules_below(writer, 8);
    if (how > 5)
        rules_add(writer, "test \"each\" { each_missing = \"first\" }\n");
    if (how == 5 || how == 7) {
        rules_add(writer, "test \"one\" { as_of = \"2026-09-01\", level = \"first\", person = { meeting \"first\", ");
        rules_add(writer, "trained { \"safety\", on = \"2026-01-01\" }, award \"first\" { on = \"2020-01-01\" } }, ");
        rules_add(writer, "parameters = { path = unset }, expect = eligible { [\"until\"] = \"2027-01-01\" } }\n");
    }
}

void rules_write_levels(struct rules_writer *writer) {
    begin(writer, RULES_FIRST, RULES_FILE_LEVELS, RULES_IN_FRAMEWORK);
    if (is_there(writer, RULES_CUSTOM_1))
        rules_add(writer, "include \"_custom\"\n");
    if (is_there(writer, RULES_CUSTOM_2))
        rules_add(writer, "include \"_other\"\n");
    rules_add(writer, "shared = ");
    writer->nameless = true;
    rules_write_leaf(writer);
    writer->nameless = false;
    rules_add(writer, "\n");
    if (is_there(writer, RULES_GATE)) {
        begin(writer, RULES_GATE, RULES_FILE_LEVELS, RULES_IN_FRAMEWORK);
        write_level(writer, "gate", "door", "");
    }
    begin(writer, RULES_FIRST, RULES_FILE_LEVELS, RULES_IN_FRAMEWORK);
    write_level(writer, "level", "first", "rank = 1, grants = { pay = \"band\" }, ");
    if (is_there(writer, RULES_SECOND)) {
        begin(writer, RULES_SECOND, RULES_FILE_LEVELS, RULES_IN_FRAMEWORK);
        write_level(writer, "level", "second", "rank = 2, after = \"first\", ");
    }
    write_tests(writer);
}

static void write_custom(struct rules_writer *writer) {
    writer->customs++;
    rules_add(writer, "custom_%u = custom { id = \"own-%u\", says = \"In words\", function (person)\n", writer->customs,
              writer->customs);
    rules_write_body(writer);
    rules_add(writer, "end }\n");
}

void rules_write_customs(struct rules_writer *writer) {
    bool first = is_there(writer, RULES_CUSTOM_1);
    if (first) {
        begin(writer, RULES_CUSTOM_1, RULES_FILE_CUSTOM, RULES_IN_FRAMEWORK);
        write_custom(writer);
        if (rules_once_in(writer, 4))
            rules_add(writer, "return function (list) table.sort(list); return #list end\n");
    }
    if (is_there(writer, RULES_CUSTOM_2)) {
        begin(writer, RULES_CUSTOM_2, RULES_FILE_OTHER, RULES_IN_FRAMEWORK);
        if (first && rules_once_in(writer, 3))
            rules_add(writer, "included = include \"_custom\"\n");
        write_custom(writer);
    }
}

// The organisation ----------------------------------------------------------------------------------------------------

static void write_addition(struct rules_writer *writer, const char *id) {
    uint32_t how = rules_below(writer, 4);
    if (how == 0)
        return;
    rules_add(writer, "%s = { also = { ", id);
    for (; how > 1; how--) {
        rules_write_tree(writer, 1);
        rules_add(writer, ", ");
    }
    if (is_there(writer, RULES_OWN))
        rules_add(writer, "trained \"allergens\", ");
    else
        rules_write_leaf(writer);
    rules_add(writer, " } }, ");
}

static void write_adopted(struct rules_writer *writer) {
    uint32_t lower = writer->lower;
    bool gate = is_there(writer, RULES_GATE);
    rules_add(writer, "adopt \"f\" { %s", rules_once_in(writer, 2) ? "accept_suggested = true, " : "");
    if (gate) {
        writer->lower = 0;
        rules_add(writer, "gates = { ");
        write_addition(writer, "door");
        rules_add(writer, "}, ");
    }
    rules_add(writer, "levels = { ");
    for (uint32_t i = gate ? 1 : 0; i < lower; i++) {
        writer->lower = i; // a level meets those before it only
        write_addition(writer, writer->lower_names[i]);
    }
    writer->lower = lower;
    rules_add(writer, "}, parameters = { ");
    if (rules_once_in(writer, 3))
        rules_add(writer, "path = \"short\", ");
    wm_buffer_text(writer->text, writer->settings.data != NULL ? writer->settings.data : "");
    rules_add(writer, "} }\n");
}

static void write_recognised(struct rules_writer *writer, const char *id, bool scored) {
    rules_add(writer, "recognise { \"elsewhere/%s\", as = \"f/%s\"", id, id);
    if (rules_once_in(writer, 3)) {
        rules_add(writer, ", within = ");
        rules_write_literal(writer, RULES_SPAN, NULL);
    }
    if (rules_once_in(writer, 3)) {
        rules_add(writer, ", from = ");
        rules_write_literal(writer, RULES_TEXTS, &rules_people);
    }
    if (scored && rules_once_in(writer, 2))
        rules_add(writer, ", scale = { [0] = 0, [1] = %u, [2] = 2 }", rules_below(writer, 3));
    rules_add(writer, " }\n");
}

static void write_assessors(struct rules_writer *writer) {
    static const char *const kinds[] = {"\"assessment\"", "{ \"assessment\", \"signoff\" }", "\"appraisal\""};
    static const char *const judges[] = {"assessor", "manager", "examiner"};
    static const struct rules_words known = RULES_WORDS(kinds), capacities = RULES_WORDS(judges);
    writer->place = RULES_IN_OWN; // names are whole ones here
    writer->lower = writer->customs > 0 ? 0 : writer->lower;
    rules_add(writer, "assessors \"f\" { as = \"%s\", kinds = %s, who = ", rules_pick(writer, &capacities),
              rules_pick(writer, &known));
    rules_write_tree(writer, 1);
    rules_add(writer, " }\n");
}

void rules_write_organisation(struct rules_writer *writer) {
    begin(writer, RULES_ORGANISATION, RULES_FILE_ORGANISATION, RULES_IN_ORGANISATION);
    rules_add(writer, "organisation \"o\" { title = \"O\"%s }\n",
              rules_once_in(writer, 3) ? ", timezone = \"Europe/London\"" : "");
    write_adopted(writer);
    if (rules_once_in(writer, 3))
        write_recognised(writer, "listening", true);
    if (rules_once_in(writer, 3))
        write_recognised(writer, "first", false);
    if (rules_once_in(writer, 3))
        write_assessors(writer);
}

// Some that may count, and some that never do.
static void write_link(struct rules_writer *writer, const char *id, bool scored) {
    static const char *const names[] = {"exact", "narrower", "broader", "related"};
    uint32_t grade = rules_below(writer, 4);
    rules_add(writer, "link { \"elsewhere/%s\", to = \"f/%s\", grade = \"%s\"", id, id, names[grade]);
    bool counts = grade % 2 == 0;
    if (counts && rules_once_in(writer, 3)) {
        rules_add(writer, ", within = ");
        rules_write_literal(writer, RULES_SPAN, NULL);
    }
    if (counts && scored && rules_once_in(writer, 2))
        rules_add(writer, ", scale = { [0] = 0, [1] = %u, [2] = 2 }", rules_below(writer, 3));
    rules_add(writer, " }\n");
}

void rules_write_own(struct rules_writer *writer) {
    if (!is_there(writer, RULES_OWN))
        return;
    begin(writer, RULES_OWN, RULES_FILE_OWN, RULES_IN_OWN);
    rules_add(writer, "framework \"own\" { title = \"Own\" }\ncourse \"allergens\" { title = \"Allergens\", valid = ");
    rules_write_literal(writer, RULES_SPAN, NULL);
    rules_add(writer, " }\nlevel \"counter\" { title = \"Counter\", rank = 1, after = \"f/first\", requires = { ");
    for (uint32_t count = rules_below(writer, 3); count > 0; count--) {
        rules_write_tree(writer, 0);
        rules_add(writer, ", ");
    }
    rules_add(writer, "trained { \"safety\", \"allergens\" } } }\n");
    if (rules_once_in(writer, 2))
        write_link(writer, "listening", true);
    if (rules_once_in(writer, 2))
        write_link(writer, "first", false);
}
