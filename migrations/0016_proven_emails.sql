ALTER TABLE `accounts` ADD `email_verified_at` integer;--> statement-breakpoint
ALTER TABLE `accounts` ADD `code_tries` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `accounts` ADD `code_tries_from` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE `accounts` SET `email_verified_at` = `password_changed_at` WHERE `password_hash` <> '';
