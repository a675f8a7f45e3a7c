// SPDX-License-Identifier: MIT
// labels: threads
// `waymark forecast --svg`: the picture, whatever the daemon says; and months, where they are written.
#include "api/cli/forecast_bars.h"

#include "engine/base/file.h"
#include "tests/unit/cli/run.h"

struct picture {
    struct wm_test_folder folder;
    char path[128];
    struct wm_buffer answers;
};

static void begin(struct picture *picture, const char *answers) {
    struct wm_error error;
    char path[512];
    wm_test_folder_make(&picture->folder);
    snprintf(picture->path, sizeof picture->path, "%s/forecast.svg", picture->folder.path);
    snprintf(path, sizeof path, "%s/tests/unit/cli/golden/%s.answers", WM_TEST_SOURCES, answers);
    wm_test_ok(wm_file_read(path, 1 << 20, &picture->answers, &error), &error);
}

static void end(struct picture *picture) {
    wm_buffer_clear(&picture->answers);
    wm_test_folder_remove(&picture->folder);
}

static int draw(const struct picture *picture, const char *path) {
    const char *const words[] = {"forecast", "np-0042", "--svg", path, NULL};
    struct cli_run run = {.words = words, .answers = picture->answers.data, .columns = 80};
    cli_run(&run);
    int status = run.status;
    cli_run_clear(&run);
    return status;
}

static struct wm_buffer read_picture(const struct picture *picture) {
    struct wm_buffer bytes;
    struct wm_error error;
    wm_test_ok(wm_file_read(picture->path, 1 << 20, &bytes, &error), &error);
    return bytes;
}

static void has(const struct wm_buffer *svg, const char *part) {
    if (strstr(svg->data, part) == NULL)
        fail_msg("%s is not in\n%s", part, svg->data);
}

static void test_the_picture(void **state) {
    (void)state;
    struct picture picture;
    begin(&picture, "forecast");
    assert_int_equal(draw(&picture, picture.path), 0);
    struct wm_buffer svg = read_picture(&picture);
    has(&svg, "<title>Amara Okafor (np-0042) from 1 September 2026 to 31 August 2028</title>");
    has(&svg, "<title>Levels of somerset-social-prescribing</title>");
    has(&svg, "<title>entry: not eligible from 15 March 2027 to 31 August 2028\n"
              "✗ Fire safety: completed and in date</title>");
    has(&svg, "<title>may-cover: eligible from 5 October 2026 to 2 September 2027 or later\n");
    has(&svg, ">2028</text>");
    has(&svg, "? Leading: assessed at 3 or more (not set: dreyfus-level-3) (the rules ask for it from this day on)");
    assert_string_equal(svg.data + svg.length - 7, "</svg>\n");
    assert_null(strstr(svg.data, "<script"));
    assert_null(strstr(svg.data, "href"));
    wm_buffer_clear(&svg);
    end(&picture);
}

// Every bracket is ours, and nothing controls whatever shows it.
static void test_hostile(void **state) {
    (void)state;
    struct picture picture;
    begin(&picture, "hostile");
    assert_int_equal(draw(&picture, picture.path), 0);
    struct wm_buffer svg = read_picture(&picture);
    for (size_t i = 0; i < svg.length; i++)
        assert_true((unsigned char)svg.data[i] >= 0x20 || svg.data[i] == '\n');
    assert_null(strstr(svg.data, "\u202e"));
    assert_null(strstr(svg.data, "\u2066"));
    wm_buffer_clear(&svg);
    end(&picture);
}

static void test_nowhere_to_write(void **state) {
    (void)state;
    struct picture picture;
    begin(&picture, "forecast");
    assert_int_equal(draw(&picture, "/nonexistent/forecast.svg"), 1);
    end(&picture);
}

static enum wm_status draw_once(void *context, struct wm_error *error) {
    const struct picture *picture = context;
    return draw(picture, picture->path) == 0 ? WM_OK : wm_error_no_memory(error);
}

static void test_no_memory(void **state) {
    (void)state;
    struct picture picture;
    begin(&picture, "forecast");
    wm_test_some_allocations(draw_once, &picture, 3);
    end(&picture);
}

// "Oct@2026-10-01 2027@2027-01-01 …"
static void expect_months(const char *from, const char *to, size_t room, const char *expected) {
    wm_day first, last, day;
    struct wm_error error;
    char text[400] = "", label[8], date[11];
    size_t length = 0;
    wm_test_ok(wm_day_parse(from, 10, &first, &error), &error);
    wm_test_ok(wm_day_parse(to, 10, &last, &error), &error);
    struct wm_bars_months months = wm_bars_months(first, last, room, 5);
    while (wm_bars_month(&months, &day, label)) {
        wm_day_format(day, date);
        length += (size_t)snprintf(text + length, sizeof text - length, "%s%s@%s", length > 0 ? " " : "", label, date);
    }
    assert_string_equal(text, expected);
}

static void test_months(void **state) {
    (void)state;
    expect_months("2026-11-15", "2027-03-01", 60, "Dec@2026-12-01 2027@2027-01-01 Feb@2027-02-01 Mar@2027-03-01");
    expect_months("2026-12-01", "2027-03-31", 11, "2027@2027-01-01 Mar@2027-03-01");
    expect_months("2026-12-02", "2027-12-31", 25, "2027@2027-01-01 Apr@2027-04-01 Jul@2027-07-01 Oct@2027-10-01");
    expect_months("2026-01-01", "2028-12-31", 18, "2026@2026-01-01 2027@2027-01-01 2028@2028-01-01");
    expect_months("2026-06-02", "2026-06-30", 60, "");
    expect_months("2024-02-29", "2024-03-01", 60, "Mar@2024-03-01");
}

WM_TEST_MAIN(cmocka_unit_test(test_the_picture), cmocka_unit_test(test_hostile),
             cmocka_unit_test(test_nowhere_to_write), cmocka_unit_test(test_no_memory), cmocka_unit_test(test_months))
