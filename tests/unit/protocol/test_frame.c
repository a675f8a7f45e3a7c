// SPDX-License-Identifier: MIT
#include "api/protocol/frame.h"

#include "tests/support/test.h"

#define LONGEST 20u
#define READ 64u

// Bytes as a read leaves them: something behind them, and gone after the keep.
struct read {
    char bytes[READ + WM_JSON_PADDING];
};

static void give(struct wm_frame *frame, struct read *read, const char *bytes, size_t length) {
    memset(read->bytes, '\n', sizeof read->bytes);
    memcpy(read->bytes, bytes, length);
    assert_true(wm_frame_give(frame, read->bytes, length));
}

static void keep(struct wm_frame *frame, struct read *read) {
    assert_true(wm_frame_keep(frame));
    memset(read->bytes, '#', sizeof read->bytes);
}

static void line_is(struct wm_frame *frame, const char *expected) {
    struct wm_text line = {NULL, 0};
    assert_int_equal(wm_frame_next(frame, &line), WM_FRAME_LINE);
    assert_int_equal(line.length, strlen(expected));
    assert_memory_equal(line.data, expected, line.length);
    for (size_t i = 0; i < WM_JSON_PADDING; i++) // readable: the sanitizer looks
        *(volatile const char *)(line.data + line.length + i);
}

static void no_line(struct wm_frame *frame) {
    struct wm_text line;
    assert_int_equal(wm_frame_next(frame, &line), WM_FRAME_MORE);
}

static void test_lines_of_one_read_are_not_copied(void **state) {
    (void)state;
    struct wm_frame frame;
    struct read read;
    wm_frame_init(&frame, LONGEST, READ);
    give(&frame, &read, "one\n\ntwo\n", 9);
    line_is(&frame, "one");
    line_is(&frame, "");
    line_is(&frame, "two");
    no_line(&frame);
    keep(&frame, &read);
    assert_int_equal(wm_frame_left(&frame), 0);
    assert_null(frame.kept.data);
    wm_frame_clear(&frame);
}

// The stream in pieces of every size gives the same lines.
static void test_pieces(void **state) {
    (void)state;
    static const char stream[] = "a\nbb\n\nccccccccccccccccccc\ndddddddddddddddddddd\n{\"e\":\"\\n\"}\nrest";
    for (size_t piece = 1; piece <= sizeof stream; piece++) {
        struct wm_frame frame;
        struct read read;
        char got[sizeof stream] = "";
        size_t length = 0;
        wm_frame_init(&frame, LONGEST, READ);
        for (size_t at = 0; at < sizeof stream - 1; at += piece) {
            size_t part = sizeof stream - 1 - at < piece ? sizeof stream - 1 - at : piece;
            struct wm_text line;
            give(&frame, &read, stream + at, part);
            while (wm_frame_next(&frame, &line) == WM_FRAME_LINE) {
                memcpy(got + length, line.data, line.length);
                length += line.length;
                got[length++] = '\n';
            }
            keep(&frame, &read);
        }
        struct wm_text rest = wm_frame_rest(&frame);
        memcpy(got + length, rest.data, rest.length);
        length += rest.length;
        assert_int_equal(length, sizeof stream - 1);
        assert_memory_equal(got, stream, length);
        assert_int_equal(wm_frame_rest(&frame).length, 0);
        wm_frame_clear(&frame);
    }
}

// Lines may be left where they are for a while.
static void test_left_lines(void **state) {
    (void)state;
    struct wm_frame frame;
    struct read read;
    wm_frame_init(&frame, LONGEST, READ);
    give(&frame, &read, "one\ntwo\nthr", 11);
    line_is(&frame, "one");
    keep(&frame, &read);
    assert_int_equal(wm_frame_left(&frame), 7);
    line_is(&frame, "two");
    no_line(&frame);
    keep(&frame, &read);
    assert_int_equal(wm_frame_left(&frame), 3);
    give(&frame, &read, "ee\nfour\n", 8);
    line_is(&frame, "three");
    keep(&frame, &read);
    line_is(&frame, "four");
    no_line(&frame);
    keep(&frame, &read);
    assert_int_equal(wm_frame_left(&frame), 0);
    wm_frame_clear(&frame);
}

static void test_too_long(void **state) {
    (void)state;
    struct wm_frame frame;
    struct read read;
    struct wm_text line;
    wm_frame_init(&frame, LONGEST, READ);
    give(&frame, &read, "01234567890123456789\n012345678901234567890\n", 43);
    line_is(&frame, "01234567890123456789"); // exactly as long as it may be
    assert_int_equal(wm_frame_next(&frame, &line), WM_FRAME_TOO_LONG);
    assert_int_equal(wm_frame_next(&frame, &line), WM_FRAME_TOO_LONG);
    wm_frame_clear(&frame);
    give(&frame, &read, "01234567890123456789", 20); // its end may still come
    no_line(&frame);
    keep(&frame, &read);
    give(&frame, &read, "x", 1);
    assert_int_equal(wm_frame_next(&frame, &line), WM_FRAME_TOO_LONG);
    wm_frame_clear(&frame);
}

// Nothing stays behind for a connection that waits.
static void test_memory_is_given_back(void **state) {
    (void)state;
    struct wm_frame frame;
    enum { LONG = 100000 };
    char *bytes = wm_alloc(LONG + WM_JSON_PADDING);
    assert_non_null(bytes);
    memset(bytes, 'x', LONG + WM_JSON_PADDING);
    struct wm_text line;
    int64_t before = wm_memory_count().blocks;
    wm_frame_init(&frame, LONG, LONG);
    assert_true(wm_frame_give(&frame, bytes, LONG));
    no_line(&frame);
    assert_true(wm_frame_keep(&frame));
    assert_int_equal(wm_memory_count().blocks, before + 1);
    assert_true(wm_frame_give(&frame, "\n", 1));
    assert_int_equal(wm_frame_next(&frame, &line), WM_FRAME_LINE);
    assert_int_equal(line.length, LONG);
    assert_true(wm_frame_keep(&frame));
    assert_int_equal(wm_memory_count().blocks, before);
    wm_frame_clear(&frame);
    wm_free(bytes);
}

static enum wm_status run(void *context, struct wm_error *error) {
    struct wm_frame frame;
    struct read read;
    (void)context;
    memset(read.bytes, 'x', sizeof read.bytes);
    wm_frame_init(&frame, 1000, READ);
    bool fine = wm_frame_give(&frame, read.bytes, READ) && wm_frame_keep(&frame);
    for (int i = 0; i < 10 && fine; i++)
        fine = wm_frame_give(&frame, read.bytes, READ) && wm_frame_keep(&frame);
    if (!fine)
        assert_int_equal(wm_frame_left(&frame), 0); // usable, and empty
    wm_frame_clear(&frame);
    return fine ? WM_OK : wm_error_no_memory(error);
}

static void test_no_memory(void **state) {
    (void)state;
    wm_test_each_allocation(run, NULL);
}

WM_TEST_MAIN(cmocka_unit_test(test_lines_of_one_read_are_not_copied), cmocka_unit_test(test_pieces),
             cmocka_unit_test(test_left_lines), cmocka_unit_test(test_too_long),
             cmocka_unit_test(test_memory_is_given_back), cmocka_unit_test(test_no_memory))
