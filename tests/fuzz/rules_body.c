// SPDX-License-Identifier: MIT
// The function of a custom predicate: statements over a few variables, whose types are mostly what they should be.
//
// n and m are numbers, s and u texts, t and v tables, r is a record or nil; i, k and x are those of a loop.
#include "tests/fuzz/rules.h"

enum { DEEPEST = 4, STATEMENTS_MOST = 40, EXPRESSIONS_MOST = 60 };

struct body {
    struct rules_writer *writer;
    unsigned depth, loops, statements, expressions;
};

static void number(struct body *body);
static void text(struct body *body);
static void truth(struct body *body);
static void table(struct body *body);
static void block(struct body *body);

static uint32_t below(struct body *body, uint32_t count) {
    return rules_below(body->writer, count);
}

static void add(struct body *body, const char *words) {
    rules_add(body->writer, "%s", words);
}

// The parts of a shape in their places: N number, S text, B truth, T table, everything else as it is.
static void shape(struct body *body, const char *form) {
    for (; *form != '\0'; form++) {
        switch (*form) {
        case 'N': number(body); break;
        case 'S': text(body); break;
        case 'B': truth(body); break;
        case 'T': table(body); break;
        case '!': block(body); break;
        default: wm_buffer_byte(body->writer->text, *form);
        }
    }
}

// One of the shapes; where it is deep or long already, one of the simple words.
static void expression(struct body *body, const struct rules_words *simple, const struct rules_words *shapes) {
    uint32_t which = below(body, simple->count + shapes->count);
    if (which < simple->count) {
        add(body, simple->names[which]);
    } else if (body->depth >= DEEPEST || ++body->expressions > EXPRESSIONS_MOST) {
        add(body, simple->names[which % simple->count]);
    } else {
        body->depth++;
        shape(body, shapes->names[which - simple->count]);
        body->depth--;
    }
}

static const char *const number_words[] = {"n",
                                           "0",
                                           "1",
                                           "m",
                                           "#t",
                                           "2",
                                           "#s",
                                           "3",
                                           "-1",
                                           "0.5",
                                           "10",
                                           "255",
                                           "4096",
                                           "(0/0)",
                                           "math.huge",
                                           "-0.0",
                                           "1e308",
                                           "16385",
                                           "2^53",
                                           "math.mininteger",
                                           "math.maxinteger",
                                           "1e15"};
static const char *const number_shapes[] = {"(N + N)",
                                            "(N - N)",
                                            "(N * N)",
                                            "(N / N)",
                                            "(N // N)",
                                            "(N % N)",
                                            "(N ^ N)",
                                            "(- N)",
                                            "(N & N)",
                                            "(N | N)",
                                            "(N ~ N)",
                                            "(N << N)",
                                            "(N >> N)",
                                            "(~N)",
                                            "(B and N or N)",
                                            "#S",
                                            "#T",
                                            "math.abs(N)",
                                            "math.floor(N)",
                                            "math.ceil(N)",
                                            "math.max(N, N, N)",
                                            "math.min(N, N)",
                                            "math.fmod(N, N)",
                                            "math.sqrt(N)",
                                            "(math.tointeger(N) or N)",
                                            "(tonumber(S) or N)",
                                            "(tonumber(S, 16) or 0)",
                                            "(string.byte(S, N) or N)",
                                            "(string.find(S, S, N) or 0)",
                                            "select(\"#\", table.unpack(T))",
                                            "select(2, 1, N, N)",
                                            "(t[N] or 0)",
                                            "(#s > 0 and s:byte(1) or N)",
                                            "days_between(\"2024-02-29\", add_days(\"2024-01-31\", N))",
                                            "person.count(\"training\")",
                                            "person.count(\"training\", \"safety\")",
                                            "person.count(\"assessment\", \"listening\")",
                                            "person:count(\"experience\")",
                                            "person.count(\"award\", \"first\")",
                                            "(r and r.value or N)",
                                            "(r and r.seq or N)",
                                            "days_between(person.as_of, add_months(person.as_of, N % 99 // 1))"};

static void number(struct body *body) {
    static const struct rules_words words = RULES_WORDS(number_words), shapes = RULES_WORDS(number_shapes);
    expression(body, &words, &shapes);
}

