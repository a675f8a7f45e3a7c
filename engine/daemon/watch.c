// SPDX-License-Identifier: MIT
#include "engine/daemon/watch.h"

#include "engine/base/log.h"
#include "engine/daemon/watch_scan.h"
#include "engine/daemon/worker.h"

#include <stdlib.h>
#include <string.h>

struct watched { // a folder
    uv_fs_event_t handle;
    struct wm_watch *watch;
    const char *path, *only, *pack; // as in struct wm_watch_folder; behind this struct
    dev_t device;
    ino_t inode;
    bool listens; // the handle is started
    bool gone;    // it may be another folder now
    bool touched; // something happened in it,
    bool due;     // and the look under way will report it
};

struct look {
    struct wm_task task; // first
    enum wm_status status;
    struct wm_error error;
    struct wm_watch_scan scan;
};

struct wm_watch {
    uv_loop_t *loop;
    struct wm_watch_form form;
    struct wm_worker *worker;
    void *owners[1];
    struct look look;
    struct wm_watch_scan seen; // what was reported last
    struct watched **watched;  // in the order of wm_watch_folder_order
    size_t count;
    uv_timer_t timer; // until the next look
    uint64_t first;   // loop's time of the first change not yet looked at
    bool pending;     // there is one
    bool looking;
    bool polling;    // not all folders are watched
    bool complained; // that looking failed
    bool stopping;
    size_t handles; // not yet closed
};

// --- handles ---

static void one_closed(struct wm_watch *watch) {
    watch->handles--;
    if (watch->handles == 0)
        wm_free(watch);
}

static void on_timer_closed(uv_handle_t *handle) {
    one_closed(handle->data);
}

static void on_watched_closed(uv_handle_t *handle) {
    struct watched *watched = handle->data;
    struct wm_watch *watch = watched->watch;
    wm_free(watched);
    one_closed(watch);
}

static void forget(struct watched *watched) {
    uv_close((uv_handle_t *)&watched->handle, on_watched_closed);
}

static void on_timer(uv_timer_t *timer);

static void look_in(struct wm_watch *watch, uint64_t milliseconds) {
    int failed = uv_timer_start(&watch->timer, on_timer, milliseconds, 0);
    wm_require(failed == 0); // only without a callback
}

// Something changed: it is looked at when it has been quiet for a while, or when that does not come.
static void notice(struct wm_watch *watch) {
    uint64_t now = uv_now(watch->loop);
    if (!watch->pending)
        watch->first = now;
    watch->pending = true;
    uint64_t latest = watch->first + watch->form.latest;
    uint64_t left = latest > now ? latest - now : 0;
    look_in(watch, watch->form.quiet < left ? watch->form.quiet : left);
}

static void on_event(uv_fs_event_t *handle, const char *name, int events, int failed) {
    struct watched *watched = handle->data;
    const char *own = strrchr(watched->path, '/') + 1;
    // What happens to the folder itself comes under its own name.
    bool itself = failed != 0 || name == NULL || strcmp(name, own) == 0;
    bool gone = itself && (failed != 0 || (events & UV_RENAME) != 0);
    if (watched->only != NULL && !gone && (name == NULL || strcmp(name, watched->only) != 0))
        return;
    if (watched->only == NULL && !itself && name[0] == '.')
        return; // an editor's; the loader does not see it
    watched->gone = watched->gone || gone;
    watched->touched = watched->touched || itself || wm_watch_is_rules(name);
    notice(watched->watch);
}

// --- watching what was found ---

static const char *append(char **end, const char *text) {
    if (text == NULL)
        return NULL;
    size_t size = strlen(text) + 1;
    char *place = *end;
    memcpy(place, text, size);
    *end += size;
    return place;
}

static struct watched *watched_new(struct wm_watch *watch, const struct wm_watch_folder *folder) {
    size_t length = strlen(folder->path) + 1;
    length += folder->only != NULL ? strlen(folder->only) + 1 : 0;
    length += folder->pack != NULL ? strlen(folder->pack) + 1 : 0;
    struct watched *watched = wm_alloc_zero(1, sizeof *watched + length);
    if (watched == NULL)
        return NULL;
    char *end = (char *)(watched + 1);
    watched->watch = watch;
    watched->path = append(&end, folder->path);
    watched->only = append(&end, folder->only);
    watched->pack = append(&end, folder->pack);
    watched->handle.data = watched;
    int failed = uv_fs_event_init(watch->loop, &watched->handle);
    wm_require(failed == 0); // it cannot fail
    watch->handles++;
    return watched;
}

