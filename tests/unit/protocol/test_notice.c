// SPDX-License-Identifier: MIT
// What the daemon says without being asked, and hearing of room and of the end.
#include "api/protocol/notice.h"

#include "tests/unit/protocol/served.h"

#define NOTICE "{\"jsonrpc\":\"2.0\",\"method\":\"event\",\"params\":{\"seq\":1}}\n"

static bool say(struct wm_session *session) {
    struct wm_buffer *params = wm_notice_begin(session, "event");
    if (params == NULL)
        return false;
    wm_buffer_text(params, "{\"seq\":1}");
    wm_notice_end(session);
    return true;
}

#define UPDATE(id) "{\"jsonrpc\":\"2.0\",\"id\":" id ",\"method\":\"update\"}"

static int changes;

static void on_changed(struct wm_session *session) {
    (void)session;
    changes++;
}

static void test_stands_between_answers(void **state) {
    (void)state;
    struct wm_dispatcher_limits limits = toy_limits();
    struct toy_session toy;
    toy_session_start(&toy, &limits);
    toy.session.changed = on_changed;
    changes = 0;
    toy_send_bytes(&toy, UPDATE("1"), strlen(UPDATE("1")));
    assert_true(say(&toy.session));
    assert_int_equal(changes, 1);
    toy_send_bytes(&toy, UPDATE("2"), strlen(UPDATE("2")));
    char *got = toy_output(&toy);
    assert_string_equal(got, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":null}\n" NOTICE
                             "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":null}\n");
    wm_free(got);
    toy_session_stop(&toy);
}

static void test_never_inside_an_answer(void **state) {
    (void)state;
    struct wm_dispatcher_limits limits = toy_limits();
    struct toy_session toy;
    toy_session_start(&toy, &limits);
    toy_answers(&toy, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"toy.wait\",\"params\":{\"text\":\"x\"}}", "");
    assert_true(say(&toy.session)); // a call that waits has begun nothing
    struct wm_call *call = toys_take(&toy.toys);
    struct wm_buffer *result = wm_call_open(call);
    wm_test_expect_log(WM_LOG_BUG, 1);
    assert_false(say(&toy.session));
    wm_buffer_text(result, "true");
    wm_call_close(call, WM_OK, NULL);
    assert_true(say(&toy.session));
    char *got = toy_output(&toy);
    assert_string_equal(got, NOTICE "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":true}\n" NOTICE);
    wm_free(got);
    toy_session_stop(&toy);
}

static void test_slow_reader(void **state) {
    (void)state;
    struct wm_dispatcher_limits limits = toy_limits();
    struct toy_session toy;
    toy_session_start(&toy, &limits);
    size_t said = 0;
    while (say(&toy.session))
        said++;
    assert_int_equal(said, limits.output / (sizeof NOTICE - 1) + 1);
    assert_false(toy.session.failed);
    wm_free(toy_output(&toy));
    assert_true(say(&toy.session));
    wm_free(toy_output(&toy));
    toy.session.closed = true;
    assert_false(say(&toy.session));
    toy_session_stop(&toy);
}

struct listener {
    struct wm_follower follower; // first
    struct wm_session *session;
    size_t left, ended;
};

static void on_room(struct wm_follower *follower) {
    struct listener *listener = (struct listener *)follower;
    while (listener->left > 0 && say(listener->session))
        listener->left--;
}

static void on_ended(struct wm_follower *follower) {
    ((struct listener *)follower)->ended++;
}

// Far more than the output may hold arrives whole, as the reader reads.
static void test_all_arrives(void **state) {
    (void)state;
    enum { MANY = 20000 };
    struct served served;
    struct caller caller;
    served_start(&served);
    caller_connect(&caller, &served);
    caller_send(&caller, UPDATE("1") "\n");
    served_until(&served, served.toys.updates == 1);
    struct listener listener = {.follower = {.room = on_room, .ended = on_ended},
                                .session = &served.server->connections->session,
                                .left = MANY};
    wm_session_follow(listener.session, &listener.follower);
    on_room(&listener.follower);
    assert_true(listener.left > 0);
    size_t lines = 0;
    while (lines < MANY + 1) {
        served_round(&served, caller.socket);
        caller_take(&caller);
        for (size_t i = 0; i < caller.length; i++)
            lines += caller.bytes[i] == '\n';
        caller.length = 0;
    }
    assert_int_equal(listener.left, 0);
    assert_int_equal(listener.ended, 0);
    caller_close(&caller);
    served_until(&served, listener.ended == 1);
    served_stop(&served);
    assert_int_equal(listener.ended, 1);
}

static void test_unfollow(void **state) {
    (void)state;
    struct wm_dispatcher_limits limits = toy_limits();
    struct toy_session toy;
    toy_session_start(&toy, &limits);
    struct listener listeners[3] = {{.left = 0}};
    for (size_t i = 0; i < 3; i++) {
        listeners[i] = (struct listener){.follower = {.ended = on_ended}, .session = &toy.session};
        wm_session_follow(&toy.session, &listeners[i].follower);
    }
    wm_session_unfollow(&toy.session, &listeners[1].follower);
    wm_session_unfollow(&toy.session, &listeners[1].follower);
    wm_session_tell_room(&toy.session); // nobody asked to be told
    wm_session_tell_end(&toy.session);
    assert_int_equal(listeners[0].ended, 1);
    assert_int_equal(listeners[1].ended, 0);
    assert_int_equal(listeners[2].ended, 1);
    toy_session_stop(&toy);
}

WM_TEST_MAIN(cmocka_unit_test(test_stands_between_answers), cmocka_unit_test(test_never_inside_an_answer),
             cmocka_unit_test(test_slow_reader), cmocka_unit_test(test_all_arrives), cmocka_unit_test(test_unfollow))
