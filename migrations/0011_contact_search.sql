CREATE TABLE `contact_words` (
	`id` integer PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`contact_id` text NOT NULL,
	`names` text NOT NULL,
	`phones` text NOT NULL,
	`emails` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `contact_words_contact` ON `contact_words` (`organization_id`,`contact_id`);--> statement-breakpoint
DROP INDEX `contacts_name`;--> statement-breakpoint
CREATE INDEX `contacts_name` ON `contacts` (`organization_id`,`name_folded`,`contact_id`);--> statement-breakpoint
-- What stands of a contact now that it is found by. Ids of webchat visitors are nobody's name.
CREATE VIEW contact_words_now AS
SELECT c.organization_id, c.contact_id,
  concat_ws(' ', c.name_folded, (SELECT group_concat(i.external_id, ' ') FROM identities AS i
    WHERE i.organization_id = c.organization_id AND i.contact_id = c.contact_id AND i.channel NOT IN ('wa', 'wa_cloud', 'email', 'web_chat'))) AS names,
  concat_ws(' ', c.phone_digits, CASE WHEN c.phone_digits LIKE '62%' THEN substr(c.phone_digits, 3) END, (SELECT group_concat(concat_ws(' ', i.external_id, CASE WHEN i.external_id LIKE '62%' THEN substr(i.external_id, 3) END), ' ') FROM identities AS i
    WHERE i.organization_id = c.organization_id AND i.contact_id = c.contact_id AND i.channel IN ('wa', 'wa_cloud'))) AS phones,
  concat_ws(' ', c.email_folded, (SELECT group_concat(i.external_id, ' ') FROM identities AS i
    WHERE i.organization_id = c.organization_id AND i.contact_id = c.contact_id AND i.channel = 'email')) AS emails
FROM contacts AS c;
--> statement-breakpoint
CREATE VIRTUAL TABLE contact_words_fts USING fts5(
  tenant, names, phones, emails,
  content = '', contentless_delete = 1,
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
--> statement-breakpoint
CREATE TRIGGER contact_words_fts_insert AFTER INSERT ON contact_words BEGIN
  INSERT INTO contact_words_fts (rowid, tenant, names, phones, emails)
  VALUES (new.id, substr(new.organization_id, 5), new.names, new.phones, new.emails);
END;
--> statement-breakpoint
CREATE TRIGGER contact_words_fts_delete AFTER DELETE ON contact_words BEGIN
  DELETE FROM contact_words_fts WHERE rowid = old.id;
END;
--> statement-breakpoint
CREATE TRIGGER contact_words_of_insert AFTER INSERT ON contacts BEGIN
  INSERT INTO contact_words (organization_id, contact_id, names, phones, emails)
  SELECT organization_id, contact_id, names, phones, emails FROM contact_words_now
  WHERE organization_id = new.organization_id AND contact_id = new.contact_id AND names || phones || emails <> '';
END;
--> statement-breakpoint
CREATE TRIGGER contact_words_of_update AFTER UPDATE OF name_folded, email_folded, phone_digits ON contacts
WHEN new.name_folded IS NOT old.name_folded OR new.email_folded IS NOT old.email_folded
  OR new.phone_digits IS NOT old.phone_digits BEGIN
  DELETE FROM contact_words WHERE organization_id = new.organization_id AND contact_id = new.contact_id;
  INSERT INTO contact_words (organization_id, contact_id, names, phones, emails)
  SELECT organization_id, contact_id, names, phones, emails FROM contact_words_now
  WHERE organization_id = new.organization_id AND contact_id = new.contact_id AND names || phones || emails <> '';
END;
--> statement-breakpoint
CREATE TRIGGER contact_words_of_delete AFTER DELETE ON contacts BEGIN
  DELETE FROM contact_words WHERE organization_id = old.organization_id AND contact_id = old.contact_id;
END;
--> statement-breakpoint
CREATE TRIGGER contact_words_of_identity_insert AFTER INSERT ON identities
WHEN new.channel <> 'web_chat' BEGIN
  DELETE FROM contact_words WHERE organization_id = new.organization_id AND contact_id = new.contact_id;
  INSERT INTO contact_words (organization_id, contact_id, names, phones, emails)
  SELECT organization_id, contact_id, names, phones, emails FROM contact_words_now
  WHERE organization_id = new.organization_id AND contact_id = new.contact_id AND names || phones || emails <> '';
END;
--> statement-breakpoint
CREATE TRIGGER contact_words_of_identity_update AFTER UPDATE OF contact_id ON identities
WHEN old.channel <> 'web_chat' BEGIN
  DELETE FROM contact_words WHERE organization_id = old.organization_id AND contact_id = old.contact_id;
  INSERT INTO contact_words (organization_id, contact_id, names, phones, emails)
  SELECT organization_id, contact_id, names, phones, emails FROM contact_words_now
  WHERE organization_id = old.organization_id AND contact_id = old.contact_id AND names || phones || emails <> '';
  DELETE FROM contact_words WHERE organization_id = new.organization_id AND contact_id = new.contact_id;
  INSERT INTO contact_words (organization_id, contact_id, names, phones, emails)
  SELECT organization_id, contact_id, names, phones, emails FROM contact_words_now
  WHERE organization_id = new.organization_id AND contact_id = new.contact_id AND names || phones || emails <> '';
END;
--> statement-breakpoint
CREATE TRIGGER contact_words_of_identity_delete AFTER DELETE ON identities
WHEN old.channel <> 'web_chat' BEGIN
  DELETE FROM contact_words WHERE organization_id = old.organization_id AND contact_id = old.contact_id;
  INSERT INTO contact_words (organization_id, contact_id, names, phones, emails)
  SELECT organization_id, contact_id, names, phones, emails FROM contact_words_now
  WHERE organization_id = old.organization_id AND contact_id = old.contact_id AND names || phones || emails <> '';
END;
--> statement-breakpoint
INSERT INTO contact_words (organization_id, contact_id, names, phones, emails)
SELECT organization_id, contact_id, names, phones, emails FROM contact_words_now WHERE names || phones || emails <> '';
