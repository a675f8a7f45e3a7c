// SPDX-License-Identifier: MIT
#include "tests/e2e/beside.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void) { // milliseconds
    struct timespec time;
    assert_int_equal(clock_gettime(CLOCK_MONOTONIC, &time), 0);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

void beside_send(struct beside *beside, const char *method, const char *params, int64_t *ret_id) {
    struct daemon *asked = beside->daemon;
    if (waymark_send(asked->client, method, params, ret_id, &asked->error) != WAYMARK_OK)
        fail_msg("%s: %s: %s", beside->about, method, asked->error.message);
}

void beside_send_others(struct beside *beside, struct beside_others *ret_others) {
    struct daemon *asked = beside->daemon;
    beside_send(beside, "system.health", NULL, &ret_others->health);
    beside_send(beside, "eligibility.check", "{\"org\":\"north\",\"person\":\"amara\",\"level\":\"ladder/first\"}",
                &ret_others->check);
    ret_others->left = 2;
    ret_others->since = now();
    assert_int_equal(waymark_flush(asked->client, &asked->error), WAYMARK_OK);
}

bool beside_receive(struct beside *beside, struct beside_others *others) {
    struct daemon *asked = beside->daemon;
    enum waymark_status status = waymark_receive(asked->client, 0, &asked->reply, &asked->error);
    if (status != WAYMARK_OK && status != WAYMARK_REFUSED)
        fail_msg("%s: %s", beside->about, asked->error.message);
    if (asked->reply.id != others->health && asked->reply.id != others->check)
        return false;
    if (asked->reply.refused)
        fail_msg("%s: others are refused: %s", beside->about, asked->reply.text);
    double took = now() - others->since;
    if (took > beside->slowest) {
        beside->slowest = took;
        memcpy(beside->slowest_at, beside->about, sizeof beside->slowest_at);
    }
    others->left--;
    return true;
}

void beside_ask(struct beside *beside, const char *method, const char *params) {
    struct beside_others others;
    int64_t id;
    beside_send(beside, method, params, &id);
    beside_send_others(beside, &others);
    while (others.left > 0) {
        if (!beside_receive(beside, &others))
            fail_msg("%s: others were answered after it only", beside->about);
    }
    assert_false(beside_receive(beside, &others));
    assert_int_equal(beside->daemon->reply.id, id);
    daemon_documented(beside->daemon, method, params);
}

void beside_ask_others(struct beside *beside) {
    struct beside_others others;
    beside_send_others(beside, &others);
    while (others.left > 0)
        assert_true(beside_receive(beside, &others));
}

void beside_begin(struct beside *beside, struct daemon *daemon) {
    *beside = (struct beside){.daemon = daemon, .about = "at the beginning"};
    daemon_answers(daemon, "person.put", "{\"org\":\"north\",\"id\":\"amara\"}");
    beside_ask_others(beside);
    beside->slowest = 0;
}

int64_t beside_metric(struct beside *beside, const char *name) {
    char wanted[64];
    snprintf(wanted, sizeof wanted, "\\n%s ", name); // a line of a text in JSON
    daemon_answers(beside->daemon, "system.metrics", "{}");
    const char *found = strstr(beside->daemon->reply.text, wanted);
    if (found == NULL)
        fail_msg("there is no %s", name);
    return strtoll(found + strlen(wanted), NULL, 10);
}

int64_t beside_memory(struct beside *beside) {
    return beside_metric(beside, "waymark_memory_bytes") - beside_metric(beside, "waymark_store_memory_bytes") -
           beside_metric(beside, "waymark_codes") * BESIDE_CODE_MOST;
}

long beside_resident(const struct beside *beside) {
    char path[64], line[128];
    long kib = 0;
    snprintf(path, sizeof path, "/proc/%d/status", (int)beside->daemon->process);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (kib == 0 && fgets(line, sizeof line, file) != NULL)
        kib = strncmp(line, "VmRSS:", 6) == 0 ? strtol(line + 6, NULL, 10) : 0;
    fclose(file);
    return kib;
}

void beside_end(struct beside *beside) {
    const char *most = getenv("WM_ATTACKS_MILLISECONDS");
    print_message("slowest answer to others: %.1f ms (%s)\n", beside->slowest, beside->slowest_at);
    if (most != NULL && beside->slowest > strtod(most, NULL))
        fail_msg("others waited for more than %s ms", most);
}
