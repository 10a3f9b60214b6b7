-- The metadata of a client as one document (ClientMetadataDocument); beside it only what is searched stays a column: name and allowed_origins.
-- The other columns remain for the previous release, which runs beside this one during an upgrade: a trigger carries what either writes to
-- the other. The next release drops them, the trigger and these functions.
ALTER TABLE client ADD COLUMN metadata jsonb;         -- never null: the trigger sees to it

CREATE FUNCTION client_metadata(c client) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'info', jsonb_build_object(
            'name', c.name,
            'links', jsonb_build_object(
                'CLIENT_URI', c.client_uri, 'LOGO_URI', c.logo_uri, 'POLICY_URI', c.policy_uri, 'TOS_URI', c.tos_uri),
            'contacts', c.contacts,
            'software', jsonb_build_object('id', c.software_id, 'version', c.software_version),
            'translations', c.translations::jsonb,
            'statement', c.software_statement),
        'redirects', jsonb_build_object('applicationType', c.application_type, 'uris', c.redirect_uris),
        'authentication', jsonb_build_object(
            'method', c.token_endpoint_auth_method,
            'algorithm', c.token_endpoint_auth_alg,
            'secretOptional', c.secret_optional),
        'keys', jsonb_build_object('jwks', c.jwks, 'uri', c.jwks_uri),
        'grants', jsonb_build_object(
            'types', c.grant_types, 'responseTypes', c.response_types, 'scopes', c.scopes, 'requirePkce', c.require_pkce),
        'requests', jsonb_build_object(
            'requirePushed', c.require_pushed_requests,
            'algorithm', c.request_object_alg,
            'requireSigned', c.require_signed_object,
            'uris', c.request_uris,
            'defaults', jsonb_build_object(
                'maxAge', 'PT' || c.default_max_age || 'S',
                'acrValues', c.default_acr_values,
                'authTime', c.require_auth_time)),
        'responses', jsonb_build_object(
            'idToken', c.id_token_alg, 'userinfo', c.userinfo_alg, 'origins', c.allowed_origins),
        'tokens', jsonb_build_object(
            'access', jsonb_build_object(
                'lifetime', 'PT' || c.access_token_seconds || 'S', 'format', c.token_format, 'audience', c.audience),
            'refresh', jsonb_build_object('lifetime', 'PT' || c.refresh_token_seconds || 'S', 'always', c.always_refresh),
            'resources', c.resources,
            'serves', c.serves),
        'sector', jsonb_build_object('host', c.sector, 'uri', c.sector_identifier_uri),
        'logout', jsonb_build_object(
            'afterLogout', c.post_logout_redirect_uris,
            'backChannelLogout', CASE WHEN c.backchannel_logout_uri IS NOT NULL THEN jsonb_build_object(
                'uri', c.backchannel_logout_uri, 'sessionRequired', c.backchannel_logout_session_required) END,
            'frontChannelLogout', CASE WHEN c.frontchannel_logout_uri IS NOT NULL THEN jsonb_build_object(
                'uri', c.frontchannel_logout_uri, 'sessionRequired', c.frontchannel_logout_session_required) END,
            'initiateLogin', c.initiate_login_uri),
        'policy', jsonb_build_object(
            'firstParty', c.first_party,
            'minimumAcr', c.minimum_acr,
            'authConfig', c.auth_config,
            'userResource', c.user_resource)));
$$;

