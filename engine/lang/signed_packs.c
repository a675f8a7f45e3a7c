// SPDX-License-Identifier: MIT
#include "engine/lang/signed_packs.h"

#include "engine/lang/limits.h"

#include <stdlib.h>
#include <string.h>

#define FILES_MOST (16u * WM_LIMIT_FILES) // of a pack with the frameworks in its folder

struct files {
    struct wm_arena *arena;
    struct wm_ruleset_file *files;
    size_t count, room;
};

struct checked {
    const char *pack; // "organisations/north"
    struct wm_public_key key;
};

struct wm_signed_packs {
    const struct wm_pack_source *source;
    struct wm_trust trust;
    struct wm_arena arena;
    struct files files;  // all that was checked, for pack_files.c
    struct files beside; // their signatures
    struct checked *packs;
    size_t pack_count, pack_room;
    bool refused;
};

// --- reading a pack whole ---

// Room for one more of an array on an arena; NULL when there is no memory.
static void *add(struct wm_arena *arena, void *array, size_t count, size_t *room, size_t size) {
    if (count < *room)
        return array;
    size_t larger = *room > 0 ? 2 * *room : 16;
    void *moved = wm_arena_zero(arena, larger, size);
    if (moved == NULL)
        return NULL;
    if (count > 0)
        memcpy(moved, array, count * size);
    *room = larger;
    return moved;
}

static enum wm_status add_file(struct files *files, const struct wm_ruleset_file *file, struct wm_error *error) {
    struct wm_ruleset_file *moved = add(files->arena, files->files, files->count, &files->room, sizeof *moved);
    if (moved == NULL)
        return wm_error_no_memory(error);
    files->files = moved;
    files->files[files->count++] = *file;
    return WM_OK;
}

static enum wm_status too_much(const char *pack, struct wm_error *error) {
    wm_error_set(error, WM_RULES, "too-many", "a pack that is signed has %u files at most", FILES_MOST);
    return wm_error_where(error, "%s", pack);
}

// `file` is not known to the arena yet.
static enum wm_status read_file(const struct wm_pack_source *source, const char *pack, const char *name,
                                struct files *files, struct wm_error *error) {
    struct wm_buffer bytes;
    struct wm_ruleset_file file = {.path = wm_arena_printf(files->arena, "%s/%s", pack, name)};
    if (file.path == NULL)
        return wm_error_no_memory(error);
    enum wm_status status = source->read(source->context, pack, name, &bytes, error);
    if (status != WM_OK)
        return status;
    file.length = bytes.length;
    file.bytes = wm_arena_dup_n(files->arena, bytes.data != NULL ? bytes.data : "", bytes.length);
    wm_buffer_clear(&bytes);
    return file.bytes != NULL ? add_file(files, &file, error) : wm_error_no_memory(error);
}

// Of a file of rules that cannot be read, other than for want of memory.
static enum wm_status blame(enum wm_status status, const char *pack, const char *name, struct wm_error *error) {
    if (status == WM_OK || status == WM_NO_MEMORY)
        return status;
    if (error != NULL)
        error->status = WM_RULES;
    wm_error_where(error, "%s/%s", pack, name);
    return WM_RULES;
}

static enum wm_status read_folder(const struct wm_pack_source *source, const char *pack, struct files *files,
                                  struct wm_error *error) {
    const char **names = NULL;
    size_t count = 0;
    enum wm_status status = source->list(source->context, pack, files->arena, &names, &count, error);
    for (size_t i = 0; i < count && status == WM_OK; i++) {
        if (files->count == FILES_MOST)
            return too_much(pack, error);
        status = blame(read_file(source, pack, names[i], files, error), pack, names[i], error);
    }
    return status;
}

static int by_path(const void *a, const void *b) {
    return strcmp(((const struct wm_ruleset_file *)a)->path, ((const struct wm_ruleset_file *)b)->path);
}

// All its files, those of an organisation's own frameworks too, sorted.
static enum wm_status read_pack(const struct wm_pack_source *source, const char *pack, struct files *files,
                                struct wm_error *error) {
    static const char organisations[] = "organisations/";
    const char **own = NULL;
    size_t count = 0;
    enum wm_status status = read_folder(source, pack, files, error);
    if (status == WM_OK && strncmp(pack, organisations, strlen(organisations)) == 0)
        status = source->packs(source->context, pack, files->arena, &own, &count, error);
    for (size_t i = 0; i < count && status == WM_OK; i++) {
        const char *each = wm_arena_printf(files->arena, "%s/%s", pack, own[i]);
        status = each != NULL ? read_folder(source, each, files, error) : wm_error_no_memory(error);
    }
    if (status == WM_OK && files->count > 1)
        qsort(files->files, files->count, sizeof *files->files, by_path);
    return status;
}

