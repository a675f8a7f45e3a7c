// SPDX-License-Identifier: MIT
#include "api/protocol/listener.h"

#include "tests/support/test.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

struct place {
    struct wm_test_folder folder;
    char socket[96];
};

static void start(struct place *place) {
    wm_test_folder_make(&place->folder);
    snprintf(place->socket, sizeof place->socket, "%s/waymark.sock", place->folder.path);
}

static void stop(struct place *place) {
    wm_test_folder_remove(&place->folder);
}

static struct sockaddr_un address_of(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    return address;
}

static bool connects(const char *path) {
    struct sockaddr_un address = address_of(path);
    int client = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(client >= 0);
    bool connected = connect(client, (struct sockaddr *)&address, sizeof address) == 0;
    close(client);
    return connected;
}

// A socket of somebody else; they listen, or they have gone.
static int foreign(const char *path, bool listens) {
    struct sockaddr_un address = address_of(path);
    int other = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(other >= 0);
    assert_int_equal(bind(other, (struct sockaddr *)&address, sizeof address), 0);
    if (listens)
        assert_int_equal(listen(other, 1), 0);
    return other;
}

static bool exists(const char *path) {
    struct stat found;
    return lstat(path, &found) == 0;
}

static void test_open_and_close(void **state) {
    (void)state;
    struct wm_error error;
    struct wm_listener listener;
    struct stat found;
    struct place place;
    start(&place);
    mode_t mask = umask(0077);
    umask(mask);
    wm_test_ok(wm_listener_open(place.socket, 0666, NULL, &listener, &error), &error);
    mode_t after = umask(mask);
    assert_int_equal(after, mask);
    assert_int_equal(lstat(place.socket, &found), 0);
    assert_true(S_ISSOCK(found.st_mode));
    assert_int_equal(found.st_mode & 07777, 0666);
    assert_true(connects(place.socket));
    int socket = wm_listener_take(&listener);
    assert_true(socket >= 0);
    assert_int_equal(listener.socket, -1);
    close(socket);
    wm_listener_close(&listener);
    assert_false(exists(place.socket));
    wm_listener_close(&listener); // again
    stop(&place);
}

static void test_group(void **state) {
    (void)state;
    struct wm_error error;
    struct wm_listener listener;
    struct stat found;
    struct place place;
    start(&place);
    struct group *own = getgrgid(getegid());
    assert_non_null(own);
    wm_test_ok(wm_listener_open(place.socket, 0620, own->gr_name, &listener, &error), &error);
    assert_int_equal(lstat(place.socket, &found), 0);
    assert_int_equal(found.st_gid, getegid());
    assert_int_equal(found.st_mode & 07777, 0620);
    wm_listener_close(&listener);
    wm_test_fails(wm_listener_open(place.socket, 0660, "no-such-group-here", &listener, &error), &error, WM_CONFIG,
                  "socket-group");
    assert_string_equal(error.found, "no-such-group-here");
    assert_false(exists(place.socket));
    stop(&place);
}

static void test_a_stale_socket_is_replaced(void **state) {
    (void)state;
    struct wm_error error;
    struct wm_listener listener;
    struct place place;
    start(&place);
    close(foreign(place.socket, true));
    assert_true(exists(place.socket) && !connects(place.socket));
    wm_test_ok(wm_listener_open(place.socket, 0600, NULL, &listener, &error), &error);
    assert_true(connects(place.socket));
    wm_listener_close(&listener);
    stop(&place);
}

static void test_a_live_one_never(void **state) {
    (void)state;
    struct wm_error error;
    struct wm_listener first, second;
    struct place place;
    start(&place);
    // Another daemon of ours.
    wm_test_ok(wm_listener_open(place.socket, 0600, NULL, &first, &error), &error);
    wm_test_fails(wm_listener_open(place.socket, 0600, NULL, &second, &error), &error, WM_CONFLICT, "socket-live");
    assert_string_equal(error.where, place.socket);
    assert_true(connects(place.socket));
    wm_listener_close(&first);
    // Somebody else, who knows nothing of our lock.
    int other = foreign(place.socket, true);
    wm_test_fails(wm_listener_open(place.socket, 0600, NULL, &second, &error), &error, WM_CONFLICT, "socket-live");
    assert_true(connects(place.socket));
    close(other);
    stop(&place);
}

