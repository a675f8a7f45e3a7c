// SPDX-License-Identifier: MIT
#include "engine/portfolio/entry.h"

#include "engine/portfolio/canonical.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define NAME_LONGEST 512u
#define REASON_LONGEST 4096u
#define BY_LONGEST 128u

static const char *const names[] = {
    [WM_ENTRY_PERSON_PUT] = "person.put",     [WM_ENTRY_RECORD_ADD] = "record.add",
    [WM_ENTRY_RECORD_VOID] = "record.void",   [WM_ENTRY_AWARD_GRANT] = "award.grant",
    [WM_ENTRY_AWARD_REVOKE] = "award.revoke",
};

const char *wm_entry_type_name(enum wm_entry_type type) {
    return type > WM_ENTRY_NONE && type <= WM_ENTRY_AWARD_REVOKE ? names[type] : "";
}

enum wm_entry_type wm_entry_type_parse(const char *text, size_t length) {
    for (int type = WM_ENTRY_NONE + 1; type <= WM_ENTRY_AWARD_REVOKE; type++) {
        if (strlen(names[type]) == length && memcmp(names[type], text, length) == 0)
            return (enum wm_entry_type)type;
    }
    return WM_ENTRY_NONE;
}

// --- Writing ---

static void write_award(struct wm_buffer *buffer, const struct wm_entry *entry) {
    wm_json_write_key(buffer, "award");
    wm_buffer_byte(buffer, '{');
    if (entry->type == WM_ENTRY_AWARD_GRANT)
        wm_canonical_text(buffer, "by", entry->by);
    wm_canonical_text(buffer, "level", entry->level);
    wm_canonical_day(buffer, "on", entry->on);
    if (entry->type == WM_ENTRY_AWARD_GRANT)
        wm_canonical_day(buffer, "until", entry->until);
    wm_buffer_byte(buffer, '}');
}

static void write_grant(struct wm_buffer *buffer, const struct wm_entry *entry) {
    write_award(buffer, entry);
    if (entry->decision_text.length > 0) {
        wm_json_write_key(buffer, "decision");
        wm_buffer_add(buffer, entry->decision_text.data, entry->decision_text.length);
    } else {
        wm_canonical_json(buffer, "decision", entry->decision);
    }
    if (entry->reason.length > 0) {
        wm_json_write_key(buffer, "override");
        wm_buffer_byte(buffer, '{');
        wm_canonical_text(buffer, "reason", entry->reason);
        wm_buffer_byte(buffer, '}');
    }
    wm_canonical_text(buffer, "person", entry->person);
}

void wm_entry_write(struct wm_buffer *buffer, const struct wm_entry *entry) {
    wm_buffer_byte(buffer, '{');
    switch (entry->type) {
    case WM_ENTRY_NONE: break;
    case WM_ENTRY_PERSON_PUT:
        wm_canonical_json(buffer, "data", entry->data);
        wm_canonical_text(buffer, "name", entry->name);
        wm_canonical_text(buffer, "person", entry->person);
        break;
    case WM_ENTRY_RECORD_ADD:
        wm_canonical_text(buffer, "person", entry->person);
        wm_json_write_key(buffer, "record");
        wm_record_write(buffer, &entry->record);
        break;
    case WM_ENTRY_RECORD_VOID:
        wm_canonical_text(buffer, "person", entry->person);
        wm_canonical_text(buffer, "reason", entry->reason);
        wm_json_write_key(buffer, "seq");
        wm_buffer_integer(buffer, entry->seq);
        break;
    case WM_ENTRY_AWARD_GRANT: write_grant(buffer, entry); break;
    case WM_ENTRY_AWARD_REVOKE:
        write_award(buffer, entry);
        wm_canonical_text(buffer, "person", entry->person);
        wm_canonical_text(buffer, "reason", entry->reason);
        break;
    }
    wm_buffer_byte(buffer, '}');
}

