// SPDX-License-Identifier: MIT
// Answers for people: what a decision says, its tree, a record in a line.
#pragma once

#include "api/cli/ask.h"

// Records that a decision cites, fetched so that it can say what they are.
struct wm_cited_record {
    int64_t seq;
    const char *line; // "2 on 3 May 2026, by j-hale as supervisor (record 14)"; NULL when it could not be had
};
struct wm_cited_records {
    const struct wm_cited_record *records; // on the run's arena, sorted by seq
    size_t count;
    struct wm_json with; // the hypothetical ones, an array or absent
};
// Asks for all records and awards that the decision's unmet leaves and its tree cite. Those that cannot be had are
// shown by their number.
WM_MUST_USE enum wm_status wm_show_fetch(struct wm_cli *cli, const char *person, struct wm_json decision,
                                         struct wm_json with, struct wm_cited_records *ret_records,
                                         struct wm_error *error);
// `{"seq": 12}` or `{"with": 0}` in words, on the arena; NULL when out of memory.
const char *wm_show_cited(struct wm_cli *cli, struct wm_json cited, const struct wm_cited_records *records);
// The same of an entry's number.
const char *wm_show_entry(struct wm_cli *cli, int64_t seq, const struct wm_cited_records *records);
// Why a record does not count, as a sentence: "it is no longer in date". The code itself when it is a new one; on the
// arena, NULL when out of memory.
const char *wm_show_reason(struct wm_cli *cli, struct wm_text reason);
// A record in a line, without its kind and subject: on the arena; NULL when out of memory.
const char *wm_show_record(struct wm_cli *cli, struct wm_json record);

// "Amara Okafor (np-0042)", or only the id where no name is known; on the arena.
WM_MUST_USE enum wm_status wm_show_person(struct wm_cli *cli, const char *person, const char **ret_text,
                                          struct wm_error *error);

// "✓ Eligible until 14 March 2027, then not eligible." and everything below it.
void wm_show_decision(struct wm_cli *cli, struct wm_json decision, const struct wm_cited_records *records);
// What is missing, and what could not be judged: the middle of the above.
void wm_show_missing(struct wm_cli *cli, struct wm_json decision, const struct wm_cited_records *records);
// The explained tree, a line a node.
void wm_show_tree(struct wm_cli *cli, struct wm_json tree, const struct wm_cited_records *records);
// A criterion in words, without verdicts, and what is below it.
void wm_show_criterion(struct wm_cli *cli, struct wm_json criterion);
// What the answer rests on, and how to ask it again.
void wm_show_foundation(struct wm_cli *cli, struct wm_json decision);
// Under what a write did: the head of the ledger's chain, to be kept elsewhere as its anchor.
void wm_show_anchor(struct wm_cli *cli, struct wm_json written);
// Every level and gate of a standing, and what stands before those that are near.
void wm_show_standing(struct wm_cli *cli, struct wm_json standing);
// Parts of it: levels that are near, of whichever framework; what their tables of pay suggest. Nothing when there is none.
void wm_show_near(struct wm_cli *cli, struct wm_json levels);
void wm_show_suggested_pay(struct wm_cli *cli, struct wm_json levels);
// A title above a part, with an empty line before it.
void wm_show_title(struct wm_cli *cli, const char *title);

// "eligible", "met", … → its sign, its colour, its words, its exit status.
const char *wm_show_mark(struct wm_text outcome);
enum wm_tone wm_show_tone(struct wm_text outcome);
const char *wm_show_outcome(struct wm_text outcome);
enum wm_exit wm_show_exit(struct wm_text outcome);
bool wm_show_is(struct wm_text text, const char *word);
// "framework" and "level" of "framework/level"; the first is empty where there is none.
struct wm_text wm_show_framework(struct wm_text name);
struct wm_text wm_show_own_name(struct wm_text name);
