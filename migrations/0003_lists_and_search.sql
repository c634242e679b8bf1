CREATE TABLE `room_contacts` (
	`id` integer PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`room_id` text NOT NULL,
	`version` integer NOT NULL,
	`names` text NOT NULL,
	`phones` text NOT NULL,
	`emails` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `room_contacts_room` ON `room_contacts` (`organization_id`,`room_id`);--> statement-breakpoint
CREATE TABLE `room_tags` (
	`organization_id` text NOT NULL,
	`room_id` text NOT NULL,
	`tag_id` text NOT NULL,
	`version` integer NOT NULL,
	`kind` text NOT NULL,
	`status` text NOT NULL,
	`division_id` text,
	`last_inbound_at` integer,
	PRIMARY KEY(`organization_id`, `room_id`, `tag_id`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `room_tags_list` ON `room_tags` (`organization_id`,`tag_id`,`kind`,`last_inbound_at`,`room_id`,`status`,`division_id`);--> statement-breakpoint
DROP INDEX `rooms_by_status`;--> statement-breakpoint
DROP INDEX `rooms_by_division`;--> statement-breakpoint
DROP INDEX `rooms_unresponded`;--> statement-breakpoint
ALTER TABLE `rooms` ADD `is_tagged` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `rooms_by_integration` ON `rooms` (`organization_id`,`kind`,`integration_id`,`last_inbound_at`,`room_id`,`status`,`division_id`);--> statement-breakpoint
CREATE INDEX `rooms_by_session` ON `rooms` (`organization_id`,`kind`,`session_start_at`,`room_id`,`status`,`division_id`,`last_inbound_at`);--> statement-breakpoint
CREATE INDEX `rooms_by_activity` ON `rooms` (`organization_id`,`last_activity_at`,`room_id`);--> statement-breakpoint
CREATE INDEX `rooms_untagged` ON `rooms` (`organization_id`,`kind`,`last_inbound_at`,`room_id`,`status`,`division_id`) WHERE "rooms"."is_tagged" = 0;--> statement-breakpoint
CREATE INDEX `rooms_snoozed` ON `rooms` (`organization_id`,`kind`,`last_inbound_at`,`room_id`,`status`,`division_id`) WHERE "rooms"."snoozed_until" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `rooms_campaign` ON `rooms` (`organization_id`,`kind`,`last_inbound_at`,`room_id`,`status`,`division_id`) WHERE "rooms"."status" = 'campaign';--> statement-breakpoint
CREATE INDEX `rooms_by_status` ON `rooms` (`organization_id`,`kind`,`status`,`last_inbound_at`,`room_id`,`division_id`);--> statement-breakpoint
CREATE INDEX `rooms_by_division` ON `rooms` (`organization_id`,`kind`,`division_id`,`last_inbound_at`,`room_id`,`status`);--> statement-breakpoint
CREATE INDEX `rooms_unresponded` ON `rooms` (`organization_id`,`kind`,`last_inbound_at`,`room_id`,`status`,`division_id`) WHERE "rooms"."is_unresponded" = 1;--> statement-breakpoint
ALTER TABLE `contacts` ADD `is_blocked` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `contacts` ADD `blocked_at` integer;--> statement-breakpoint
ALTER TABLE `messages` ADD `changed_seq` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `messages` ADD `is_deleted` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `messages` ADD `is_withheld` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `conversations` ADD `division_seq` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `audit_once` ON `audit` (`organization_id`,`audit_id`);--> statement-breakpoint
-- The text index holds the names of files beside the text.
DROP TRIGGER messages_fts_insert;--> statement-breakpoint
DROP TRIGGER messages_fts_delete;--> statement-breakpoint
DROP TRIGGER messages_fts_update;--> statement-breakpoint
CREATE TRIGGER messages_fts_insert AFTER INSERT ON messages
WHEN NOT new.is_withheld AND coalesce(new.text, new.file_name) IS NOT NULL BEGIN
  INSERT INTO messages_fts (rowid, tenant, text)
  VALUES (new.id, substr(new.organization_id, 5), concat_ws(' ', new.text, new.file_name));
END;
--> statement-breakpoint
CREATE TRIGGER messages_fts_delete AFTER DELETE ON messages
WHEN NOT old.is_withheld AND coalesce(old.text, old.file_name) IS NOT NULL BEGIN
  DELETE FROM messages_fts WHERE rowid = old.id;
END;
--> statement-breakpoint
CREATE TRIGGER messages_fts_update AFTER UPDATE OF text, file_name, is_withheld ON messages BEGIN
  DELETE FROM messages_fts
  WHERE rowid = old.id AND NOT old.is_withheld AND coalesce(old.text, old.file_name) IS NOT NULL;
  INSERT INTO messages_fts (rowid, tenant, text)
  SELECT new.id, substr(new.organization_id, 5), concat_ws(' ', new.text, new.file_name)
  WHERE NOT new.is_withheld AND coalesce(new.text, new.file_name) IS NOT NULL;
END;
--> statement-breakpoint
-- What rooms are found by. A column for each kind of word, because not everybody may search in all of them.
CREATE VIRTUAL TABLE room_contacts_fts USING fts5(
  tenant, names, phones, emails,
  content = '', contentless_delete = 1,
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
--> statement-breakpoint
CREATE TRIGGER room_contacts_fts_insert AFTER INSERT ON room_contacts BEGIN
  INSERT INTO room_contacts_fts (rowid, tenant, names, phones, emails)
  VALUES (new.id, substr(new.organization_id, 5), new.names, new.phones, new.emails);
END;
--> statement-breakpoint
CREATE TRIGGER room_contacts_fts_delete AFTER DELETE ON room_contacts BEGIN
  DELETE FROM room_contacts_fts WHERE rowid = old.id;
END;
--> statement-breakpoint
CREATE TRIGGER room_contacts_fts_update AFTER UPDATE OF names, phones, emails ON room_contacts BEGIN
  DELETE FROM room_contacts_fts WHERE rowid = old.id;
  INSERT INTO room_contacts_fts (rowid, tenant, names, phones, emails)
  VALUES (new.id, substr(new.organization_id, 5), new.names, new.phones, new.emails);
END;
--> statement-breakpoint
-- What rooms of before this migration are found and filtered by.
UPDATE `rooms` SET `is_tagged` = json_array_length(`summary`, '$.tags') > 0;--> statement-breakpoint
INSERT INTO `room_tags` (`organization_id`, `room_id`, `tag_id`, `version`, `kind`, `status`, `division_id`, `last_inbound_at`)
SELECT r.`organization_id`, r.`room_id`, t.value ->> '$.tagId', r.`version`, r.`kind`, r.`status`, r.`division_id`, r.`last_inbound_at`
FROM `rooms` AS r, json_each(r.`summary`, '$.tags') AS t;--> statement-breakpoint
INSERT INTO `room_contacts` (`organization_id`, `room_id`, `version`, `names`, `phones`, `emails`)
SELECT `organization_id`, `room_id`, 0, concat_ws(' ', '', lower(`summary` ->> '$.contact.name'), lower(`summary` ->> '$.contact.externalId')),
  concat_ws(' ', '', `summary` ->> '$.contact.phone'), concat_ws(' ', '', lower(`summary` ->> '$.contact.email'))
FROM `rooms`;
