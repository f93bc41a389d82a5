/** The gateway by itself, bundled as its program is. */
export { readConfig } from '../../gateway/config';
export { startGateway } from '../../gateway/start';
export { createLog } from '../../platform/service';
