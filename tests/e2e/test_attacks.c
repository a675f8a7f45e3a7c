// SPDX-License-Identifier: MIT
// Hostile packs, activated one after the other in one running daemon. Each must end as its manifest says (the form is in
// tests/attacks/README.md), and nobody else may feel it.
// links: wm_author
// parts: test_the_corpus test_our_own test_many_at_once
#include "engine/author/attack.h"
#include "engine/author/attack_pack.h"

#include "tests/e2e/beside.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    KEPT_MOST = 1024 * 1024, // bytes of the daemon's after an attack
    PATIENCE = 100000,       // times that the memory is looked at until it has to be given back
    TRIES = 20,              // where the machine was too busy, not the file
    PEOPLE = 64,             // an attack is asked about at most
    DAY = 19000              // the first of their records
};

struct live {
    struct daemon daemon;
    struct beside beside;
    struct wm_attack_list list;
    const struct wm_attack *attack; // under way, and which variant of it
    uint32_t variant;
    char honest[1100]; // what the canary says
    uint32_t run;
    // For the summary.
    int64_t most_kept; // bytes
    char most_kept_at[96];
    long resident; // KiB at the beginning
};

static struct live its_live;

static const char *at(struct live *live, const char *path) {
    return daemon_at(&live->daemon, path);
}

// --- Packs ---

// The framework of organisation "hostile" with a file in it; `text` NULL: with none but the honest rule.
static void write_pack(struct live *live, const char *text, size_t length) {
    struct wm_attack_pack pack;
    static const char *const passing[] = {"attack.lua", "_attack.lua", "levels.lua"};
    for (size_t i = 0; i < sizeof passing / sizeof passing[0]; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/rules/frameworks/attack/%s", live->daemon.folder.path, passing[i]);
        unlink(path);
    }
    wm_attack_pack_make(&live->list, live->attack, text, length, &pack);
    for (size_t i = 0; i < pack.held.count; i++) {
        char name[128];
        snprintf(name, sizeof name, "rules/%s", pack.files[i].path);
        daemon_write_bytes(&live->daemon, name, pack.files[i].bytes, pack.files[i].length);
    }
}

// What is on disk becomes the organisation's ruleset, or is refused with its place.
static bool reload(struct live *live) {
    beside_ask(&live->beside, "rules.reload", "{\"org\":\"hostile\"}");
    const struct waymark_error *error = &live->daemon.error;
    if (!live->daemon.reply.refused)
        return true;
    if (error->code != -32005 || error->where[0] == '\0' || error->message[0] == '\0')
        fail_msg("%s: no clear error: %s", live->beside.about, live->daemon.reply.text);
    live->daemon.expected++; // the log has it, too
    return false;
}

static void restore(struct live *live) {
    write_pack(live, NULL, 0);
    if (!reload(live))
        fail_msg("after %s: %s", live->beside.about, live->daemon.reply.text);
}

// --- What it may do ---

static void explain(struct live *live, const char *level, uint32_t person) {
    char params[160];
    snprintf(params, sizeof params, "{\"org\":\"hostile\",\"person\":\"p%u\",\"level\":\"attack/%s\"}", person, level);
    beside_ask(&live->beside, "eligibility.explain", params);
}

static void look_at_canary(struct live *live, const char *when) {
    explain(live, "canary", 0);
    if (strcmp(at(live, "outcome"), "\"eligible\"") != 0 || strcmp(at(live, "tree.message"), live->honest) != 0)
        fail_msg("%s %s the honest rule says: %s", when, live->beside.about, live->daemon.reply.text);
}

struct said { // about one person; messages as they are in JSON
    char verdict[16], message[1100];
};