// What fills its arena is at fault itself, not the machine.
static enum wm_status settle(const struct wm_arena *arena, enum wm_status status, const char *pack,
                             struct wm_error *error) {
    if (status != WM_NO_MEMORY || !arena->full)
        return status;
    wm_error_set(error, WM_RULES, "memory", "the files of the pack take more than %u MiB", WM_LIMIT_RULESET / 1048576u);
    return wm_error_where(error, "%s", pack);
}

// --- signing ---

enum wm_status wm_pack_sign(const struct wm_pack_source *source, const char *pack, const struct wm_private_key *key,
                            struct wm_buffer *buffer, struct wm_error *error) {
    struct wm_arena arena;
    wm_arena_init(&arena, WM_LIMIT_RULESET);
    struct files files = {.arena = &arena};
    enum wm_status status = settle(&arena, read_pack(source, pack, &files, error), pack, error);
    if (status == WM_OK) {
        struct wm_sha256 digest = wm_ruleset_files_digest(files.files, files.count);
        wm_signature_write(buffer, pack, &digest, key);
        status = buffer->failed ? wm_error_no_memory(error) : WM_OK;
    }
    wm_arena_clear(&arena);
    return status;
}

// --- checking ---

static enum wm_status refuse(struct wm_signed_packs *packs, const char *pack, enum wm_status status,
                             struct wm_error *error) {
    packs->refused = true;
    wm_error_where(error, "%s/" WM_SIGNATURE_FILE, pack);
    return status;
}

static enum wm_status missing(struct wm_signed_packs *packs, const char *pack, struct wm_error *error) {
    wm_error_set(error, WM_RULES, "signature-missing",
                 "%s is not signed: whoever answers for it signs it with `waymark rules sign`", pack);
    wm_error_expected(error, "the file " WM_SIGNATURE_FILE " in its folder");
    return refuse(packs, pack, WM_RULES, error);
}

static enum wm_status unreadable(struct wm_signed_packs *packs, const char *pack, const char *found,
                                 struct wm_error *error) {
    wm_error_set(error, WM_RULES, "signature-malformed",
                 "the signature of %s cannot be read: sign the pack again with `waymark rules sign`", pack);
    wm_error_expected(error, "a file of at most %u bytes", WM_SIGNATURE_LONGEST);
    wm_error_found(error, "%s", found);
    return refuse(packs, pack, WM_RULES, error);
}

static enum wm_status read_signature(struct wm_signed_packs *packs, const char *pack, struct files *ret_file,
                                     struct wm_error *error) {
    enum wm_status status = read_file(packs->source, pack, WM_SIGNATURE_FILE, ret_file, error);
    switch (status) {
    case WM_OK: break;
    case WM_NOT_FOUND: return missing(packs, pack, error);
    case WM_DENIED: return unreadable(packs, pack, "a link, a folder or the like", error);
    case WM_LIMIT: return unreadable(packs, pack, "more", error);
    default: return status;
    }
    return ret_file->files[0].length > WM_SIGNATURE_LONGEST ? unreadable(packs, pack, "more", error) : WM_OK;
}

// Nobody vouches for it, though it may be genuine.
static enum wm_status untrusted(struct wm_signed_packs *packs, const char *pack, const struct wm_public_key *key,
                                struct wm_error *error) {
    char found[WM_PUBLIC_KEY_TEXT], wanted[WM_PUBLIC_KEY_TEXT];
    wm_public_key_text(key, found);
    wm_public_key_text(&packs->trust.keys[0], wanted);
    wm_error_set(error, WM_RULES, "signature-untrusted",
                 "%s is signed with a key that is not trusted: sign it with one that is, or trust this one", pack);
    if (packs->trust.count > 1)
        wm_error_expected(error, "one of %zu trusted keys, such as %s", packs->trust.count, wanted);
    else
        wm_error_expected(error, "the key %s", wanted);
    wm_error_found(error, "the key %s", found);
    return refuse(packs, pack, WM_RULES, error);
}

