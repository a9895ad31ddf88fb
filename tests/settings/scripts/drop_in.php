<?php
// Runs a must-use plugin with stubs of WordPress and PHPMailer. Prints what PHPMailer would use for two messages.
namespace PHPMailer\PHPMailer {
	class Exception extends \Exception {}

	class PHPMailer {
		public $Mailer, $Host, $Port, $SMTPSecure, $SMTPAuth, $AuthType, $Username, $Password, $Sender, $oauth;

		public function isSMTP() {
			$this->Mailer = 'smtp';
		}

		public function setOAuth( OAuthTokenProvider $provider ) {
			$this->oauth = $provider;
		}
	}
}

namespace {
	define( 'ABSPATH', $argv[2] . '/' );
	define( 'WPINC', 'wp-includes' );
	$hooks      = array();
	$transients = array();
	$requests   = array();

	function add_filter( $name, $callback, $priority ) {
		$GLOBALS['hooks'][ $name ] = $callback;
	}
	function add_action( $name, $callback, $priority ) {
		add_filter( $name, $callback, $priority );
	}
	function get_transient( $name ) {
		return $GLOBALS['transients'][ $name ][0] ?? false;
	}
	function set_transient( $name, $value, $seconds ) {
		$GLOBALS['transients'][ $name ] = array( $value, $seconds );
	}
	function wp_remote_post( $url, $options ) {
		$GLOBALS['requests'][] = array( $url, $options['body'] );
		return $GLOBALS['argv'][3] ?? '{"access_token":"a-token","expires_in":3599}';
	}
	function is_wp_error( $reply ) {
		return false;
	}
	function wp_remote_retrieve_body( $reply ) {
		return $reply;
	}
	function wp_json_encode( $value ) {
		return json_encode( $value );
	}

	require $argv[1];
	$results = array();
	for ( $i = 0; $i < 2; $i++ ) {
		$mailer = new PHPMailer\PHPMailer\PHPMailer();
		$hooks['phpmailer_init']( $mailer );
		try {
			$login = null === $mailer->oauth ? null : base64_decode( $mailer->oauth->getOauth64() );
		} catch ( PHPMailer\PHPMailer\Exception $error ) {
			$login = $error->getMessage();
		}
		$results[] = array( 'mailer' => $mailer, 'login' => $login, 'from' => $hooks['wp_mail_from']( 'x@y.example' ) );
	}
	$seconds = array_column( $transients, 1 );
	echo json_encode( array( 'results' => $results, 'requests' => $requests, 'seconds' => $seconds ) );
}