// --- Reading ---

enum member { AWARD, DATA, DECISION, NAME, OVERRIDE, PERSON, REASON, RECORD, SEQ, MEMBERS };

static const char *const member_names[MEMBERS] = {"award",  "data",   "decision", "name", "override",
                                                  "person", "reason", "record",   "seq"};

#define BIT(member) (1u << (member))

static const struct {
    unsigned allowed, required;
} shapes[] = {
    [WM_ENTRY_PERSON_PUT] = {BIT(DATA) | BIT(NAME) | BIT(PERSON), BIT(PERSON)},
    [WM_ENTRY_RECORD_ADD] = {BIT(PERSON) | BIT(RECORD), BIT(PERSON) | BIT(RECORD)},
    [WM_ENTRY_RECORD_VOID] = {BIT(PERSON) | BIT(REASON) | BIT(SEQ), BIT(PERSON) | BIT(REASON) | BIT(SEQ)},
    [WM_ENTRY_AWARD_GRANT] = {BIT(AWARD) | BIT(DECISION) | BIT(OVERRIDE) | BIT(PERSON), BIT(AWARD) | BIT(PERSON)},
    [WM_ENTRY_AWARD_REVOKE] = {BIT(AWARD) | BIT(PERSON) | BIT(REASON), BIT(AWARD) | BIT(PERSON)},
};

static enum wm_status WM_PRINTF(4, 5)
    refuse(struct wm_error *error, const char *where, const char *reason, const char *format, ...) {
    char message[200];
    va_list arguments;
    va_start(arguments, format);
    if (vsnprintf(message, sizeof message, format, arguments) < 0)
        message[0] = '\0';
    va_end(arguments);
    wm_error_set(error, WM_PARAMS, reason, "%s", message);
    wm_error_where(error, "%s", where);
    return WM_PARAMS;
}

static enum member member_of(struct wm_text key) {
    for (int i = 0; i < MEMBERS; i++) {
        if (strlen(member_names[i]) == key.length && memcmp(member_names[i], key.data, key.length) == 0)
            return (enum member)i;
    }
    return MEMBERS;
}

static enum wm_status collect(enum wm_entry_type type, struct wm_json content, struct wm_json members[MEMBERS],
                              struct wm_error *error) {
    if (wm_json_type(content) != WM_JSON_OBJECT)
        return refuse(error, "", "wrong-type", "an entry is an object");
    struct wm_json_iterator iterator = wm_json_iterate(content);
    struct wm_text key;
    struct wm_json value;
    unsigned seen = 0;
    while (wm_json_next(&iterator, &key, &value)) {
        enum member member = member_of(key);
        if (member == MEMBERS || (shapes[type].allowed & BIT(member)) == 0)
            return refuse(error, "", "unknown-field", "an entry %s has no `%.*s`", wm_entry_type_name(type),
                          (int)(key.length < 40 ? key.length : 40), key.data);
        seen |= BIT(member);
        members[member] = value;
    }
    for (int i = 0; i < MEMBERS; i++)
        if ((shapes[type].required & ~seen & BIT(i)) != 0)
            return refuse(error, member_names[i], "missing-field", "an entry %s needs `%s`", wm_entry_type_name(type),
                          member_names[i]);
    return WM_OK;
}

static enum wm_status read_text(struct wm_json value, const char *where, size_t longest, struct wm_text *ret_text,
                                struct wm_error *error) {
    if (wm_json_type(value) == WM_JSON_ABSENT)
        return WM_OK;
    struct wm_text text = wm_json_text(value);
    if (wm_json_type(value) != WM_JSON_STRING)
        return refuse(error, where, "wrong-type", "`%s` has to be a string", where);
    if (text.length == 0 || text.length > longest)
        return refuse(error, where, "out-of-range", "`%s` has %zu bytes: it may have 1 to %zu", where, text.length,
                      longest);
    *ret_text = text;
    return WM_OK;
}

