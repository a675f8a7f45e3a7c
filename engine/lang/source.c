// SPDX-License-Identifier: MIT
#include "engine/lang/source.h"

#include <string.h>

enum { CONSTANTS_MOST = 250 }; // a few below what Lua can take

struct source {
    const char *at, *end;
    int line;
};

static int look(const struct source *source, size_t ahead) {
    return (size_t)(source->end - source->at) > ahead ? source->at[ahead] : 0;
}

static void skip(struct source *source, size_t count) {
    for (; count > 0 && source->at < source->end; count--)
        source->line += *source->at++ == '\n';
}

static int is_letter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9');
}

// [[ … ]] or [=[ … ]=], from its first bracket on: gone over. 0: there is none.
static int skip_long(struct source *source) {
    size_t signs = 0;
    while (look(source, signs + 1) == '=')
        signs++;
    if (look(source, 0) != '[' || look(source, signs + 1) != '[')
        return 0;
    skip(source, signs + 2);
    for (; source->at < source->end; skip(source, 1)) {
        size_t found = 0;
        while (look(source, 0) == ']' && look(source, found + 1) == '=')
            found++;
        if (look(source, 0) == ']' && found == signs && look(source, found + 1) == ']') {
            skip(source, signs + 2);
            break;
        }
    }
    return 1;
}

static void skip_comment(struct source *source) {
    skip(source, 2);
    if (look(source, 0) == '[' && skip_long(source))
        return;
    while (source->at < source->end && *source->at != '\n')
        skip(source, 1);
}

static void skip_quoted(struct source *source) {
    int quote = look(source, 0);
    skip(source, 1);
    while (source->at < source->end && *source->at != quote)
        skip(source, *source->at == '\\' ? 2 : 1);
    skip(source, 1);
}

static void skip_word(struct source *source) {
    while (is_letter(look(source, 0)))
        skip(source, 1);
}

int wm_source_miscompiled(const char *bytes, size_t length) {
    struct source source = {bytes, bytes + length, 1};
    int constants = 0, line = 0;
    while (source.at < source.end) {
        int c = look(&source, 0);
        if (c == '-' && look(&source, 1) == '-') {
            skip_comment(&source);
        } else if (c == '"' || c == '\'') {
            skip_quoted(&source);
            constants++;
        } else if (c == '[' && skip_long(&source)) {
            constants++;
        } else if (is_letter(c)) {
            skip_word(&source);
            constants++;
        } else {
            if (line == 0 && (c == '&' || c == '|' || (c == '~' && look(&source, 1) != '=')))
                line = source.line;
            skip(&source, c == '~' && look(&source, 1) == '=' ? 2 : 1);
        }
    }
    return constants > CONSTANTS_MOST ? line : 0;
}
