// SPDX-License-Identifier: MIT
#include "tests/fault/workload.h"

#include <inttypes.h>

void workload_make(struct workload *workload) {
    *workload = (struct workload){.activations = 0};
    fixture_make(&workload->fixture);
}

void workload_remove(struct workload *workload) {
    fixture_close(&workload->fixture);
    wm_json_reader_free(workload->fixture.json);
    wm_test_folder_remove(&workload->fixture.folder);
}

enum wm_status workload_open(struct workload *workload) {
    struct fixture *fixture = &workload->fixture;
    enum wm_status status = wm_store_open(fixture->path, &fixture->store, &fixture->error);
    if (status == WM_OK)
        status = wm_store_writer_open(fixture->store, &fixture->writer, &fixture->error);
    if (status == WM_OK)
        status = wm_store_reader_open(fixture->store, &fixture->reader, &fixture->error);
    return status;
}

void workload_close(struct workload *workload) {
    fixture_close(&workload->fixture);
}

static void write_request(char *json, size_t size, int64_t first, int64_t last) {
    int used = snprintf(json, size, "[");
    for (int64_t seq = first; seq <= last; seq++) {
        const char *comma = seq > first ? "," : "";
        used += seq == 1
                    ? snprintf(json + used, size - (size_t)used, "%s", PUT("p1"))
                    : snprintf(json + used, size - (size_t)used,
                               "%s" ADD("p1", ROLE("coach", "2026-02-02") ",\"key\":\"k-%" PRId64 "\""), comma, seq);
        assert_true((size_t)used + 2 < size);
    }
    memcpy(json + used, "]", 2);
}

static enum wm_status append(struct workload *workload, int64_t last) {
    char json[4096];
    write_request(json, sizeof json, workload->attempted + 1, last);
    enum wm_status status = fixture_request(&workload->fixture, "north", json);
    if (status == WM_OK) {
        assert_int_equal(workload->fixture.appended.last, last);
        workload->attempted = last;
    }
    return status;
}

// A commit that failed may have been made durable before it failed: then it is there.
static enum wm_status see_what_was_kept(struct workload *workload) {
    struct fixture *fixture = &workload->fixture;
    int64_t seq;
    struct wm_sha256 head;
    if (workload->attempted == workload->acknowledged)
        return WM_OK;
    enum wm_status status = wm_store_head(fixture->reader, "north", &seq, &head, &fixture->error);
    if (status != WM_OK)
        return status;
    assert_true(seq == workload->acknowledged || seq == workload->attempted);
    workload->acknowledged = workload->attempted = seq;
    workload->head = head;
    return WM_OK;
}

enum wm_status workload_group(struct workload *workload, size_t requests) {
    struct fixture *fixture = &workload->fixture;
    enum wm_status status = wm_store_begin(fixture->writer, &fixture->error);
    if (status != WM_OK)
        return status;
    status = see_what_was_kept(workload);
    int64_t before = workload->attempted;
    for (size_t i = 1; status == WM_OK && i <= requests; i++)
        status = append(workload, workload->attempted + (int64_t)i);
    if (status != WM_OK) {
        wm_store_rollback(fixture->writer);
        workload->attempted = before;
        return status;
    }
    status = wm_store_commit(fixture->writer, &fixture->error);
    if (status == WM_OK) {
        workload->acknowledged = workload->attempted;
        workload->head = fixture->appended.head;
    }
    return status;
}

// The ruleset that became active as the number-th: its hash and its only file.
static void ruleset_of(int64_t number, char hash[65], char text[40]) {
    snprintf(hash, 65, "%064" PRIx64, (uint64_t)number);
    snprintf(text, 40, "organisation { %" PRId64 " }", number);
}

enum wm_status workload_keep_ruleset(struct workload *workload) {
    struct fixture *fixture = &workload->fixture;
    struct wm_activation activation = {.instant = FIXTURE_NOON, .uid = 1000, .cause = WM_ACTIVATION_RELOAD};
    char text[40];
    int64_t number = 0;
    ruleset_of(workload->activations + 1, activation.rules, text);
    const struct wm_source source = {"organisations/north/pack.lua", text, strlen(text)};
    enum wm_status status =
        wm_store_keep_ruleset(fixture->writer, "north", &activation, &source, 1, &number, &fixture->error);
    if (status == WM_OK)
        workload->activations = number;
    return status;
}

struct workload_promise workload_promise(const struct workload *workload) {
    return (struct workload_promise){workload->acknowledged, workload->attempted, workload->head,
                                     workload->activations};
}

