<?php
// Reads a DSN in each line of standard input the way Symfony's `Dsn::fromString` does. Prints its password.
while ( false !== ( $line = fgets( STDIN ) ) ) {
	$parts = parse_url( rtrim( $line, "\n" ) );
	foreach ( array( 'rawurldecode', 'urldecode' ) as $decode ) {
		$passwords[ $decode ] = $decode( $parts['pass'] );
	}
	if ( 'smtp.bakery.example' !== $parts['host'] || 1 !== count( array_unique( $passwords ) ) ) {
		exit( 1 );
	}
	echo base64_encode( $passwords['rawurldecode'] ), "\n";
}
