-- A session of ours that the server has not yet found to be gone. A process id can be somebody else's by now, the start of a session cannot.
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = @pid AND backend_start = @started_at
