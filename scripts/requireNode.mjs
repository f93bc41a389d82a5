/** Imported first: npm only warns of a Node that is too old, and what fails later says nothing of it. */
const [major, minor] = process.version.slice(1).split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`Cloakroom needs Node 20.19 or newer; this is ${process.version}.\n`);
  process.exit(1);
}