static unsigned ends_of(struct live *live, const struct said *said) {
    bool yes = strcmp(said->verdict, "\"met\"") == 0;
    if (live->daemon.reply.refused)
        return 1u << WM_ATTACK_BUDGET;
    if (strcmp(said->verdict, "\"unknown\"") == 0 && strcmp(at(live, "tree.reason"), "\"budget\"") == 0)
        return 1u << WM_ATTACK_BUDGET;
    if (strcmp(said->verdict, "\"unknown\"") == 0)
        return 1u << WM_ATTACK_ERROR | 1u << WM_ATTACK_MEMORY;
    bool contained = !yes && (live->attack->free_reason || strncmp(said->message, "\"CONTAINED", 10) == 0);
    return 1u << (contained && !live->attack->stable ? WM_ATTACK_CONTAINED : WM_ATTACK_STABLE);
}

static void judge(struct live *live, const struct said *said) {
    const struct wm_attack *attack = live->attack;
    bool yes = strcmp(said->verdict, "\"met\"") == 0;
    if ((attack->ends & ends_of(live, said)) == 0 ||
        (yes && strncmp(said->message, "\"BREACH", 7) == 0 && !attack->soft) ||
        (yes && attack->never_true && (attack->true_variants & 1u << live->variant) == 0))
        fail_msg("%s does not end as it must: %s", live->beside.about, live->daemon.reply.text);
}

// Once more when the deadline passed although the manifest knows of none: others had the processor.
static void ask_about(struct live *live, uint32_t person, struct said *ret_said) {
    const struct daemon *asked = &live->daemon;
    *ret_said = (struct said){.verdict = ""};
    for (int i = 0; i < TRIES; i++) {
        explain(live, "attacked", person);
        if (asked->reply.refused && strcmp(asked->error.reason, "deadline") != 0)
            fail_msg("%s: %s", live->beside.about, asked->reply.text);
        if (!asked->reply.refused || (live->attack->ends & 1u << WM_ATTACK_BUDGET) != 0)
            break;
    }
    snprintf(ret_said->verdict, sizeof ret_said->verdict, "%s", at(live, "tree.verdict"));
    snprintf(ret_said->message, sizeof ret_said->message, "%s", at(live, "tree.message"));
    judge(live, ret_said);
}

static void must_agree(struct live *live, const struct said *one, const struct said *other) {
    if (strcmp(one->verdict, other->verdict) != 0 || strcmp(one->message, other->message) != 0)
        fail_msg("%s does not always say the same: %s, %s", live->beside.about, one->message, other->message);
}

static void ask_about_all(struct live *live) {
    static struct said said[2][PEOPLE];
    const struct wm_attack *attack = live->attack;
    int rounds = attack->stable || attack->stable_across ? 2 : 1; // answers are not kept by this daemon
    for (int round = 0; round < rounds; round++) {
        for (uint32_t i = 0; i < attack->evals; i++) {
            ask_about(live, i, &said[round][i]);
            if (attack->stable && round > 0)
                must_agree(live, &said[0][i], &said[1][i]);
            if (attack->stable_across && i > 0)
                must_agree(live, &said[round][0], &said[round][i]);
        }
    }
}

static void let_loose(struct live *live, const struct wm_buffer *text) {
    write_pack(live, text->data != NULL ? text->data : "", text->length);
    bool active = reload(live);
    unsigned end = active ? 1u << WM_ATTACK_CONTAINED : 1u << WM_ATTACK_LOAD_ERROR;
    if ((!active || live->attack->evals == 0) && (live->attack->ends & end) == 0)
        fail_msg("%s does not load as it must: %s", live->beside.about, live->daemon.reply.text);
    if (active && live->attack->evals > 0) {
        look_at_canary(live, "before");
        ask_about_all(live);
    }
    look_at_canary(live, "after"); // of the pack before it, when it was refused
    beside_ask_others(&live->beside);
}

