// SPDX-License-Identifier: MIT
// What an honest predicate can do, with exactly what it answers and what it costs: refusing everything is no defence.
// Fuel is counted, not measured: the same everywhere, but for another Lua than 5.4.4, which compiles to other instructions.
#include "tests/unit/lang/predicates.h"

#include <lua.h>

struct row {
    const char *body;
    enum wm_verdict verdict;
    const char *text;
    uint64_t fuel;
};

static const struct row rows[] = {
    {"return true", WM_VERDICT_MET, "", 10},
    {"return false", WM_VERDICT_UNMET, "", 10},
    {"return true, 'always'", WM_VERDICT_MET, "always", 10},
    {"return person.count('training') == 3", WM_VERDICT_MET, "", 30},
    {"return person:count('training') == 3", WM_VERDICT_MET, "", 30},
    {"return person.count('training', 'fire-safety') == 1", WM_VERDICT_MET, "", 26},
    {"return person.count('assessment', 'listening') == 2", WM_VERDICT_MET, "", 26},
    {"return person.count('assessment', 'f/listening') == 2", WM_VERDICT_MET, "", 26},
    {"return person.latest('assessment', 'listening').value >= 3, 'the latest score'", WM_VERDICT_UNMET,
     "the latest score", 33},
    {"local best = 0\nfor _, r in ipairs(person.records('assessment', 'listening')) do best = math.max(best, r.value) "
     "end\nreturn best >= 3, 'best ' .. best",
     WM_VERDICT_MET, "best 3", 40},
    {"local n = 0\nfor _, r in ipairs(person.records('assessment')) do if r.as ~= 'peer' then n = n + 1 end end\n"
     "return n == 1",
     WM_VERDICT_MET, "", 40},
    {"local s = ''\nfor _, r in ipairs(person.records('training')) do s = s .. r.seq .. ' ' end\nreturn true, s",
     WM_VERDICT_MET, "3 2 4 ", 51},
    {"local r = person.latest('assessment')\nreturn true, r.kind .. ' ' .. r.subject .. ' ' .. r.value .. ' ' .. r.on "
     ".. ' '"
     " .. tostring(r['until']) .. ' ' .. r.by .. ' ' .. r.as .. ' ' .. tostring(r.method)",
     WM_VERDICT_MET, "assessment f/listening 2.5 2026-03-01 nil cat peer nil", 47},
    {"local r = person.latest('measure', 'pulse')\nreturn r.value < 80 and r['until'] == '2026-06-30', 'pulse ' .. "
     "r.value",
     WM_VERDICT_MET, "pulse 72", 33},
    {"return person.latest('training', 'first-aid') == nil", WM_VERDICT_MET, "", 20},
    {"return person.holds('helper')", WM_VERDICT_MET, "", 22},
    {"return person.holds('f/helper') and not person.holds('g/other')", WM_VERDICT_MET, "", 32},
    {"return person.records('award')[1].subject == 'f/helper'", WM_VERDICT_MET, "", 29},
    {"return person.as_of == '2026-05-01'", WM_VERDICT_MET, "", 10},
    {"local r = person.latest('supervision', 'meeting')\nlocal days = days_between(r.on, person.as_of)\n"
     "return days <= 31, days .. ' days ago'",
     WM_VERDICT_MET, "17 days ago", 36},
    {"return add_months('2026-01-31', 1) == '2026-02-28' and add_years('2024-02-29', 1) == '2025-02-28' "
     "and add_days('2026-03-01', -1) == '2026-02-28' and days_between('2026-01-01', '2027-01-01') == 365",
     WM_VERDICT_MET, "", 30},
    {"local m, last = 0\nfor _, r in ipairs(person.records('supervision')) do m = m + r.value last = r.on end\n"
     "return m >= 75, ('%d minutes, last on %s'):format(m, last)",
     WM_VERDICT_MET, "75 minutes, last on 2026-04-14", 245},
    {"local e = person.records('experience', 'care')[1]\nreturn days_between(e.on, e['until']) + 1 >= 3 * 365",
     WM_VERDICT_MET, "", 36},
    {"local r = person.records('role', 'link-worker')[1]\nreturn r.value == 0.5 and r['until'] == nil", WM_VERDICT_MET,
     "", 31},
    {"local q = person.latest('qualification', 'nvq')\nreturn q ~= nil and q.value >= 3, 'NVQ at level ' .. q.value",
     WM_VERDICT_MET, "NVQ at level 3", 31},
    {"local by = {}\nfor _, r in ipairs(person.records('assessment')) do by[r.by] = true end\nlocal names = {}\n"
     "for name in pairs(by) do table.insert(names, name) end\nreturn #names == 2, table.concat(names, ' and ')",
     WM_VERDICT_MET, "ben and cat", 138},
    {"local t = person.records('training')\ntable.sort(t, function(a, b) return a.subject < b.subject end)\n"
     "return t[1].subject == 'fire-safety', #t .. ' courses'",
     WM_VERDICT_MET, "3 courses", 84},
    {"local sum = 0\nfor i = 1, 10000 do sum = sum + i % 7 end\nreturn sum == 29998, 'sum ' .. sum", WM_VERDICT_MET,
     "sum 29998", 30010},
    {"local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end\nreturn fib(20) == 6765",
     WM_VERDICT_MET, "", 120260},
    {"local ok, what = pcall(error, 'no')\nreturn not ok, what", WM_VERDICT_MET, "no", 10},
    {"local t = {}\nfor i = 1, 1000 do t[i] = (i * 7919) % 1009 end\ntable.sort(t)\nreturn t[1] == 1 and t[1000] == "
     "1008",
     WM_VERDICT_MET, "", 47425},
    {"return ('observation'):starts_with('obs') and ('fire-safety'):contains('safe') and ('a-b'):glob('a*')",
     WM_VERDICT_MET, "", 13},
    {"return select('#', 1, 2, 3) == 3 and math.floor(2.5) == 2 and tonumber('7') == 7 and type(person) == 'userdata'",
     WM_VERDICT_MET, "", 10},
    {"local parts = {}\nfor i = 1, 200 do parts[i] = ('%03d'):format(i) end\n"
     "return #table.concat(parts) == 600, parts[200]",
     WM_VERDICT_MET, "200", 41457},
    {"return true, 'Größe – fünf'", WM_VERDICT_MET, "Größe – fünf", 10},
};

