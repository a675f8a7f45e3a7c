// SPDX-License-Identifier: MIT
// The plain Lua that packs have: each file here asserts in Lua, and must load.
#include "tests/unit/lang/rules.h"

#define F "framework 'f' { title = 'F' }\n"

static void loads(const char *text) {
    char file[4096];
    struct rules rules;
    snprintf(file, sizeof file, F "%s", text);
    rules_framework(&rules, file);
    wm_ruleset_unref(rules_build(&rules));
}

static void fails(const char *text) {
    char file[4096];
    snprintf(file, sizeof file, F "%s", text);
    rules_fail(file, "runtime", "framework.lua:2", "");
}

static void test_basics(void **state) {
    (void)state;
    loads("assert(type(3) == 'number' and type('x') == 'string' and type(nil) == 'nil' and type(all) == 'function')");
    loads("assert(tonumber('10') == 10 and tonumber('x') == nil and tonumber('ff', 16) == 255)");
    loads("assert(tostring(3) == '3' and tostring(nil) == 'nil' and tostring(1.5) == '1.5' and tostring(true) == "
          "'true')");
    loads("assert(tostring({}) == 'table' and tostring(all) == 'function' and tostring(days(3)) == 'userdata')");
    loads("assert(tostring(0/0) == 'nan' and tostring(-(0/0)) == 'nan')"); // on every machine the same
    loads("assert(select('#', 1, nil, 3) == 3 and select(2, 'a', 'b') == 'b')");
    loads("local n = 0 for i, v in ipairs { 5, 6, nil, 7 } do n = n + i * v end assert(n == 17)");
    loads("local ok, why = pcall(error, 'x') assert(ok == false and why == 'x')");
    loads("local ok, a, b = pcall(function(...) return ... end, 1, 2) assert(ok and a == 1 and b == 2)");
    loads("local ok, why = pcall(function() local x = nil + 1 end) assert(not ok and type(why) == 'string')");
    loads("assert(assert(7, 'x') == 7)");
}

static void test_pairs(void **state) {
    (void)state;
    loads("local t, seen = { z = 1, a = 2, [3] = 3, [1] = 4, [2.5] = 5, [true] = 6, [false] = 7, [-1] = 8 }, {}\n"
          "for k, v in pairs(t) do table.insert(seen, tostring(k) .. '=' .. v) end\n"
          "assert(table.concat(seen, ' ') == '-1=8 1=4 2.5=5 3=3 a=2 z=1 false=7 true=6', table.concat(seen, ' '))");
    loads("local t, n = { a = 1, b = 2, c = 3 }, 0\n"
          "for k in pairs(t) do n = n + 1 t.a, t.b, t.c = nil end assert(n == 1)"); // what is gone is not walked
    loads("local t, n = { a = 1 }, 0 for k in pairs(t) do n = n + 1 t.b = 2 end assert(n == 1)");
    loads("local t, last, n = {}, '', 0 for i = 1, 2000 do t['k' .. i * 7919 % 2003] = i end\n"
          "for k in pairs(t) do assert(k > last) last = k n = n + 1 end assert(n == 2000)");
    fails("for k in pairs { [{}] = 1 } do end");
    fails("for k in pairs(3) do end");
}

static void test_text(void **state) {
    (void)state;
    loads("assert(('abc'):len() == 3 and ('abc'):sub(2) == 'bc' and ('abc'):byte() == 97)");
    loads("assert(('aBc'):upper() == 'ABC' and ('aBc'):lower() == 'abc')");
    loads("assert(('\xc3\x89'):lower() == '\xc3\x89')"); // ASCII only: no locale
    loads("assert(('ab'):rep(3) == 'ababab' and ('ab'):rep(2, '-') == 'ab-ab' and ('ab'):rep(0) == '' and "
          "('ab'):rep(-1) == '')");
    loads("local a, b = ('hello'):find('l') assert(a == 3 and b == 3 and not ('hello'):find('z'))");
    loads("assert(('a.c'):find('.') == 2 and not ('abc'):find('%a') and ('abcabc'):find('b', 3) == 5)"); // no patterns
    loads("assert(('abc'):find('', 10) == nil and ('abc'):find('') == 1 and ('abc'):find('c', -1) == 3)");
    loads("assert(('hello'):contains('ell') and not ('hello'):contains('x') and ('hello'):starts_with('he'))");
    loads(
        "assert(('core-one'):glob('core-*') and ('abc'):glob('a?c') and not ('abc'):glob('a?') and ('abc'):glob('*'))");
    loads("assert(('aXbXc'):glob('*X*c') and not ('aaab'):glob('*aab?') and (''):glob('') and not (''):glob('?'))");
    loads("assert(string.format('%5.2f|%-4d|%s|%x|%g|%%', 1.5, 7, true, 255, 0.5) == ' 1.50|7   |true|ff|0.5|%')");
    loads("assert(string.format('%d', 3.0) == '3' and string.format('%s', nil) == 'nil')");
    loads("assert(string.format('%s|%s', 'a\\0b', 1) == 'a\\0b|1' and string.format('%-4s|%.1s', 'ab', 'ab') == 'ab  "
          "|a')");
    fails("string.format('%5s', 'a\\0b')");
    fails("string.format('%05s', 'a')");
    fails("string.format('%+s', 'a')");
    fails("string.format('%+x', 1)");
    fails("string.format('%\\0', 1)");
    fails("string.format('%s', ('x'):rep(16000) .. 'y'); string.format('%s%s', ('x'):rep(9000), ('x'):rep(9000))");
    fails("string.format('%d', 'x')");
    fails("string.format('%d')");
    fails("string.format('%n', 3)");
    fails("string.format('%100d', 3)");
    fails("string.format('%q', 'x')");
    fails("local x = ('x'):rep(20000)");
    fails("local x = ('x'):rep(1e9)");
    fails("local x = ('x'):reverse()");
    loads("local a, b = ('abc'):byte(-2, -1) assert(a == 98 and b == 99 and select('#', ('abc'):byte(-2, 99)) == 2)");
    loads("assert(('abc'):byte(2) == 98 and ('abc'):byte(0) == nil and ('abc'):byte(9) == nil and (''):byte() == nil)");
    loads("assert(select('#', ('abc'):byte(-99, -1)) == 3 and select('#', ('abc'):byte(1, -99)) == 0)");
    loads("assert(select('#', ('x'):rep(200):byte(1, -1)) == 200)");
    fails("local x = ('x'):rep(201):byte(1, -1)");
    fails("local x = ('x'):rep(3000):byte(math.mininteger, math.maxinteger)");
}

