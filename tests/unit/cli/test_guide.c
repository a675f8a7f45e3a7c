// SPDX-License-Identifier: MIT
// The author's guide, rules/README.md, followed from top to bottom: its Lua goes into the files that it names, its commands
// are run, and what it shows of their answers is what they print.
#include "engine/base/file.h"
#include "tests/unit/cli/run.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define GUIDE WM_TEST_SOURCES "/rules/README.md"
enum { TOUCHED = 16, WORDS = 16 };

static struct {
    struct wm_buffer text;
    struct wm_test_folder folder;
    int before; // the folder of the test itself
    char touched[TOUCHED][96];
    size_t touched_count;
    unsigned commands;
} guide;

static int setup(void **state) {
    (void)state;
    struct wm_error error;
    wm_test_ok(wm_file_read(GUIDE, 1 << 20, &guide.text, &error), &error);
    wm_test_folder_make(&guide.folder);
    guide.before = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    assert_int_equal(fchdir(guide.folder.descriptor), 0);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    assert_int_equal(fchdir(guide.before), 0);
    close(guide.before);
    wm_test_folder_remove(&guide.folder);
    wm_buffer_clear(&guide.text);
    return 0;
}

// --- Lua ---

static bool touched_before(const char *path) {
    for (size_t i = 0; i < guide.touched_count; i++)
        if (strcmp(guide.touched[i], path) == 0)
            return true;
    assert_true(guide.touched_count < TOUCHED);
    snprintf(guide.touched[guide.touched_count++], sizeof guide.touched[0], "%s", path);
    return false;
}

// The first block of a file replaces what `rules new` wrote; later ones are added.
static void take_lua(const char *block, const char *end) {
    const char *rest = strchr(block, '\n') + 1;
    char path[96];
    struct wm_buffer bytes = {0};
    struct wm_error error;
    assert_int_equal(strncmp(block, "-- ", 3), 0);
    snprintf(path, sizeof path, "%.*s", (int)(rest - block - 4), block + 3);
    if (touched_before(path))
        wm_test_ok(wm_file_read(path, 1 << 20, &bytes, &error), &error);
    else
        wm_buffer_init(&bytes, 1 << 20);
    wm_buffer_add(&bytes, block, (size_t)(end - block));
    wm_test_write(&guide.folder, path, bytes.data, bytes.length);
    wm_buffer_clear(&bytes);
}

// --- commands ---

struct answer {
    struct cli_run run;
    const char *at; // up to where its output was shown
    const char *command;
};

static const char *skip_spaces(const char *line) {
    return line + strspn(line, " ");
}

// Lines of the answer are shown in order; some may be left out, spaces at the beginning do not count.
static void is_printed(struct answer *answer, const char *line, size_t length) {
    char wanted[200];
    snprintf(wanted, sizeof wanted, "%.*s", (int)length, line);
    for (const char *at = answer->at; at != NULL && *at != '\0'; at = strchr(at, '\n'), at = at != NULL ? at + 1 : at) {
        const char *printed = skip_spaces(at);
        size_t printed_length = strcspn(printed, "\n");
        if (printed_length == strlen(skip_spaces(wanted)) &&
            memcmp(printed, skip_spaces(wanted), printed_length) == 0) {
            answer->at = at + strcspn(at, "\n");
            return;
        }
    }
    fail_msg("`%s` does not print \"%s\". It prints:\n%s%s", answer->command, wanted,
             answer->run.out.data != NULL ? answer->run.out.data : "",
             answer->run.complaints.data != NULL ? answer->run.complaints.data : "");
}

// "waymark rules test x --coverage" as words; quotation marks hold together. False for what is only an example.
static bool split(char *line, const char **words) {
    size_t count = 0;
    if (strstr(line, "…") != NULL || strncmp(line, "waymark rules ", 14) != 0)
        return false;
    for (char *at = line + strlen("waymark "); *at != '\0' && count + 1 < WORDS; count++) {
        bool quoted = *at == '"';
        at += quoted;
        words[count] = at;
        at += strcspn(at, quoted ? "\"" : " ");
        while (*at == '"' || *at == ' ')
            *at++ = '\0';
    }
    words[count] = NULL;
    return count > 1 && strcmp(words[1], "status") != 0;
}

static bool begins(const char *line, const char *with) {
    return strncmp(line, with, strlen(with)) == 0;
}

#define PROMPT "    bakery> "

// The lines of an indented block, from its first on. Returns the line behind it.
static const char *end_of_block(const char *line) {
    while (begins(line, "    ") || *line == '\n')
        line += strcspn(line, "\n") + 1;
    return line;
}

static void run_command(struct answer *answer, char *command, const char *rest, const char *end) {
    const char *words[WORDS];
    char input[2000] = "";
    for (const char *line = rest; line < end; line += strcspn(line, "\n") + 1)
        if (begins(line, PROMPT))
            snprintf(input + strlen(input), sizeof input - strlen(input), "%.*s\n",
                     (int)(strcspn(line, "\n") - strlen(PROMPT)), line + strlen(PROMPT));
    snprintf(command, 200, "%.*s", (int)strcspn(rest, "\n") - 4, rest + 4);
    char copy[200];
    snprintf(copy, sizeof copy, "%s", command);
    *answer = (struct answer){.command = command};
    if (!split(copy, words))
        return;
    answer->run = (struct cli_run){.words = words, .columns = 80, .input = input};
    cli_run(&answer->run);
    answer->at = answer->run.out.data;
    guide.commands++;
}

static const char *take_block(const char *block) {
    const char *end = end_of_block(block);
    struct answer answer = {0};
    char command[200] = "";
    for (const char *line = block; line < end; line += strcspn(line, "\n") + 1) {
        size_t length = strcspn(line, "\n");
        if (begins(line, "    waymark ")) {
            cli_run_clear(&answer.run);
            run_command(&answer, command, line, end);
        } else if (answer.at != NULL && length > 4 && !begins(line, PROMPT) &&
                   memcmp(skip_spaces(line), "…", strlen("…")) != 0) {
            is_printed(&answer, line + 4, length - 4);
        }
    }
    cli_run_clear(&answer.run);
    return end;
}

static void test_it_can_be_followed(void **state) {
    (void)state;
    static const char fence[] = "```lua\n";
    guide.touched_count = guide.commands = 0;
    for (const char *line = guide.text.data; *line != '\0';) {
        if (begins(line, fence)) {
            const char *end = strstr(line, "\n```\n");
            assert_non_null(end);
            take_lua(line + sizeof fence - 1, end + 1);
            line = end + 5;
        } else if (begins(line, "    waymark ")) {
            line = take_block(line);
        } else {
            line += strcspn(line, "\n");
            line += *line == '\n';
        }
    }
    assert_true(guide.commands >= 10);
}

WM_TEST_MAIN(cmocka_unit_test_setup_teardown(test_it_can_be_followed, setup, teardown))
