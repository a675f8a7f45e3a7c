// SPDX-License-Identifier: MIT
// waymark import: many requests under way at once, one a line. What carries a key may be sent again: an import that
// stopped is begun again from its first line.
#include "api/cli/commands.h"

#include "api/cli/ask.h"
#include "api/cli/import_line.h"
#include "api/cli/progress.h"

#include <stdio.h>
#include <string.h>

enum { WINDOW = 512, BYTES = 8 * 1024 * 1024, DEEPEST = 30, ANSWER = 16 * 1024 * 1024, PATIENCE = 1000, WARNINGS = 20 };

struct sent {
    int64_t id, line, records, without_key;
    size_t bytes;
    bool person, answered;
};

struct import {
    struct wm_cli *cli;
    struct wm_lines lines;
    struct wm_progress progress;
    struct wm_json_reader *reader;  // of lines
    struct wm_json_reader *answers; // of results
    struct wm_buffer params;
    struct sent *sent; // a ring of WINDOW, in the order of the lines
    uint64_t oldest, next;
    size_t under_way, bytes;
    int64_t requests, people, records, repeated, warnings, without_key, refused;
};

// --- what is said meanwhile ---

// Before anything is printed; the bar is drawn again with the next answer.
static struct wm_terminal *speak(struct import *import) {
    wm_progress_wipe(&import->progress);
    return import->cli->complaints;
}

static enum wm_status refuse(struct import *import, int64_t line, const char *refusal, const struct wm_error *why,
                             struct wm_error *error) {
    struct wm_terminal *terminal = speak(import);
    import->refused++;
    if (import->cli->json) {
        wm_buffer_printf(&terminal->text, "{\"line\":%lld,\"error\":", (long long)line);
        wm_cli_error_json(&terminal->text, refusal, why);
        wm_buffer_text(&terminal->text, "}\n");
    } else {
        char who[40];
        snprintf(who, sizeof who, "line %lld:", (long long)line);
        wm_cli_explain(terminal, who, why);
    }
    return wm_terminal_flush(terminal, error);
}

static enum wm_status warn(struct import *import, int64_t line, struct wm_json warning, struct wm_error *error) {
    if (import->warnings++ >= WARNINGS || import->cli->json)
        return WM_OK;
    struct wm_terminal *terminal = speak(import);
    wm_terminal_item(terminal, 0, WM_TONE_DOUBT, "warning:", WM_TONE_PLAIN, "line %lld: %.*s", (long long)line,
                     WM_SHOW(wm_result_text(warning, "message")));
    return wm_terminal_flush(terminal, error);
}

static void draw(struct import *import, bool last) {
    if (wm_progress_elapsed(&import->progress) >= PATIENCE && (!last || import->progress.shown))
        wm_progress_draw(&import->progress, import->lines.bytes, import->lines.size, import->requests, last);
}

// --- answers ---

static enum wm_status take_result(struct import *import, const struct sent *sent, const struct waymark_reply *reply,
                                  struct wm_error *error) {
    import->requests++;
    if (sent->person) {
        import->people++;
        return WM_OK;
    }
    struct wm_json result;
    enum wm_status status = wm_json_parse_copy(import->answers, reply->text, reply->length, &result, error);
    if (status != WM_OK)
        return status;
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(result, "repeated"));
    import->records += sent->records;
    import->without_key += sent->without_key;
    for (struct wm_json one; wm_json_next(&iterator, NULL, &one);)
        import->repeated += wm_json_type(one) == WM_JSON_BOOLEAN && wm_json_boolean(one) ? 1 : 0;
    iterator = wm_json_iterate(wm_json_member(result, "warnings"));
    for (struct wm_json one; status == WM_OK && wm_json_next(&iterator, NULL, &one);)
        status = warn(import, sent->line, one, error);
    return status;
}

static struct sent *find(struct import *import, int64_t id) {
    for (uint64_t i = import->oldest; i < import->next; i++)
        if (import->sent[i % WINDOW].id == id)
            return &import->sent[i % WINDOW];
    return NULL;
}

static void close_request(struct import *import, struct sent *sent) {
    sent->answered = true;
    import->under_way--;
    import->bytes -= sent->bytes;
    while (import->oldest < import->next && import->sent[import->oldest % WINDOW].answered)
        import->oldest++;
}

