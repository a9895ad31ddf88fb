	function base64url( $text ) {
		return rtrim( strtr( base64_encode( $text ), '+/', '-_' ), '=' );
	}

	function request() {
		$url    = 'https://oauth2.googleapis.com/token';
		$key    = {{key}};
		$issued = time();
		$claims = array(
			'iss'   => {{email}},
			'sub'   => {{user}},
			'scope' => 'https://mail.google.com/',
			'aud'   => $url,
			'iat'   => $issued,
			'exp'   => $issued + 3600,
		);
		$header = array( 'alg' => 'RS256', 'typ' => 'JWT', 'kid' => {{key_id}} );
		$signed = base64url( wp_json_encode( $header ) ) . '.' . base64url( wp_json_encode( $claims ) );
		$pem    = "-----BEGIN PRIVATE KEY-----\n" . chunk_split( $key, 64, "\n" ) . "-----END PRIVATE KEY-----\n";
		if ( ! openssl_sign( $signed, $signature, $pem, OPENSSL_ALGO_SHA256 ) ) {
			throw new Exception( (string) openssl_error_string() );
		}
		$form = array(
			'grant_type' => 'urn:ietf:params:oauth:grant-type:jwt-bearer',
			'assertion'  => $signed . '.' . base64url( $signature ),
		);
		return array( $url, $form, 'sealpost_mail_' . md5( $claims['iss'] . '|' . $claims['sub'] . '|' . $key ) );
	}
