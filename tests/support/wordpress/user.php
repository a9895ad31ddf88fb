<?php
// Adds a user to the site in the folder of the first argument, with this name and address.
require $argv[1] . '/wp-load.php';

$user = wp_create_user( $argv[2], wp_generate_password( 24 ), $argv[3] );
echo is_wp_error( $user ) ? $user->get_error_message() : 'done';
