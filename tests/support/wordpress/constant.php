<?php
// Prints a constant of the site in the folder of the first argument.
require $argv[1] . '/wp-load.php';

echo constant( $argv[2] );
