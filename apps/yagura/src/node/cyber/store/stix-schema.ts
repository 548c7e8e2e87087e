import type { Migration } from '../../store/schema.ts'
import type { StoreForm } from '../../store/store-connection.ts'

/**
 * Forms of the store of STIX objects, as those of the node's own store: one that was released is never changed, a new form is a
 * new last entry. The table `state` is where every store keeps its mode.
 *
 * - `names` numbers every id that is there or referred to, so that indexes hold numbers. `objects` has the newest version of each
 *   object with what lists narrow and sort by; times are Unix time in µs; a confidence of -1 is none.
 * - `is_dated`: the object itself says when this version was made, and `version_us` is what it says, as far as a safe integer goes; else it is
 *   when it was added. A version that says so is newer than all that do not, whichever came first.
 * - A version with `aside` is in quarantine, for that reason, and contradicts another. `came_from` names every source that brought a
 *   version; the source and the marking of the version itself are those of the first.
 * - `refs` and `facets` are of newest versions. `words` holds an index without the texts themselves.
 * - `bytes_read` remembers what was read, by the hash of its bytes.
 * - `view_entries` say what a recipient has in view and when it came into view, `view_held` what waits until what it refers to is in view.
 * - `unsettled` names what a change of form leaves to be judged anew by whoever opens the store: objects whose newest version became another,
 *   and versions in quarantine that no longer contradict any.
 * - `statuses` are answers to TAXII clients about what they brought, `cursors` say how far an
 *   exchange with another server has come.
 */
