CREATE TABLE `erased_rooms` (
	`organization_id` text NOT NULL,
	`room_id` text NOT NULL,
	`integration_id` text NOT NULL,
	`channel` text NOT NULL,
	`kind` text NOT NULL,
	`seq` integer NOT NULL,
	`version` integer NOT NULL,
	`at` integer NOT NULL,
	`contact_id` text,
	PRIMARY KEY(`organization_id`, `room_id`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `erased_rooms_contact` ON `erased_rooms` (`organization_id`,`contact_id`,`room_id`) WHERE "erased_rooms"."contact_id" IS NOT NULL;--> statement-breakpoint
CREATE TABLE `oidc_logouts` (
	`logout_id` text PRIMARY KEY NOT NULL,
	`client_id` text NOT NULL,
	`account_id` text NOT NULL,
	`session_id` text,
	`attempts` integer NOT NULL,
	`created_at` integer NOT NULL,
	`next_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `oidc_logouts_next` ON `oidc_logouts` (`next_at`);--> statement-breakpoint
DROP INDEX `oidc_grants_refresh`;--> statement-breakpoint
DROP INDEX `oidc_grants_former`;--> statement-breakpoint
ALTER TABLE `oidc_grants` DROP COLUMN `former_refresh_hash`;--> statement-breakpoint
ALTER TABLE `contact_jobs` ADD `at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `contact_jobs` ADD `step` text DEFAULT 'rooms' NOT NULL;--> statement-breakpoint
CREATE INDEX `drafts_room` ON `drafts` (`organization_id`,`room_id`);--> statement-breakpoint
CREATE INDEX `notices_room` ON `notices` (`organization_id`,`room_id`) WHERE "notices"."room_id" IS NOT NULL;