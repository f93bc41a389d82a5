/** What stands behind the gateway, bundled as its programs are. */
export { startMongo } from '../../local/mongo';
export { startS3 } from '../../local/s3';
export { createLog } from '../../platform/service';
export { readConfig as readAuthConfig } from '../../subgraphs/auth/config';
export { startAuth } from '../../subgraphs/auth/start';
export { readConfig as readFilesConfig } from '../../subgraphs/files/config';
export { startFiles } from '../../subgraphs/files/start';
