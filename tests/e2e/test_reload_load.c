// SPDX-License-Identifier: MIT
// Rules that change all the time, good and broken in turn, back and forth, while eight connections ask: nobody is refused,
// and every answer is whole, by rules that were active between its request and its answer.
//
//   e2e_test_reload_load [RELOADS]
// labels: threads
#include "tests/e2e/editions.h"

#include "engine/store/store.h"

#include "tests/e2e/beside.h"
#include "tests/e2e/rules.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
    SHORT = 100,        // reloads, when nobody says how many
    MOST = 4000,        // all that is logged must fit into what daemon.c reads
    ROLLBACK_EVERY = 8, // reloads
    CONNECTIONS = 8,
    DEPTH = 32,
    PEOPLE = 16,
    ADDS = 40,            // records that a connection adds in one stretch
    QUESTIONS_TO_ADD = 50 // ... one after so many questions
};

static size_t reloads = SHORT;

// --- what has been active, in order ---

// The administrator writes what is to come, then says that it has been asked for; and that it was answered. Whoever asks
// in between is told by one of those from the last one answered before to the last one asked for after.
struct log {
    uint8_t editions[2 * MOST];
    bool back[2 * MOST]; // by a rollback
    atomic_size_t asked, answered;
};

static bool was_active(const struct log *log, size_t from, size_t to, size_t edition) {
    for (size_t i = from; i < to; i++)
        if (log->editions[i] == edition)
            return true;
    return false;
}

// --- what is asked ---

enum kind { CHECK, EXPLAIN, REPLAY, ADD };

struct request {
    int64_t id; // 0: none
    enum kind kind;
    size_t person, level;
    size_t from;    // of the log: what was active for sure when it was sent, or something later
    size_t edition; // REPLAY: the one that it names
};

struct answer { // to one question, by one edition and ledger: each further one must be the same
    struct answer *next;
    int64_t ledger;
    char *text;
};

struct all { // shared by those who ask
    struct editions editions;
    struct daemon daemon;
    struct log log;
    atomic_bool enough;
    _Atomic(uint64_t) answers;
    bool broken; // what is on disk
    pthread_mutex_t mutex;
    char wrong[2048]; // the first thing that was; under the mutex
};

struct asker {
    pthread_t thread;
    bool running;
    struct all *all;
    struct waymark *client;
    struct request requests[DEPTH];
    uint64_t random;
    size_t adds;  // left to be made
    size_t added; // since the beginning
    size_t since; // questions after the last one
    struct answer *answers[2][PEOPLE][EDITIONS_LEVELS][EDITIONS];
};

static struct all its_all;
static struct asker askers[CONNECTIONS];

WM_PRINTF(2, 3) static void complain(struct asker *asker, const char *format, ...) {
    struct all *all = asker->all;
    va_list arguments;
    pthread_mutex_lock(&all->mutex);
    va_start(arguments, format);
    if (all->wrong[0] == '\0')
        vsnprintf(all->wrong, sizeof all->wrong, format, arguments);
    va_end(arguments);
    pthread_mutex_unlock(&all->mutex);
    atomic_store(&all->enough, true);
}

static size_t below(struct asker *asker, size_t bound) {
    asker->random = asker->random * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(asker->random >> 33) % bound;
}

static void choose(struct asker *asker, struct request *request) {
    const struct log *log = &asker->all->log;
    size_t answered = atomic_load(&log->answered), chance = below(asker, 16);
    *request = (struct request){.person = below(asker, PEOPLE), .level = below(asker, EDITIONS_LEVELS)};
    request->from = answered - 1;
    if (asker->adds > 0 && ++asker->since > QUESTIONS_TO_ADD)
        request->kind = ADD;
    else
        request->kind = chance == 0 ? REPLAY : chance <= 2 ? EXPLAIN : CHECK;
    if (request->kind == REPLAY)
        request->edition = log->editions[below(asker, answered)];
}

