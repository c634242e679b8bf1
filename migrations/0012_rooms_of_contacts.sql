DROP INDEX `rooms_contact`;--> statement-breakpoint
CREATE INDEX `rooms_contact` ON `rooms` (`organization_id`,`contact_id`,`room_id`);