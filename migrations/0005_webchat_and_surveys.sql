CREATE TABLE `survey_members` (
	`organization_id` text NOT NULL,
	`room_id` text NOT NULL,
	`seq` integer NOT NULL,
	`member_id` text NOT NULL,
	PRIMARY KEY(`organization_id`, `room_id`, `seq`, `member_id`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `survey_members_member` ON `survey_members` (`organization_id`,`member_id`);--> statement-breakpoint
CREATE TABLE `surveys` (
	`organization_id` text NOT NULL,
	`room_id` text NOT NULL,
	`seq` integer NOT NULL,
	`conversation_number` integer NOT NULL,
	`kind` text NOT NULL,
	`sent_at` integer,
	`score` integer,
	`comment` text,
	`answered_at` integer,
	`answer_seq` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`organization_id`, `room_id`, `seq`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `surveys_answered` ON `surveys` (`organization_id`,`kind`,`answered_at`);--> statement-breakpoint
CREATE INDEX `surveys_conversation` ON `surveys` (`organization_id`,`room_id`,`conversation_number`);--> statement-breakpoint
ALTER TABLE `contacts` ADD `is_verified` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `integrations` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `integrations` ADD `changed_by_name` text;--> statement-breakpoint
ALTER TABLE `integrations` ADD `changed_at` integer;--> statement-breakpoint
ALTER TABLE `integrations` ADD `removed_at` integer;--> statement-breakpoint
ALTER TABLE `conversations` ADD `first_replied_at` integer;