static void write_params(struct asker *asker, const struct request *request, char *params, size_t size) {
    static const char *const records[] = {
        RECORD_FIRST_AID,
        RECORD_LISTENING("1"),
        RECORD_LISTENING("2"),
        RECORD_LISTENING("3"),
        "{\"kind\":\"training\",\"subject\":\"driving\",\"outcome\":\"completed\",\"on\":\"2026-02-05\"}",
        "{\"kind\":\"measure\",\"subject\":\"distance\",\"value\":15,\"on\":\"2026-02-05\"}",
        "{\"kind\":\"measure\",\"subject\":\"distance\",\"value\":25,\"on\":\"2026-03-05\"}"};
    int length = snprintf(params, size, "{\"org\":\"north\",\"person\":\"p%zu\"", request->person);
    if (request->kind == ADD) {
        const char *record = records[asker->added % (sizeof records / sizeof records[0])];
        snprintf(params + length, size - (size_t)length, ",\"records\":[%s]}", record);
        return;
    }
    length += snprintf(params + length, size - (size_t)length, ",\"level\":\"%s\"", editions_levels[request->level]);
    const char *hash = asker->all->editions.rulesets[request->edition]->hash;
    if (request->kind == REPLAY)
        snprintf(params + length, size - (size_t)length, ",\"rules\":\"%s\"}", hash);
    else
        snprintf(params + length, size - (size_t)length, "}");
}

static void send_one(struct asker *asker, struct request *request) {
    static const char *const methods[] = {"eligibility.check", "eligibility.explain", "eligibility.check",
                                          "record.add"};
    struct waymark_error error;
    char params[400];
    choose(asker, request);
    write_params(asker, request, params, sizeof params);
    if (request->kind == ADD) {
        asker->adds--;
        asker->added++;
        asker->since = 0;
    }
    if (waymark_send(asker->client, methods[request->kind], params, &request->id, &error) != WAYMARK_OK)
        complain(asker, "sending: %s", error.message);
}

// --- what is answered ---

static const char *after(const char *text, const char *name) {
    const char *found = strstr(text, name);
    return found != NULL ? found + strlen(name) : NULL;
}

// The same question has the same answer, by the same rules and ledger. What that is, is looked at in the end.
static void keep(struct asker *asker, const struct request *request, size_t edition, struct waymark_reply *reply) {
    const char *at = after(reply->text, "\"ledger\":");
    int64_t ledger = at != NULL ? strtoll(at, NULL, 10) : 0;
    struct answer **first = &asker->answers[request->kind == EXPLAIN][request->person][request->level][edition];
    const struct answer *known = *first;
    while (known != NULL && known->ledger != ledger)
        known = known->next;
    if (ledger <= 0)
        complain(asker, "an answer without a ledger: %s", reply->text);
    if (known != NULL && strcmp(known->text, reply->text) != 0)
        complain(asker, "another answer than before:\n%s\n%s", known->text, reply->text);
    if (known != NULL)
        return;
    struct answer *answer = wm_alloc(sizeof *answer);
    char *text = wm_dup(reply->text);
    if (answer == NULL || text == NULL) {
        complain(asker, "out of memory");
        wm_free(answer);
        wm_free(text);
        return;
    }
    *answer = (struct answer){*first, ledger, text};
    *first = answer;
}

static void judge(struct asker *asker, const struct request *request, struct waymark_reply *reply) {
    const struct log *log = &asker->all->log;
    size_t to = atomic_load(&log->asked);
    const char *hash = after(reply->text, "\"rules\":\"");
    size_t edition = EDITIONS;
    if (reply->refused) {
        complain(asker, "refused: %s", reply->text);
        return;
    }
    if (request->kind == ADD)
        return;
    if (hash != NULL)
        edition = editions_find(&asker->all->editions, hash, strcspn(hash, "\""));
    if (edition == EDITIONS)
        complain(asker, "by rules that there are not: %s", reply->text);
    else if (request->kind == REPLAY ? edition != request->edition : !was_active(log, request->from, to, edition))
        complain(asker, "by edition %zu, asked of activation %zu to %zu: %s", edition, request->from + 1, to,
                 reply->text);
    else
        keep(asker, request, edition, reply);
}

