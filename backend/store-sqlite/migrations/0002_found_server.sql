-- The server that discovery found and the client agreed to, as JSON: no row of the provider table names it.
ALTER TABLE onboarding ADD COLUMN progress_server TEXT;