// --- Looking ---

static char complaint[700];

static const char *complain(const char *what, const struct wm_error *error) {
    snprintf(complaint, sizeof complaint, "%s: %s (%s) %s", what, wm_status_name(error->status), error->reason,
             error->message);
    return complaint;
}

static const char *complain_of_seq(const char *what, int64_t found, int64_t wanted) {
    snprintf(complaint, sizeof complaint, "%s: %" PRId64 ", expected %" PRId64, what, found, wanted);
    return complaint;
}

static bool is_next(void *context, const struct wm_stored_entry *stored) {
    int64_t *seq = context;
    char key[24];
    snprintf(key, sizeof key, "k-%" PRId64, *seq + 1);
    struct wm_text found = stored->entry.record.key;
    bool right = *seq == 0 ? stored->entry.type == WM_ENTRY_PERSON_PUT
                           : found.length == strlen(key) && memcmp(found.data, key, found.length) == 0;
    if (!right || stored->seq != *seq + 1)
        return false;
    *seq = stored->seq;
    return true;
}

// The last activation is the one that was acknowledged or the one after, whole.
static const char *look_at_rulesets(struct fixture *fixture, int64_t acknowledged) {
    struct wm_error *error = &fixture->error;
    struct wm_activation last = {.number = 0};
    struct wm_arena arena;
    const struct wm_source *sources = NULL;
    char hash[65], text[40];
    size_t count = 0;
    enum wm_status status = wm_store_last_activation(fixture->reader, "north", &last, error);
    if (status != WM_OK && (status != WM_NOT_FOUND || acknowledged > 0))
        return complain("the last activation cannot be read", error);
    if (last.number != acknowledged && last.number != acknowledged + 1)
        return complain_of_seq("the last activation", last.number, acknowledged);
    if (last.number == 0)
        return NULL;
    ruleset_of(last.number, hash, text);
    wm_arena_init(&arena, 1 << 20);
    status = wm_store_load_ruleset(fixture->reader, "north", last.rules, &arena, &sources, &count, error);
    bool whole = status == WM_OK && strcmp(last.rules, hash) == 0 && count == 1 && sources[0].length == strlen(text) &&
                 memcmp(sources[0].bytes, text, strlen(text)) == 0;
    wm_arena_clear(&arena);
    return whole ? NULL : complain_of_seq("the sources are not those of the activation", last.number, acknowledged);
}

static const char *look(struct workload *left, const struct workload_promise *promise) {
    struct fixture *fixture = &left->fixture;
    struct wm_error *error = &fixture->error;
    int64_t verified = -1;
    int64_t seq = -1;
    int64_t recognised = 0;
    if (workload_open(left) != WM_OK)
        return complain("it cannot be opened", error);
    if (wm_store_verify(fixture->reader, &verified, error) != WM_OK)
        return complain("it does not verify", error);
    if (wm_store_head(fixture->reader, "north", &seq, &left->head, error) != WM_OK)
        return complain("its head cannot be read", error);
    if (seq != promise->acknowledged && seq != promise->attempted)
        return complain_of_seq("the last entry", seq, promise->acknowledged);
    if (seq == promise->acknowledged && memcmp(left->head.bytes, promise->head.bytes, WM_SHA256_SIZE) != 0)
        return "the head is another than was acknowledged";
    if (seq > 0 && wm_store_entries(fixture->reader, "north", NULL, 0, 0, -1, is_next, &recognised, error) != WM_OK)
        return complain("its entries cannot be read", error);
    if (recognised != seq)
        return complain_of_seq("the last entry recognised", recognised, seq);
    const char *wrong = look_at_rulesets(fixture, promise->activations);
    if (wrong != NULL)
        return wrong;
    left->acknowledged = seq;
    if (workload_group(left, 2) != WM_OK)
        return complain("it cannot be written", error);
    return wm_store_verify(fixture->reader, &verified, error) == WM_OK ? NULL : complain("it goes on wrongly", error);
}

const char *workload_broken_promise(const char *path, const struct workload_promise *promise) {
    struct workload left = {.activations = 0};
    struct wm_error error;
    snprintf(left.fixture.path, sizeof left.fixture.path, "%s", path);
    wm_test_ok(wm_json_reader_new(64 * 1024, 32, &left.fixture.json, &error), &error);
    const char *broken = look(&left, promise);
    fixture_close(&left.fixture);
    wm_json_reader_free(left.fixture.json);
    return broken;
}