static void receive_one(struct asker *asker, struct waymark_reply *reply) {
    struct waymark_error error;
    enum waymark_status status = waymark_receive(asker->client, 0, reply, &error);
    if (status != WAYMARK_OK && status != WAYMARK_REFUSED) {
        complain(asker, "receiving: %s", error.message);
        return;
    }
    size_t slot = 0;
    while (slot < DEPTH && asker->requests[slot].id != reply->id)
        slot++;
    if (slot == DEPTH) {
        complain(asker, "an answer to nothing: %" PRId64, reply->id);
        return;
    }
    judge(asker, &asker->requests[slot], reply);
    atomic_fetch_add(&asker->all->answers, 1);
    asker->requests[slot].id = 0;
}

// As many as DEPTH are on the way, until it is enough; then those are waited for.
static void *ask(void *context) {
    struct asker *asker = context;
    struct waymark_reply reply = {.text = NULL};
    // Rules are read on a thread that stands back, and where there are few processors it is not those who ask that it
    // is to stand back for.
    (void)setpriority(PRIO_PROCESS, (id_t)gettid(), 19);
    while (!atomic_load(&asker->all->enough)) {
        for (size_t slot = 0; slot < DEPTH; slot++)
            if (asker->requests[slot].id == 0)
                send_one(asker, &asker->requests[slot]);
        receive_one(asker, &reply);
    }
    while (waymark_open_requests(asker->client) > 0 && waymark_connected(asker->client))
        receive_one(asker, &reply);
    waymark_reply_clear(&reply);
    return NULL;
}

// --- the administrator ---

static void expects(struct all *all, size_t edition, bool back) {
    size_t number = atomic_load(&all->log.asked);
    assert_true(number < sizeof all->log.editions);
    all->log.editions[number] = (uint8_t)edition;
    all->log.back[number] = back;
    atomic_store(&all->log.asked, number + 1);
}

// What was asked for last is active: by its hash, its number, and by what a question is answered with from now on.
static void is_active(struct all *all) {
    char wanted[80];
    size_t number = atomic_load(&all->log.asked);
    snprintf(wanted, sizeof wanted, "\"%s\"", all->editions.rulesets[all->log.editions[number - 1]]->hash);
    assert_string_equal(daemon_at(&all->daemon, "state"), "\"active\"");
    assert_string_equal(daemon_at(&all->daemon, "rules"), wanted);
    assert_int_equal(strtoull(daemon_at(&all->daemon, "number"), NULL, 10), number);
    atomic_store(&all->log.answered, number);
    daemon_answers(&all->daemon, "eligibility.check",
                   "{\"org\":\"north\",\"person\":\"p0\",\"level\":\"ladder/first\"}");
    assert_string_equal(daemon_at(&all->daemon, "rules"), wanted);
}

static size_t active(const struct all *all) {
    return all->log.editions[atomic_load(&all->log.answered) - 1];
}

static void put(struct all *all, size_t edition) {
    editions_write(&all->daemon, edition);
    all->broken = false;
}

static void reload_good(struct all *all, struct asker *chance) {
    size_t edition = (active(all) + 1 + below(chance, EDITIONS - 1)) % EDITIONS;
    put(all, edition);
    expects(all, edition, false);
    daemon_answers(&all->daemon, "rules.reload", "{\"org\":\"north\"}");
    is_active(all);
}

static void reload_broken(struct all *all, size_t which) {
    editions_write_broken(&all->daemon, which);
    all->broken = true;
    daemon_refuses(&all->daemon, "rules.reload", "{\"org\":\"north\"}", editions_broken[which]);
    all->daemon.expected++; // the log has it, too
}

