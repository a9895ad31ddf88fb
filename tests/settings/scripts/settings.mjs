// Imports modules that export a transport. Prints the password of each.
const [, , folder, count] = process.argv;
for (let i = 0; i < Number(count); i += 1) {
  const { transport } = await import(`${folder}/${i}.mjs`);
  console.log(Buffer.from(transport.options.auth.pass, 'utf-8').toString('base64'));
}
