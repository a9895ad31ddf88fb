-- When the client secret that a site uses expires, if the client wants the agency to be reminded: the midnight of that day
-- in UTC. And when the next email about it is due: NULL after the last one.
ALTER TABLE onboarding ADD COLUMN secret_expires_at INTEGER;
ALTER TABLE onboarding ADD COLUMN secret_tell_at INTEGER;
CREATE INDEX onboarding_secret ON onboarding (secret_tell_at) WHERE secret_tell_at IS NOT NULL;

-- The day decides where an onboarding belongs on the board, too.
DROP TRIGGER onboarding_moves;
CREATE TRIGGER onboarding_moves
AFTER UPDATE OF status, locator, recipients, expires_at, last_check, last_verdict, changed_at, secret_expires_at
ON onboarding
BEGIN
    UPDATE onboarding SET board_until = 0, board_version = board_version + 1 WHERE id = NEW.id;
END;
