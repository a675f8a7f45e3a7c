// SPDX-License-Identifier: MIT
// waymark rules keygen, sign, verify: keys, signatures of packs, and whether a pack is as it was signed; offline.
#include "api/cli/commands.h"

#include "api/cli/rules_pack.h"
#include "api/cli/save.h"
#include "engine/base/digest.h"
#include "engine/lang/signed_packs.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEY_FILE_MOST 256u

static void begin_json(struct wm_buffer *text, const char *key, const char *value) {
    wm_buffer_byte(text, '{');
    wm_json_write_key(text, key);
    wm_json_write_text(text, value);
}

static void member(struct wm_buffer *text, const char *key, const char *value) {
    wm_json_write_key(text, key);
    wm_json_write_text(text, value);
}

// --- keygen ---

// A file that was not there: what stands somewhere already may be somebody's only key.
static enum wm_status create(const char *path, mode_t mode, const struct wm_buffer *bytes, struct wm_error *error) {
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (file < 0 && errno == EEXIST) {
        wm_error_set(error, WM_CONFLICT, "exists", "%s is there already: nothing was written", path);
        return wm_error_where(error, "%s", path);
    }
    if (file < 0)
        return wm_error_system(error, errno, path);
    int number = wm_save_bytes(file, bytes);
    if (number == 0 && fsync(file) != 0)
        number = errno;
    if (close(file) != 0 && number == 0)
        number = errno;
    if (number == 0)
        return WM_OK;
    unlink(path);
    return wm_error_system(error, number, path);
}

static enum wm_status write_keys(const char *path, const char *public_path, const struct wm_private_key *key,
                                 struct wm_error *error) {
    struct wm_buffer line;
    wm_buffer_init(&line, KEY_FILE_MOST);
    wm_private_key_write(&line, key);
    enum wm_status status = line.failed ? wm_error_no_memory(error) : create(path, 0600, &line, error);
    wm_buffer_reset(&line);
    wm_public_key_write(&line, &key->public_key);
    if (status == WM_OK) {
        status = line.failed ? wm_error_no_memory(error) : create(public_path, 0666, &line, error);
        if (status != WM_OK)
            unlink(path);
    }
    wm_buffer_clear(&line);
    return status;
}

static enum wm_status make_keys(struct wm_cli *cli, struct wm_error *error) {
    const char *path = cli->arguments[0];
    const char *public_path = wm_arena_printf(&cli->arena, "%s.pub", path);
    char text[WM_PUBLIC_KEY_TEXT];
    struct wm_private_key key;
    enum wm_status status = public_path != NULL ? wm_digest_start(error) : wm_error_no_memory(error);
    if (status != WM_OK)
        return status;
    wm_private_key_make(&key);
    status = write_keys(path, public_path, &key, error);
    wm_public_key_text(&key.public_key, text);
    wm_private_key_forget(&key);
    if (status != WM_OK)
        return status;
    if (cli->json) {
        begin_json(&cli->out->text, "key", text);
        member(&cli->out->text, "private", path);
        member(&cli->out->text, "public", public_path);
        wm_buffer_text(&cli->out->text, "}\n");
        return WM_OK;
    }
    wm_terminal_item(cli->out, 0, WM_TONE_GOOD, "+", WM_TONE_PLAIN, "%s: sign with it, and give it to nobody", path);
    wm_terminal_item(cli->out, 0, WM_TONE_GOOD, "+", WM_TONE_PLAIN,
                     "%s: for `rules: { trusted_keys: [ … ] }` of the daemon", public_path);
    wm_terminal_line(cli->out, WM_TONE_FAINT, "The key is %s.", text);
    return WM_OK;
}

const struct wm_command wm_rules_keygen_command = {
    .name = "rules keygen",
    .arguments = "FILE",
    .least = 1,
    .most = 1,
    .summary = "Make a key to sign rule packs with; needs no daemon",
    .details =
        "The private key is written to FILE, which only you can read, the public one to FILE.pub. Neither may be "
        "there already.",
    .run = make_keys,
};

// --- sign ---

static enum wm_status read_private(const char *path, struct wm_private_key *ret_key, struct wm_error *error) {
    struct stat about;
    enum wm_status status = wm_private_key_read(path, ret_key, error);
    if (status != WM_OK || stat(path, &about) != 0 || (about.st_mode & 077) == 0)
        return status;
    wm_private_key_forget(ret_key);
    wm_error_set(error, WM_DENIED, "key-open", "others than you may use this private key: chmod 600 %s", path);
    wm_error_where(error, "%s", path);
    wm_error_expected(error, "mode 0600");
    return wm_error_found(error, "mode %04o", (unsigned)(about.st_mode & 07777));
}

