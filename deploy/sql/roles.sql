-- The three roles of Assay, and what each may do with this database before any table exists. Idempotent.
-- Run by a superuser inside the database. The passwords come from settings of the session, so that they
-- are never written into SQL: assay.password_of_assay_owner, …_app, …_relay (PGOPTIONS or set_config).

DO $roles$
DECLARE
    role_name text;
BEGIN
    -- Two starts at once would race for the same rows of pg_authid, which all databases of the cluster
    -- share; an advisory lock holds within one database only.
    LOCK TABLE pg_catalog.pg_authid IN SHARE ROW EXCLUSIVE MODE;
    FOREACH role_name IN ARRAY ARRAY['assay_owner', 'assay_app', 'assay_relay'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
            EXECUTE format('CREATE ROLE %I', role_name);
        END IF;
        EXECUTE format(
            'ALTER ROLE %I LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD %L',
            role_name, current_setting('assay.password_of_' || role_name)
        );
    END LOOP;
    EXECUTE format('ALTER DATABASE %I OWNER TO assay_owner', current_database());
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO assay_app, assay_relay', current_database());
    ALTER SCHEMA public OWNER TO assay_owner;
    REVOKE ALL ON SCHEMA public FROM PUBLIC;
    GRANT USAGE ON SCHEMA public TO assay_app, assay_relay;
END
$roles$;
