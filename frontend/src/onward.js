// For pages other than the client's. A link whose path was damaged still has its secret after the "#", which no server
// sees. The client's page finds the link in it, or says what's wrong with it.
const LETTERS = 60;
if (location.hash.length > LETTERS) location.replace(`/o${location.hash}`);