static void roll_back(struct all *all, struct asker *chance) {
    char params[120];
    size_t edition = active(all);
    while (edition == active(all))
        edition = all->log.editions[below(chance, atomic_load(&all->log.answered))];
    snprintf(params, sizeof params, "{\"org\":\"north\",\"rules\":\"%.12s\"}", all->editions.rulesets[edition]->hash);
    expects(all, edition, true);
    daemon_answers(&all->daemon, "rules.rollback", params);
    all->daemon.expected += all->broken; // told once more
    is_active(all);
}

// Good and broken in turn.
static void change_rules(struct all *all, struct asker *chance, size_t from, size_t to) {
    for (size_t i = from; i < to && !atomic_load(&all->enough); i++) {
        if (i % 2 == 0)
            reload_good(all, chance);
        else
            reload_broken(all, i / 2 % EDITIONS_BROKEN);
        if (i % ROLLBACK_EVERY == ROLLBACK_EVERY - 1)
            roll_back(all, chance);
    }
}

static void join(struct all *all) {
    atomic_store(&all->enough, true);
    for (size_t i = 0; i < CONNECTIONS; i++) {
        if (askers[i].running)
            pthread_join(askers[i].thread, NULL);
        askers[i].running = false;
    }
}

// From one number of reloads to another, under load; when it comes back everything is at rest.
static void stretch(struct all *all, size_t from, size_t to) {
    struct asker chance = {.random = from + 1};
    atomic_store(&all->enough, false);
    for (size_t i = 0; i < CONNECTIONS; i++) {
        askers[i].adds = ADDS;
        assert_int_equal(pthread_create(&askers[i].thread, NULL, ask, &askers[i]), 0);
        askers[i].running = true;
    }
    change_rules(all, &chance, from, to);
    join(all);
    if (all->wrong[0] != '\0')
        fail_msg("%s", all->wrong);
}

// --- memory ---

struct memory {
    // Without the store's pages, which grow with it up to their limit, and bytes that are held about people.
    int64_t bytes, blocks;
    int64_t codes;
    long resident; // KiB, for people: pages come and go as the allocator likes
};

static struct memory look(struct beside *metrics) {
    struct memory memory = {.bytes = beside_metric(metrics, "waymark_memory_bytes"),
                            .blocks = beside_metric(metrics, "waymark_memory_blocks"),
                            .codes = beside_metric(metrics, "waymark_codes"),
                            .resident = beside_resident(metrics)};
    memory.bytes -= beside_metric(metrics, "waymark_store_memory_bytes");
    memory.blocks -= beside_metric(metrics, "waymark_store_memory_blocks");
    memory.bytes -= beside_metric(metrics, "waymark_cache_bytes{cache=\\\"portfolio\\\"}");
    memory.bytes -= beside_metric(metrics, "waymark_cache_bytes{cache=\\\"decision\\\"}");
    return memory;
}

// By the same edition each time, one without predicates: then evaluators hold nothing.
static void rest(struct all *all) {
    if (active(all) == 0)
        return;
    put(all, 0);
    expects(all, 0, false);
    daemon_answers(&all->daemon, "rules.reload", "{\"org\":\"north\"}");
    is_active(all);
}

static void pause_for(struct all *all, int milliseconds) {
    (void)waymark_listen(all->daemon.client, milliseconds, NULL);
}

// What is held for rules that are no longer active goes within a turn of the daemon's clock, of two seconds. Until it has
// been the same for longer than that.
static struct memory settled(struct all *all) {
    struct beside metrics = {.daemon = &all->daemon};
    struct memory memory = look(&metrics);
    for (int same = 0; same < 15; same++) {
        pause_for(all, 200);
        struct memory next = look(&metrics);
        if (next.bytes != memory.bytes)
            same = 0;
        memory = next;
    }
    return memory;
}

