// SPDX-License-Identifier: MIT
// Packed copies change nothing but how long a load takes.
#include "engine/store/reader.h"

#include "engine/base/fault.h"

#include "tests/unit/portfolio/generate.h"
#include "tests/unit/store/rich.h"

#ifdef WM_FAULTS
#define FAIL_ALLOCATION(nth) wm_fault_allocation((nth), false)
#else
#define FAIL_ALLOCATION(nth) ((void)(nth))
#endif

enum { PEOPLE = 12, ROUNDS = 60 };

static void pack(struct fixture *fixture, const char *organisation, size_t most) {
    struct wm_packing packing = {.count = 0};
    wm_test_ok(wm_store_packing_read(fixture->reader, organisation, most, &packing, &fixture->error), &fixture->error);
    wm_test_ok(wm_store_packing_write(fixture->writer, &packing, &fixture->error), &fixture->error);
    wm_store_packing_clear(&packing);
}

static void pack_all(struct fixture *fixture, const char *organisation) {
    struct wm_packing packing = {.count = 0};
    bool more = true;
    while (more) {
        wm_test_ok(wm_store_packing_read(fixture->reader, organisation, 7, &packing, &fixture->error), &fixture->error);
        more = packing.from < packing.to;
        wm_test_ok(wm_store_packing_write(fixture->writer, &packing, &fixture->error), &fixture->error);
        wm_store_packing_clear(&packing);
    }
}

