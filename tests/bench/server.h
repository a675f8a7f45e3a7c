// SPDX-License-Identifier: MIT
// A server in a process of its own, and what is sent to it. Each of these stops the program when it cannot do its work.
#pragma once

#include "engine/base/error.h"

#include "tests/bench/load.h"

#include <sys/types.h>

void server_require(enum wm_status status, const struct wm_error *error); // WM_OK, or the end
// `arguments`: the program first, NULL last. Returns when `socket` is there; standard error goes to the file `log`.
pid_t server_start(const char *const *arguments, const char *log, const char *socket);
void server_stop(pid_t pid, int signal_number); // and waits; after SIGTERM it must end with 0

double server_processor_seconds(pid_t pid); // of all its threads, so far
void server_wait_until_idle(pid_t pid);     // until what was asked last has been answered, too

void folder_make(const char *path); // may be there
void file_write(const char *folder, const char *name, const char *bytes, size_t length);
void file_write_text(const char *folder, const char *name, const char *text);

struct load_line *lines_new(uint32_t count);
void lines_put(struct load_line *line, const char *bytes, size_t length); // copied
void lines_free(struct load_line *lines, uint32_t count);
// Each once, `depth` on the way; none may be refused. Gives the seconds that it took.
double lines_send(const char *socket, const struct load_line *lines, uint32_t count, uint32_t depth);
// The first people of population.h with all their records; prints how fast they were taken.
void population_fill(const char *socket, const char *organisation, uint32_t people);
// eligibility.check about each of them, as of POPULATION_DAY; the id of a request is the person's number.
struct load_line *population_questions(const char *organisation, uint32_t people);