static void test_tables(void **state) {
    (void)state;
    loads("local t = { 1, 2 } table.insert(t, 3) table.insert(t, 1, 0) assert(table.concat(t, ',') == '0,1,2,3')");
    loads("local t = { 1, 2, 3 } assert(table.remove(t) == 3 and table.remove(t, 1) == 1 and #t == 1)");
    loads("assert(table.remove {} == nil and table.concat({}) == '' and table.concat { 'a', 1.5, 2 } == 'a1.52')");
    loads("local a, b = table.unpack { 1, 2 } assert(a == 1 and b == 2)");
    loads("assert(select('#', table.unpack({}, 1, 3)) == 3 and select('#', table.unpack { 1, 2, 3 }) == 3)");
    loads("local t = { 3, 1, 2 } table.sort(t) assert(table.concat(t) == '123')");
    loads(
        "local t = { 'a\\0b', 'a', '', 'a\\0a', 'b', '\\0' } table.sort(t)\n"
        "assert(t[1] == '' and t[2] == '\\0' and t[3] == 'a' and t[4] == 'a\\0a' and t[5] == 'a\\0b' and t[6] == 'b')");
    loads("local t = { 'b', 'a', 'C' } table.sort(t) assert(table.concat(t) == 'Cab')"); // bytes: no locale
    loads(
        "local t = {} for i = 1, 100 do t[i] = { i, i % 3 } end\n"
        "table.sort(t, function(a, b) return a[2] < b[2] end)\n"
        "for i = 2, 100 do assert(t[i - 1][2] < t[i][2] or t[i - 1][1] < t[i][1]) end"); // equal ones keep their order
    loads("local t = { 3, 2, 1 } table.sort(t, function() return true end) assert(#t == 3)"); // no order: no harm
    fails("table.sort { 1, 'x' }");
    fails("table.sort { {}, {} }");
    fails("table.insert({}, 5, 1)");
    fails("table.insert({})");
    fails("table.remove({ 1 }, 5)");
    loads("assert(table.concat({ 1, 2, 3 }, ',', 2) == '2,3' and table.concat({ 1, 2, 3 }, ',', 2, 2) == '2')");
    loads("assert(table.concat({ 1 }, ',', 2) == '' and table.concat({}, ',', math.maxinteger) == '')");
    fails("table.concat({ 1 }, ',', 1, 2)");
    fails("table.concat({ 1 }, ',', math.mininteger, math.maxinteger)");
    fails("table.concat({ 1 }, ',', math.maxinteger, math.maxinteger)");
    fails("table.concat { {} }");
    fails("table.unpack({}, 1, 1000)");
    fails("table.unpack({}, -9223372036854775807, 9223372036854775807)");
}

static void test_numbers(void **state) {
    (void)state;
    loads("assert(math.floor(2.5) == 2 and math.ceil(2.5) == 3 and math.max(1, 3, 2) == 3 and math.abs(-2) == 2)");
    loads("assert(math.tointeger(3.0) == 3 and math.type(3) == 'integer' and math.type(3.0) == 'float')");
    loads("assert(math.fmod(7, 3) == 1 and math.sqrt(9) == 3 and 7 // 2 == 3 and 7 % 3 == 1)");
    loads("assert(math.huge > math.maxinteger and math.pi > 3)");
    rules_fail(F "parameter 'p' { suggested = 1/0 }", "wrong-number", "framework.lua:2", "");
    rules_fail(F "parameter 'p' { suggested = 0/0 }", "wrong-number", "framework.lua:2", "");
    rules_fail(F "parameter 'p' { suggested = 2000000000 }", "wrong-number", "framework.lua:2", "");
    rules_fail(F "days(1.5)", "wrong-number", "framework.lua:2", "");
    rules_fail(F "days(-1)", "wrong-number", "framework.lua:2", "");
    rules_fail(F "years(200)", "wrong-number", "framework.lua:2", "");
    rules_fail(F "months '3'", "wrong-number", "framework.lua:2", "");
    rules_fail(F "weeks()", "wrong-type", "framework.lua:2", "");
    rules_fail(F "percent(0)", "wrong-number", "framework.lua:2", "");
    rules_fail(F "param(3)", "wrong-type", "framework.lua:2", "");
}

WM_TEST_MAIN(cmocka_unit_test(test_basics), cmocka_unit_test(test_pairs), cmocka_unit_test(test_text),
             cmocka_unit_test(test_tables), cmocka_unit_test(test_numbers))
