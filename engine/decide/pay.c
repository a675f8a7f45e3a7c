// SPDX-License-Identifier: MIT
#include "engine/decide/pay.h"

#include "engine/decide/leaf.h"
#include "engine/decide/write.h"

const char *wm_pay_unknown_name(enum wm_pay_unknown unknown) {
    static const char *const names[] = {[WM_PAY_KNOWN] = "known",
                                        [WM_PAY_BEFORE_TABLE] = "before-table-start",
                                        [WM_PAY_AFTER_TABLE] = "after-table-end",
                                        [WM_PAY_NO_ROW] = "no-row"};
    return names[unknown];
}

static const struct wm_declaration *find_table(const struct wm_level *level) {
    const struct wm_framework *framework = level->framework;
    for (uint32_t i = 0; i < framework->declaration_counts[WM_DECLARED_PAY]; i++) {
        if (framework->declarations[WM_DECLARED_PAY][i].code == level->pay)
            return &framework->declarations[WM_DECLARED_PAY][i];
    }
    return NULL;
}

// Years ---------------------------------------------------------------------------------------------------------------

// The earliest first day of an award with that table that lasts until `last` or longer, if it is before `first`; else that.
static wm_day reach_back(const struct wm_question *question, wm_code table, wm_day first, wm_day last) {
    for (uint32_t i = 0; i < question->ruleset->level_count; i++) {
        const struct wm_level *level = question->ruleset->levels[i];
        struct wm_fact_range awards = {NULL, 0};
        if (level->pay == table)
            awards = wm_portfolio_find(question->portfolio, WM_KIND_AWARD, level->code);
        for (uint32_t k = 0; k < awards.count; k++) {
            const struct wm_fact *award = &awards.first[k];
            wm_day until = award->until == WM_DAY_NONE ? WM_DAY_NEVER : award->until;
            if (until >= last && award->on < first) // of one that was revoked on its own day never both
                first = award->on;
        }
    }
    return first;
}

static wm_day stretch_start(const struct wm_question *question, wm_code table) {
    wm_day start = reach_back(question, table, question->as_of, question->as_of);
    for (wm_day earlier = reach_back(question, table, start, start - 1); earlier < start;
         earlier = reach_back(question, table, start, start - 1))
        start = earlier;
    return start;
}

static int32_t completed_years(wm_day since, wm_day day) {
    int32_t years = 0;
    while (wm_day_add_months(since, 12 * (years + 1)) <= day)
        years++;
    return years;
}

// Rows ----------------------------------------------------------------------------------------------------------------

static const struct wm_pay_row *find_row(const struct wm_declaration *table, uint32_t most, int32_t years) {
    for (uint32_t i = 0; i < table->pay_count; i++) {
        const struct wm_pay_row *row = &table->pay[i];
        wm_number number = years * WM_NUMBER_ONE;
        if (row->from <= number && (row->until < 0 || number < row->until))
            return i < most ? row : &table->pay[most - 1];
    }
    return NULL;
}

static void find_pay(const struct wm_question *question, const struct wm_level *level, struct wm_pay *pay) {
    uint32_t most = level->pay_rows != 0 ? level->pay_rows : pay->table->pay_count;
    if (!pay->awarded) {
        pay->lowest = &pay->table->pay[0];
        pay->highest = &pay->table->pay[most - 1];
        return;
    }
    pay->since = stretch_start(question, level->pay);
    pay->years = completed_years(pay->since, question->as_of);
    pay->row = find_row(pay->table, most, pay->years);
    if (pay->row == NULL)
        pay->unknown = WM_PAY_NO_ROW;
}

bool wm_pay_suggested(const struct wm_question *question, const struct wm_level *level, bool awarded,
                      struct wm_pay *ret_pay) {
    struct wm_pay pay = {.table = level->pay != WM_CODE_NONE ? find_table(level) : NULL, .awarded = awarded};
    if (pay.table == NULL || pay.table->pay_count == 0)
        return false;
    if (question->as_of < pay.table->from)
        pay.unknown = WM_PAY_BEFORE_TABLE;
    else if (pay.table->until != WM_DAY_NONE && question->as_of > pay.table->until)
        pay.unknown = WM_PAY_AFTER_TABLE;
    else
        find_pay(question, level, &pay);
    *ret_pay = pay;
    return true;
}

// The reply -----------------------------------------------------------------------------------------------------------

static void write_money(struct wm_buffer *buffer, const char *key, wm_number amount) {
    if (amount <= 0)
        return;
    wm_json_write_key(buffer, key);
    wm_number_write(buffer, amount);
}

static void write_row(struct wm_buffer *buffer, const struct wm_declaration *table, const struct wm_pay_row *row) {
    wm_write_integer_member(buffer, "row", row - table->pay + 1);
    wm_write_text_member(buffer, "label", row->label);
    write_money(buffer, "hourly", row->hourly);
    write_money(buffer, "annual", row->annual);
}

static void write_end(struct wm_buffer *buffer, const char *key, const struct wm_declaration *table,
                      const struct wm_pay_row *row) {
    wm_json_write_key(buffer, key);
    wm_buffer_byte(buffer, '{');
    write_row(buffer, table, row);
    wm_buffer_byte(buffer, '}');
}

void wm_pay_write(struct wm_buffer *buffer, const struct wm_pay *pay) {
    const struct wm_declaration *table = pay->table;
    wm_json_write_key(buffer, "pay");
    wm_buffer_byte(buffer, '{');
    wm_write_text_member(buffer, "table", wm_code_text(table->code));
    wm_write_text_member(buffer, "title", table->title);
    wm_write_flag_member(buffer, "advice", true);
    if (pay->unknown != WM_PAY_KNOWN)
        wm_write_text_member(buffer, "unknown", wm_pay_unknown_name(pay->unknown));
    if (pay->row != NULL || pay->unknown == WM_PAY_NO_ROW) {
        wm_write_integer_member(buffer, "years", pay->years);
        wm_write_day_member(buffer, "since", pay->since);
    }
    if (pay->row != NULL)
        write_row(buffer, table, pay->row);
    if (pay->lowest != NULL) {
        write_end(buffer, "lowest", table, pay->lowest);
        write_end(buffer, "highest", table, pay->highest);
    }
    wm_write_day_member(buffer, "from", table->from);
    wm_write_day_member(buffer, "until", table->until);
    wm_write_text_member(buffer, "source", table->source);
    wm_buffer_byte(buffer, '}');
}