// `ret_failed`: what no further try would change, such as the limit of the system.
static bool begin(struct watched *watched, const struct wm_watch_folder *folder, int *ret_failed) {
    uv_fs_event_stop(&watched->handle);
    int failed = uv_fs_event_start(&watched->handle, on_event, watched->path, 0);
    watched->listens = failed == 0;
    watched->gone = false;
    watched->device = folder->device;
    watched->inode = folder->inode;
    bool vanished = failed == UV_ENOENT || failed == UV_ENOTDIR || failed == UV_EACCES || failed == UV_ELOOP;
    if (!vanished)
        *ret_failed = failed;
    return watched->listens;
}

static void say_whether_all(struct wm_watch *watch, int failed) {
    bool all = failed == 0;
    if (all == !watch->polling)
        return;
    watch->polling = !all;
    if (all)
        wm_log(WM_LOG_NOTICE, "watch", "all folders of rules are watched again");
    else
        wm_log(WM_LOG_WARNING, "watch",
               "not all folders of rules can be watched (%s): looking at them every %llu seconds instead; the system's "
               "limits "
               "are fs.inotify.max_user_watches and fs.inotify.max_user_instances, this daemon's is %zu folders",
               uv_strerror(failed), (unsigned long long)((watch->form.every + 999) / 1000), watch->form.folders);
}

// From the folders watched to those found. `ret_more`: some are watched only now, and what came into them since the look
// is not known. False: no memory, and nothing was changed.
static bool settle(struct wm_watch *watch, const struct wm_watch_scan *scan, bool *ret_more) {
    struct watched **kept = wm_alloc_zero(scan->folder_count + 1, sizeof(struct watched *));
    if (kept == NULL)
        return false;
    size_t count = 0, old = 0;
    int failed = 0;
    for (size_t i = 0; i < scan->folder_count; i++) {
        const struct wm_watch_folder *folder = &scan->folders[i];
        struct watched *watched = NULL;
        for (; old < watch->count && watched == NULL; old++) {
            const struct watched *each = watch->watched[old];
            int order = wm_watch_folder_order(each->path, each->only, folder->path, folder->only);
            if (order > 0)
                break;
            if (order == 0)
                watched = watch->watched[old];
            else
                forget(watch->watched[old]);
        }
        if (watched == NULL && failed == 0 && count + watch->count - old >= watch->form.folders)
            failed = UV_ENOSPC;
        if (watched == NULL && failed == 0) {
            watched = watched_new(watch, folder);
            failed = watched == NULL ? UV_ENOMEM : 0;
        }
        if (watched == NULL)
            continue;
        kept[count++] = watched;
        bool same = watched->device == folder->device && watched->inode == folder->inode;
        if (failed == 0 && (!watched->listens || watched->gone || !same))
            *ret_more = begin(watched, folder, &failed) || *ret_more;
    }
    while (old < watch->count)
        forget(watch->watched[old++]);
    wm_free(watch->watched);
    watch->watched = kept;
    watch->count = count;
    say_whether_all(watch, failed);
    return true;
}

// --- reporting what is different ---

static int find_pack(const void *name, const void *pack) {
    return strcmp(name, ((const struct wm_watch_pack *)pack)->name);
}

// In packs that are not there any more nothing needs a mark: that is a difference.
static void mark_touched(struct wm_watch *watch, struct wm_watch_scan *scan) {
    for (size_t i = 0; i < watch->count; i++) {
        struct watched *watched = watch->watched[i];
        struct wm_watch_pack *pack = NULL;
        if (watched->due && watched->pack != NULL && scan->pack_count > 0)
            pack = bsearch(watched->pack, scan->packs, scan->pack_count, sizeof *scan->packs, find_pack);
        if (pack != NULL)
            pack->touched = true;
    }
}

static bool differs(const struct wm_watch_pack *old, const struct wm_watch_pack *new) {
    return new->touched || memcmp(&old->digest, &new->digest, sizeof old->digest) != 0;
}

static size_t differing(const struct wm_watch_scan *before, const struct wm_watch_scan *after, const char **names) {
    size_t i = 0, j = 0, count = 0;
    while (i < before->pack_count && j < after->pack_count) {
        const struct wm_watch_pack *old = &before->packs[i], *new = &after->packs[j];
        int order = strcmp(old->name, new->name);
        if (order != 0 || differs(old, new))
            names[count++] = order <= 0 ? old->name : new->name;
        i += order <= 0;
        j += order >= 0;
    }
    while (i < before->pack_count)
        names[count++] = before->packs[i++].name;
    while (j < after->pack_count)
        names[count++] = after->packs[j++].name;
    return count;
}