static enum wm_status sign_pack(struct wm_cli *cli, const struct wm_private_key *key, struct wm_error *error) {
    const char *path = wm_arena_printf(&cli->arena, "%s/" WM_SIGNATURE_FILE, cli->arguments[0]);
    char text[WM_PUBLIC_KEY_TEXT];
    struct wm_rules_pack pack;
    struct wm_buffer signature;
    if (path == NULL)
        return wm_error_no_memory(error);
    enum wm_status status = wm_rules_pack_open(cli, cli->arguments[0], &pack, error);
    if (status != WM_OK)
        return status;
    wm_buffer_init(&signature, WM_SIGNATURE_LONGEST);
    status = wm_pack_sign(&pack.own_source, pack.name, key, &signature, error);
    if (status == WM_OK)
        status = wm_save(cli, path, &signature, error);
    wm_public_key_text(&key->public_key, text);
    if (status == WM_OK && cli->json) {
        begin_json(&cli->out->text, "pack", pack.name);
        member(&cli->out->text, "key", text);
        member(&cli->out->text, "signature", path);
        wm_buffer_text(&cli->out->text, "}\n");
    } else if (status == WM_OK) {
        wm_terminal_item(cli->out, 0, WM_TONE_GOOD, "✓", WM_TONE_PLAIN, "%s is signed with the key %s", pack.name,
                         text);
    }
    wm_buffer_clear(&signature);
    wm_rules_pack_close(&pack);
    return status;
}

static enum wm_status sign(struct wm_cli *cli, struct wm_error *error) {
    const char *file = wm_cli_value(cli, "key");
    struct wm_private_key key;
    if (file == NULL)
        return wm_cli_misused(error, "sign with what? --key FILE; `waymark rules keygen FILE` makes one");
    enum wm_status status = read_private(file, &key, error);
    if (status != WM_OK)
        return status;
    status = sign_pack(cli, &key, error);
    wm_private_key_forget(&key);
    return status;
}

static const struct wm_option sign_options[] = {
    {.name = "key", .value = "FILE", .says = "The private key, as `waymark rules keygen` has written it"},
    {0},
};
const struct wm_command wm_rules_sign_command = {
    .name = "rules sign",
    .arguments = "DIR",
    .least = 1,
    .most = 1,
    .summary = "Sign a rule pack as it stands on disk; needs no daemon",
    .details =
        "DIR is the pack's folder: …/frameworks/NAME or …/organisations/NAME. The signature, in DIR/SIGNATURE, is "
        "for the names and bytes of all its .lua files, of an organisation also for the frameworks in its "
        "folder: change one, and it does not hold any more. Test the pack first.",
    .options = sign_options,
    .run = sign,
};

// --- verify ---

static enum wm_status read_public(const char *text, struct wm_public_key *ret_key, struct wm_error *error) {
    if (wm_public_key_parse(text, strlen(text), ret_key))
        return WM_OK;
    return wm_public_key_read(text, ret_key, error);
}

static void show_verified(struct wm_cli *cli, const char *pack, const struct wm_public_key *key, bool trusted) {
    char text[WM_PUBLIC_KEY_TEXT];
    wm_public_key_text(key, text);
    if (cli->json) {
        begin_json(&cli->out->text, "pack", pack);
        member(&cli->out->text, "key", text);
        wm_json_write_key(&cli->out->text, "compared");
        wm_buffer_text(&cli->out->text, trusted ? "true}\n" : "false}\n");
        return;
    }
    wm_terminal_item(cli->out, 0, WM_TONE_GOOD, "✓", WM_TONE_PLAIN, "%s is as it was signed with the key %s", pack,
                     text);
    if (!trusted)
        wm_terminal_line(cli->out, WM_TONE_FAINT,
                         "Anybody can make a key: with --key this one is compared with one that you trust.");
}

static enum wm_status verify(struct wm_cli *cli, struct wm_error *error) {
    const char *wanted = wm_cli_value(cli, "key");
    struct wm_public_key trusted, key;
    struct wm_trust trust = {&trusted, wanted != NULL ? 1 : 0};
    struct wm_signed_packs *packs = NULL;
    struct wm_rules_pack pack;
    enum wm_status status = wanted != NULL ? read_public(wanted, &trusted, error) : WM_OK;
    if (status == WM_OK)
        status = wm_rules_pack_open(cli, cli->arguments[0], &pack, error);
    if (status != WM_OK)
        return status;
    status = wm_signed_packs_open(&pack.own_source, &trust, &packs, error);
    if (status == WM_OK)
        status = wm_signed_packs_check(packs, pack.name, &key, error);
    if (status == WM_OK)
        show_verified(cli, pack.name, &key, wanted != NULL);
    wm_signed_packs_close(packs);
    wm_rules_pack_close(&pack);
    return status;
}

static const struct wm_option verify_options[] = {
    {.name = "key", .value = "KEY", .says = "It must be signed with this public key: its digits, or its file"},
    {0},
};
const struct wm_command wm_rules_verify_command = {
    .name = "rules verify",
    .arguments = "DIR",
    .least = 1,
    .most = 1,
    .summary = "Say whether a rule pack is as it was signed, and with which key; needs no daemon",
    .details = "DIR is the pack's folder: …/frameworks/NAME or …/organisations/NAME. Frameworks that an organisation "
               "adopts have signatures of their own.\nExit status: 0 when it is, 1 otherwise.",
    .options = verify_options,
    .run = verify,
};
