// For pages other than the client's. If the path of a link was damaged, the secret after the "#", which servers don't
// see, is still there. The client's page then reads the link from it, or says what's wrong.
const LETTERS = 60;
if (location.hash.length > LETTERS) location.replace(`/o${location.hash}`);
