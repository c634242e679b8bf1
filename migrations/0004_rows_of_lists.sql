-- What lists are narrowed by stands beside their order.
DROP INDEX `room_participants_list`;--> statement-breakpoint
ALTER TABLE `room_participants` ADD `division_id` text;--> statement-breakpoint
ALTER TABLE `room_participants` ADD `integration_id` text DEFAULT '' NOT NULL;--> statement-breakpoint
UPDATE `room_participants` SET (`division_id`, `integration_id`) = (SELECT r.`division_id`, r.`integration_id` FROM `rooms` AS r
  WHERE r.`organization_id` = `room_participants`.`organization_id` AND r.`room_id` = `room_participants`.`room_id`);--> statement-breakpoint
CREATE INDEX `room_participants_list` ON `room_participants` (`organization_id`,`member_id`,`kind`,`status`,`last_inbound_at`,`room_id`,`division_id`,`integration_id`);--> statement-breakpoint
DROP INDEX `room_tags_list`;--> statement-breakpoint
ALTER TABLE `room_tags` ADD `integration_id` text DEFAULT '' NOT NULL;--> statement-breakpoint
UPDATE `room_tags` SET (`division_id`, `integration_id`) = (SELECT r.`division_id`, r.`integration_id` FROM `rooms` AS r
  WHERE r.`organization_id` = `room_tags`.`organization_id` AND r.`room_id` = `room_tags`.`room_id`);--> statement-breakpoint
CREATE INDEX `room_tags_list` ON `room_tags` (`organization_id`,`tag_id`,`kind`,`last_inbound_at`,`room_id`,`status`,`division_id`,`integration_id`);--> statement-breakpoint
DROP INDEX `rooms_by_session`;--> statement-breakpoint
CREATE INDEX `rooms_by_session` ON `rooms` (`organization_id`,`kind`,`session_start_at`,`room_id`,`status`,`division_id`,`integration_id`,`last_inbound_at`);
