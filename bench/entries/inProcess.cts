/** All services in one process, bundled as `npm start` is. */
export { startAll } from '../../local/start/startAll';