static enum wm_status receive(struct import *import, struct wm_error *error) {
    struct waymark_reply reply = {0};
    struct waymark_error why;
    enum waymark_status answered = waymark_receive(import->cli->client, 0, &reply, &why);
    struct sent *sent = answered == WAYMARK_OK || answered == WAYMARK_REFUSED ? find(import, reply.id) : NULL;
    enum wm_status status = WM_OK;
    if (sent == NULL) {
        status = wm_ask_error(&why, error);
    } else if (answered == WAYMARK_REFUSED) {
        struct wm_error refusal;
        wm_ask_error(&why, &refusal);
        status = refuse(import, sent->line, reply.text, &refusal, error);
    } else {
        status = take_result(import, sent, &reply, error);
    }
    if (sent != NULL)
        close_request(import, sent);
    waymark_reply_clear(&reply);
    draw(import, false);
    return status;
}

// Receives until at most `most` requests and bytes are under way. What was answered before the connection broke counts.
static enum wm_status receive_down_to(struct import *import, size_t most, size_t bytes, struct wm_error *error) {
    enum wm_status status = WM_OK;
    while (status == WM_OK && import->under_way > 0 &&
           (import->under_way > most || import->bytes > bytes || import->next - import->oldest == WINDOW))
        status = receive(import, error);
    return status;
}

// --- lines ---

static bool is_blank(struct wm_text text) {
    for (size_t i = 0; i < text.length; i++)
        if (strchr(" \t\r", text.data[i]) == NULL || text.data[i] == '\0')
            return false;
    return true;
}

static enum wm_status send(struct import *import, const struct wm_import_line *line, struct wm_error *error) {
    enum wm_status status = WM_OK;
    size_t bytes = import->params.length;
    if (import->next - import->oldest == WINDOW || import->bytes + bytes > BYTES)
        status = receive_down_to(import, WINDOW / 2, BYTES / 2, error);
    if (status != WM_OK)
        return status;
    struct waymark_error why;
    struct sent *sent = &import->sent[import->next % WINDOW];
    *sent = (struct sent){.line = import->lines.number,
                          .records = line->records,
                          .without_key = line->without_key,
                          .bytes = bytes,
                          .person = strcmp(line->method, "person.put") == 0};
    if (waymark_send(import->cli->client, line->method, import->params.data, &sent->id, &why) != WAYMARK_OK)
        return wm_ask_error(&why, error);
    import->next++;
    import->under_way++;
    import->bytes += bytes;
    return WM_OK;
}

static enum wm_status take_line(struct import *import, struct wm_line line, struct wm_error *error) {
    if (is_blank(line.text) && !line.too_long)
        return WM_OK;
    struct wm_import_line read;
    struct wm_error why;
    enum wm_status status = wm_import_line_read(import->cli, import->reader, line, &import->params, &read, &why);
    if (status == WM_NO_MEMORY)
        return wm_error_no_memory(error);
    if (status == WM_OK)
        return send(import, &read, error);
    status = receive_down_to(import, 0, 0, error); // refusals are told in the order of the lines
    return status == WM_OK ? refuse(import, import->lines.number, NULL, &why, error) : status;
}

static enum wm_status take_lines(struct import *import, struct wm_error *error) {
    bool keep_going = wm_cli_given(import->cli, "keep-going");
    bool more = true;
    enum wm_status status = WM_OK;
    while (status == WM_OK && (import->refused == 0 || keep_going)) {
        struct wm_line line;
        status = wm_lines_next(&import->lines, &line, &more, error);
        if (status != WM_OK || !more)
            break;
        status = take_line(import, line, error);
    }
    struct wm_error broken; // the first error is the one to tell
    enum wm_status drained = receive_down_to(import, 0, 0, status == WM_OK ? error : &broken);
    return status == WM_OK ? drained : status;
}

// --- the end ---

static void add_note(struct import *import, enum wm_tone tone, const char *mark, int64_t count, const char *one,
                     const char *many) {
    if (count > 0)
        wm_terminal_item(import->cli->out, 2, tone, mark, WM_TONE_PLAIN, "%s %s", wm_progress_number(count),
                         count == 1 ? one : many);
}

