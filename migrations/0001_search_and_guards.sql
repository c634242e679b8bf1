-- Full text of messages. The tenant's token is a column of the index, so that MATCH itself never leaves the tenant.
-- The index keeps no copy of the text; rowid is messages.id, which is ordered by time.
CREATE VIRTUAL TABLE messages_fts USING fts5(
  tenant, text,
  content = '', contentless_delete = 1,
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
--> statement-breakpoint
CREATE TRIGGER messages_fts_insert AFTER INSERT ON messages WHEN new.text IS NOT NULL BEGIN
  INSERT INTO messages_fts (rowid, tenant, text) VALUES (new.id, substr(new.organization_id, 5), new.text);
END;
--> statement-breakpoint
CREATE TRIGGER messages_fts_delete AFTER DELETE ON messages WHEN old.text IS NOT NULL BEGIN
  DELETE FROM messages_fts WHERE rowid = old.id;
END;
--> statement-breakpoint
CREATE TRIGGER messages_fts_update AFTER UPDATE OF text ON messages BEGIN
  DELETE FROM messages_fts WHERE rowid = old.id AND old.text IS NOT NULL;
  INSERT INTO messages_fts (rowid, tenant, text)
  SELECT new.id, substr(new.organization_id, 5), new.text WHERE new.text IS NOT NULL;
END;
--> statement-breakpoint
-- The audit log grows at its end only: each row continues the chain of its organization.
CREATE TRIGGER audit_chain BEFORE INSERT ON audit
WHEN new.number <> coalesce((SELECT max(number) FROM audit WHERE organization_id = new.organization_id), 0) + 1
  OR new.previous_hash <> coalesce(
    (SELECT hash FROM audit WHERE organization_id = new.organization_id ORDER BY number DESC LIMIT 1), '')
BEGIN
  SELECT RAISE(ABORT, 'audit chain moved on');
END;
--> statement-breakpoint
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN
  SELECT RAISE(ABORT, 'audit is append-only');
END;
--> statement-breakpoint
-- Rows may go after 400 days, oldest first; the newest row of a chain always stays, so that the chain can go on.
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
WHEN old.at > (unixepoch() - 34560000) * 1000
  OR old.number = (SELECT max(number) FROM audit WHERE organization_id = old.organization_id)
  OR EXISTS (SELECT 1 FROM audit WHERE organization_id = old.organization_id AND number < old.number)
BEGIN
  SELECT RAISE(ABORT, 'audit is append-only');
END;
