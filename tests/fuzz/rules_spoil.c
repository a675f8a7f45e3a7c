// SPDX-License-Identifier: MIT
// Changes to the text of a pack, so that what reads it and what refuses it are reached as well: bytes and words of Lua put
// in, taken out, put in the place of others, or taken from elsewhere in the file.
#include "tests/fuzz/rules.h"

#include <string.h>

enum { CHANGES_MOST = 8, PIECE_MOST = 64 };

static const char *const tokens[] = {
    "\n",
    "end ",
    "}",
    "{",
    " = ",
    "\"",
    "function (person) return true end ",
    "[[",
    "]]",
    "--",
    "--[[",

    "local ",
    "include \"_custom\"\n",
    "param \"x1\"",
    "nil",
    "1e999",
    "for i = 1, 1e9 do end\n",
    "while true do end\n",
    "return ",
    "error({})\n",
    "pcall(level, \"x\")\n",
    "custom ",
    "meets \"first\"",
    "level \"first\" ",
    "adopt \"f\" {}\n",
    "days(-1)",
    "percent(101)",
    "\\",
    "\xef\xbb\xbf",
    "\0",
    "goto ",
    "::a::",
    "~=",
    "..",
    "...",
    "<close>",
    "local s = (\"x\"):rep(16384)\n",
    "t = {} for i = 1, 5000 do t[i] = i end\n",
    "all { }",
    "f/",
    "setmetatable",
};

struct change {
    size_t at, length;
    const char *bytes;
    size_t more;
};

static void apply(struct wm_buffer *file, struct change change) {
    struct wm_buffer changed;
    wm_buffer_init(&changed, file->maximum + PIECE_MOST);
    wm_buffer_add(&changed, file->data, change.at);
    wm_buffer_add(&changed, change.bytes, change.more);
    wm_buffer_add(&changed, file->data + change.at + change.length, file->length - change.at - change.length);
    wm_require(!changed.failed);
    wm_buffer_clear(file);
    *file = changed;
}

static struct change choose(struct rules_writer *writer, const struct wm_buffer *file) {
    size_t place = rules_below(writer, 256);
    place = (place << 8 | rules_below(writer, 256)) * (file->length + 1) >> 16;
    struct change change = {.at = place, .bytes = ""};
    uint32_t how = rules_below(writer, 8);
    if (how < 2) {
        change.bytes = tokens[rules_below(writer, sizeof tokens / sizeof tokens[0])];
        change.more = strlen(change.bytes) + (change.bytes[0] == '\0');
    } else if (how < 5) { // the input's own bytes
        struct rules_tape *tape = writer->tape;
        size_t wanted = rules_below(writer, PIECE_MOST), there = tape->length - tape->at;
        change.more = wanted < there ? wanted : there;
        change.bytes = change.more > 0 ? (const char *)tape->bytes + tape->at : "";
        tape->at += change.more;
    } else if (how < 7) { // from elsewhere
        size_t from = rules_below(writer, 256) * file->length >> 8, there = file->length - from;
        change.more = rules_below(writer, PIECE_MOST);
        change.more = change.more < there ? change.more : there;
        change.bytes = change.more > 0 ? file->data + from : "";
    }
    if (how % 2 == 1)
        change.length = rules_below(writer, PIECE_MOST);
    if (change.length > file->length - change.at)
        change.length = file->length - change.at;
    return change;
}

void rules_spoil(struct rules_writer *writer) {
    writer->tape = &writer->tapes[RULES_SPOILT];
    for (int i = 0; i < CHANGES_MOST && writer->tape->at < writer->tape->length; i++) {
        struct wm_buffer *file = &writer->files[rules_below(writer, RULES_FILES)];
        if (file->length > 0)
            apply(file, choose(writer, file));
    }
}
