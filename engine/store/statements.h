// SPDX-License-Identifier: MIT
// Every SQL statement of the store, by name. The name is what errors and slow-statement lines show.
// What the tables mean stands in migrations.c.
#pragma once

// clang-format off
#define WM_SQL_MAP(X)                                                                                                  \
    X(BEGIN_READING, "BEGIN")                                                                                          \
    X(BEGIN_WRITING, "BEGIN IMMEDIATE")                                                                                \
    X(COMMIT, "COMMIT")                                                                                                \
    X(ROLLBACK, "ROLLBACK")                                                                                            \
    X(REQUEST_BEGIN, "SAVEPOINT request")                                                                              \
    X(REQUEST_KEEP, "RELEASE request")                                                                                 \
    X(REQUEST_UNDO, "ROLLBACK TO request")                                                                             \
    X(ORGANISATION_FIND, "SELECT number FROM organisation WHERE id = ?1")                                              \
    X(ORGANISATION_ADD, "INSERT INTO organisation (id) VALUES (?1)")                                                   \
    X(ORGANISATION_LIST,                                                                                               \
      "SELECT id, number FROM organisation o"                                                                          \
      " WHERE EXISTS (SELECT 1 FROM entry e WHERE e.organisation = o.number) ORDER BY id")                             \
    X(HEAD, "SELECT seq, hash FROM entry WHERE organisation = ?1 ORDER BY seq DESC LIMIT 1")                           \
    X(PERSON_FIND, "SELECT number FROM person WHERE organisation = ?1 AND id = ?2")                                    \
    X(PERSON_HEAD,                                                                                                     \
      "SELECT head FROM content WHERE organisation = ?1 AND person = ?2 ORDER BY seq DESC LIMIT 1")                    \
    X(PERSON_ADD, "INSERT INTO person (organisation, id, put) VALUES (?1, ?2, ?3)")                                    \
    X(PERSON_PUT, "UPDATE person SET put = ?2 WHERE number = ?1")                                                      \
    X(PERSONS_FROM, "SELECT id FROM person WHERE organisation = ?1 AND id >= ?2 ORDER BY id LIMIT ?3")                 \
    X(PERSONS_BEFORE, "SELECT id FROM person WHERE organisation = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3")           \
    X(ENTRY_ADD,                                                                                                       \
      "INSERT INTO entry (organisation, seq, type, instant, uid, digest, hash, person)"                                \
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")                                                                      \
    X(CONTENT_ADD,                                                                                                     \
      "INSERT INTO content (organisation, person, seq, type, head, salt, json)"                                        \
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")                                                                          \
    X(KEY_FIND,                                                                                                        \
      "SELECT k.seq, c.json FROM key k"                                                                                \
      " JOIN entry e ON e.organisation = k.organisation AND e.seq = k.seq"                                             \
      " JOIN content c ON c.organisation = e.organisation AND c.person = e.person AND c.seq = e.seq"                   \
      " WHERE k.organisation = ?1 AND k.key = ?2")                                                                     \
    X(KEY_ADD, "INSERT INTO key (organisation, key, seq) VALUES (?1, ?2, ?3)")                                         \
    X(VOID_FIND,                                                                                                       \
      "SELECT e.type, e.person, p.id, v.void FROM entry e JOIN person p ON p.number = e.person"                        \
      " LEFT JOIN voided v ON v.organisation = e.organisation AND v.seq = e.seq"                                       \
      " WHERE e.organisation = ?1 AND e.seq = ?2")                                                                     \
    X(VOID_ADD, "INSERT INTO voided (organisation, seq, void) VALUES (?1, ?2, ?3)")                                    \
    X(PORTFOLIO,                                                                                                       \
      "SELECT seq, type, head, json FROM content"                                                                      \
      " WHERE organisation = ?1 AND person = ?2 AND seq >= ?3 AND seq <= ?4 ORDER BY seq")                             \
    X(PACKED,                                                                                                          \
      "SELECT p.number, k.last, k.bytes FROM person p LEFT JOIN packed k ON k.person = p.number"                       \
      " WHERE p.organisation = ?1 AND p.id = ?2")                                                                      \
    X(PACKED_UNTIL, "SELECT seq, version, sum FROM packed_until WHERE organisation = ?1")                              \
    X(PACKED_STALE,                                                                                                    \
      "SELECT DISTINCT e.person FROM entry e LEFT JOIN packed k ON k.person = e.person"                                \
      " WHERE e.organisation = ?1 AND e.seq > ?2 AND e.seq <= ?3 AND (?4 OR k.last IS NULL OR k.last < e.seq)"         \
      " ORDER BY e.person")                                                                                            \
    X(PACKED_LATEST,                                                                                                   \
      "SELECT seq FROM content WHERE organisation = ?1 AND person = ?2 ORDER BY seq DESC LIMIT 1")                     \
    X(PACKED_KEEP,                                                                                                     \
      "INSERT INTO packed (person, last, bytes) VALUES (?1, ?2, ?3)"                                                   \
      " ON CONFLICT (person) DO UPDATE SET last = excluded.last, bytes = excluded.bytes")                              \
    X(PACKED_DROP_ALL,                                                                                                 \
      "DELETE FROM packed WHERE person IN (SELECT number FROM person WHERE organisation = ?1)")                        \
    X(PACKED_ADVANCE,                                                                                                  \
      "INSERT INTO packed_until (organisation, seq, version, sum) VALUES (?1, ?2, ?3, ?4)"                             \
      " ON CONFLICT (organisation) DO UPDATE"                                                                          \
      " SET seq = excluded.seq, version = excluded.version, sum = excluded.sum")                                       \
    X(PACKED_SCAN,                                                                                                     \
      "SELECT p.number, p.id, k.bytes FROM person p LEFT JOIN packed k ON k.person = p.number"                         \
      " WHERE p.number >= ?2 AND p.number < ?3 AND +p.organisation = ?1 ORDER BY p.number")                            \
    X(PERSON_ID, "SELECT id FROM person WHERE number = ?1")                                                            \
    X(PERSON_RANGE, "SELECT min(number), max(number), count(*) FROM person WHERE organisation = ?1")                   \
    X(ENTRIES,                                                                                                         \
      "SELECT e.seq, e.type, e.instant, e.uid, c.json, v.void, w.json FROM entry e"                                    \
      " JOIN content c ON c.organisation = e.organisation AND c.person = e.person AND c.seq = e.seq"                   \
      " LEFT JOIN voided v ON v.organisation = e.organisation AND v.seq = e.seq AND v.void <= ?3"                      \
      " LEFT JOIN content w ON w.organisation = e.organisation AND w.person = e.person AND w.seq = v.void"             \
      " WHERE e.organisation = ?1 AND e.seq > ?2 AND e.seq <= ?3 ORDER BY e.seq")                                      \
    X(ENTRIES_OF_PERSON,                                                                                               \
      "SELECT c.seq, c.type, e.instant, e.uid, c.json, v.void, w.json FROM content c"                                  \
      " CROSS JOIN entry e ON e.organisation = c.organisation AND e.seq = c.seq"                                       \
      " LEFT JOIN voided v ON v.organisation = c.organisation AND v.seq = c.seq AND v.void <= ?3"                      \
      " LEFT JOIN content w ON w.organisation = c.organisation AND w.person = c.person AND w.seq = v.void"             \
      " WHERE c.organisation = ?1 AND c.seq > ?2 AND c.seq <= ?3 AND c.person = ?4 ORDER BY c.seq")                    \
    X(PERSONS,                                                                                                         \
      "SELECT c.seq, c.type, e.instant, e.uid, c.json, p.id,"                                                          \
      " (SELECT max(l.seq) FROM content l WHERE l.organisation = p.organisation AND l.person = p.number)"              \
      " FROM person p"                                                                                                 \
      " CROSS JOIN content c ON c.organisation = p.organisation AND c.person = p.number AND c.seq = p.put"             \
      " CROSS JOIN entry e ON e.organisation = c.organisation AND e.seq = c.seq"                                       \
      " WHERE p.organisation = ?1 AND p.id > ?2 ORDER BY p.id LIMIT ?3")                                               \
    X(PERSON,                                                                                                          \
      "SELECT c.seq, c.type, e.instant, e.uid, c.json, p.id,"                                                          \
      " (SELECT max(l.seq) FROM content l WHERE l.organisation = p.organisation AND l.person = p.number)"              \
      " FROM person p"                                                                                                 \
      " CROSS JOIN content c ON c.organisation = p.organisation AND c.person = p.number AND c.seq = p.put"             \
      " CROSS JOIN entry e ON e.organisation = c.organisation AND e.seq = c.seq"                                       \
      " WHERE p.organisation = ?1 AND p.id = ?2")                                                                      \
    X(RULESET_LAST,                                                                                                    \
      "SELECT number, rules, hash, cause FROM ruleset WHERE organisation = ?1 ORDER BY number DESC LIMIT 1")           \
    X(RULESET_HISTORY,                                                                                                 \
      "SELECT r.number, r.rules, r.instant, r.uid, r.cause, r.disk, p.rules, m.people FROM ruleset r"                  \
      " LEFT JOIN ruleset p ON p.organisation = r.organisation AND p.number = r.number - 1"                            \
      " LEFT JOIN moved m ON m.organisation = r.organisation AND m.number = r.number"                                  \
      " WHERE r.organisation = ?1 AND r.number < ?2 ORDER BY r.number DESC")                                           \
    X(RULESET_MATCH,                                                                                                   \
      "SELECT DISTINCT rules FROM ruleset WHERE organisation = ?1"                                                     \
      " AND substr(lower(hex(rules)), 1, length(?2)) = ?2 LIMIT 2")                                                    \
    X(RULESET_COMPARE,                                                                                                 \
      "SELECT a.path, b.path IS NOT NULL FROM ruleset_file a LEFT JOIN ruleset_file b"                                 \
      " ON b.organisation = a.organisation AND b.rules = ?3 AND b.path = a.path"                                       \
      " WHERE a.organisation = ?1 AND a.rules = ?2 AND b.source IS NOT a.source ORDER BY a.path")                      \
    X(ACTIVATION_FIND, "SELECT hash FROM ruleset WHERE organisation = ?1 AND number = ?2")                             \
    X(MOVED_ADD, "INSERT INTO moved (organisation, number, people, hash) VALUES (?1, ?2, ?3, ?4)")                     \
    X(RULESET_FIND, "SELECT files FROM ruleset WHERE organisation = ?1 AND rules = ?2 LIMIT 1")                        \
    X(RULESET_ADD,                                                                                                     \
      "INSERT INTO ruleset (organisation, number, rules, instant, files, hash, uid, cause, disk)"                      \
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")                                                                  \
    X(RULESET_FILE_ADD,                                                                                                \
      "INSERT INTO ruleset_file (organisation, rules, path, source) VALUES (?1, ?2, ?3, ?4)")                          \
    X(SOURCE_ADD, "INSERT INTO source (hash, bytes) VALUES (?1, ?2) ON CONFLICT (hash) DO NOTHING")                    \
    X(RULESET_COUNT, "SELECT count(*) FROM ruleset_file WHERE organisation = ?1 AND rules = ?2")                       \
    X(RULESET_FILES,                                                                                                   \
      "SELECT f.path, f.source, s.bytes FROM ruleset_file f LEFT JOIN source s ON s.hash = f.source"                   \
      " WHERE f.organisation = ?1 AND f.rules = ?2 ORDER BY f.path")                                                   \
    X(BESIDE_DROP, "DELETE FROM beside WHERE organisation = ?1 AND rules = ?2")                                        \
    X(BESIDE_ADD, "INSERT INTO beside (organisation, rules, path, bytes, hash) VALUES (?1, ?2, ?3, ?4, ?5)")           \
    X(BESIDE_FIND,                                                                                                     \
      "SELECT rules, path, bytes, hash FROM beside WHERE organisation = ?1 AND rules = ?2 ORDER BY path")              \
    X(OUTBOX_FIND, "SELECT oldest, head, told, telling, person, level, hash FROM outbox WHERE organisation = ?1")      \
    X(OUTBOX_KEEP,                                                                                                     \
      "INSERT INTO outbox (organisation, oldest, head, told, telling, person, level, hash)"                            \
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (organisation) DO UPDATE SET oldest = excluded.oldest,"    \
      " head = excluded.head, told = excluded.told, telling = excluded.telling, person = excluded.person,"             \
      " level = excluded.level, hash = excluded.hash")                                                                 \
    X(EVENT_ADD, "INSERT INTO event (organisation, seq, instant, json, hash) VALUES (?1, ?2, ?3, ?4, ?5)")             \
    X(EVENTS,                                                                                                          \
      "SELECT seq, instant, json, hash FROM event WHERE organisation = ?1 AND seq > ?2 ORDER BY seq")                  \
    X(EVENT_KEPT,                                                                                                      \
      "SELECT seq FROM event WHERE organisation = ?1 AND seq >= ?2 AND seq < ?3 AND instant >= ?4 ORDER BY seq LIMIT 1")\
    X(EVENT_DROP, "DELETE FROM event WHERE organisation = ?1 AND seq < ?2")                                            \
    X(ACTIVATION_RULES, "SELECT rules FROM ruleset WHERE organisation = ?1 AND number = ?2")                           \
    X(VERIFY_INTEGRITY, "PRAGMA integrity_check(1)")                                                                   \
    X(VERIFY_FOREIGN_KEYS, "PRAGMA foreign_key_check")                                                                 \
    X(VERIFY_ORGANISATIONS, "SELECT number, id FROM organisation ORDER BY number")                                     \
    X(VERIFY_ENTRIES,                                                                                                  \
      "SELECT seq, type, instant, uid, digest, hash FROM entry WHERE organisation = ?1 ORDER BY seq")                  \
    X(VERIFY_CONTENTS,                                                                                                 \
      "SELECT c.person, c.seq, c.type, c.head, c.salt, c.json, e.type, e.digest, p.organisation, p.id, p.put"          \
      " FROM content c"                                                                                                \
      " LEFT JOIN entry e ON e.organisation = c.organisation AND e.seq = c.seq AND e.person = c.person"                \
      " LEFT JOIN person p ON p.number = c.person"                                                                     \
      " WHERE c.organisation = ?1 ORDER BY c.person, c.seq")                                                           \
    X(VERIFY_PERSONS,                                                                                                  \
      "SELECT id FROM person p WHERE NOT EXISTS (SELECT 1 FROM content c"                                              \
      " WHERE c.organisation = p.organisation AND c.person = p.number) LIMIT 1")                                       \
    X(VERIFY_KEYS,                                                                                                     \
      "SELECT k.key, k.seq, c.type, c.json FROM key k"                                                                 \
      " LEFT JOIN entry e ON e.organisation = k.organisation AND e.seq = k.seq"                                        \
      " LEFT JOIN content c ON c.organisation = e.organisation AND c.person = e.person AND c.seq = e.seq"              \
      " WHERE k.organisation = ?1 ORDER BY k.key")                                                                     \
    X(VERIFY_VOIDED,                                                                                                   \
      "SELECT v.seq, v.void, t.type, t.person, c.type, c.person, c.json FROM voided v"                                 \
      " LEFT JOIN entry t ON t.organisation = v.organisation AND t.seq = v.seq"                                        \
      " LEFT JOIN entry e ON e.organisation = v.organisation AND e.seq = v.void"                                       \
      " LEFT JOIN content c ON c.organisation = e.organisation AND c.person = e.person AND c.seq = e.seq"              \
      " WHERE v.organisation = ?1 ORDER BY v.seq")                                                                     \
    X(VERIFY_RULESETS,                                                                                                 \
      "SELECT number, rules, instant, files, hash, uid, cause, disk FROM ruleset WHERE organisation = ?1"              \
      " ORDER BY number")                                                                                              \
    X(VERIFY_MOVED,                                                                                                    \
      "SELECT m.number, m.people, m.hash, r.hash FROM moved m"                                                         \
      " LEFT JOIN ruleset r ON r.organisation = m.organisation AND r.number = m.number"                                \
      " WHERE m.organisation = ?1 ORDER BY m.number")                                                                  \
    X(VERIFY_RULESET_FILES,                                                                                            \
      "SELECT DISTINCT f.rules FROM ruleset_file f WHERE f.organisation = ?1 AND NOT EXISTS"                           \
      " (SELECT 1 FROM ruleset r WHERE r.organisation = f.organisation AND r.rules = f.rules) LIMIT 1")                \
    X(VERIFY_BESIDE,                                                                                                   \
      "SELECT b.rules, b.path, b.bytes, b.hash, EXISTS (SELECT 1 FROM ruleset r"                                       \
      " WHERE r.organisation = b.organisation AND r.rules = b.rules) FROM beside b WHERE b.organisation = ?1")         \
    X(VERIFY_SOURCES, "SELECT hash, bytes FROM source ORDER BY hash")                                                  \
    X(VERIFY_PACKED,                                                                                                   \
      "SELECT k.person, k.last, k.bytes, p.id FROM packed k JOIN person p ON p.number = k.person"                      \
      " WHERE p.organisation = ?1 ORDER BY k.person")                                                                  \
    X(VERIFY_PACKED_UNTIL,                                                                                             \
      "SELECT e.seq FROM entry e LEFT JOIN packed k ON k.person = e.person"                                            \
      " WHERE e.organisation = ?1 AND e.seq <= ?2 AND (k.last IS NULL OR k.last < e.seq)"                              \
      " AND NOT EXISTS (SELECT 1 FROM content c"                                                                       \
      " WHERE c.organisation = e.organisation AND c.person = e.person AND c.seq > ?2) LIMIT 1")                        \
    X(VERIFY_SCHEMA, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name")
// clang-format on

enum wm_sql {
#define X(name, text) WM_SQL_##name,
    WM_SQL_MAP(X)
#undef X
        WM_SQL_COUNT
};