static const char *const text_words[] = {"s",
                                         "\"a\"",
                                         "u",
                                         "\"\"",
                                         "\"abcabc\"",
                                         "\"2024-02-29\"",
                                         "\"%d\"",
                                         "\"a*c?\"",
                                         "\"\\0\\xff\"",
                                         "\"\xc3\xa9\\n\"",
                                         "\"0x1p4\"",
                                         "\"-7\"",
                                         "[==[ long ]==]",
                                         "\"training\"",
                                         "\"listening\""};
static const char *const text_shapes[] = {"(S .. S)",
                                          "(N .. S)",
                                          "tostring(N)",
                                          "tostring(T)",
                                          "type(N)",
                                          "(S):sub(N, N)",
                                          "string.rep(S, N % 50)",
                                          "string.rep(S, N)",
                                          "string.rep(S, N % 9, S)",
                                          "(S):upper()",
                                          "string.lower(S)",
                                          "string.format(\"%d\", N // 1)",
                                          "string.format(\"%5.2f|%s|%q\", N, S, S)",
                                          "string.format(\"%x %g %s\", N // 1, N, B)",
                                          "string.format(S, N, S)",
                                          "table.concat({ S, N, S }, S)",
                                          "table.concat(t, S)",
                                          "(B and S or S)",
                                          "math.type(N)",
                                          "person.as_of",
                                          "add_days(\"2024-02-29\", N)",
                                          "add_months(person.as_of, N)",
                                          "add_years(\"2024-02-29\", N % 99)",
                                          "(r and r.by or S)",
                                          "(r and r.on or S)",
                                          "(r and r[\"until\"] or S)",
                                          "(r and r.subject or S)",
                                          "(r and r.outcome or r and r.as or r and r.method or S)",
                                          "(r and r.kind or S)",
                                          "(select(2, pcall(error, S)))",
                                          "tostring(person)",
                                          "tostring(r)",
                                          "r[S]",
                                          "(t[S] or S)"};

static void text(struct body *body) {
    static const struct rules_words words = RULES_WORDS(text_words), shapes = RULES_WORDS(text_shapes);
    expression(body, &words, &shapes);
}

static const char *const truth_words[] = {"true", "false", "r == nil", "n == m", "#t > 0", "s == u"};
static const char *const truth_shapes[] = {"(N < N)",
                                           "(N <= N)",
                                           "(N == N)",
                                           "(N ~= N)",
                                           "(S < S)",
                                           "(S == S)",
                                           "(S >= S)",
                                           "(not B)",
                                           "(B and B)",
                                           "(B or B)",
                                           "person.holds(\"first\")",
                                           "person.holds(\"f/first\")",
                                           "string.contains(S, S)",
                                           "string.starts_with(S, S)",
                                           "string.glob(S, S)",
                                           "(T == t)",
                                           "pcall(error, S)",
                                           "(pcall(function () n = N end))",
                                           "(pcall(function () ! end))",
                                           "(person.latest(\"signoff\", \"tour\") ~= nil)",
                                           "(r ~= nil and r.on < S)",
                                           "(math.type(N) == \"integer\")",
                                           "((S):find(S) ~= nil)",
                                           "(select(\"#\", S, N) == N)",
                                           "person.holds(S)",
                                           "(rawequal == nil)",
                                           "(r == r)",
                                           "(type((T)[1]) == \"nil\")"};

static void truth(struct body *body) {
    static const struct rules_words words = RULES_WORDS(truth_words), shapes = RULES_WORDS(truth_shapes);
    expression(body, &words, &shapes);
}

static const char *const table_words[] = {
    "t", "{}", "v", "{ 3, 1, 2 }", "{ \"b\", \"a\", \"c\" }", "{ x = 1, y = 2, abc = 3, de = 4, f = 5 }"};
static const char *const table_shapes[] = {"{ N, N, N }",
                                           "{ S, S }",
                                           "{ [N] = S }",
                                           "{ [S] = N, [S] = S }",
                                           "{ table.unpack(T) }",
                                           "{ T, T }",
                                           "person.records(\"training\")",
                                           "person.records(\"training\", \"safety\")",
                                           "person.records(\"assessment\", \"listening\")",
                                           "person.records(\"role\", \"lead\")",
                                           "person.records(\"award\")",
                                           "person.records(\"supervision\")",
                                           "person.records(S)",
                                           "person.records(S, S)",
                                           "{ pcall(table.unpack, T, N, N) }",
                                           "{ string.byte(S, 1, N) }",
                                           "{ n, s, nil, t }",
                                           "{ B, N }"};

