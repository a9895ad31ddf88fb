<?php
// Reads files of constants, each in a namespace whose `define` keeps the value. Prints one constant of each file.
namespace Site;

function define( $name, $value ) {
	$GLOBALS['constants'][ $name ] = $value;
}

list( , $folder, $count, $name ) = $argv;
for ( $i = 0; $i < (int) $count; $i++ ) {
	$GLOBALS['constants'] = array();
	require "$folder/$i.php";
	echo base64_encode( $GLOBALS['constants'][ $name ] ), "\n";
}