static void check(const struct row *row, const struct wm_predicate_answer *answer) {
    if (answer->verdict != row->verdict || strcmp(answer->text, row->text) != 0 || answer->fuel != row->fuel)
        print_message("%s\n  gives %d \"%s\" at %s for %llu\n", row->body, (int)answer->verdict, answer->text,
                      answer->where, (unsigned long long)answer->fuel);
    assert_int_equal(answer->verdict, row->verdict);
    assert_string_equal(answer->text, row->text);
    assert_string_equal(answer->where, "");
    if (strcmp(LUA_RELEASE, "Lua 5.4.4") == 0)
        assert_int_equal(answer->fuel, row->fuel);
}

// Twice in one state, and each time in a new one as well: nothing but the question makes a difference.
static void test_answers(void **state) {
    (void)state;
    struct wm_portfolio *amara = kept_amara();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct asking asking;
        asking_open(&asking, rows[i].body, NULL);
        struct wm_predicate_answer first = asking_answer(&asking, amara, PREDICATES_DAY);
        check(&rows[i], &first);
        struct wm_predicate_answer second = asking_answer(&asking, amara, PREDICATES_DAY);
        check(&rows[i], &second);
        assert_int_equal(second.fuel, first.fuel);
        asking_close(&asking);
    }
    wm_portfolio_unref(amara);
}

WM_TEST_MAIN(cmocka_unit_test(test_answers))