// Takes the scan. False: no memory, nothing was reported, the scan is gone.
static bool report(struct wm_watch *watch, struct wm_watch_scan *scan) {
    const char **names = wm_alloc_zero(watch->seen.pack_count + scan->pack_count + 1, sizeof *names);
    if (names == NULL) {
        wm_watch_scan_clear(scan);
        return false;
    }
    mark_touched(watch, scan);
    size_t count = differing(&watch->seen, scan, names);
    if (count > 0)
        watch->form.changed(watch->form.context, names, count);
    for (size_t i = 0; i < watch->count; i++)
        watch->watched[i]->due = false;
    wm_free(names);
    wm_watch_scan_clear(&watch->seen);
    watch->seen = *scan;
    return true;
}

// --- looking ---

static void run_look(void *owner, struct wm_task *first) {
    struct wm_watch *watch = owner;
    struct look *look = (struct look *)first;
    look->status = wm_watch_look(watch->form.roots, watch->form.root_count, &look->scan, &look->error);
}

static void on_looked(struct wm_task *task) {
    struct look *look = (struct look *)task;
    struct wm_watch *watch = (struct wm_watch *)((char *)look - offsetof(struct wm_watch, look));
    bool more = false;
    watch->looking = false;
    if (watch->stopping) {
        if (look->status == WM_OK)
            wm_watch_scan_clear(&look->scan);
        return;
    }
    if (look->status == WM_OK && !settle(watch, &look->scan, &more)) {
        look->status = wm_error_no_memory(&look->error);
        wm_watch_scan_clear(&look->scan);
    }
    if (look->status == WM_OK && !report(watch, &look->scan))
        look->status = wm_error_no_memory(&look->error);
    bool failed = look->status != WM_OK;
    if (failed && !watch->complained)
        wm_log_error(WM_LOG_WARNING, "watch", &look->error);
    watch->complained = failed;
    bool waits = uv_is_active((uv_handle_t *)&watch->timer);
    if (more)
        notice(watch);
    else if (watch->pending && !waits) // it came while this was looked at
        look_in(watch, 0);
    else if (!waits && (failed || watch->polling))
        look_in(watch, watch->form.every);
}

static void on_timer(uv_timer_t *timer) {
    struct wm_watch *watch = timer->data;
    if (watch->looking)
        return; // on_looked begins again
    for (size_t i = 0; i < watch->count; i++) {
        watch->watched[i]->due = watch->watched[i]->due || watch->watched[i]->touched;
        watch->watched[i]->touched = false;
    }
    watch->pending = false;
    watch->look.task.done = on_looked;
    watch->looking = wm_worker_submit(watch->worker, &watch->look.task, NULL) == WM_OK;
    wm_expect(watch->looking); // there is never more than one
}

// --- the interface ---

enum wm_status wm_watch_start(uv_loop_t *loop, const struct wm_watch_form *form, struct wm_watch **ret_watch,
                              struct wm_error *error) {
    struct wm_watch *watch = wm_alloc_zero(1, sizeof *watch);
    if (watch == NULL)
        return wm_error_no_memory(error);
    watch->loop = loop;
    watch->form = *form;
    if (watch->form.folders == 0)
        watch->form.folders = WM_WATCH_FOLDERS;
    if (watch->form.quiet == 0)
        watch->form.quiet = WM_WATCH_QUIET;
    if (watch->form.latest == 0)
        watch->form.latest = WM_WATCH_LATEST;
    if (watch->form.every == 0)
        watch->form.every = WM_WATCH_EVERY;
    watch->owners[0] = watch;
    watch->timer.data = watch;
    int failed = uv_timer_init(loop, &watch->timer);
    wm_require(failed == 0); // it cannot fail
    watch->handles = 1;
    struct wm_worker_form worker = {
        .name = "watch", .threads = 1, .capacity = 1, .most = 1, .run = run_look, .owners = watch->owners};
    enum wm_status status = wm_watch_look(form->roots, form->root_count, &watch->seen, error);
    if (status == WM_OK)
        status = wm_worker_start(loop, &worker, &watch->worker, error);
    if (status != WM_OK) {
        wm_watch_stop(watch);
        return status;
    }
    look_in(watch, 0); // again, once the folders are watched
    bool more = false;
    if (!settle(watch, &watch->seen, &more)) {
        wm_watch_stop(watch);
        return wm_error_no_memory(error);
    }
    wm_log(WM_LOG_INFO, "watch", "watching %zu folders for changes of %zu packs", watch->count, watch->seen.pack_count);
    *ret_watch = watch;
    return WM_OK;
}

void wm_watch_stop(struct wm_watch *watch) {
    if (watch == NULL)
        return;
    watch->stopping = true;
    wm_worker_stop(watch->worker);
    for (size_t i = 0; i < watch->count; i++)
        forget(watch->watched[i]);
    wm_free(watch->watched);
    wm_watch_scan_clear(&watch->seen);
    uv_close((uv_handle_t *)&watch->timer, on_timer_closed);
}
