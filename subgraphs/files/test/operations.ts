/** The operations of a client, against the subgraph itself. */

export const REQUEST_UPLOAD = `mutation ($input: RequestUploadInput!) {
  requestUpload(input: $input) {
    file { id name size contentType checksum status createdAt updatedAt owner { id } downloadUrl }
    upload { __typename ... on PutUpload { method url headers { name value } expiresAt } }
  }
}`;

export const COMPLETE_UPLOAD = `mutation ($input: CompleteUploadInput!) {
  completeUpload(input: $input) { file { id name size contentType checksum status downloadUrl } }
}`;

export const DELETE_FILE = `mutation ($input: DeleteFileInput!) {
  deleteFile(input: $input) { deletedFileId }
}`;

export const FILE = `query ($id: ID!) {
  file(id: $id) { id name size contentType checksum status createdAt updatedAt owner { id } downloadUrl }
}`;

/** User.files and User.storage, as the gateway asks for them. */
export const USER = `query ($id: ID!, $first: Int! = 20, $after: String, $filter: FileFilter, $orderBy: FileOrder) {
  _entities(representations: [{ __typename: "User", id: $id }]) {
    ... on User {
      files(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
        edges { cursor node { id name } }
        nodes { id name size status }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
      storage { usedBytes reservedBytes quotaBytes fileCount }
    }
  }
}`;
