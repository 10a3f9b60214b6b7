-- id_token_claims has no column: it stays in the document when that is made anew from the columns.
CREATE OR REPLACE FUNCTION client_metadata(c client) RETURNS jsonb LANGUAGE sql STABLE AS $$
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
            'idToken', c.id_token_alg, 'userinfo', c.userinfo_alg, 'origins', c.allowed_origins,
            'claimsInIdToken', c.metadata #> '{responses,claimsInIdToken}'),
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
