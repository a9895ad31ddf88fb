// For pages that belong to no link. If the path of a link was damaged, the secret after the "#", which servers don't see,
// is still there. The client's page, or the one for a step, then reads the link from it, or says what's wrong.
const LETTERS = 60;
const LETTERS_OF_STEP = /^#[0-9a-z]{34}$/i;
if (location.hash.length > LETTERS) location.replace(`/o${location.hash}`);
else if (LETTERS_OF_STEP.test(location.hash)) location.replace(`/h${location.hash}`);
