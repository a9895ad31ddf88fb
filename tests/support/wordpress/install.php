<?php
// Installs the site in the folder of the first argument, as WordPress's own page does. Its first user has this name
// and address.
define( 'WP_INSTALLING', true );
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

wp_install( 'Bakery Winter', $argv[2], $argv[3], false, '', wp_generate_password( 24 ) );
if ( username_exists( $argv[2] ) ) {
	echo 'done';
}