export const stixMigrations: readonly Migration[] = [
  `CREATE TABLE state (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE names (no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
   CREATE TABLE kinds (no INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
   CREATE TABLE sources (no INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
   CREATE TABLE markings (
     no INTEGER PRIMARY KEY, marking TEXT NOT NULL, originator TEXT NOT NULL, UNIQUE (marking, originator)
   ) STRICT;
   CREATE TABLE versions (
     seq INTEGER PRIMARY KEY AUTOINCREMENT, object INTEGER NOT NULL, version_us INTEGER NOT NULL, version TEXT NOT NULL,
     added_us INTEGER NOT NULL, marking INTEGER NOT NULL, source INTEGER NOT NULL, aside TEXT NOT NULL,
     contradicts INTEGER, body TEXT NOT NULL
   ) STRICT;
   CREATE INDEX versions_by_object ON versions (object, version_us);
   CREATE INDEX versions_aside ON versions (contradicts, seq) WHERE aside <> '';
   CREATE TABLE came_from (
     no INTEGER PRIMARY KEY AUTOINCREMENT, source INTEGER NOT NULL, version INTEGER NOT NULL, UNIQUE (source, version)
   ) STRICT;
   CREATE INDEX came_from_by_version ON came_from (version);
   CREATE TABLE objects (
     object INTEGER PRIMARY KEY, seq INTEGER NOT NULL, type TEXT NOT NULL, name TEXT NOT NULL COLLATE NOCASE,
     created_us INTEGER NOT NULL, modified_us INTEGER NOT NULL, added_us INTEGER NOT NULL, created_by INTEGER,
     confidence REAL NOT NULL, revoked INTEGER NOT NULL, marking INTEGER NOT NULL, source INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX objects_by_type ON objects (type, added_us);
   CREATE INDEX objects_by_added ON objects (added_us);
   CREATE INDEX objects_by_modified ON objects (modified_us);
   CREATE INDEX objects_by_created ON objects (created_us);
   CREATE INDEX objects_by_name ON objects (name);
   CREATE INDEX objects_by_confidence ON objects (confidence) WHERE confidence >= 0;
   CREATE TABLE refs (
     target INTEGER NOT NULL, kind INTEGER NOT NULL, object INTEGER NOT NULL, PRIMARY KEY (target, kind, object)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX refs_by_object ON refs (object, kind, target);
   CREATE TABLE facets (
     kind INTEGER NOT NULL, value TEXT NOT NULL COLLATE NOCASE, object INTEGER NOT NULL, PRIMARY KEY (kind, value, object)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX facets_by_object ON facets (object);
   CREATE VIRTUAL TABLE words USING fts5(
     name, rest, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2'
   );
   CREATE TABLE bytes_read (hash BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
   CREATE TABLE views (
     no INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, upto_seq INTEGER NOT NULL, last_shown_us INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE view_entries (
     view INTEGER NOT NULL, shown_us INTEGER NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (view, shown_us)
   ) STRICT, WITHOUT ROWID;
   CREATE UNIQUE INDEX view_entries_by_version ON view_entries (version, view);
   CREATE TABLE view_held (
     view INTEGER NOT NULL, waits_for INTEGER NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (view, waits_for, version)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX view_held_by_version ON view_held (version);
   CREATE TABLE statuses (
     id TEXT PRIMARY KEY, account TEXT NOT NULL, at_us INTEGER NOT NULL, body TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE cursors (name TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE INDEX statuses_by_time ON statuses (at_us);`,
  `CREATE TABLE versions_next (
     seq INTEGER PRIMARY KEY AUTOINCREMENT, object INTEGER NOT NULL, is_dated INTEGER NOT NULL, version_us INTEGER NOT NULL,
     version TEXT NOT NULL, added_us INTEGER NOT NULL, marking INTEGER NOT NULL, source INTEGER NOT NULL, aside TEXT NOT NULL,
     contradicts INTEGER, body TEXT NOT NULL
   ) STRICT;
   INSERT INTO versions_next
     SELECT seq, object, 1, max(-9007199254740991, min(9007199254740991, version_us)), version, added_us, marking, source, aside,
     contradicts, body FROM versions;
   UPDATE versions_next SET is_dated = 0 WHERE version_us = added_us
     AND version IS NOT coalesce(json_extract(body, '$.modified'), json_extract(body, '$.created'));
   UPDATE versions_next SET is_dated = 0, version_us = added_us WHERE object IN (SELECT object FROM objects WHERE type IN (
     'artifact', 'autonomous-system', 'directory', 'domain-name', 'email-addr', 'email-message', 'file', 'ipv4-addr', 'ipv6-addr',
     'mac-addr', 'mutex', 'network-traffic', 'process', 'software', 'url', 'user-account', 'windows-registry-key', 'x509-certificate'));
   DELETE FROM sqlite_sequence WHERE name = 'versions_next';
   INSERT INTO sqlite_sequence (name, seq) SELECT 'versions_next', seq FROM sqlite_sequence WHERE name = 'versions';
   DROP TABLE versions;
   ALTER TABLE versions_next RENAME TO versions;
   CREATE INDEX versions_by_object ON versions (object, is_dated, version_us);
   CREATE INDEX versions_aside ON versions (contradicts, seq) WHERE aside <> '';
   UPDATE objects SET created_us = max(-9007199254740991, min(9007199254740991, created_us)),
     modified_us = max(-9007199254740991, min(9007199254740991, modified_us))
     WHERE max(abs(created_us), abs(modified_us)) > 9007199254740991;
   CREATE TABLE unsettled (object INTEGER NOT NULL, aside INTEGER) STRICT;
   INSERT INTO unsettled SELECT o.object, NULL FROM objects o WHERE o.seq IS NOT (SELECT v.seq FROM versions v
     WHERE v.object = o.object AND v.aside = '' ORDER BY v.is_dated DESC, v.version_us DESC, v.seq DESC LIMIT 1);
   INSERT INTO unsettled SELECT v.object, v.seq FROM versions v JOIN versions k ON k.seq = v.contradicts AND k.is_dated = 0
     WHERE v.aside = 'other-creator' ORDER BY v.seq;`,
]

/**
 * Next to nothing is taken out of such a store: free pages are used again. An object takes a kilobyte or two, and a commit touches pages of
 * every index: with pages twice as large as usual an import writes half as often.
 */
export const stixForm: StoreForm = { steps: stixMigrations, isTrimmed: false, pageBytes: 8192 }