// The same bounds after however many activations: buffers keep the size that they once needed, and come to some 200 KB. A
// ruleset has some hundred blocks, so that the short run sees when they stay; and the long one sees one block that stays
// after each activation.
static bool has_not_grown(const struct memory *before, const struct memory *now) {
    return now->codes == before->codes && now->bytes <= before->bytes + 512 * 1024 &&
           now->blocks <= before->blocks + 300;
}

static void must_not_have_grown(struct all *all, const struct memory *before, size_t activations) {
    struct beside metrics = {.daemon = &all->daemon};
    struct memory now = look(&metrics);
    for (int tries = 0; tries < 300 && !has_not_grown(before, &now); tries++) {
        pause_for(all, 200);
        now = look(&metrics);
    }
    print_message("%zu reloads, %zu activations; since the first %zu of these %" PRId64 " bytes more, %" PRId64
                  " blocks, %" PRId64 " codes; resident: %ld KiB then, %ld now\n",
                  reloads, atomic_load(&all->log.answered), atomic_load(&all->log.answered) - activations,
                  now.bytes - before->bytes, now.blocks - before->blocks, now.codes - before->codes, before->resident,
                  now.resident);
    assert_true(has_not_grown(before, &now));
}

// --- in the end ---

static struct wm_portfolio *load(struct wm_store_reader *reader, const char *person, int64_t ledger) {
    struct wm_error error;
    struct wm_portfolio *portfolio = NULL;
    wm_test_ok(wm_store_load_portfolio(reader, "north", person, strlen(person), ledger, &portfolio, &error), &error);
    return portfolio;
}

// The answer is what the evaluator says here, of the records that the store has.
static void compare(struct all *all, struct wm_store_reader *reader, const struct editions_question *question,
                    const struct answer *answer, struct wm_buffer *said) {
    struct wm_portfolio *portfolio = load(reader, question->person, answer->ledger);
    editions_answer(&all->editions, question, portfolio, said);
    if (said->length != strlen(answer->text) || memcmp(said->data, answer->text, said->length) != 0)
        fail_msg("edition %zu says\n%s\nand the evaluator\n%.*s", question->edition, answer->text, (int)said->length,
                 said->data);
    wm_portfolio_unref(portfolio);
}

static size_t compare_all(struct all *all, const struct asker *asker, struct wm_store_reader *reader) {
    struct wm_buffer said;
    size_t compared = 0;
    wm_buffer_init(&said, 1 << 20);
    for (size_t i = 0; i < (size_t)2 * PEOPLE * EDITIONS_LEVELS * EDITIONS; i++) {
        size_t edition = i % EDITIONS, level = i / EDITIONS % EDITIONS_LEVELS;
        size_t person = i / EDITIONS / EDITIONS_LEVELS % PEOPLE, explain = i / EDITIONS / EDITIONS_LEVELS / PEOPLE;
        char id[16];
        snprintf(id, sizeof id, "p%zu", person);
        struct editions_question question = {edition, id, level, explain == 1};
        for (const struct answer *answer = asker->answers[explain][person][level][edition]; answer != NULL;
             answer = answer->next, compared++)
            compare(all, reader, &question, answer, &said);
    }
    wm_buffer_clear(&said);
    return compared;
}

static void compare_with_evaluator(struct all *all) {
    struct wm_error error;
    struct wm_store *store;
    struct wm_store_reader *reader;
    size_t compared = 0;
    wm_test_ok(wm_store_open(all->daemon.store, &store, &error), &error);
    wm_test_ok(wm_store_reader_open(store, &reader, &error), &error);
    for (size_t i = 0; i < CONNECTIONS; i++)
        compared += compare_all(all, &askers[i], reader);
    wm_store_reader_close(reader);
    wm_store_close(store);
    print_message("%" PRIu64 " answers, %zu of them different, each as the evaluator says\n",
                  atomic_load(&all->answers), compared);
}

