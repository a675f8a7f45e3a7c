// SPDX-License-Identifier: MIT
// Pay tables. Years that are paid the same are one row.
#include "engine/author/doc_work.h"

#include <inttypes.h>
#include <stdio.h>

void wm_doc_money(struct wm_doc *doc, wm_number number) {
    int64_t pence = number / (WM_NUMBER_ONE / 100);
    int64_t pounds = pence / 100;
    if (pounds >= 1000)
        wm_doc_put(doc, WM_DOC_PLAIN, "£%" PRId64 ",%03d", pounds / 1000, (int)(pounds % 1000));
    else
        wm_doc_put(doc, WM_DOC_PLAIN, "£%" PRId64, pounds);
    if (pence % 100 != 0)
        wm_doc_put(doc, WM_DOC_PLAIN, ".%02d", (int)(pence % 100));
}

static void add_money(struct wm_doc *doc, wm_number number) {
    wm_doc_open(doc, WM_DOC_CELL);
    wm_doc_money(doc, number);
    wm_doc_close(doc, WM_DOC_CELL);
}

static void add_years(struct wm_doc *doc, wm_number from, wm_number until) {
    char first[32], last[32];
    wm_number_format(from, first);
    wm_number_format(until - WM_NUMBER_ONE, last);
    wm_doc_open(doc, WM_DOC_HEAD);
    if (until < 0)
        wm_doc_put(doc, WM_DOC_PLAIN, "%s and more", first);
    else if (until == from + WM_NUMBER_ONE)
        wm_doc_put(doc, WM_DOC_PLAIN, "%s", first);
    else
        wm_doc_put(doc, WM_DOC_PLAIN, "%s to %s", first, last);
    wm_doc_close(doc, WM_DOC_HEAD);
}

static void add_rows(struct wm_doc *doc, const struct wm_declaration *pay) {
    for (uint32_t i = 0; i < pay->pay_count;) {
        uint32_t last = i;
        while (last + 1 < pay->pay_count && pay->pay[last + 1].hourly == pay->pay[i].hourly &&
               pay->pay[last + 1].annual == pay->pay[i].annual)
            last++;
        wm_doc_open(doc, WM_DOC_ROW);
        add_years(doc, pay->pay[i].from, pay->pay[last].until);
        add_money(doc, pay->pay[i].hourly);
        add_money(doc, pay->pay[i].annual);
        wm_doc_close(doc, WM_DOC_ROW);
        i = last + 1;
    }
}

static void add_days(struct wm_doc *doc, const struct wm_declaration *pay) {
    char from[24] = "", until[24] = "";
    if (pay->from != WM_DAY_NONE)
        wm_day_format_people(pay->from, from);
    if (pay->until != WM_DAY_NONE && pay->until != WM_DAY_NEVER)
        wm_day_format_people(pay->until, until);
    if (from[0] == '\0')
        return;
    wm_doc_open_named(doc, WM_DOC_FACT, NULL, "In force", NULL);
    wm_doc_put(doc, WM_DOC_PLAIN, until[0] != '\0' ? "%s to %s" : "from %s", from, until);
    wm_doc_close(doc, WM_DOC_FACT);
}

static void add_table(struct wm_doc *doc, const struct wm_declaration *pay) {
    struct wm_doc_anchor anchor = wm_doc_anchor_of(doc, pay);
    struct wm_doc_anchor table = wm_doc_anchor(doc, "table-pay", pay->id);
    wm_doc_open_named(doc, WM_DOC_SECTION, anchor.text, wm_doc_title_of(pay), pay->id);
    wm_doc_block(doc, WM_DOC_PARAGRAPH, pay->says);
    wm_doc_open(doc, WM_DOC_FACTS);
    add_days(doc, pay);
    wm_doc_fact_source(doc, pay->source);
    wm_doc_close(doc, WM_DOC_FACTS);
    wm_doc_open_named(doc, WM_DOC_TABLE, table.text, wm_doc_title_of(pay), NULL);
    wm_doc_open(doc, WM_DOC_ROW);
    wm_doc_block(doc, WM_DOC_HEAD, "Completed years");
    wm_doc_block(doc, WM_DOC_HEAD, "An hour");
    wm_doc_block(doc, WM_DOC_HEAD, "A year");
    wm_doc_close(doc, WM_DOC_ROW);
    add_rows(doc, pay);
    wm_doc_close(doc, WM_DOC_TABLE);
    wm_doc_close(doc, WM_DOC_SECTION);
}

void wm_doc_pay(struct wm_doc *doc) {
    uint32_t count = doc->framework->declaration_counts[WM_DECLARED_PAY];
    if (count == 0)
        return;
    struct wm_doc_anchor anchor = wm_doc_anchor(doc, "pay", "");
    wm_doc_open_named(doc, WM_DOC_SECTION, anchor.text, "Pay", NULL);
    for (uint32_t i = 0; i < count; i++)
        add_table(doc, &doc->framework->declarations[WM_DECLARED_PAY][i]);
    wm_doc_close(doc, WM_DOC_SECTION);
}
