CREATE TABLE `accounts` (
	`account_id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`password_hash` text NOT NULL,
	`name` text NOT NULL,
	`language` text,
	`created_at` integer NOT NULL,
	`password_changed_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_email` ON `accounts` (`email`);--> statement-breakpoint
CREATE TABLE `sign_in_attempts` (
	`id` integer PRIMARY KEY NOT NULL,
	`email_hash` text NOT NULL,
	`address_hash` text NOT NULL,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `sign_in_attempts_email` ON `sign_in_attempts` (`email_hash`,`at`);--> statement-breakpoint
CREATE INDEX `sign_in_attempts_address` ON `sign_in_attempts` (`address_hash`,`at`);--> statement-breakpoint
CREATE INDEX `sign_in_attempts_at` ON `sign_in_attempts` (`at`);--> statement-breakpoint
CREATE TABLE `web_sessions` (
	`session_id` text PRIMARY KEY NOT NULL,
	`token_hash` text NOT NULL,
	`account_id` text NOT NULL,
	`organization_id` text NOT NULL,
	`csrf` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`idle_ms` integer NOT NULL,
	`user_agent` text NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`account_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `web_sessions_token` ON `web_sessions` (`token_hash`);--> statement-breakpoint
CREATE INDEX `web_sessions_account` ON `web_sessions` (`account_id`,`last_seen_at`);--> statement-breakpoint
CREATE INDEX `web_sessions_last_seen` ON `web_sessions` (`last_seen_at`);--> statement-breakpoint
CREATE TABLE `contacts` (
	`organization_id` text NOT NULL,
	`contact_id` text NOT NULL,
	`name` text,
	`is_name_by_staff` integer DEFAULT false NOT NULL,
	`name_at` integer,
	`email` text,
	`email_at` integer,
	`phone` text,
	`phone_at` integer,
	`name_folded` text,
	`email_folded` text,
	`phone_digits` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `contact_id`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `contacts_name` ON `contacts` (`organization_id`,`name_folded`);--> statement-breakpoint
CREATE INDEX `contacts_email` ON `contacts` (`organization_id`,`email_folded`);--> statement-breakpoint
CREATE INDEX `contacts_phone` ON `contacts` (`organization_id`,`phone_digits`);--> statement-breakpoint
CREATE TABLE `identities` (
	`organization_id` text NOT NULL,
	`channel` text NOT NULL,
	`external_id` text NOT NULL,
	`contact_id` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `channel`, `external_id`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `identities_contact` ON `identities` (`organization_id`,`contact_id`);--> statement-breakpoint
CREATE TABLE `integrations` (
	`integration_id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`channel` text NOT NULL,
	`name` text NOT NULL,
	`is_enabled` integer DEFAULT true NOT NULL,
	`division_id` text,
	`settings` text NOT NULL,
	`secrets_ciphertext` text,
	`secrets_key_id` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`organization_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `integrations_organization` ON `integrations` (`organization_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `events` (
	`organization_id` text NOT NULL,
	`room_id` text NOT NULL,
	`seq` integer NOT NULL,
	`at` integer NOT NULL,
	`type` text NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`organization_id`, `room_id`, `seq`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `messages` (
	`id` integer PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`room_id` text NOT NULL,
	`seq` integer NOT NULL,
	`conversation_number` integer NOT NULL,
	`at` integer NOT NULL,
	`sent_at` integer,
	`direction` text NOT NULL,
	`author_type` text NOT NULL,
	`author_id` text,
	`author_name` text,
	`content_type` text NOT NULL,
	`text` text,
	`reply_to_seq` integer,
	`delivery_status` text,
	`delivery_reason` text,
	`delivery_seq` integer
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `messages_room` ON `messages` (`organization_id`,`room_id`,`seq`);--> statement-breakpoint
CREATE TABLE `notes` (
	`organization_id` text NOT NULL,
	`room_id` text NOT NULL,
	`seq` integer NOT NULL,
	`at` integer NOT NULL,
	`author_id` text,
	`author_name` text,
	`text` text NOT NULL,
	PRIMARY KEY(`organization_id`, `room_id`, `seq`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `audit` (
	`organization_id` text NOT NULL,
	`number` integer NOT NULL,
	`audit_id` text NOT NULL,
	`at` integer NOT NULL,
	`actor_type` text NOT NULL,
	`actor_id` text,
	`on_behalf_of` text,
	`action` text NOT NULL,
	`target` text,
	`result` text NOT NULL,
	`address` text,
	`request_id` text,
	`changes` text,
	`previous_hash` text NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`organization_id`, `number`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `dead_letters` (
	`organization_id` text NOT NULL,
	`room_id` text NOT NULL,
	`seq` integer NOT NULL,
	`failures` integer NOT NULL,
	`is_dead` integer NOT NULL,
	`error` text NOT NULL,
	`body` text NOT NULL,
	`first_failed_at` integer NOT NULL,
	`last_failed_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `room_id`, `seq`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `division_members` (
	`organization_id` text NOT NULL,
	`division_id` text NOT NULL,
	`member_id` text NOT NULL,
	PRIMARY KEY(`organization_id`, `member_id`, `division_id`),
	FOREIGN KEY (`division_id`) REFERENCES `divisions`(`division_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`member_id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `division_members_division` ON `division_members` (`organization_id`,`division_id`);--> statement-breakpoint
CREATE TABLE `divisions` (
	`division_id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`organization_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `divisions_name` ON `divisions` (`organization_id`,`name`);--> statement-breakpoint
CREATE TABLE `members` (
	`member_id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`account_id` text NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`is_owner` integer DEFAULT false NOT NULL,
	`is_active` integer DEFAULT true NOT NULL,
	`is_restricted` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`deactivated_at` integer,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`organization_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`account_id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "members_role" CHECK("members"."role" IN ('admin', 'supervisor', 'agent'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `members_organization_account` ON `members` (`organization_id`,`account_id`);--> statement-breakpoint
CREATE INDEX `members_account` ON `members` (`account_id`);--> statement-breakpoint
CREATE TABLE `organizations` (
	`organization_id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`time_zone` text DEFAULT 'Asia/Jakarta' NOT NULL,
	`language` text DEFAULT 'id' NOT NULL,
	`currency` text DEFAULT 'IDR' NOT NULL,
	`session_expiring_ms` integer NOT NULL,
	`session_expired_ms` integer NOT NULL,
	`settings` text NOT NULL,
	`config_version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `presence_log` (
	`id` integer PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`member_id` text NOT NULL,
	`at` integer NOT NULL,
	`is_online` integer NOT NULL,
	`cause` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `presence_log_member` ON `presence_log` (`organization_id`,`member_id`,`at`);--> statement-breakpoint
CREATE TABLE `tags` (
	`tag_id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`name` text NOT NULL,
	`is_active` integer DEFAULT true NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`organization_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `tags_name` ON `tags` (`organization_id`,`name`);--> statement-breakpoint
CREATE TABLE `conversation_participants` (
	`organization_id` text NOT NULL,
	`room_id` text NOT NULL,
	`joined_seq` integer NOT NULL,
	`conversation_number` integer NOT NULL,
	`member_id` text NOT NULL,
	`member_name` text NOT NULL,
	`joined_at` integer NOT NULL,
	`how` text NOT NULL,
	`explanation` text,
	`left_seq` integer,
	`left_at` integer,
	`left_reason` text,
	PRIMARY KEY(`organization_id`, `room_id`, `joined_seq`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `conversation_participants_member` ON `conversation_participants` (`organization_id`,`member_id`,`joined_at`);--> statement-breakpoint
CREATE TABLE `conversation_tags` (
	`organization_id` text NOT NULL,
	`room_id` text NOT NULL,
	`conversation_number` integer NOT NULL,
	`tag_id` text NOT NULL,
	`name` text NOT NULL,
	`is_present` integer NOT NULL,
	`changed_seq` integer NOT NULL,
	`changed_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `room_id`, `conversation_number`, `tag_id`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `conversation_tags_tag` ON `conversation_tags` (`organization_id`,`tag_id`,`changed_at`) WHERE "conversation_tags"."is_present" = 1;--> statement-breakpoint
CREATE TABLE `conversations` (
	`organization_id` text NOT NULL,
	`room_id` text NOT NULL,
	`number` integer NOT NULL,
	`origin` text NOT NULL,
	`division_id` text,
	`opened_seq` integer NOT NULL,
	`opened_at` integer NOT NULL,
	`first_assigned_at` integer,
	`resolved_seq` integer,
	`resolved_at` integer,
	`resolved_by` text,
	`resolve_reason` text,
	PRIMARY KEY(`organization_id`, `room_id`, `number`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `conversations_opened` ON `conversations` (`organization_id`,`opened_at`);--> statement-breakpoint
CREATE INDEX `conversations_resolved` ON `conversations` (`organization_id`,`resolved_at`) WHERE "conversations"."resolved_at" IS NOT NULL;--> statement-breakpoint
CREATE TABLE `room_participants` (
	`organization_id` text NOT NULL,
	`room_id` text NOT NULL,
	`member_id` text NOT NULL,
	`version` integer NOT NULL,
	`kind` text NOT NULL,
	`status` text NOT NULL,
	`is_unresponded` integer NOT NULL,
	`last_inbound_at` integer,
	PRIMARY KEY(`organization_id`, `room_id`, `member_id`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `room_participants_list` ON `room_participants` (`organization_id`,`member_id`,`kind`,`status`,`last_inbound_at`,`room_id`);--> statement-breakpoint
CREATE INDEX `room_participants_unresponded` ON `room_participants` (`organization_id`,`member_id`,`kind`) WHERE "room_participants"."is_unresponded" = 1;--> statement-breakpoint
CREATE TABLE `rooms` (
	`organization_id` text NOT NULL,
	`room_id` text NOT NULL,
	`version` integer NOT NULL,
	`head_seq` integer NOT NULL,
	`integration_id` text NOT NULL,
	`channel` text NOT NULL,
	`kind` text NOT NULL,
	`status` text NOT NULL,
	`division_id` text,
	`contact_id` text NOT NULL,
	`conversation_number` integer NOT NULL,
	`is_unresponded` integer NOT NULL,
	`unread_count` integer NOT NULL,
	`first_inbound_at` integer,
	`last_inbound_at` integer,
	`last_seen_at` integer,
	`last_activity_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`summary` text NOT NULL,
	PRIMARY KEY(`organization_id`, `room_id`),
	CONSTRAINT "rooms_kind" CHECK("rooms"."kind" IN ('message', 'comment')),
	CONSTRAINT "rooms_status" CHECK("rooms"."status" IN ('campaign', 'unassigned', 'assigned', 'resolved'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `rooms_by_kind` ON `rooms` (`organization_id`,`kind`,`last_inbound_at`,`room_id`);--> statement-breakpoint
CREATE INDEX `rooms_by_status` ON `rooms` (`organization_id`,`kind`,`status`,`last_inbound_at`,`room_id`);--> statement-breakpoint
CREATE INDEX `rooms_by_division` ON `rooms` (`organization_id`,`kind`,`division_id`,`status`,`last_inbound_at`,`room_id`);--> statement-breakpoint
CREATE INDEX `rooms_unresponded` ON `rooms` (`organization_id`,`kind`,`division_id`,`status`) WHERE "rooms"."is_unresponded" = 1;--> statement-breakpoint
CREATE INDEX `rooms_unresolved` ON `rooms` (`organization_id`,`room_id`) WHERE "rooms"."status" <> 'resolved';--> statement-breakpoint
CREATE INDEX `rooms_contact` ON `rooms` (`organization_id`,`contact_id`);