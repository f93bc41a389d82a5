/**
 * Runs once, when the volume of `mongo` is new (the image's /docker-entrypoint-initdb.d): one user for each service,
 * each with its own database and no right in the other's, as the services share no collection.
 */
/* global db */
for (const [service, password] of [
  ['auth', process.env.AUTH_DB_PASSWORD],
  ['files', process.env.FILES_DB_PASSWORD],
]) {
  if (!password) throw new Error(`the password of ${service}'s database user is missing`);
  const name = `cloakroom_${service}`;
  db.getSiblingDB(name).createUser({ user: name, pwd: password, roles: [{ role: 'readWrite', db: name }] });
}
