// SPDX-License-Identifier: MIT
// waymark rules attack: hostile rule files, each let loose in the sandbox, held against a manifest. No daemon is asked.
#include "api/cli/commands.h"

#include "api/cli/rules_attack_child.h"

#include <stdio.h>
#include <string.h>

struct attacking {
    struct wm_cli *cli;
    struct wm_attack_list list;
    int id_columns;
    uint32_t run, bad;
    uint32_t ends[WM_ATTACK_ENDS + 1];
    int64_t longest; // nanoseconds
    size_t largest;
};

static const char *end_name(enum wm_attack_end end) {
    return end < WM_ATTACK_ENDS ? wm_attack_end_name(end) : "crash";
}

static void name_of(const struct wm_attack *attack, uint32_t variant, char *text, size_t size) {
    if (variant == 0)
        snprintf(text, size, "%s", attack->id);
    else
        snprintf(text, size, "%s/%u", attack->id, variant);
}

static void write_json(struct wm_buffer *text, const struct wm_attack *attack, uint32_t variant,
                       const struct wm_attack_result *result) {
    const struct {
        const char *key, *value;
    } members[] = {{"id", attack->id},       {"file", attack->file},         {"class", attack->kind},
                   {"tries", attack->tries}, {"end", end_name(result->end)}, {"why", result->why},
                   {"text", result->text},   {"where", result->where}};
    wm_buffer_byte(text, '{');
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        wm_json_write_key(text, members[i].key);
        wm_json_write_text(text, members[i].value);
    }
    wm_buffer_printf(text,
                     ",\"variant\":%u,\"good\":%s,\"fuel\":%llu,\"bytes\":%zu,\"load_us\":%lld,\"hold_us\":%lld}\n",
                     variant, result->good ? "true" : "false", (unsigned long long)result->fuel, result->bytes,
                     (long long)result->load_nanoseconds / 1000, (long long)result->hold_nanoseconds / 1000);
}

// ✓ cpu-01     budget       1000006     49 KiB    6.1 ms  attack.lua:6: the predicate takes more than …
static void show(struct attacking *attacking, const struct wm_attack *attack, uint32_t variant,
                 const struct wm_attack_result *result) {
    struct wm_terminal *out = attacking->cli->out;
    char name[160], line[320];
    name_of(attack, variant, name, sizeof name);
    int length = snprintf(line, sizeof line, "%-*s  %-10s  %8llu  %6zu KiB  %6.1f ms", attacking->id_columns, name,
                          end_name(result->end), (unsigned long long)result->fuel, (result->bytes + 1023) / 1024,
                          (double)result->hold_nanoseconds / 1e6);
    wm_terminal_put(out, result->good ? WM_TONE_GOOD : WM_TONE_BAD, "%s", result->good ? "✓" : "✗");
    wm_terminal_put(out, WM_TONE_PLAIN, " %s", line);
    size_t used = (size_t)length + 4;
    if (result->good && used + 20 <= out->columns) {
        size_t fits = wm_terminal_fit(result->text, strcspn(result->text, "\n"), out->columns - used);
        wm_terminal_put(out, WM_TONE_FAINT, "  %.*s", (int)fits, result->text);
    }
    wm_terminal_put(out, WM_TONE_PLAIN, "\n");
    if (result->good)
        return;
    wm_terminal_item(out, 2, WM_TONE_BAD, "", WM_TONE_BAD, "%s", result->why);
    wm_terminal_item(out, 2, WM_TONE_FAINT, "tries", WM_TONE_PLAIN, "%s", attack->tries);
    if (result->text[0] != '\0')
        wm_terminal_item(out, 2, WM_TONE_FAINT, "says ", WM_TONE_PLAIN, "%s%s%s", result->text,
                         result->where[0] != '\0' ? ", at " : "", result->where);
}

static void count(struct attacking *attacking, const struct wm_attack_result *result) {
    attacking->run++;
    attacking->bad += !result->good;
    attacking->ends[result->end]++;
    if (result->hold_nanoseconds > attacking->longest)
        attacking->longest = result->hold_nanoseconds;
    if (result->bytes > attacking->largest)
        attacking->largest = result->bytes;
}

