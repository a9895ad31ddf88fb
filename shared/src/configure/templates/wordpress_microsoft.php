	function request() {
		$form = array(
			'grant_type'    => 'client_credentials',
			'client_id'     => {{application}},
			'client_secret' => {{secret}},
			'scope'         => 'https://outlook.office365.com/.default',
		);
		$url  = 'https://login.microsoftonline.com/' . {{tenant}} . '/oauth2/v2.0/token';
		return array( $url, $form, 'sealpost_mail_' . md5( $url . implode( '|', $form ) ) );
	}
