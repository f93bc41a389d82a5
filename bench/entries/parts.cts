/** What is timed by itself. */
export { identify, VerifiedTokens } from '../../platform/identity';
export { createLog } from '../../platform/service';
export { connectStores } from '../../subgraphs/files/adapters/mongo';
export { searchFieldsOf } from '../../subgraphs/files/adapters/mongo/fileModel';
export { createS3Clients } from '../../subgraphs/files/adapters/s3/clients';
export { GetSigner } from '../../subgraphs/files/adapters/s3/GetSigner';
export { downloadRequest } from '../../subgraphs/files/adapters/s3/signing';
export { listFiles } from '../../subgraphs/files/usecases/listFiles';