// The history tells of the same activations in the same order.
static void compare_with_history(struct all *all) {
    char params[80] = "{\"org\":\"north\",\"limit\":50}", path[40], wanted[80];
    size_t number = atomic_load(&all->log.answered), row = 0;
    while (number > 0) {
        if (row == 0)
            daemon_answers(&all->daemon, "rules.history", params);
        const char *hash = all->editions.rulesets[all->log.editions[number - 1]]->hash;
        snprintf(wanted, sizeof wanted, "\"%s\"", hash);
        snprintf(path, sizeof path, "activations[%zu].rules", row);
        assert_string_equal(daemon_at(&all->daemon, path), wanted);
        snprintf(path, sizeof path, "activations[%zu].cause", row);
        assert_string_equal(daemon_at(&all->daemon, path), number == 1                 ? "\"start\""
                                                           : all->log.back[number - 1] ? "\"rollback\""
                                                                                       : "\"reload\"");
        snprintf(params, sizeof params, "{\"org\":\"north\",\"limit\":50,\"before\":%zu}", number);
        number--;
        row = (row + 1) % 50;
    }
}

// --- the test ---

static int start(void **state) {
    struct all *all = &its_all;
    memset(askers, 0, sizeof askers);
    editions_build(&all->editions);
    daemon_make(&all->daemon);
    editions_write(&all->daemon, 0);
    all->daemon.clock = EDITIONS_CLOCK;
    all->daemon.settings = "log: { level: notice }\nlimits: { evaluation: 60s }\n";
    daemon_start(&all->daemon);
    assert_int_equal(pthread_mutex_init(&all->mutex, NULL), 0);
    atomic_store(&all->log.asked, 1); // edition 0, of the start
    atomic_store(&all->log.answered, 1);
    for (size_t i = 0; i < CONNECTIONS; i++) {
        askers[i].all = all;
        askers[i].random = i;
        if (waymark_open(all->daemon.socket, NULL, &askers[i].client, &all->daemon.error) != WAYMARK_OK)
            fail_msg("%s", all->daemon.error.message);
    }
    for (int i = 0; i < PEOPLE; i++) {
        char params[60];
        snprintf(params, sizeof params, "{\"org\":\"north\",\"id\":\"p%d\"}", i);
        daemon_answers(&all->daemon, "person.put", params);
    }
    *state = all;
    return 0;
}

static void forget(struct asker *asker) {
    struct answer **lists = &asker->answers[0][0][0][0];
    for (size_t i = 0; i < sizeof asker->answers / sizeof lists[0]; i++)
        for (struct answer *answer = lists[i], *next = NULL; answer != NULL; answer = next) {
            next = answer->next;
            wm_free(answer->text);
            wm_free(answer);
        }
}

static int stop(void **state) {
    struct all *all = *state;
    join(all); // where the test has failed
    for (size_t i = 0; i < CONNECTIONS; i++) {
        waymark_free(askers[i].client);
        forget(&askers[i]);
    }
    daemon_remove(&all->daemon);
    editions_clear(&all->editions);
    pthread_mutex_destroy(&all->mutex);
    return 0;
}

static void test_rules_change_while_people_ask(void **state) {
    struct all *all = *state;
    size_t warm = reloads > 200 ? 100 : reloads / 2;
    stretch(all, 0, warm);
    rest(all);
    struct memory before = settled(all);
    size_t activations = atomic_load(&all->log.answered);
    stretch(all, warm, reloads);
    rest(all);
    must_not_have_grown(all, &before, atomic_load(&all->log.answered) - activations);
    compare_with_history(all);
    daemon_stop(&all->daemon);
    compare_with_evaluator(all);
}

int main(int count, char **arguments) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_rules_change_while_people_ask, start, stop)};
    if (count > 1)
        reloads = strtoul(arguments[1], NULL, 10); // check-source: allow strtoul - by hand
    if (reloads < 10 || reloads > MOST) {
        fprintf(stderr, "usage: e2e_test_reload_load [RELOADS], 10 to %d\n", MOST);
        return 2;
    }
    return wm_test_main(__FILE__, tests, sizeof tests / sizeof tests[0]);
}