static void test_a_full_backlog_is_alive(void **state) {
    (void)state;
    struct wm_error error;
    struct wm_listener listener;
    struct place place;
    int clients[8], count = 0;
    start(&place);
    int other = foreign(place.socket, true);
    struct sockaddr_un address = address_of(place.socket);
    for (; count < 8; count++) {
        clients[count] = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        if (connect(clients[count], (struct sockaddr *)&address, sizeof address) != 0)
            break;
    }
    assert_int_equal(errno, EAGAIN);
    wm_test_fails(wm_listener_open(place.socket, 0600, NULL, &listener, &error), &error, WM_CONFLICT, "socket-live");
    for (int i = 0; i <= count; i++)
        close(clients[i]);
    close(other);
    stop(&place);
}

static void test_something_else_is_left_alone(void **state) {
    (void)state;
    struct wm_error error;
    struct wm_listener listener;
    char target[128];
    struct place place;
    start(&place);
    wm_test_write_text(&place.folder, "waymark.sock", "precious");
    wm_test_fails(wm_listener_open(place.socket, 0600, NULL, &listener, &error), &error, WM_CONFLICT, "not-a-socket");
    assert_true(exists(place.socket));
    assert_int_equal(unlink(place.socket), 0);
    // A link is not followed either.
    snprintf(target, sizeof target, "%s/target", place.folder.path);
    close(foreign(target, true));
    assert_int_equal(symlink(target, place.socket), 0);
    wm_test_fails(wm_listener_open(place.socket, 0600, NULL, &listener, &error), &error, WM_CONFLICT, "not-a-socket");
    assert_true(exists(target));
    stop(&place);
}

// Who took the path over meanwhile keeps it.
static void test_a_successor_is_not_removed(void **state) {
    (void)state;
    struct wm_error error;
    struct wm_listener listener;
    struct place place;
    start(&place);
    wm_test_ok(wm_listener_open(place.socket, 0600, NULL, &listener, &error), &error);
    char aside[128];
    snprintf(aside, sizeof aside, "%s/aside", place.folder.path);
    assert_int_equal(rename(place.socket, aside), 0); // so that the inode is not used again
    int other = foreign(place.socket, true);
    wm_listener_close(&listener);
    assert_true(connects(place.socket));
    close(other);
    stop(&place);
}

static void test_bad_paths(void **state) {
    (void)state;
    struct wm_error error;
    struct wm_listener listener;
    char path[200];
    struct place place;
    start(&place);
    snprintf(path, sizeof path, "%s/no/such/folder/waymark.sock", place.folder.path);
    wm_test_fails(wm_listener_open(path, 0600, NULL, &listener, &error), &error, WM_CONFIG, "socket-folder");
    assert_string_equal(error.where, path);
    memset(path, 'x', sizeof path - 1);
    path[0] = '/';
    path[108] = '\0'; // one more than fits with its NUL
    wm_test_fails(wm_listener_open(path, 0600, NULL, &listener, &error), &error, WM_CONFIG, "socket-path");
    assert_string_equal(error.expected, "at most 107 bytes");
    assert_string_equal(error.found, "108 bytes");
    stop(&place);
}

// 107 bytes fit; libuv's own binding would cut them.
static void test_the_longest_path(void **state) {
    (void)state;
    struct wm_error error;
    struct wm_listener listener;
    char path[108];
    struct place place;
    start(&place);
    int length = snprintf(path, sizeof path, "%s/", place.folder.path);
    memset(path + length, 'x', sizeof path - 1 - (size_t)length);
    path[107] = '\0';
    wm_test_ok(wm_listener_open(path, 0600, NULL, &listener, &error), &error);
    assert_true(exists(path) && connects(path));
    wm_listener_close(&listener);
    stop(&place);
}

WM_TEST_MAIN(cmocka_unit_test(test_open_and_close), cmocka_unit_test(test_group),
             cmocka_unit_test(test_a_stale_socket_is_replaced), cmocka_unit_test(test_a_live_one_never),
             cmocka_unit_test(test_a_full_backlog_is_alive), cmocka_unit_test(test_something_else_is_left_alone),
             cmocka_unit_test(test_a_successor_is_not_removed), cmocka_unit_test(test_bad_paths),
             cmocka_unit_test(test_the_longest_path))