static enum wm_status read_day(struct wm_json value, const char *where, wm_day *ret_day, struct wm_error *error) {
    if (wm_json_type(value) == WM_JSON_ABSENT)
        return WM_OK;
    if (wm_json_type(value) != WM_JSON_STRING)
        return refuse(error, where, "wrong-type", "`%s` has to be a day", where);
    struct wm_text text = wm_json_text(value);
    if (wm_day_parse(text.data, text.length, ret_day, error) == WM_OK)
        return WM_OK;
    wm_error_where(error, "%s", where);
    return WM_PARAMS;
}

static enum wm_status read_award(struct wm_json award, struct wm_entry *entry, struct wm_error *error) {
    struct wm_json_iterator iterator = wm_json_iterate(award);
    struct wm_text key;
    struct wm_json value;
    bool grant = entry->type == WM_ENTRY_AWARD_GRANT;
    while (wm_json_next(&iterator, &key, &value)) {
        enum wm_status status;
        if (key.length == 5 && memcmp(key.data, "level", 5) == 0)
            status = read_text(value, "award.level", WM_CODE_LONGEST, &entry->level, error);
        else if (key.length == 2 && memcmp(key.data, "on", 2) == 0)
            status = read_day(value, "award.on", &entry->on, error);
        else if (grant && key.length == 5 && memcmp(key.data, "until", 5) == 0)
            status = read_day(value, "award.until", &entry->until, error);
        else if (grant && key.length == 2 && memcmp(key.data, "by", 2) == 0)
            status = read_text(value, "award.by", BY_LONGEST, &entry->by, error);
        else
            status = refuse(error, "award", "unknown-field", "an award has no `%.*s`",
                            (int)(key.length < 40 ? key.length : 40), key.data);
        if (status != WM_OK)
            return status;
    }
    if (!wm_code_valid(entry->level.data, entry->level.length))
        return refuse(error, "award.level", "bad-code", "an award needs the code of a level");
    if (entry->on == WM_DAY_NONE)
        return refuse(error, "award.on", "missing-field", "an award needs its day");
    if (entry->until != WM_DAY_NONE && entry->until < entry->on)
        return refuse(error, "award.until", "out-of-range", "an award cannot end before it begins");
    return WM_OK;
}

static enum wm_status read_grant(const struct wm_json members[MEMBERS], struct wm_entry *entry,
                                 struct wm_error *error) {
    enum wm_json_type decision = wm_json_type(members[DECISION]);
    enum wm_json_type override = wm_json_type(members[OVERRIDE]);
    if (decision != WM_JSON_ABSENT && decision != WM_JSON_OBJECT)
        return refuse(error, "decision", "wrong-type", "`decision` has to be an object");
    if (override != WM_JSON_ABSENT && (override != WM_JSON_OBJECT || wm_json_count(members[OVERRIDE]) != 1))
        return refuse(error, "override", "wrong-type", "`override` has to be an object with a `reason`");
    if (override == WM_JSON_OBJECT && wm_json_type(wm_json_member(members[OVERRIDE], "reason")) != WM_JSON_STRING)
        return refuse(error, "override.reason", "missing-field", "an override needs its `reason`");
    if (decision == WM_JSON_ABSENT && override == WM_JSON_ABSENT)
        return refuse(error, "decision", "missing-field", "an award needs a decision or an override");
    entry->decision = members[DECISION];
    return read_text(wm_json_member(members[OVERRIDE], "reason"), "override.reason", REASON_LONGEST, &entry->reason,
                     error);
}

