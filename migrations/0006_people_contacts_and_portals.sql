CREATE TABLE `account_links` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`account_id` text NOT NULL,
	`member_id` text,
	`tries_left` integer NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`account_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `account_links_account` ON `account_links` (`account_id`,`kind`);--> statement-breakpoint
CREATE UNIQUE INDEX `account_links_member` ON `account_links` (`member_id`);--> statement-breakpoint
CREATE INDEX `account_links_expires` ON `account_links` (`expires_at`);--> statement-breakpoint
CREATE TABLE `mails` (
	`mail_id` text PRIMARY KEY NOT NULL,
	`sealed` text NOT NULL,
	`key_id` text NOT NULL,
	`attempts` integer NOT NULL,
	`created_at` integer NOT NULL,
	`next_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`error` text
) STRICT;
--> statement-breakpoint
CREATE INDEX `mails_next` ON `mails` (`next_at`);--> statement-breakpoint
CREATE TABLE `server_settings` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`changed_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `sign_in_codes` (
	`challenge_hash` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`organization_id` text NOT NULL,
	`password_hash` text NOT NULL,
	`code_hash` text NOT NULL,
	`tries_left` integer NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`account_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `sign_in_codes_account` ON `sign_in_codes` (`account_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `sign_in_codes_expires` ON `sign_in_codes` (`expires_at`);--> statement-breakpoint
CREATE TABLE `contact_jobs` (
	`organization_id` text NOT NULL,
	`contact_id` text NOT NULL,
	`kind` text NOT NULL,
	`number` integer DEFAULT 1 NOT NULL,
	`after_room_id` text DEFAULT '' NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_at` integer NOT NULL,
	`actor_id` text,
	`actor_name` text,
	PRIMARY KEY(`organization_id`, `contact_id`, `kind`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `contact_jobs_next` ON `contact_jobs` (`next_at`);--> statement-breakpoint
CREATE TABLE `contact_merges` (
	`organization_id` text NOT NULL,
	`former_id` text NOT NULL,
	`contact_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `former_id`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `contact_merges_contact` ON `contact_merges` (`organization_id`,`contact_id`);--> statement-breakpoint
CREATE TABLE `api_tokens` (
	`api_token_id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`scopes` text NOT NULL,
	`secret_hash` text NOT NULL,
	`ending` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_by_name` text NOT NULL,
	`expires_at` integer,
	`last_used_at` integer,
	`revoked_at` integer
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `api_tokens_secret` ON `api_tokens` (`secret_hash`);--> statement-breakpoint
CREATE INDEX `api_tokens_organization` ON `api_tokens` (`organization_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `oidc_applications` (
	`client_id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`secret_hash` text,
	`redirect_uris` text NOT NULL,
	`post_logout_uris` text NOT NULL,
	`back_channel_logout_uri` text,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `oidc_codes` (
	`code_hash` text PRIMARY KEY NOT NULL,
	`grant_id` text NOT NULL,
	`client_id` text NOT NULL,
	`redirect_uri` text NOT NULL,
	`code_challenge` text NOT NULL,
	`nonce` text,
	`scope` text NOT NULL,
	`authenticated_at` integer NOT NULL,
	`used_at` integer,
	`expires_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `oidc_codes_expires` ON `oidc_codes` (`expires_at`);--> statement-breakpoint
CREATE TABLE `oidc_grants` (
	`grant_id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`session_id` text NOT NULL,
	`client_id` text NOT NULL,
	`scope` text NOT NULL,
	`refresh_hash` text,
	`former_refresh_hash` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`account_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `oidc_grants_account` ON `oidc_grants` (`account_id`);--> statement-breakpoint
CREATE INDEX `oidc_grants_session` ON `oidc_grants` (`session_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `oidc_grants_refresh` ON `oidc_grants` (`refresh_hash`);--> statement-breakpoint
CREATE INDEX `oidc_grants_former` ON `oidc_grants` (`former_refresh_hash`);--> statement-breakpoint
CREATE INDEX `oidc_grants_expires` ON `oidc_grants` (`expires_at`);--> statement-breakpoint
CREATE TABLE `oidc_keys` (
	`kid` text PRIMARY KEY NOT NULL,
	`public_jwk` text NOT NULL,
	`sealed_private` text NOT NULL,
	`key_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer
) STRICT;
--> statement-breakpoint
CREATE TABLE `oidc_links` (
	`link_id` text PRIMARY KEY NOT NULL,
	`issuer` text NOT NULL,
	`subject` text NOT NULL,
	`account_id` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`account_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `oidc_links_subject` ON `oidc_links` (`issuer`,`subject`);--> statement-breakpoint
CREATE INDEX `oidc_links_account` ON `oidc_links` (`account_id`);--> statement-breakpoint
CREATE TABLE `oidc_providers` (
	`provider_id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`issuer` text NOT NULL,
	`client_id` text NOT NULL,
	`sealed_secret` text NOT NULL,
	`key_id` text NOT NULL,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
ALTER TABLE `accounts` ADD `first_name` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `accounts` ADD `last_name` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `accounts` ADD `phone` text;--> statement-breakpoint
ALTER TABLE `accounts` ADD `sound` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `accounts` ADD `photo_id` text;--> statement-breakpoint
ALTER TABLE `contacts` ADD `name_rank` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `contacts` ADD `email_rank` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `contacts` ADD `phone_rank` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `contacts` ADD `company` text;--> statement-breakpoint
ALTER TABLE `contacts` ADD `division_id` text;--> statement-breakpoint
ALTER TABLE `contacts` ADD `fields` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `contacts` ADD `is_opted_out` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `contacts` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `contacts` ADD `changed_by_name` text;--> statement-breakpoint
CREATE INDEX `contacts_updated` ON `contacts` (`organization_id`,`updated_at`,`contact_id`);--> statement-breakpoint
CREATE INDEX `contacts_created` ON `contacts` (`organization_id`,`created_at`,`contact_id`);--> statement-breakpoint
CREATE INDEX `contacts_division` ON `contacts` (`organization_id`,`division_id`,`updated_at`,`contact_id`);--> statement-breakpoint
ALTER TABLE `members` ADD `first_name` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `members` ADD `last_name` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `members` ADD `phone` text;--> statement-breakpoint
ALTER TABLE `members` ADD `pending` text;--> statement-breakpoint
ALTER TABLE `members` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `members` ADD `changed_by_name` text;--> statement-breakpoint
ALTER TABLE `organizations` ADD `seat_limit` integer;--> statement-breakpoint
ALTER TABLE `organizations` ADD `deletion_at` integer;--> statement-breakpoint
UPDATE `accounts` SET `first_name` = CASE WHEN instr(trim(`name`), ' ') > 0 THEN substr(trim(`name`), 1, instr(trim(`name`), ' ') - 1) ELSE trim(`name`) END, `last_name` = CASE WHEN instr(trim(`name`), ' ') > 0 THEN trim(substr(trim(`name`), instr(trim(`name`), ' ') + 1)) ELSE '' END;--> statement-breakpoint
UPDATE `members` SET `first_name` = CASE WHEN instr(trim(`name`), ' ') > 0 THEN substr(trim(`name`), 1, instr(trim(`name`), ' ') - 1) ELSE trim(`name`) END, `last_name` = CASE WHEN instr(trim(`name`), ' ') > 0 THEN trim(substr(trim(`name`), instr(trim(`name`), ' ') + 1)) ELSE '' END;--> statement-breakpoint
UPDATE `contacts` SET `name_rank` = CASE WHEN `is_name_by_staff` = 1 THEN 3 ELSE `is_verified` * 2 END, `email_rank` = `is_verified` * 2, `phone_rank` = `is_verified` * 2;