static void table(struct body *body) {
    static const struct rules_words words = RULES_WORDS(table_words), shapes = RULES_WORDS(table_shapes);
    expression(body, &words, &shapes);
}

// Statements ----------------------------------------------------------------------------------------------------------

static const char *const statements[] = {
    "n = N",
    "s = S",
    "t = T",
    "for k in pairs(T) do s = s .. tostring(k) end",
    "u = S",
    "v = T",
    "n = n + N",
    "t[#t + 1] = N",
    "t[N] = S",
    "t[S] = N",
    "v[N] = nil",
    "table.insert(t, N)",
    "table.insert(t, 1, S)",
    "n = table.remove(t) or N",
    "table.remove(v, N)",
    "table.sort(t)",
    "table.sort({ N, N, N, N })",
    "table.sort(t, function (a, b) return a > b end)",
    "table.sort(v, function (a, b) n = n + 1; return B end)",
    "for k, x in pairs({ abc = N, de = 2, f = S, gh = 4 }) do s = s .. k .. tostring(x) end",
    "r = person.latest(\"training\")",
    "r = person.latest(\"assessment\", \"listening\")",
    "r = person.latest(\"experience\", \"care\")",
    "r = person.latest(S)",
    "if B then ! end",
    "if B then ! elseif B then ! else ! end",
    "for i = 1, N do n = n + i; ! end",
    "for i = N, N, N do m = i; ! end",
    "for i, x in ipairs(T) do n = n + i; ! end",
    "for k, x in pairs(T) do s = s .. tostring(k); n = n * 2 + #s; ! end",
    "for _, x in ipairs(person.records(\"training\")) do r = x; ! end",
    "for _, x in ipairs(person.records(\"measure\")) do n = n + (x.value or 0); s = x.on; ! end",
    "while B do n = n + 1; ! end",
    "repeat n = n - 1; ! until B",
    "do local n, s = N, S; ! end",
    "local function f(...) local n = select(\"#\", ...); ! return n, ... end; n = f(N, S) or 0",
    "local function g(n) if n > 0 then return g(n - 1) end return n end; n = g(N % 200)",
    "local function h(n) return n < 1 and 0 or 1 + h(n - 1) end; n = h(N)",
    "pcall(function () ! end)",
    "local ok, why = pcall(error, T); s = tostring(why)",
    "local ok, why = pcall(string.rep, S, N); s = why or S",
    "assert(B, S)",
    "error(S)",
    "error(T)",
    "if B then return B, S end",
    "if B then return B end",
    "if B then return N end",
    "if B then return B, T end",
    "do goto done; n = 0; ::done:: end",
    "global_name = N",
    "person.as_of = S",
    "string.rep = nil",
    "n = missing_name",
    "local c <const> = N; n = c",
    "s = s .. s",
    "t = { t, t }",
    "s = #s < 40 and s .. S or S"};

static void statement(struct body *body) {
    static const struct rules_words shapes = RULES_WORDS(statements);
    shape(body, rules_pick(body->writer, &shapes));
    if (body->loops > 0 && below(body, 8) == 7)
        add(body, "\nif n > 9 then return n > m end");
}

static void block(struct body *body) {
    uint32_t count = below(body, 3);
    if (body->depth >= DEEPEST)
        return;
    body->depth++;
    body->loops++;
    for (; count > 0 && body->statements < STATEMENTS_MOST; count--) {
        body->statements++;
        statement(body);
        add(body, "\n");
    }
    body->loops--;
    body->depth--;
}

void rules_write_body(struct rules_writer *writer) {
    static const char *const last_names[] = {"return B, s\n",           "return B, S\n",      "return N > N, S\n",
                                             "return B, tostring(n)\n", "return #t > 0, s\n", ""};
    static const struct rules_words last = RULES_WORDS(last_names);
    struct body body = {.writer = writer};
    add(&body, "local n, m, s, u, t, v, r = 0, 1, \"s\", \"u\", {}, { 1, 2 }, nil\n");
    for (uint32_t count = below(&body, 8); count > 0; count--) {
        statement(&body);
        add(&body, "\n");
    }
    shape(&body, rules_pick(writer, &last));
}
