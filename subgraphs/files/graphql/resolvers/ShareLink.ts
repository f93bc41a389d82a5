import { encodeLinkCursor } from '../../usecases';
import type { ShareLinkConnectionResolvers, ShareLinkResolvers } from '../types.generated';

/** A link to a file, as its owner sees it. */
export const ShareLink: ShareLinkResolvers = {
  hasPassword: ({ passwordHash }) => passwordHash !== null,
};

/** A page of links. */
export const ShareLinkConnection: ShareLinkConnectionResolvers = {
  nodes: ({ links }) => links,
  edges: ({ links }) => links.map((node) => ({ node, cursor: encodeLinkCursor(node) })),
  pageInfo: ({ links, hasNextPage, after }) => {
    const [first, last] = [links[0], links.at(-1)];
    return {
      hasNextPage,
      hasPreviousPage: after !== null,
      startCursor: first === undefined ? null : encodeLinkCursor(first),
      endCursor: last === undefined ? null : encodeLinkCursor(last),
    };
  },
  totalCount: ({ file }, _args, { caller, useCases }) => useCases.countShareLinks(caller, file),
};
