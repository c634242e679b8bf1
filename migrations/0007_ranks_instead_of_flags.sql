ALTER TABLE `contacts` DROP COLUMN `is_name_by_staff`;
