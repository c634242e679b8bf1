CREATE TABLE `drafts` (
	`organization_id` text NOT NULL,
	`member_id` text NOT NULL,
	`room_id` text NOT NULL,
	`tab` text NOT NULL,
	`text` text NOT NULL,
	`reply_to_seq` integer,
	`edited_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `member_id`, `room_id`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `files` (
	`organization_id` text NOT NULL,
	`file_id` text NOT NULL,
	`room_id` text NOT NULL,
	`seq` integer NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`mime` text NOT NULL,
	`size` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `file_id`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `files_room` ON `files` (`organization_id`,`room_id`,`seq`);--> statement-breakpoint
CREATE TABLE `notices` (
	`organization_id` text NOT NULL,
	`member_id` text NOT NULL,
	`notice_id` text NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`room_id` text,
	`params` text NOT NULL,
	`read_at` integer,
	PRIMARY KEY(`organization_id`, `member_id`, `notice_id`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `notices_newest` ON `notices` (`organization_id`,`member_id`,`at`,`notice_id`);--> statement-breakpoint
CREATE INDEX `notices_at` ON `notices` (`at`);--> statement-breakpoint
CREATE TABLE `quick_replies` (
	`organization_id` text NOT NULL,
	`quick_reply_id` text NOT NULL,
	`command` text NOT NULL,
	`command_folded` text NOT NULL,
	`text` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`changed_by_name` text,
	PRIMARY KEY(`organization_id`, `quick_reply_id`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `quick_replies_command` ON `quick_replies` (`organization_id`,`command_folded`);--> statement-breakpoint
CREATE TABLE `saved_filters` (
	`organization_id` text NOT NULL,
	`filter_id` text NOT NULL,
	`member_id` text NOT NULL,
	`name` text NOT NULL,
	`query` text NOT NULL,
	`is_shared` integer NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `filter_id`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `saved_filters_name` ON `saved_filters` (`organization_id`,`member_id`,`name`);--> statement-breakpoint
CREATE INDEX `saved_filters_shared` ON `saved_filters` (`organization_id`,`is_shared`);--> statement-breakpoint
CREATE TABLE `settings` (
	`organization_id` text NOT NULL,
	`section` text NOT NULL,
	`value` text NOT NULL,
	`version` integer NOT NULL,
	`changed_by` text,
	`changed_by_name` text,
	`changed_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `section`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
DROP INDEX `tags_name`;--> statement-breakpoint
ALTER TABLE `tags` ADD `name_folded` text DEFAULT '' NOT NULL;--> statement-breakpoint
UPDATE `tags` SET `name_folded` = lower(`name`);--> statement-breakpoint
CREATE UNIQUE INDEX `tags_name_folded` ON `tags` (`organization_id`,`name_folded`) WHERE "tags"."is_active" = 1;--> statement-breakpoint
ALTER TABLE `messages` ADD `file_name` text;--> statement-breakpoint
ALTER TABLE `notes` ADD `changed_seq` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `notes` ADD `is_deleted` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `divisions` ADD `name_folded` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `divisions` ADD `supervisor_id` text;--> statement-breakpoint
ALTER TABLE `divisions` ADD `integration_ids` text;--> statement-breakpoint
ALTER TABLE `divisions` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
UPDATE `divisions` SET `name_folded` = lower(`name`);--> statement-breakpoint
CREATE UNIQUE INDEX `divisions_name_folded` ON `divisions` (`organization_id`,`name_folded`);--> statement-breakpoint
ALTER TABLE `rooms` ADD `session_start_at` integer;--> statement-breakpoint
ALTER TABLE `rooms` ADD `waiting_since` integer;--> statement-breakpoint
ALTER TABLE `rooms` ADD `is_blocked` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `rooms` ADD `snoozed_until` integer;--> statement-breakpoint
-- What stood in columns of the organization is saved by section from now on.
INSERT INTO `settings` (`organization_id`, `section`, `value`, `version`, `changed_at`)
SELECT `organization_id`, 'allocation', json_object(
  'agentCanTakeOver', json(iif(`settings` ->> 'agentCanTakeOver', 'true', 'false')),
  'agentCanAssign', json(iif(`settings` ->> 'agentCanAssign', 'true', 'false')),
  'autoAllocation', json(iif(`settings` ->> 'autoAllocation', 'true', 'false')),
  'customUrl', NULL), 1, `created_at` FROM `organizations`;--> statement-breakpoint
INSERT INTO `settings` (`organization_id`, `section`, `value`, `version`, `changed_at`)
SELECT `organization_id`, 'broadcast', json_object(
  'agentCanBroadcast', json(iif(`settings` ->> 'agentCanBroadcast', 'true', 'false'))), 1, `created_at`
FROM `organizations`;--> statement-breakpoint
INSERT INTO `settings` (`organization_id`, `section`, `value`, `version`, `changed_at`)
SELECT `organization_id`, 'sessions', json_object(
  'expiringMs', `session_expiring_ms`, 'expiredMs', `session_expired_ms`, 'remindBeforeMs', 3600000,
  'webIdleMs', coalesce(`settings` ->> 'sessionIdleMs', 3600000)), 1, `created_at`
FROM `organizations`;--> statement-breakpoint
UPDATE `rooms` SET
  `session_start_at` = CASE
    WHEN `last_inbound_at` IS NULL THEN NULL
    WHEN `channel` = 'web_chat' THEN max(`last_inbound_at`, coalesce(`last_seen_at`, 0))
    ELSE `last_inbound_at` END,
  `waiting_since` = iif(`is_unresponded`, `last_inbound_at`, NULL),
  `summary` = json_insert(`summary`,
    '$.waitingSince', iif(`is_unresponded`, `last_inbound_at`, NULL), '$.isBlocked', json('false'),
    '$.snoozedUntil', NULL, '$.scheduledCount', 0, '$.mayAutoResolve', json('true'));--> statement-breakpoint
ALTER TABLE `organizations` DROP COLUMN `session_expiring_ms`;--> statement-breakpoint
ALTER TABLE `organizations` DROP COLUMN `session_expired_ms`;--> statement-breakpoint
ALTER TABLE `organizations` DROP COLUMN `settings`;