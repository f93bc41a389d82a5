export { createRestRouter, type RestDoorOptions } from './routes';
