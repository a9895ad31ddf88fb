-- When the client secret that a site uses expires, if the client wants the agency to be reminded: the midnight of that day
-- in UTC. And when the next email about it is due: NULL after the last one.
ALTER TABLE onboarding ADD COLUMN secret_expires_at BIGINT;
ALTER TABLE onboarding ADD COLUMN secret_tell_at BIGINT;
CREATE INDEX onboarding_secret ON onboarding (secret_tell_at) WHERE secret_tell_at IS NOT NULL;

-- The day decides where an onboarding belongs on the board, too.
DROP TRIGGER onboarding_moves ON onboarding;
CREATE TRIGGER onboarding_moves
BEFORE UPDATE OF status, locator, recipients, expires_at, last_check, last_verdict, changed_at, secret_expires_at
ON onboarding
FOR EACH ROW EXECUTE FUNCTION onboarding_moves();
