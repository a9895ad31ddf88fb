-- Where each onboarding belongs on the board, as shared::board::Facts::placement says, and the moment until which that holds.
-- Zero: to be placed again before the board is read. The groups are numbered in the order in which they are shown.
ALTER TABLE onboarding ADD COLUMN board_group INTEGER NOT NULL DEFAULT 1;
ALTER TABLE onboarding ADD COLUMN board_until INTEGER NOT NULL DEFAULT 0;
-- Counts what could move an onboarding, so that a placement from before is not stored over it.
ALTER TABLE onboarding ADD COLUMN board_version INTEGER NOT NULL DEFAULT 0;

DROP INDEX onboarding_changed;
CREATE INDEX onboarding_board ON onboarding (board_group, changed_at, id);
CREATE INDEX onboarding_queue ON onboarding (status = 'collected', changed_at) WHERE status IN ('submitted', 'collected');
CREATE INDEX onboarding_unplaced ON onboarding (board_until);

CREATE TRIGGER onboarding_moves
AFTER UPDATE OF status, locator, recipients, expires_at, last_check, last_verdict, changed_at ON onboarding
BEGIN
    UPDATE onboarding SET board_until = 0, board_version = board_version + 1 WHERE id = NEW.id;
END;

-- Who has left is told from the current set. What is closed has no readers.
CREATE TRIGGER recipient_set_moves AFTER INSERT ON recipient_set
BEGIN
    UPDATE onboarding SET board_until = 0, board_version = board_version + 1 WHERE board_group < 4;
END;

-- How many onboardings each group has, so that nothing counts them all for each look at the board.
CREATE TABLE board_count (
    board_group INTEGER PRIMARY KEY NOT NULL,
    onboardings INTEGER NOT NULL
);
INSERT INTO board_count
SELECT groups.column1, (SELECT count(*) FROM onboarding WHERE board_group = groups.column1)
FROM (VALUES (0), (1), (2), (3), (4)) AS groups;

CREATE TRIGGER board_count_new AFTER INSERT ON onboarding
BEGIN
    UPDATE board_count SET onboardings = onboardings + 1 WHERE board_group = NEW.board_group;
END;
CREATE TRIGGER board_count_moved AFTER UPDATE OF board_group ON onboarding WHEN OLD.board_group <> NEW.board_group
BEGIN
    UPDATE board_count SET onboardings = onboardings - 1 WHERE board_group = OLD.board_group;
    UPDATE board_count SET onboardings = onboardings + 1 WHERE board_group = NEW.board_group;
END;
CREATE TRIGGER board_count_gone AFTER DELETE ON onboarding
BEGIN
    UPDATE board_count SET onboardings = onboardings - 1 WHERE board_group = OLD.board_group;
END;

-- Which link an entry is about: an onboarding may have had several.
ALTER TABLE activity ADD COLUMN locator TEXT;
