// SPDX-License-Identifier: MIT
// A small deterministic generator of valid records, as JSON text: the same seed gives the same records everywhere.
#pragma once

#include "engine/base/buffer.h"
#include "engine/base/date.h"
#include "engine/base/json.h"
#include "engine/portfolio/record.h"

#include <stdint.h>
#include <string.h>

struct generator {
    uint64_t state; // the seed
};

static inline uint64_t generate_number(struct generator *generator) { // splitmix64
    uint64_t z = (generator->state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static inline uint32_t generate_below(struct generator *generator, uint32_t limit) {
    return (uint32_t)(generate_number(generator) % limit);
}

static inline bool generate_chance(struct generator *generator, uint32_t percent) {
    return generate_below(generator, 100) < percent;
}

static inline void generate_member(struct wm_buffer *json, const char *key, const char *text) {
    wm_json_write_key(json, key);
    wm_json_write_text(json, text);
}

static inline void generate_day(struct wm_buffer *json, const char *key, wm_day day) {
    char text[11];
    wm_day_format(day, text);
    generate_member(json, key, text);
}

#define generate_one_of(generator, ...)                                                                                \
    ((const char *const[]){__VA_ARGS__})[generate_below(                                                               \
        (generator), (uint32_t)(sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *)))]

struct generate_form { // what the generator knows of a kind
    const char *kind, *outcome, *other_outcome;
    bool outcome_required, value, value_required, until, by, by_required, as, as_required, method;
};

static inline const struct generate_form *generate_kind(struct generator *generator) {
    static const struct generate_form forms[] = {
        {"assessment", "formative", "formative", false, true, true, true, true, true, true, true, true},
        {"training", "completed", "enrolled", true, true, false, true, true, false, false, false, true},
        {"qualification", "equivalent", "equivalent", false, true, false, true, true, false, false, false, true},
        {"experience", "equivalent", "equivalent", false, true, false, true, true, false, false, false, true},
        {"supervision", NULL, NULL, false, true, false, false, true, true, true, true, true},
        {"appraisal", "recommended", "not-recommended", true, false, false, true, true, true, true, true, true},
        {"evidence", "verified", "submitted", true, false, false, true, true, false, true, false, true},
        {"signoff", "declined", "equivalent", false, false, false, true, true, true, true, true, true},
        {"role", NULL, NULL, false, true, false, true, false, false, false, false, false},
        {"relation", NULL, NULL, false, false, false, true, true, true, false, false, false},
        {"measure", NULL, NULL, false, true, true, true, true, false, true, false, true},
    };
    return &forms[generate_below(generator, sizeof forms / sizeof forms[0])];
}

static inline void generate_values(struct generator *generator, struct wm_buffer *json,
                                   const struct generate_form *form) {
    if (form->value && (form->value_required || generate_chance(generator, 60))) {
        wm_json_write_key(json, "value");
        bool share = form->kind[0] == 'e' || form->kind[0] == 'r'; // experience, role
        wm_buffer_text(json, share ? generate_one_of(generator, "0.6", "1", "1.0", "0.0001", "5e-1", "2")
                                   : generate_one_of(generator, "0", "3", "4.0", "7", "1e0", "8"));
    }
    wm_day on = (wm_day)generate_below(generator, 20000);
    generate_day(json, "on", on);
    if (form->until && generate_chance(generator, 40))
        generate_day(json, "until", on + (wm_day)generate_below(generator, 2000));
}

static inline void generate_extras(struct generator *generator, struct wm_buffer *json) {
    if (generate_chance(generator, 20))
        generate_member(json, "ref", generate_one_of(generator, "https://example.org/1?a=b", "urn:isbn:0451450523"));
    if (generate_chance(generator, 20))
        generate_member(json, "digest", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    if (generate_chance(generator, 30)) {
        wm_json_write_key(json, "data");
        wm_buffer_text(json, generate_one_of(generator, "{}", "{\"z\":1,\"a\":{\"c\":[1, 2.50 ,3e2],\"b\":null}}",
                                             "{\"text\":\"\\u00e9\\u0001\\/\",\"wide\":1e300,\"yes\":true}",
                                             "{\"nested\":[[[{\"deep\":\"\\ud83d\\ude00\"}]]],\"\":-0.0}"));
    }
}

// Appends a valid record of a random kind. `key` may be NULL.
static inline void generate_record(struct generator *generator, struct wm_buffer *json, const char *key) {
    const struct generate_form *form = generate_kind(generator);
    wm_buffer_text(json, "{ "); // not canonical, on purpose
    wm_buffer_printf(json, "\"kind\":\"%s\"", form->kind);
    wm_json_write_key(json, "subject");
    wm_buffer_printf(json, "\"%s/item-%u\"", generate_one_of(generator, "north", "south"),
                     generate_below(generator, 12));
    bool has_outcome = form->outcome != NULL && (form->outcome_required || generate_chance(generator, 25));
    const char *outcome = generate_chance(generator, 50) ? form->outcome : form->other_outcome;
    if (has_outcome)
        generate_member(json, "outcome", outcome);
    generate_values(generator, json, form);
    if (form->by && (form->by_required || generate_chance(generator, 50)))
        generate_member(json, "by", generate_one_of(generator, "p-1", "p-2", "Zo\xc3\xab", "nhs/assessor 7"));
    if (form->as && (form->as_required || generate_chance(generator, 50)))
        generate_member(json, "as", generate_one_of(generator, "self", "supervisor", "assessor", "mentor"));
    if (form->method && generate_chance(generator, 50))
        generate_member(json, "method", generate_one_of(generator, "observation", "e-learning", "test"));
    if ((has_outcome && strcmp(outcome, "equivalent") == 0) || generate_chance(generator, 20))
        generate_member(json, "note", generate_one_of(generator, "seen\n\tand \"heard\"", "caf\xc3\xa9", "x"));
    generate_extras(generator, json);
    if (key != NULL)
        generate_member(json, "key", key);
    wm_buffer_text(json, " }");
}