static enum wm_status read_put(const struct wm_json members[MEMBERS], struct wm_entry *entry, struct wm_error *error) {
    entry->data = members[DATA];
    if (wm_json_type(entry->data) != WM_JSON_ABSENT) {
        if (wm_json_type(entry->data) != WM_JSON_OBJECT)
            return refuse(error, "data", "wrong-type", "`data` has to be an object");
        enum wm_status status = wm_record_data_check(entry->data);
        if (status == WM_NO_MEMORY)
            return wm_error_no_memory(error);
        if (status != WM_OK)
            return refuse(error, "data", "out-of-range", "`data` has more than 16 KiB in canonical form");
    }
    return read_text(members[NAME], "name", NAME_LONGEST, &entry->name, error);
}

static enum wm_status read_void(const struct wm_json members[MEMBERS], struct wm_entry *entry, struct wm_error *error) {
    entry->seq = wm_json_type(members[SEQ]) == WM_JSON_INTEGER ? wm_json_integer(members[SEQ]) : 0;
    if (entry->seq <= 0)
        return refuse(error, "seq", "wrong-type", "`seq` has to be a whole number from 1");
    return read_text(members[REASON], "reason", REASON_LONGEST, &entry->reason, error);
}

static enum wm_status read_rest(const struct wm_json members[MEMBERS], struct wm_entry *entry, struct wm_error *error) {
    switch (entry->type) {
    case WM_ENTRY_NONE: break;
    case WM_ENTRY_PERSON_PUT: return read_put(members, entry, error);
    case WM_ENTRY_RECORD_ADD: return wm_record_read(members[RECORD], "record", &entry->record, error);
    case WM_ENTRY_RECORD_VOID: return read_void(members, entry, error);
    case WM_ENTRY_AWARD_GRANT: {
        enum wm_status status = read_award(members[AWARD], entry, error);
        return status != WM_OK ? status : read_grant(members, entry, error);
    }
    case WM_ENTRY_AWARD_REVOKE: {
        enum wm_status status = read_award(members[AWARD], entry, error);
        return status != WM_OK ? status : read_text(members[REASON], "reason", REASON_LONGEST, &entry->reason, error);
    }
    }
    return WM_INTERNAL;
}

enum wm_status wm_entry_read(enum wm_entry_type type, struct wm_json content, struct wm_entry *ret_entry,
                             struct wm_error *error) {
    if (wm_entry_type_name(type)[0] == '\0')
        return refuse(error, "", "unknown-type", "there is no such type of entry");
    struct wm_json members[MEMBERS] = {0};
    struct wm_entry entry = {.type = type, .on = WM_DAY_NONE, .until = WM_DAY_NONE};
    entry.record.on = entry.record.until = WM_DAY_NONE;
    enum wm_status status = collect(type, content, members, error);
    if (status == WM_OK)
        status = read_text(members[PERSON], "person", SIZE_MAX, &entry.person, error);
    if (status == WM_OK)
        status = wm_person_id_check(entry.person.data, entry.person.length, error);
    if (status == WM_OK)
        status = read_rest(members, &entry, error);
    if (status == WM_OK)
        *ret_entry = entry;
    return status;
}

enum wm_status wm_entry_apply(struct wm_portfolio_builder *builder, int64_t seq, const struct wm_entry *entry,
                              struct wm_error *error) {
    switch (entry->type) {
    case WM_ENTRY_NONE:
    case WM_ENTRY_PERSON_PUT: break;
    case WM_ENTRY_RECORD_ADD: return wm_portfolio_builder_add(builder, seq, &entry->record, error);
    case WM_ENTRY_RECORD_VOID: wm_portfolio_builder_remove(builder, entry->seq); break;
    case WM_ENTRY_AWARD_GRANT: {
        const struct wm_record award = {
            .kind = WM_KIND_AWARD, .subject = entry->level, .on = entry->on, .until = entry->until, .by = entry->by};
        return wm_portfolio_builder_add(builder, seq, &award, error);
    }
    case WM_ENTRY_AWARD_REVOKE:
        wm_portfolio_builder_revoke(builder, entry->level.data, entry->level.length, entry->on);
        break;
    }
    return WM_OK;
}
