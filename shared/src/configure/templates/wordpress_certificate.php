	function base64url( $text ) {
		return rtrim( strtr( base64_encode( $text ), '+/', '-_' ), '=' );
	}

	// RSASSA-PSS with SHA-256 (RFC 8017, sections 8.1 and 9.1), which openssl_sign has only since PHP 8.5.
	function sign_pss( $signed, $key ) {
		$size = intdiv( openssl_pkey_get_details( $key )['bits'], 8 );
		$salt = random_bytes( 32 );
		$hash = hash( 'sha256', str_repeat( "\0", 8 ) . hash( 'sha256', $signed, true ) . $salt, true );
		$data = str_repeat( "\0", $size - 66 ) . "\1" . $salt;
		$mask = '';
		for ( $i = 0; strlen( $mask ) < strlen( $data ); $i++ ) {
			$mask .= hash( 'sha256', $hash . pack( 'N', $i ), true );
		}
		$data    = $data ^ $mask;
		$data[0] = $data[0] & "\x7f";
		if ( ! openssl_private_encrypt( $data . $hash . "\xbc", $signature, $key, OPENSSL_NO_PADDING ) ) {
			throw new Exception( (string) openssl_error_string() );
		}
		return $signature;
	}

	function request() {
		$url         = 'https://login.microsoftonline.com/' . {{tenant}} . '/oauth2/v2.0/token';
		$application = {{application}};
		$certificate = {{certificate}};
		$pem         = "-----BEGIN PRIVATE KEY-----\n" . chunk_split( {{key}}, 64, "\n" ) . "-----END PRIVATE KEY-----\n";
		$key         = openssl_pkey_get_private( $pem );
		if ( ! $key ) {
			throw new Exception( (string) openssl_error_string() );
		}
		$header = array(
			'alg'      => 'PS256',
			'typ'      => 'JWT',
			'x5t#S256' => base64url( hash( 'sha256', base64_decode( $certificate ), true ) ),
		);
		$issued = time();
		$claims = array(
			'aud' => $url,
			'iss' => $application,
			'sub' => $application,
			'jti' => bin2hex( random_bytes( 16 ) ),
			'nbf' => $issued - 300,
			'exp' => $issued + 300,
		);
		$signed = base64url( wp_json_encode( $header ) ) . '.' . base64url( wp_json_encode( $claims ) );
		$form   = array(
			'grant_type'            => 'client_credentials',
			'client_id'             => $application,
			'client_assertion_type' => 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
			'client_assertion'      => $signed . '.' . base64url( sign_pss( $signed, $key ) ),
			'scope'                 => 'https://outlook.office365.com/.default',
		);
		return array( $url, $form, 'sealpost_mail_' . md5( $url . '|' . $application . '|' . $certificate ) );
	}