// Bytes. What an activation moved is looked at behind our back, with both rulesets: until then they are held.
static int64_t memory_kept(struct live *live, int64_t before) {
    int64_t kept = KEPT_MOST + 1;
    for (int i = 0; i < PATIENCE && kept > KEPT_MOST; i++)
        kept = beside_memory(&live->beside) - before;
    if (kept > KEPT_MOST)
        fail_msg("%s: %lld KiB are still held after it", live->beside.about, (long long)kept / 1024);
    return kept;
}

static void set_about(struct live *live) {
    snprintf(live->beside.about, sizeof live->beside.about, "%s/%u", live->attack->id, live->variant);
}

static void try_variant(struct live *live) {
    struct wm_buffer text;
    struct wm_error error;
    set_about(live);
    wm_test_ok(wm_attack_text(&live->list, live->attack, live->variant, &text, &error), &error);
    int64_t before = beside_memory(&live->beside);
    let_loose(live, &text);
    wm_buffer_clear(&text);
    restore(live);
    look_at_canary(live, "after");
    int64_t kept = memory_kept(live, before);
    if (kept > live->most_kept) {
        live->most_kept = kept;
        memcpy(live->most_kept_at, live->beside.about, sizeof live->most_kept_at);
    }
    live->run++;
}

// --- The daemon ---

static void add_person(struct live *live, uint32_t number) {
    struct wm_buffer params;
    char text[64];
    wm_buffer_init(&params, 1 << 20);
    snprintf(text, sizeof text, "{\"org\":\"hostile\",\"id\":\"p%u\"}", number);
    daemon_answers(&live->daemon, "person.put", text);
    wm_buffer_printf(&params, "{\"org\":\"hostile\",\"person\":\"p%u\",\"records\":[", number);
    for (uint32_t i = 0; i <= number; i++) { // as wm_attack_person makes them
        char training[11], assessment[11];
        wm_day_format((wm_day)(DAY + i), training);
        wm_day_format((wm_day)(DAY + 100 + i), assessment);
        wm_buffer_printf(&params,
                         "%s{\"kind\":\"training\",\"subject\":\"kindness\",\"outcome\":\"completed\",\"on\":\"%s\"},"
                         "{\"kind\":\"assessment\",\"subject\":\"attack/listening\",\"value\":%u,\"on\":\"%s\","
                         "\"by\":\"ben\",\"as\":\"assessor\"}",
                         i > 0 ? "," : "", training, i % 3, assessment);
    }
    wm_buffer_printf(&params, "]}");
    daemon_answers(&live->daemon, "record.add", params.data);
    wm_buffer_clear(&params);
}

static void prepare(struct live *live, const char *folder) {
    struct wm_error error;
    uint32_t people = 1;
    *live = (struct live){.run = 0};
    wm_test_ok(wm_attack_list_read(folder, &live->list, &error), &error);
    for (size_t i = 0; i < live->list.count; i++)
        people = live->list.attacks[i].evals > people ? live->list.attacks[i].evals : people;
    daemon_make(&live->daemon);
    live->daemon.once = true; // how long one takes is part of what is judged
    live->daemon.settings =
        "limits: { evaluation: 400ms, suspend_after: 1000, decision_cache: 0 }\nlog: { level: notice }\n";
    daemon_write(&live->daemon, "rules/organisations/hostile/organisation.lua",
                 "organisation \"hostile\" { title = \"Hostile\" }\nadopt \"attack\" {}\n");
    write_pack(live, NULL, 0);
    daemon_start(&live->daemon);
    beside_begin(&live->beside, &live->daemon);
    for (uint32_t i = 0; i < people; i++)
        add_person(live, i);
    explain(live, "canary", 0);
    assert_string_equal(at(live, "outcome"), "\"eligible\"");
    snprintf(live->honest, sizeof live->honest, "%s", at(live, "tree.message"));
    live->resident = beside_resident(&live->beside);
}

// --- All at once ---

enum { WAITING = 12 }; // questions about a hostile file under way at a time