static enum wm_status wrong(struct wm_signed_packs *packs, const char *pack, const struct wm_signature *signature,
                            const char *what, struct wm_error *error) {
    char key[WM_PUBLIC_KEY_TEXT];
    wm_public_key_text(&signature->key, key);
    wm_error_set(error, WM_RULES, "signature-wrong",
                 "%s: %s (key %.16s…): see what is other than it was, and sign it again", pack, what, key);
    return refuse(packs, pack, WM_RULES, error);
}

static bool is_trusted(const struct wm_trust *trust, const struct wm_public_key *key) {
    for (size_t i = 0; i < trust->count; i++) {
        if (wm_public_key_equal(&trust->keys[i], key))
            return true;
    }
    return trust->count == 0;
}

static enum wm_status judge(struct wm_signed_packs *packs, const char *pack, const struct wm_ruleset_file *file,
                            const struct files *files, struct wm_public_key *ret_key, struct wm_error *error) {
    struct wm_signature signature;
    enum wm_status status = wm_signature_parse(file->bytes, file->length, file->path, &signature, error);
    if (status != WM_OK) {
        packs->refused = true;
        return status;
    }
    if (!is_trusted(&packs->trust, &signature.key))
        return untrusted(packs, pack, &signature.key, error);
    if (!wm_signature_genuine(&signature, file->bytes))
        return wrong(packs, pack, &signature, "the signature was changed after it was made", error);
    if (signature.pack_length != strlen(pack) || memcmp(signature.pack, pack, signature.pack_length) != 0) {
        status = wrong(packs, pack, &signature, "it is the signature of another pack", error);
        wm_error_expected(error, "the signature of %s", pack);
        wm_error_found(error, "that of %.*s", (int)signature.pack_length, signature.pack);
        return status;
    }
    struct wm_sha256 digest = wm_ruleset_files_digest(files->files, files->count);
    if (memcmp(digest.bytes, signature.files.bytes, sizeof digest.bytes) != 0)
        return wrong(packs, pack, &signature, "a file was changed, added, removed or renamed after it was signed",
                     error);
    *ret_key = signature.key;
    return WM_OK;
}

static enum wm_status remember(struct wm_signed_packs *packs, const char *pack, const struct wm_ruleset_file *signature,
                               const struct files *files, const struct wm_public_key *key, struct wm_error *error) {
    struct checked *moved = add(&packs->arena, packs->packs, packs->pack_count, &packs->pack_room, sizeof *moved);
    const char *name = wm_arena_dup(&packs->arena, pack);
    if (moved == NULL || name == NULL)
        return wm_error_no_memory(error);
    enum wm_status status = add_file(&packs->beside, signature, error);
    for (size_t i = 0; i < files->count && status == WM_OK; i++)
        status = add_file(&packs->files, &files->files[i], error);
    packs->packs = moved;
    if (status == WM_OK)
        packs->packs[packs->pack_count++] = (struct checked){name, *key};
    return status;
}

static enum wm_status check(struct wm_signed_packs *packs, const char *pack, struct wm_public_key *ret_key,
                            struct wm_error *error) {
    struct files files = {.arena = &packs->arena}, signature = {.arena = &packs->arena};
    enum wm_status status = read_pack(packs->source, pack, &files, error);
    if (status != WM_OK)
        return status;
    status = read_signature(packs, pack, &signature, error);
    if (status != WM_OK)
        return status;
    status = judge(packs, pack, &signature.files[0], &files, ret_key, error);
    return status == WM_OK ? remember(packs, pack, &signature.files[0], &files, ret_key, error) : status;
}

// A framework in an organisation's folder is signed with the organisation: "organisations/x" of "organisations/x/y".
enum wm_status wm_signed_packs_check(struct wm_signed_packs *packs, const char *pack, struct wm_public_key *ret_key,
                                     struct wm_error *error) {
    const char *group_end = strchr(pack, '/');
    const char *end = group_end != NULL ? strchrnul(group_end + 1, '/') : pack + strlen(pack);
    const char *whole = wm_arena_dup_n(&packs->arena, pack, (size_t)(end - pack));
    if (whole == NULL)
        return wm_error_no_memory(error);
    for (size_t i = 0; i < packs->pack_count; i++) {
        if (strcmp(packs->packs[i].pack, whole) == 0) {
            *ret_key = packs->packs[i].key;
            return WM_OK;
        }
    }
    return settle(&packs->arena, check(packs, whole, ret_key, error), whole, error);
}

