-- The planner does not count what a general plan of a partitioned table skips, and would plan each look-up of a refresh token anew. New
-- connections use general plans for all statements, which have parameters for what varies. Only the owner of the database can set it.
DO $$
BEGIN
    EXECUTE format('ALTER DATABASE %I SET plan_cache_mode = force_generic_plan', current_database());
EXCEPTION WHEN insufficient_privilege THEN
    RAISE WARNING 'plan_cache_mode is not set: as the owner of the database, ALTER DATABASE % SET plan_cache_mode = force_generic_plan',
        quote_ident(current_database());
END
$$;
