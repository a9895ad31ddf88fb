// On the pages that are not a client's: a link whose path was damaged still has its secret behind the "#", which no server
// sees. The client's page finds the link in it, or says what is wrong with it.
const LETTERS = 60;
if (location.hash.length > LETTERS) location.replace(`/o${location.hash}`);
