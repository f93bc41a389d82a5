/** Where everything is after a start. */
export interface Addresses {
  gateway: string;
  auth: string;
  files: string;
  mongodb: string;
  s3: string;
  dataFolder: string;
  logFile: string;
  /** The folder that mails are written to; null when SMTP_URL sends them. */
  mail: string | null;
}

/** What a person sees after `npm start`: where things are, and a first upload to copy and paste. */
export function welcome(at: Addresses): string {
  return `
Cloakroom is ready.

  GraphQL    ${at.gateway}/graphql      (open it in a browser for Apollo Sandbox)
  GraphiQL   ${at.gateway}/graphiql     (the same without internet, with a first upload as examples)
  REST       ${at.gateway}/openapi.json
  Health     ${at.gateway}/health/ready
  Subgraphs  auth ${at.auth}   files ${at.files}
  Data       ${at.dataFolder}/  MongoDB ${at.mongodb}  S3 ${at.s3}
  Mail       ${at.mail === null ? 'as SMTP_URL says' : `${at.mail}/  (links are printed here)`}
  Log        ${at.logFile}

Your first upload: paste this into another terminal.

  TOKEN=$(curl -s ${at.gateway}/register -H 'content-type: application/json' \\
    -d '{"email":"ada-'$(date +%s)'@example.com","password":"a long walk in the rain","name":"Ada"}' \\
    | node -pe 'JSON.parse(fs.readFileSync(0)).accessToken')
  echo 'Hello, Cloakroom' > hello.txt
  ID=$(curl -s ${at.gateway}/upload -H "authorization: Bearer $TOKEN" -F 'file=@hello.txt;type=text/plain' \\
    | node -pe 'JSON.parse(fs.readFileSync(0)).id')
  curl -sL "${at.gateway}/file/$ID?redirect=true" -H "authorization: Bearer $TOKEN"

The embedded MongoDB and S3 are for development only. Ctrl-C stops everything; the data stays.
`;
}