static void summarise(struct attacking *attacking) {
    struct wm_terminal *out = attacking->cli->out;
    char ends[160] = "";
    bool good = attacking->bad == 0;
    for (size_t end = 0; end <= WM_ATTACK_ENDS; end++) {
        size_t used = strlen(ends);
        if (attacking->ends[end] > 0)
            snprintf(ends + used, sizeof ends - used, "%s%u %s", used > 0 ? ", " : "", attacking->ends[end],
                     end_name((enum wm_attack_end)end));
    }
    wm_terminal_blank(out);
    wm_terminal_item(out, 0, good ? WM_TONE_GOOD : WM_TONE_BAD, good ? "✓" : "✗", WM_TONE_STRONG,
                     "%u attack%s: %u ended as they must, %u did not", attacking->run, attacking->run == 1 ? "" : "s",
                     attacking->run - attacking->bad, attacking->bad);
    wm_terminal_line(out, WM_TONE_FAINT, "%s; at most %.1f ms and %zu KiB%s", ends, (double)attacking->longest / 1e6,
                     (attacking->largest + 1023) / 1024,
                     wm_attack_judges_time() ? "" : " (a build with sanitizers: times are not judged)");
}

static bool wanted(const struct attacking *attacking, const struct wm_attack *attack) {
    const char *filter = wm_cli_value(attacking->cli, "filter");
    return filter == NULL || strstr(attack->id, filter) != NULL || strstr(attack->kind, filter) != NULL;
}

static enum wm_status attack_with(struct attacking *attacking, const struct wm_attack *attack, struct wm_error *error) {
    struct wm_cli *cli = attacking->cli;
    enum wm_status status = WM_OK;
    for (uint32_t variant = 0; variant <= attack->variants && status == WM_OK; variant++) {
        struct wm_attack_result result;
        status = wm_rules_attack_child(&attacking->list, attack, variant, &result, error);
        if (status != WM_OK)
            break;
        count(attacking, &result);
        if (cli->json)
            write_json(&cli->out->text, attack, variant, &result);
        else
            show(attacking, attack, variant, &result);
        status = wm_terminal_flush(cli->out, error);
    }
    return status;
}

static enum wm_status run(struct wm_cli *cli, struct wm_error *error) {
    struct attacking attacking = {.cli = cli};
    enum wm_status status = wm_attack_list_read(cli->arguments[0], &attacking.list, error);
    for (size_t i = 0; i < attacking.list.count && status == WM_OK; i++) {
        char name[160];
        name_of(&attacking.list.attacks[i], attacking.list.attacks[i].variants, name, sizeof name);
        int columns = (int)strlen(name);
        if (wanted(&attacking, &attacking.list.attacks[i]) && columns > attacking.id_columns)
            attacking.id_columns = columns;
    }
    for (size_t i = 0; i < attacking.list.count && status == WM_OK; i++) {
        if (wanted(&attacking, &attacking.list.attacks[i]))
            status = attack_with(&attacking, &attacking.list.attacks[i], error);
    }
    if (status == WM_OK && attacking.run == 0)
        status = wm_error_set(error, WM_PARAMS, "no-attack", "no file of the manifest has \"%s\" in its id or class",
                              wm_cli_value(cli, "filter"));
    if (status == WM_OK && !cli->json)
        summarise(&attacking);
    cli->exit = attacking.bad == 0 ? WM_EXIT_DONE : WM_EXIT_ERROR;
    wm_attack_list_clear(&attacking.list);
    return status;
}

static const struct wm_option options[] = {
    {.name = "filter", .value = "TEXT", .says = "Only files whose id or class has this in it"},
    {0},
};
const struct wm_command wm_rules_attack_command = {
    .name = "rules attack",
    .arguments = "DIR",
    .least = 1,
    .most = 1,
    .summary = "Let hostile rule files loose in the sandbox; needs no daemon",
    .details = "DIR holds a manifest.json that says of each file what it tries and how it may end; the form is in "
               "tests/attacks/README.md. Each file is loaded and asked in a process of its own: a line says how it "
               "ended, its fuel, the memory of its Lua state and the processor time of its longest evaluation. With "
               "--json: one object a file.\n"
               "Exit status: 0 when every file ended as it must, 1 otherwise.",
    .options = options,
    .run = run,
};