-- The entries of a list of the document, none where it has no such list.
CREATE FUNCTION client_list(document jsonb, VARIADIC path text[]) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT ARRAY(SELECT jsonb_array_elements_text(document #> path));
$$;

CREATE FUNCTION client_flag(document jsonb, VARIADIC path text[]) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce((document #>> path)::boolean, false);
$$;

CREATE FUNCTION client_seconds(document jsonb, VARIADIC path text[]) RETURNS integer LANGUAGE sql STABLE AS $$
    SELECT extract(epoch FROM (document #>> path)::interval)::integer;
$$;

CREATE FUNCTION client_metadata_in_both_forms() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    m jsonb := NEW.metadata;
BEGIN
    -- The previous release knows no document.
    IF m IS NULL OR (TG_OP = 'UPDATE' AND m IS NOT DISTINCT FROM OLD.metadata) THEN
        NEW.metadata := client_metadata(NEW);
        RETURN NEW;
    END IF;
    NEW.client_uri := m #>> '{info,links,CLIENT_URI}';
    NEW.logo_uri := m #>> '{info,links,LOGO_URI}';
    NEW.policy_uri := m #>> '{info,links,POLICY_URI}';
    NEW.tos_uri := m #>> '{info,links,TOS_URI}';
    NEW.contacts := client_list(m, 'info', 'contacts');
    NEW.software_id := m #>> '{info,software,id}';
    NEW.software_version := m #>> '{info,software,version}';
    NEW.translations := coalesce(m #>> '{info,translations}', '{}');
    NEW.software_statement := m #>> '{info,statement}';
    NEW.application_type := m #>> '{redirects,applicationType}';
    NEW.redirect_uris := client_list(m, 'redirects', 'uris');
    NEW.token_endpoint_auth_method := m #>> '{authentication,method}';
    NEW.token_endpoint_auth_alg := m #>> '{authentication,algorithm}';
    NEW.secret_optional := client_flag(m, 'authentication', 'secretOptional');
    NEW.jwks := m #>> '{keys,jwks}';
    NEW.jwks_uri := m #>> '{keys,uri}';
    NEW.grant_types := client_list(m, 'grants', 'types');
    NEW.response_types := client_list(m, 'grants', 'responseTypes');
    NEW.scopes := client_list(m, 'grants', 'scopes');
    NEW.require_pkce := client_flag(m, 'grants', 'requirePkce');
    NEW.require_pushed_requests := client_flag(m, 'requests', 'requirePushed');
    NEW.request_object_alg := m #>> '{requests,algorithm}';
    NEW.require_signed_object := client_flag(m, 'requests', 'requireSigned');
    NEW.request_uris := client_list(m, 'requests', 'uris');
    NEW.default_max_age := client_seconds(m, 'requests', 'defaults', 'maxAge');
    NEW.default_acr_values := client_list(m, 'requests', 'defaults', 'acrValues');
    NEW.require_auth_time := client_flag(m, 'requests', 'defaults', 'authTime');
    NEW.id_token_alg := m #>> '{responses,idToken}';
    NEW.userinfo_alg := m #>> '{responses,userinfo}';
    NEW.access_token_seconds := client_seconds(m, 'tokens', 'access', 'lifetime');
    NEW.token_format := m #>> '{tokens,access,format}';
    NEW.audience := client_list(m, 'tokens', 'access', 'audience');
    NEW.refresh_token_seconds := client_seconds(m, 'tokens', 'refresh', 'lifetime');
    NEW.always_refresh := client_flag(m, 'tokens', 'refresh', 'always');
    NEW.resources := CASE WHEN m #> '{tokens,resources}' IS NOT NULL THEN client_list(m, 'tokens', 'resources') END;
    NEW.serves := client_list(m, 'tokens', 'serves');
    NEW.sector := m #>> '{sector,host}';
    NEW.sector_identifier_uri := m #>> '{sector,uri}';
    NEW.post_logout_redirect_uris := client_list(m, 'logout', 'afterLogout');
    NEW.backchannel_logout_uri := m #>> '{logout,backChannelLogout,uri}';
    NEW.backchannel_logout_session_required := client_flag(m, 'logout', 'backChannelLogout', 'sessionRequired');
    NEW.frontchannel_logout_uri := m #>> '{logout,frontChannelLogout,uri}';
    NEW.frontchannel_logout_session_required := client_flag(m, 'logout', 'frontChannelLogout', 'sessionRequired');
    NEW.initiate_login_uri := m #>> '{logout,initiateLogin}';
    NEW.first_party := client_flag(m, 'policy', 'firstParty');
    NEW.minimum_acr := m #>> '{policy,minimumAcr}';
    NEW.auth_config := m #>> '{policy,authConfig}';
    NEW.user_resource := client_flag(m, 'policy', 'userResource');
    RETURN NEW;
END;
$$;

UPDATE client SET metadata = client_metadata(client);

CREATE TRIGGER client_metadata BEFORE INSERT OR UPDATE ON client
    FOR EACH ROW EXECUTE FUNCTION client_metadata_in_both_forms();
