<?php
/**
 * Plugin Name: Sealpost mail
 */

defined( 'ABSPATH' ) || exit;

add_filter( 'wp_mail_from', 'sealpost_mail_from', PHP_INT_MAX );
add_action( 'phpmailer_init', 'sealpost_mail_server', PHP_INT_MAX );

function sealpost_mail_from() {
	return {{from}};
}

function sealpost_mail_server( $mailer ) {
	$mailer->isSMTP();
	$mailer->Host       = {{server}};
	$mailer->Port       = {{port}};
	$mailer->SMTPSecure = {{encryption}};
	$mailer->SMTPAuth   = true;
	$mailer->AuthType   = '';
	$mailer->Username   = {{user}};
	$mailer->Password   = {{secret}};
	$mailer->Sender     = sealpost_mail_from();
}
