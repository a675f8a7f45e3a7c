// SPDX-License-Identifier: MIT
#include "engine/author/pack_test_portfolio.h"

#include "engine/portfolio/kinds.h"

enum { RECORDS_SHOWN = 8 };

static void write_code(struct wm_buffer *lines, const char *before, wm_code code) {
    if (code != WM_CODE_NONE)
        wm_buffer_printf(lines, "%s%s", before, wm_code_text(code));
}

// People who meet a level are made with somebody behind each record, also where none is recorded.
static bool has_capacity(const struct wm_fact *fact) {
    return fact->kind != WM_KIND_AWARD && wm_kind_form((enum wm_kind)fact->kind)->need[WM_FIELD_AS] != WM_NEED_REFUSED;
}

static void write_fact(struct wm_buffer *lines, const struct wm_fact *fact) {
    char day[24];
    wm_buffer_printf(lines, "has %s %s", wm_kind_name((enum wm_kind)fact->kind), wm_code_text(fact->subject));
    if (fact->has_value) {
        wm_buffer_text(lines, ", value ");
        wm_number_write(lines, fact->value);
    }
    write_code(lines, ", ", fact->outcome);
    if (has_capacity(fact))
        write_code(lines, ", as ", fact->as);
    write_code(lines, ", method ", fact->method);
    wm_day_format_people(fact->on, day);
    wm_buffer_printf(lines, ", on %s", day);
    if (fact->until == WM_DAY_NONE)
        return;
    wm_day_format_people(fact->until, day);
    wm_buffer_printf(lines, ", until %s", day);
}

void wm_pack_test_portfolio_write(struct wm_buffer *lines, const struct wm_portfolio *portfolio) {
    if (portfolio->count == 0)
        wm_buffer_text(lines, "  the person has no record\n");
    if (portfolio->count > RECORDS_SHOWN) {
        wm_buffer_printf(lines, "  the person has %u records\n", portfolio->count);
        return;
    }
    for (uint32_t i = 0; i < portfolio->count; i++) {
        wm_buffer_text(lines, "  the person ");
        write_fact(lines, &portfolio->facts[i]);
        wm_buffer_byte(lines, '\n');
    }
}

static const struct wm_fact *find(const struct wm_portfolio *portfolio, int64_t seq) {
    for (uint32_t i = 0; i < portfolio->count; i++) {
        if (portfolio->facts[i].seq == seq)
            return &portfolio->facts[i];
    }
    return NULL;
}

void wm_pack_test_refused_write(struct wm_buffer *lines, const struct wm_portfolio *portfolio,
                                const struct wm_finding *finding) {
    for (uint32_t i = 0; i < finding->refused_count; i++) {
        const struct wm_fact *fact = find(portfolio, finding->refused[i].seq);
        if (fact == NULL)
            continue;
        wm_buffer_text(lines, "  ");
        write_fact(lines, fact);
        wm_buffer_text(lines, ": ");
        for (const char *at = wm_refusal_name(finding->refused[i].refusal); *at != '\0'; at++)
            wm_buffer_add(lines, *at == '-' ? " " : at, 1);
        wm_buffer_byte(lines, '\n');
    }
}
