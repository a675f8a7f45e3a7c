// SPDX-License-Identifier: MIT
// waymark rules doc: a rule pack as a page to read, offline: no daemon is asked.
#include "api/cli/commands.h"

#include "api/cli/rules_pack.h"
#include "api/cli/save.h"
#include "engine/author/doc.h"

#include <string.h>

#define PAGE_MOST ((size_t)64 * 1024 * 1024)

// --format, else what the name of the file says, else Markdown.
static enum wm_status choose_format(const struct wm_cli *cli, enum wm_doc_format *ret_format, struct wm_error *error) {
    const char *format = wm_cli_value(cli, "format");
    const char *output = wm_cli_value(cli, "output");
    const char *dot = output != NULL ? strrchr(output, '.') : NULL;
    if (format == NULL)
        format = dot != NULL && (strcmp(dot, ".html") == 0 || strcmp(dot, ".htm") == 0) ? "html" : "md";
    return wm_doc_find_format(format, ret_format, error);
}

static enum wm_status run(struct wm_cli *cli, struct wm_error *error) {
    struct wm_rules_pack pack = {0};
    struct wm_buffer page;
    enum wm_doc_format format = WM_DOC_MARKDOWN;
    const struct wm_pack_limits limits = {0};
    const char *output = wm_cli_value(cli, "output");
    if (cli->json)
        return wm_cli_misused(error, "`waymark rules doc` writes md or html: there is no --json");
    enum wm_status status = choose_format(cli, &format, error);
    if (status != WM_OK)
        return status;
    wm_buffer_init(&page, PAGE_MOST);
    status = wm_rules_pack_open(cli, cli->arguments[0], &pack, error);
    if (status == WM_OK)
        status = wm_doc_run(&pack.source, pack.name, &limits, format, &page, error);
    if (status == WM_OK && output != NULL && strcmp(output, "-") != 0)
        status = wm_save(cli, output, &page, error);
    else if (status == WM_OK)
        wm_terminal_raw(cli->out, page.data, page.length);
    wm_rules_pack_close(&pack);
    wm_buffer_clear(&page);
    return status;
}

static const struct wm_option options[] = {
    {.name = "format", .value = "FORMAT", .says = "md or html; otherwise as the name of the file ends, else md"},
    {.name = "output", .value = "FILE", .says = "Write the page to this file, not to standard output"},
    WM_RULES_PACK_OPTION,
    {0},
};
const struct wm_command wm_rules_doc_command = {
    .name = "rules doc",
    .arguments = "DIR",
    .least = 1,
    .most = 1,
    .summary = "Write a rule pack as a page to read; needs no daemon",
    .details = WM_RULES_PACK_ARGUMENT
    " The page has the ladder, the matrix of competencies and levels, every criterion in words, the parameters and who "
    "set them, the catalogue and the sources. The HTML page stands by itself: no script, nothing fetched.",
    .options = options,
    .run = run,
};
