/** A tab of GraphiQL as it opens: variables and headers are JSON, in which GraphiQL allows comments. */
export interface ExampleTab {
  readonly query: string;
  readonly variables: string;
  readonly headers: string;
}

/** What stands in the headers of every tab until somebody puts a token there. */
export const HEADERS_HINT = `{
  // "authorization": "Bearer the accessToken of register or login"
}`;

/** The first steps of a new client, in the order in which they can be taken. */
export const EXAMPLES: readonly ExampleTab[] = [
  {
    query: `# 1. Make an account. Then, in each tab that is to act
# as it, click "Use it in this tab" below the answer, or
# put {"authorization": "Bearer <accessToken>"} into
# "Headers" yourself.
mutation Register($input: RegisterInput!) {
  register(input: $input) {
    accessToken
    refreshToken
    expiresAt
    user {
      id
      name
    }
  }
}
`,
    variables: `{
  "input": {
    "email": "ada@example.com",
    "password": "a long walk in the rain",
    "name": "Ada"
  }
}`,
    headers: HEADERS_HINT,
  },
  {
    query: `# Later: sign in to the account you have.
mutation Login($input: LoginInput!) {
  login(input: $input) {
    accessToken
    refreshToken
    expiresAt
    user {
      id
      name
    }
  }
}
`,
    variables: `{
  "input": {
    "email": "ada@example.com",
    "password": "a long walk in the rain"
  }
}`,
    headers: HEADERS_HINT,
  },
  {
    query: `# 2. Ask for a place to upload to, with the token in
# "Headers". Then send the bytes there with the method
# and the headers of the answer:
#   curl -X PUT "<url>" -H "<name>: <value>" ... \\
#     --data-binary 'Hello, Cloakroom'
mutation RequestUpload($input: RequestUploadInput!) {
  requestUpload(input: $input) {
    file {
      id
      status
    }
    upload {
      __typename
      ... on PutUpload {
        method
        url
        headers {
          name
          value
        }
        expiresAt
      }
    }
  }
}
`,
    variables: `{
  "input": {
    "name": "hello.txt",
    "size": 16,
    "contentType": "text/plain"
  }
}`,
    headers: HEADERS_HINT,
  },
  {
    query: `# 3. Say that the bytes are there.
mutation CompleteUpload($input: CompleteUploadInput!) {
  completeUpload(input: $input) {
    file {
      id
      status
      downloadUrl
    }
  }
}
`,
    variables: `{
  "input": {
    "fileId": "the id that requestUpload answered"
  }
}`,
    headers: HEADERS_HINT,
  },
  {
    query: `# 4. Your account from one service, your files from the
# other.
query MeWithFiles($first: Int! = 20) {
  me {
    id
    name
    email
    files(first: $first) {
      nodes {
        id
        name
        size
        status
        downloadUrl
      }
      totalCount
    }
    storage {
      usedBytes
      quotaBytes
    }
  }
}
`,
    variables: '{\n  "first": 20\n}',
    headers: HEADERS_HINT,
  },
];
