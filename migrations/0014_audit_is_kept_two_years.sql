CREATE TABLE `audit_anchors` (
	`organization_id` text PRIMARY KEY NOT NULL,
	`number` integer NOT NULL,
	`hash` text NOT NULL,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `audit_actor` ON `audit` (`organization_id`,`actor_id`,`number`);--> statement-breakpoint
CREATE INDEX `audit_action` ON `audit` (`organization_id`,`action`,`number`);--> statement-breakpoint
CREATE INDEX `audit_target` ON `audit` (`organization_id`,`target`,`number`);--> statement-breakpoint
CREATE INDEX `audit_at` ON `audit` (`organization_id`,`at`,`number`);--> statement-breakpoint
-- An anchor is a row of the chain that is there and older than two years, never the newest; it only moves on.
CREATE TRIGGER audit_anchor_insert BEFORE INSERT ON audit_anchors
WHEN NOT EXISTS (
    SELECT 1 FROM audit WHERE organization_id = new.organization_id AND number = new.number AND hash = new.hash
      AND at <= (unixepoch() - 63158400) * 1000)
  OR new.number >= (SELECT max(number) FROM audit WHERE organization_id = new.organization_id)
  OR new.number <= coalesce((SELECT number FROM audit_anchors WHERE organization_id = new.organization_id), 0)
BEGIN
  SELECT RAISE(ABORT, 'audit is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER audit_anchor_update BEFORE UPDATE ON audit_anchors
WHEN new.organization_id <> old.organization_id OR new.number <= old.number OR NOT EXISTS (
    SELECT 1 FROM audit WHERE organization_id = new.organization_id AND number = new.number AND hash = new.hash
      AND at <= (unixepoch() - 63158400) * 1000)
  OR new.number >= (SELECT max(number) FROM audit WHERE organization_id = new.organization_id)
BEGIN
  SELECT RAISE(ABORT, 'audit is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER audit_anchor_delete BEFORE DELETE ON audit_anchors BEGIN
  SELECT RAISE(ABORT, 'audit is append-only');
END;
--> statement-breakpoint
-- Rows go after two years (731 days), oldest first, and only up to the anchor, which says where the chain begins now.
DROP TRIGGER audit_no_delete;--> statement-breakpoint
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
WHEN old.at > (unixepoch() - 63158400) * 1000
  OR old.number > coalesce((SELECT number FROM audit_anchors WHERE organization_id = old.organization_id), 0)
  OR EXISTS (SELECT 1 FROM audit WHERE organization_id = old.organization_id AND number < old.number)
BEGIN
  SELECT RAISE(ABORT, 'audit is append-only');
END;
