export { createContext, type FilesContext } from './context';
export { createLoaders } from './loaders';
export { resolvers } from './resolvers';
