ALTER TABLE `members` ADD `activated_at` integer;--> statement-breakpoint
ALTER TABLE `members` ADD `last_seen_at` integer;--> statement-breakpoint
UPDATE `members` SET `activated_at` = `created_at`;