static const char *const worst_files[] = {"cpu-compare-nul-texts", "cpu-records-for-ever", "cpu-tonumber-long",
                                          "cpu-faults-in-pcall",   "memory-closures",      "memory-hoard-records"};

static const struct wm_attack *find_attack(const struct live *live, const char *id) {
    for (size_t i = 0; i < live->list.count; i++) {
        if (strcmp(live->list.attacks[i].id, id) == 0)
            return &live->list.attacks[i];
    }
    fail_msg("there is no attack %s", id);
    return NULL;
}

static void judge_one_of_many(struct live *live) {
    struct said said = {.verdict = ""};
    if (live->daemon.reply.refused && strcmp(live->daemon.error.reason, "deadline") != 0)
        fail_msg("%s: %s", live->beside.about, live->daemon.reply.text);
    snprintf(said.verdict, sizeof said.verdict, "%s", at(live, "tree.verdict"));
    snprintf(said.message, sizeof said.message, "%s", at(live, "tree.message"));
    judge(live, &said);
}

// Others ask as long as any of the hostile questions is open, and each time have their answers.
static void ask_while_it_rages(struct live *live) {
    static const char question[] = "{\"org\":\"hostile\",\"person\":\"p0\",\"level\":\"attack/attacked\"}";
    struct beside_others others;
    int64_t id;
    int open = WAITING;
    for (int i = 0; i < WAITING; i++)
        beside_send(&live->beside, "eligibility.explain", question, &id);
    while (open > 0) {
        beside_send_others(&live->beside, &others);
        while (others.left > 0) {
            if (beside_receive(&live->beside, &others))
                continue;
            judge_one_of_many(live);
            open--;
        }
    }
}

static void finish(struct live *live) {
    print_message("%u attacks; most memory still held: %lld KiB (%s); resident: %ld KiB before, %ld after\n", live->run,
                  (long long)live->most_kept / 1024, live->most_kept_at, live->resident,
                  beside_resident(&live->beside));
    beside_end(&live->beside);
    daemon_remove(&live->daemon);
    wm_attack_list_clear(&live->list);
}

static void run_all(const char *folder) {
    struct live *live = &its_live;
    const char *filter = getenv("WM_ATTACKS_FILTER");
    prepare(live, folder);
    for (size_t i = 0; i < live->list.count; i++) {
        live->attack = &live->list.attacks[i];
        if (filter != NULL && strstr(live->attack->id, filter) == NULL)
            continue;
        for (live->variant = 0; live->variant <= live->attack->variants; live->variant++)
            try_variant(live);
    }
    finish(live);
}

static void test_the_corpus(void **state) {
    (void)state;
    run_all(WM_TEST_SOURCES "/tests/attacks/corpus");
}

static void test_many_at_once(void **state) {
    struct live *live = &its_live;
    (void)state;
    prepare(live, WM_TEST_SOURCES "/tests/attacks/own");
    for (size_t i = 0; i < sizeof worst_files / sizeof worst_files[0]; i++) {
        struct wm_buffer text;
        struct wm_error error;
        live->attack = find_attack(live, worst_files[i]);
        set_about(live);
        wm_test_ok(wm_attack_text(&live->list, live->attack, 0, &text, &error), &error);
        write_pack(live, text.data, text.length);
        wm_buffer_clear(&text);
        assert_true(reload(live));
        ask_while_it_rages(live);
        restore(live);
        look_at_canary(live, "after");
        live->run++;
    }
    finish(live);
}

static void test_our_own(void **state) {
    (void)state;
    run_all(WM_TEST_SOURCES "/tests/attacks/own");
}

// With the name of one test: only that one.
int main(int count, char **arguments) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_the_corpus), cmocka_unit_test(test_our_own),
                                       cmocka_unit_test(test_many_at_once)};
    cmocka_set_test_filter(count > 1 ? arguments[1] : NULL);
    return wm_test_main(__FILE__, tests, sizeof tests / sizeof tests[0]);
}