static void run_raw(struct fixture *fixture, const char *sql) {
    sqlite3 *raw;
    char *message = NULL;
    assert_int_equal(sqlite3_open(fixture->path, &raw), SQLITE_OK);
    if (sqlite3_exec(raw, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
    sqlite3_close(raw);
}

static void assert_same(const struct wm_portfolio *a, const struct wm_portfolio *b) {
    assert_int_equal(a->count, b->count);
    assert_int_equal(a->last, b->last);
    assert_int_equal(a->entries, b->entries);
    assert_memory_equal(a->head, b->head, sizeof a->head);
    for (uint32_t i = 0; i < a->count; i++) {
        struct wm_fact left = a->facts[i], right = b->facts[i];
        assert_string_equal(wm_portfolio_by(a, &left), wm_portfolio_by(b, &right));
        left.by = right.by; // a place in each one's own texts
        assert_memory_equal(&left, &right, sizeof left);
    }
}

// --- a ledger by chance ---

static int64_t head_of(struct fixture *fixture, const char *organisation) {
    int64_t seq;
    struct wm_sha256 hash;
    wm_test_ok(wm_store_head(fixture->reader, organisation, &seq, &hash, &fixture->error), &fixture->error);
    return seq;
}

// One entry more, of somebody; what is refused (a void of what is voided) is left out.
static void add_something(struct fixture *fixture, struct generator *generator, const char *organisation) {
    char json[400];
    uint32_t person = generate_below(generator, PEOPLE), chance = generate_below(generator, 100);
    char day[11];
    wm_day_format(wm_day_of(2026, 1, 1) + (wm_day)generate_below(generator, 300), day);
    if (chance < 70)
        snprintf(json, sizeof json,
                 "[{\"record.add\":{\"person\":\"p%u\",\"record\":{\"kind\":\"training\",\"subject\":\"course-%u\","
                 "\"outcome\":\"completed\",\"on\":\"%s\",\"by\":\"Provider %u\"}}}]",
                 person, generate_below(generator, 9), day, generate_below(generator, 3));
    else if (chance < 85)
        snprintf(json, sizeof json,
                 "[{\"award.grant\":{\"person\":\"p%u\",\"award\":{\"level\":\"f/l%u\",\"on\":\"%s\"},"
                 "\"decision\":{\"outcome\":\"eligible\"}}}]",
                 person, generate_below(generator, 3), day);
    else
        snprintf(json, sizeof json,
                 "[{\"award.revoke\":{\"person\":\"p%u\",\"award\":{\"level\":\"f/l%u\",\"on\":\"%s\"},"
                 "\"reason\":\"left\"}}]",
                 person, generate_below(generator, 3), day);
    fixture_add(fixture, organisation, json);
}

static void void_one(struct fixture *fixture, const char *person, int64_t seq) {
    char json[200];
    snprintf(json, sizeof json, "[{\"record.void\":{\"person\":\"%s\",\"seq\":%lld,\"reason\":\"twice\"}}]", person,
             (long long)seq);
    fixture_add(fixture, "north", json);
}

// If the seq is that of a record still there.
static void void_something(struct fixture *fixture, int64_t seq) {
    for (unsigned i = 0; i < PEOPLE; i++) {
        char id[8];
        bool there = false;
        snprintf(id, sizeof id, "p%u", i);
        struct wm_portfolio *portfolio = fixture_load(fixture, "north", id, -1);
        for (uint32_t k = 0; k < portfolio->count; k++)
            there = there || (portfolio->facts[k].seq == seq && portfolio->facts[k].kind != WM_KIND_AWARD);
        wm_portfolio_unref(portfolio);
        if (there)
            void_one(fixture, id, seq);
    }
}

static void found(struct fixture *fixture) {
    for (unsigned i = 0; i < PEOPLE; i++) {
        char json[60];
        snprintf(json, sizeof json, "[{\"person.put\":{\"person\":\"p%u\"}}]", i);
        fixture_add(fixture, "north", json);
        fixture_add(fixture, "south", json);
    }
}

static bool count_copies(void *context, const char *person, size_t length, struct wm_portfolio *portfolio) {
    struct wm_portfolio **people = context;
    unsigned number = 0;
    assert_int_equal(sscanf(person, "p%u", &number), 1);
    assert_true(length > 1 && number < PEOPLE && people[number] == NULL);
    people[number] = portfolio;
    return true;
}

static struct wm_portfolio *load_plain(struct fixture *fixture, const char *id, int64_t limit) {
    struct wm_portfolio *portfolio = NULL;
    wm_test_ok(wm_reader_portfolio(fixture->reader, "north", (struct wm_text){id, strlen(id)}, limit, &portfolio,
                                   &fixture->error),
               &fixture->error);
    return portfolio;
}

// Every person of "north", by itself and with everybody, against the entries alone.
static void check_everybody(struct fixture *fixture, int64_t ledger) {
    struct wm_portfolio *people[PEOPLE] = {NULL};
    int64_t first, end, everybody;
    wm_test_ok(wm_store_person_range(fixture->reader, "north", &first, &end, &everybody, &fixture->error),
               &fixture->error);
    int64_t middle = first + (end - first) / 3;
    wm_test_ok(wm_store_portfolios(fixture->reader, "north", first, middle, count_copies, people, &fixture->error),
               &fixture->error);
    wm_test_ok(wm_store_portfolios(fixture->reader, "north", middle, end, count_copies, people, &fixture->error),
               &fixture->error);
    for (unsigned i = 0; i < PEOPLE; i++) {
        char id[8];
        snprintf(id, sizeof id, "p%u", i);
        struct wm_portfolio *wanted = load_plain(fixture, id, INT64_MAX);
        struct wm_portfolio *loaded = fixture_load(fixture, "north", id, -1);
        assert_same(wanted, loaded);
        assert_non_null(people[i]);
        assert_same(wanted, people[i]);
        wm_portfolio_unref(wanted);
        wm_portfolio_unref(loaded);
        wm_portfolio_unref(people[i]);
        wanted = load_plain(fixture, id, ledger);
        loaded = fixture_load(fixture, "north", id, ledger);
        assert_same(wanted, loaded);
        wm_portfolio_unref(wanted);
        wm_portfolio_unref(loaded);
    }
}

// Packed now and then, by steps of any size.
static void test_copies_change_nothing(void **state) {
    struct fixture *fixture = *state;
    struct generator generator = {7};
    found(fixture);
    for (size_t round = 0; round < ROUNDS; round++) {
        for (uint32_t count = generate_below(&generator, 12); count > 0; count--)
            add_something(fixture, &generator, generate_chance(&generator, 80) ? "north" : "south");
        int64_t head = head_of(fixture, "north");
        if (round % 3 == 0)
            void_something(fixture, PEOPLE + 1 + (int64_t)round * 3);
        if (generate_chance(&generator, 60))
            pack(fixture, "north", 1 + generate_below(&generator, 40));
        if (round % 10 == 9)
            pack_all(fixture, "north");
        check_everybody(fixture, (int64_t)PEOPLE + generate_below(&generator, (uint32_t)(head - PEOPLE + 1)));
        fixture_verify(fixture);
    }
}

static void fill_and_pack(struct fixture *fixture) {
    struct generator generator = {11};
    found(fixture);
    for (size_t i = 0; i < 100; i++)
        add_something(fixture, &generator, "north");
    pack_all(fixture, "north");
}

// A copy that is damaged in any byte, or is another's, is not used; and everybody is told the same as before.
static void test_a_damaged_copy_is_not_used(void **state) {
    struct fixture *fixture = *state;
    static const char *const damages[] = {
        "UPDATE packed SET bytes = CAST(substr(bytes, 1, 20) || x'7f' || substr(bytes, 22) AS BLOB)",
        "UPDATE packed SET bytes = x''",
        "UPDATE packed SET last = last + 1",
        "UPDATE packed SET bytes = (SELECT k.bytes FROM packed k WHERE k.person <> packed.person LIMIT 1)",
        "UPDATE packed SET last = 3",
    };
    fill_and_pack(fixture);
    struct wm_portfolio *wanted = fixture_load(fixture, "north", "p3", -1);
    for (size_t i = 0; i < sizeof damages / sizeof damages[0]; i++) {
        fixture_close(fixture);
        run_raw(fixture, damages[i]);
        fixture_open(fixture);
        struct wm_portfolio *found_one = fixture_load(fixture, "north", "p3", -1);
        assert_same(wanted, found_one);
        wm_portfolio_unref(found_one);
        int64_t entries;
        wm_test_fails(wm_store_verify(fixture->reader, &entries, &fixture->error), &fixture->error, WM_STORE,
                      "corrupt");
        run_raw(fixture, "DELETE FROM packed; DELETE FROM packed_until");
        fixture_verify(fixture);
        pack_all(fixture, "north");
        fixture_verify(fixture);
    }
    wm_portfolio_unref(wanted);
}

static void test_copies_of_another_version_are_made_again(void **state) {
    struct fixture *fixture = *state;
    fill_and_pack(fixture);
    struct wm_packing packing = {.count = 0};
    fixture_close(fixture);
    // As a former version would have left it: 0, and its checksum is right.
    char sql[200];
    char row[80];
    int64_t number = 1, head = PEOPLE + 100;
    snprintf(row, sizeof row, "%lld/%lld/0", (long long)number, (long long)head);
    snprintf(sql, sizeof sql, "UPDATE packed_until SET version = 0, sum = %lld WHERE organisation = 1",
             (long long)(wm_checksum(row, strlen(row)) >> 1));
    run_raw(fixture, sql);
    fixture_open(fixture);
    fixture_verify(fixture);
    wm_test_ok(wm_store_packing_read(fixture->reader, "north", 1000, &packing, &fixture->error), &fixture->error);
    assert_true(packing.anew);
    assert_int_equal(packing.from, 0);
    assert_int_equal(packing.count, PEOPLE);
    wm_test_ok(wm_store_packing_write(fixture->writer, &packing, &fixture->error), &fixture->error);
    wm_store_packing_clear(&packing);
    wm_test_ok(wm_store_packing_read(fixture->reader, "north", 1000, &packing, &fixture->error), &fixture->error);
    assert_int_equal(packing.from, packing.to);
    wm_store_packing_clear(&packing);
    fixture_verify(fixture);
}

static void test_who_has_moved_on_is_left_out(void **state) {
    struct fixture *fixture = *state;
    found(fixture);
    struct wm_packing packing = {.count = 0};
    wm_test_ok(wm_store_packing_read(fixture->reader, "north", 1000, &packing, &fixture->error), &fixture->error);
    assert_int_equal(packing.count, PEOPLE);
    fixture_add(fixture, "north", "[" ADD("p4", ROLE("coach", "2026-02-02")) "]");
    wm_test_ok(wm_store_packing_write(fixture->writer, &packing, &fixture->error), &fixture->error);
    wm_store_packing_clear(&packing);
    fixture_verify(fixture);
    wm_test_ok(wm_store_packing_read(fixture->reader, "north", 1000, &packing, &fixture->error), &fixture->error);
    assert_int_equal(packing.count, 1);
    assert_int_equal(packing.from + 1, packing.to);
    wm_store_packing_clear(&packing);
    wm_test_ok(wm_store_packing_read(fixture->reader, "nowhere", 1000, &packing, &fixture->error), &fixture->error);
    assert_int_equal(packing.to, 0);
    wm_test_ok(wm_store_packing_write(fixture->writer, &packing, &fixture->error), &fixture->error);
    wm_store_packing_clear(&packing);
}

static bool stop_at_once(void *context, const char *person, size_t length, struct wm_portfolio *portfolio) {
    (void)person;
    (void)length;
    wm_portfolio_unref(portfolio);
    (*(int *)context)++;
    return false;
}

static void test_ranges(void **state) {
    struct fixture *fixture = *state;
    int64_t first, end, everybody;
    int seen = 0;
    wm_test_ok(wm_store_person_range(fixture->reader, "north", &first, &end, &everybody, &fixture->error),
               &fixture->error);
    assert_int_equal(first, end);
    found(fixture);
    wm_test_ok(wm_store_person_range(fixture->reader, "north", &first, &end, &everybody, &fixture->error),
               &fixture->error);
    assert_true(end - first >= PEOPLE);
    assert_int_equal(everybody, PEOPLE);
    wm_test_ok(wm_store_portfolios(fixture->reader, "north", first, end, stop_at_once, &seen, &fixture->error),
               &fixture->error);
    assert_int_equal(seen, 1);
    wm_test_ok(wm_store_portfolios(fixture->reader, "north", end, end + 5, stop_at_once, &seen, &fixture->error),
               &fixture->error);
    assert_int_equal(seen, 1);
}

static enum wm_status pack_and_read(void *context, struct wm_error *error) {
    struct fixture *fixture = context;
    struct wm_packing packing = {.count = 0};
    int seen = 0;
    enum wm_status status = wm_store_packing_read(fixture->reader, "north", 40, &packing, error);
    if (status == WM_OK)
        status = wm_store_packing_write(fixture->writer, &packing, error);
    wm_store_packing_clear(&packing);
    if (status == WM_OK)
        status = wm_store_portfolios(fixture->reader, "north", 0, 1000, stop_at_once, &seen, error);
    return status;
}

static void test_memory_may_run_out(void **state) {
    struct fixture *fixture = *state;
    struct generator generator = {11};
    found(fixture);
    for (size_t i = 0; i < 30; i++)
        add_something(fixture, &generator, "north");
    assert_int_equal(pack_and_read(fixture, &fixture->error), WM_OK); // SQLite keeps what it has prepared
    for (int64_t nth = 1; nth < 200; nth += 3) {
        struct wm_error error;
        add_something(fixture, &generator, "north");
        FAIL_ALLOCATION(nth);
        enum wm_status status = pack_and_read(fixture, &error);
        FAIL_ALLOCATION(0);
        if (status != WM_OK)
            assert_int_equal(status, WM_NO_MEMORY);
        fixture_verify(fixture);
    }
    pack_all(fixture, "north");
    fixture_verify(fixture);
}

WM_TEST_MAIN(WITH_STORE(test_copies_change_nothing), WITH_STORE(test_a_damaged_copy_is_not_used),
             WITH_STORE(test_copies_of_another_version_are_made_again), WITH_STORE(test_who_has_moved_on_is_left_out),
             WITH_STORE(test_ranges), WITH_STORE(test_memory_may_run_out))
