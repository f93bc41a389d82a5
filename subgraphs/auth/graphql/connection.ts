import { encodeCursor, type Page, type PagePosition } from '../domain/page';

/** A page as a Relay connection; `positionOf` tells where an item stands in its list. */
export function connectionOf<Item>({ items, ...page }: Page<Item>, positionOf: (item: Item) => PagePosition) {
  const edges = items.map((node) => ({ node, cursor: encodeCursor(positionOf(node)) }));
  return {
    edges,
    nodes: items,
    pageInfo: {
      ...page,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