static void summarise_json(const struct import *import) {
    struct wm_buffer *text = &import->cli->out->text;
    const struct {
        const char *key;
        int64_t value;
    } counts[] = {{"lines", import->requests},    {"people", import->people},     {"records", import->records},
                  {"repeated", import->repeated}, {"warnings", import->warnings}, {"without_key", import->without_key},
                  {"refused", import->refused}};
    wm_buffer_byte(text, '{');
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        wm_json_write_key(text, counts[i].key);
        wm_buffer_integer(text, counts[i].value);
    }
    wm_buffer_text(text, "}\n");
}

static void summarise(struct import *import, bool complete) {
    int64_t took = wm_progress_elapsed(&import->progress);
    int64_t rate = import->requests * 1000 / (took > 0 ? took : 1);
    bool good = complete && import->refused == 0;
    if (import->cli->json) {
        summarise_json(import);
        return;
    }
    wm_terminal_item(import->cli->out, 0, good ? WM_TONE_GOOD : WM_TONE_BAD, good ? "✓" : "✗", WM_TONE_PLAIN,
                     "%s line%s kept in %lld.%lld s, %s a second", wm_progress_number(import->requests),
                     import->requests == 1 ? "" : "s", (long long)(took / 1000), (long long)(took % 1000 / 100),
                     wm_progress_number(rate));
    add_note(import, WM_TONE_PLAIN, " ", import->people, "person", "people");
    add_note(import, WM_TONE_PLAIN, " ", import->records, "record", "records");
    add_note(import, WM_TONE_FAINT, "=", import->repeated, "of them was there already", "of them were there already");
    add_note(import, WM_TONE_DOUBT, "!", import->warnings, "warning", "warnings");
    add_note(import, WM_TONE_DOUBT, "!", import->without_key,
             "record has no key: imported again, it would be kept twice",
             "records have no key: imported again, they would be kept twice");
    add_note(import, WM_TONE_BAD, "✗", import->refused, "line was refused", "lines were refused");
    if (import->refused > 0 && !wm_cli_given(import->cli, "keep-going"))
        wm_terminal_line(import->cli->out, WM_TONE_PLAIN, "Stopped there; --keep-going goes on with the other lines.");
    if (!good && import->without_key == 0)
        wm_terminal_line(import->cli->out, WM_TONE_PLAIN,
                         "Import the same file again once that is mended: nothing is kept twice.");
}

static enum wm_status work(struct import *import, struct wm_error *error) {
    struct wm_cli *cli = import->cli;
    enum wm_status status = wm_ask_connect(cli, error);
    if (status == WM_OK)
        status = wm_lines_open(cli, cli->arguments[0], WM_IMPORT_LONGEST, &import->lines, error);
    if (status == WM_OK)
        status = wm_json_reader_new(WM_IMPORT_LONGEST, DEEPEST, &import->reader, error);
    if (status == WM_OK)
        status = wm_json_reader_new(ANSWER, DEEPEST, &import->answers, error);
    if (status != WM_OK)
        return status;
    import->sent = wm_arena_zero(&cli->arena, WINDOW, sizeof *import->sent);
    if (import->sent == NULL)
        return wm_error_no_memory(error);
    status = take_lines(import, error);
    draw(import, true);
    summarise(import, status == WM_OK);
    if (import->refused > 0)
        cli->exit = WM_EXIT_ERROR;
    return status;
}

static enum wm_status run(struct wm_cli *cli, struct wm_error *error) {
    struct import import = {.cli = cli};
    wm_progress_init(&import.progress, cli->complaints, "import", "lines");
    wm_buffer_init(&import.params, 2 * WM_IMPORT_LONGEST);
    enum wm_status status = work(&import, error);
    wm_lines_close(&import.lines);
    wm_json_reader_free(import.reader);
    wm_json_reader_free(import.answers);
    wm_buffer_clear(&import.params);
    return status;
}

static const struct wm_option options[] = {
    {.name = "keep-going", .says = "Go on after a refused line; default: stop at the first"},
    {0},
};
const struct wm_command wm_import_command = {
    .name = "import",
    .arguments = "FILE|-",
    .least = 1,
    .most = 1,
    .summary = "Add people and records from JSON Lines",
    .details =
        "A line is {\"id\": …, \"name\": …} for a person, or {\"person\": …, \"records\": […]}; people come "
        "before their records. Many lines are under way at once. Give each record a \"key\": then an import that "
        "stopped is simply begun again, and what was kept is not kept twice. Each refused line is reported "
        "with its number and the reason.\n"
        "Exit status: 0 when all was kept, 1 when a line was refused.",
    .options = options,
    .run = run,
};
