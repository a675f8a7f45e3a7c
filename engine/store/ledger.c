// SPDX-License-Identifier: MIT
#include "engine/store/ledger.h"

#include <string.h>

static const char entry_label[] = "waymark-1";
static const char rules_label[] = "waymark-rules-1";
static const char activation_label[] = "waymark-rules-2";
static const char moved_label[] = "waymark-moved-1";
static const char beside_label[] = "waymark-beside-1";

static void begin(struct wm_sha256_state *state, const char *label) {
    wm_sha256_init(state);
    wm_sha256_add(state, label, strlen(label));
}

struct wm_sha256 wm_ledger_start(const char *organisation, size_t length) {
    struct wm_sha256_state state;
    begin(&state, entry_label);
    wm_sha256_add_field(&state, organisation, length);
    return wm_sha256_end(&state);
}

struct wm_sha256 wm_ledger_digest(const uint8_t salt[WM_LEDGER_SALT], const char *json, size_t length) {
    struct wm_sha256_state state;
    wm_sha256_init(&state);
    wm_sha256_add(&state, salt, WM_LEDGER_SALT);
    wm_sha256_add(&state, json, length);
    return wm_sha256_end(&state);
}

struct wm_sha256 wm_ledger_hash(const struct wm_sha256 *previous, int64_t seq, struct wm_text type, int64_t instant,
                                uint32_t uid, const struct wm_sha256 *digest) {
    struct wm_sha256_state state;
    begin(&state, entry_label);
    wm_sha256_add(&state, previous->bytes, WM_SHA256_SIZE);
    wm_sha256_add_u64(&state, (uint64_t)seq);
    wm_sha256_add_field(&state, type.data, type.length);
    wm_sha256_add_u64(&state, (uint64_t)instant);
    wm_sha256_add_u64(&state, uid);
    wm_sha256_add(&state, digest->bytes, WM_SHA256_SIZE);
    return wm_sha256_end(&state);
}

void wm_ledger_advance(uint8_t head[WM_LEDGER_HEAD], const struct wm_sha256 *digest) {
    uint8_t joined[WM_LEDGER_HEAD + WM_SHA256_SIZE];
    memcpy(joined, head, WM_LEDGER_HEAD);
    memcpy(joined + WM_LEDGER_HEAD, digest->bytes, WM_SHA256_SIZE);
    wm_blake(joined, sizeof joined, head);
}

struct wm_sha256 wm_ledger_rules_start(const char *organisation, size_t length) {
    struct wm_sha256_state state;
    begin(&state, rules_label);
    wm_sha256_add_field(&state, organisation, length);
    return wm_sha256_end(&state);
}

struct wm_sha256 wm_ledger_rules_hash(const struct wm_sha256 *previous, int64_t number,
                                      const uint8_t rules[WM_SHA256_SIZE], int64_t instant,
                                      const struct wm_sha256 *files) {
    struct wm_sha256_state state;
    begin(&state, rules_label);
    wm_sha256_add(&state, previous->bytes, WM_SHA256_SIZE);
    wm_sha256_add_u64(&state, (uint64_t)number);
    wm_sha256_add(&state, rules, WM_SHA256_SIZE);
    wm_sha256_add_u64(&state, (uint64_t)instant);
    wm_sha256_add(&state, files->bytes, WM_SHA256_SIZE);
    return wm_sha256_end(&state);
}

struct wm_sha256 wm_ledger_activation_hash(const struct wm_sha256 *rules_hash, uint32_t uid, struct wm_text cause,
                                           struct wm_text disk) {
    struct wm_sha256_state state;
    begin(&state, activation_label);
    wm_sha256_add(&state, rules_hash->bytes, WM_SHA256_SIZE);
    wm_sha256_add_u64(&state, uid);
    wm_sha256_add_field(&state, cause.data, cause.length);
    wm_sha256_add_field(&state, disk.data, disk.length);
    return wm_sha256_end(&state);
}

struct wm_sha256 wm_ledger_moved_hash(const struct wm_sha256 *activation, int64_t people) {
    struct wm_sha256_state state;
    begin(&state, moved_label);
    wm_sha256_add(&state, activation->bytes, WM_SHA256_SIZE);
    wm_sha256_add_u64(&state, (uint64_t)people);
    return wm_sha256_end(&state);
}

void wm_ledger_files_add(struct wm_sha256_state *state, struct wm_text path, const struct wm_sha256 *source) {
    wm_sha256_add_field(state, path.data, path.length);
    wm_sha256_add(state, source->bytes, WM_SHA256_SIZE);
}

struct wm_sha256 wm_ledger_beside_hash(struct wm_text organisation, const struct wm_sha256 *rules, struct wm_text path,
                                       struct wm_text bytes) {
    struct wm_sha256_state state;
    begin(&state, beside_label);
    wm_sha256_add_field(&state, organisation.data, organisation.length);
    wm_sha256_add(&state, rules->bytes, WM_SHA256_SIZE);
    wm_sha256_add_field(&state, path.data, path.length);
    wm_sha256_add_field(&state, bytes.data, bytes.length);
    return wm_sha256_end(&state);
}
