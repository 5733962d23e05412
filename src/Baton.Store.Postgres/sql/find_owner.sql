-- Who holds the advisory lock (@class, @object) in this database.
SELECT activity.application_name, activity.client_addr::text
FROM pg_locks AS lock
JOIN pg_stat_activity AS activity ON activity.pid = lock.pid
WHERE lock.locktype = 'advisory' AND lock.granted AND lock.classid = @class::oid AND lock.objid = @object::oid AND lock.objsubid = 2
    AND lock.database = (SELECT oid FROM pg_database WHERE datname = current_database())