// --- as a source ---

static enum wm_status list(void *context, const char *pack, struct wm_arena *arena, const char ***ret_names,
                           size_t *ret_count, struct wm_error *error) {
    struct wm_signed_packs *packs = context;
    struct wm_public_key key;
    enum wm_status status = wm_signed_packs_check(packs, pack, &key, error);
    struct wm_pack_files files = {packs->files.files, packs->files.count};
    struct wm_pack_source source = wm_pack_files_source(&files);
    return status == WM_OK ? source.list(source.context, pack, arena, ret_names, ret_count, error) : status;
}

static enum wm_status read_checked(void *context, const char *pack, const char *name, struct wm_buffer *ret_bytes,
                                   struct wm_error *error) {
    struct wm_signed_packs *packs = context;
    struct wm_public_key key;
    enum wm_status status = wm_signed_packs_check(packs, pack, &key, error);
    struct wm_pack_files files = {packs->files.files, packs->files.count};
    struct wm_pack_source source = wm_pack_files_source(&files);
    return status == WM_OK ? source.read(source.context, pack, name, ret_bytes, error) : status;
}

// The names of all packs are nobody's secret, and no rules; which frameworks an organisation has of its own is signed.
static enum wm_status list_packs(void *context, const char *group, struct wm_arena *arena, const char ***ret_names,
                                 size_t *ret_count, struct wm_error *error) {
    struct wm_signed_packs *packs = context;
    struct wm_public_key key;
    if (strchr(group, '/') == NULL)
        return packs->source->packs(packs->source->context, group, arena, ret_names, ret_count, error);
    enum wm_status status = wm_signed_packs_check(packs, group, &key, error);
    struct wm_pack_files files = {packs->files.files, packs->files.count};
    struct wm_pack_source source = wm_pack_files_source(&files);
    return status == WM_OK ? source.packs(source.context, group, arena, ret_names, ret_count, error) : status;
}

struct wm_pack_source wm_signed_packs_source(struct wm_signed_packs *packs) {
    return (struct wm_pack_source){packs, list, read_checked, list_packs};
}

enum wm_status wm_signed_packs_open(const struct wm_pack_source *source, const struct wm_trust *trust,
                                    struct wm_signed_packs **ret_packs, struct wm_error *error) {
    struct wm_signed_packs *packs = wm_alloc_zero(1, sizeof *packs);
    if (packs == NULL)
        return wm_error_no_memory(error);
    packs->source = source;
    packs->trust = *trust;
    wm_arena_init(&packs->arena, WM_LIMIT_RULESET);
    packs->files.arena = &packs->arena;
    packs->beside.arena = &packs->arena;
    *ret_packs = packs;
    return WM_OK;
}

void wm_signed_packs_close(struct wm_signed_packs *packs) {
    if (packs == NULL)
        return;
    wm_arena_clear(&packs->arena);
    wm_free(packs);
}

bool wm_signed_packs_refused(const struct wm_signed_packs *packs) {
    return packs->refused;
}

// --- what is kept ---

static bool is_executed(const struct wm_ruleset *ruleset, const struct wm_ruleset_file *file) {
    return ruleset->file_count > 0 &&
           bsearch(file, ruleset->files, ruleset->file_count, sizeof *ruleset->files, by_path) != NULL;
}

// What was signed without being executed: files that nothing includes.
enum wm_status wm_signed_packs_keep(const struct wm_signed_packs *packs, struct wm_ruleset *ruleset,
                                    struct wm_error *error) {
    size_t count = packs->beside.count;
    struct wm_ruleset_file *beside = wm_alloc_zero(count + packs->files.count + 1, sizeof *beside);
    if (beside == NULL)
        return wm_error_no_memory(error);
    if (count > 0)
        memcpy(beside, packs->beside.files, count * sizeof *beside);
    for (size_t i = 0; i < packs->files.count; i++) {
        if (!is_executed(ruleset, &packs->files.files[i]))
            beside[count++] = packs->files.files[i];
    }
    if (count > 1)
        qsort(beside, count, sizeof *beside, by_path);
    enum wm_status status = wm_ruleset_keep_beside(ruleset, beside, count, error);
    wm_free(beside);
    return status;
}
