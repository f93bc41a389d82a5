import { composeServices } from '@apollo/composition';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gql } from 'graphql-tag';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable",
  "@external", "@requires", "@provides", "@override", "@inaccessible", "@interfaceObject"])\n`;

const contract = (name: string) =>
  readFileSync(join(__dirname, '../../../schema', `${name}.graphql`), 'utf8');

/** Small federations, each with something that plans treat in a way of their own. */
export const FEDERATIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'our own': { auth: contract('auth'), files: contract('files') },

  'a shop: requires, provides, several keys': {
    products: `${LINK}
      type Query { products: [Product!]! product(upc: ID!): Product topProduct: Product! }
      type Mutation { addProduct(name: String!): Product }
      type Product @key(fields: "upc") @key(fields: "sku") {
        upc: ID! sku: ID! name: String price: Int weight: Float dimensions: Dimensions! }
      type Dimensions @shareable { width: Int height: Int unit: Unit! }
      enum Unit { MM INCH SECRET @inaccessible }`,
    inventory: `${LINK}
      type Product @key(fields: "upc") {
        upc: ID! price: Int @external weight: Float @external dimensions: Dimensions! @external
        inStock: Boolean! shippingEstimate: Int @requires(fields: "price weight dimensions { width }") }
      type Dimensions @shareable { width: Int height: Int unit: Unit! }
      enum Unit { MM INCH SECRET @inaccessible }`,
    reviews: `${LINK}
      type Query { reviews(first: Int = 2): [Review] }
      type Mutation { review(upc: ID!, text: String): Review! }
      type Review @key(fields: "id") { id: ID! text: String! product: Product! author: Author @provides(fields: "name") }
      type Author @key(fields: "id") { id: ID! name: String @external reviews: [Review!] }
      type Product @key(fields: "sku") { sku: ID! reviews(first: Int): [Review!]! }`,
    people: `${LINK}
      type Query { me: Author }
      type Author @key(fields: "id") { id: ID! name: String @shareable email: String! friends: [Author] }`,
  },

  'unions and interfaces with entities of several types': {
    catalogue: `${LINK}
      type Query { search(text: String): [Hit] node(id: ID!): Node nodes: [Node!]! best: Hit! }
      union Hit = Book | Film | Note
      interface Node { id: ID! }
      interface Titled implements Node { id: ID! title: String }
      type Book implements Node & Titled @key(fields: "id") { id: ID! title: String pages: Int! }
      type Film implements Node & Titled @key(fields: "id") { id: ID! title: String minutes: Int }
      type Note { text: String! about: Hit }`,
    details: `${LINK}
      interface Rated { stars: Float }
      type Book implements Rated @key(fields: "id") { id: ID! stars: Float isbn: String! similar: [Book!]! }
      type Film implements Rated @key(fields: "id") { id: ID! stars: Float cast: [[String!]]! }`,
  },

  'an interface object': {
    media: `${LINK}
      type Query { media: [Media!]! one: Media }
      interface Media @key(fields: "id") { id: ID! title: String! }
      type Song implements Media @key(fields: "id") { id: ID! title: String! seconds: Int }
      type Clip implements Media @key(fields: "id") { id: ID! title: String! frames: Int! }`,
    likes: `${LINK}
      type Query { liked: [Media] }
      type Media @key(fields: "id") @interfaceObject { id: ID! likes: Int! fans: [String!] }`,
  },

  'a chain of keys, composite ones too': {
    a: `${LINK}
      type Query { things: [Thing] }
      type Thing @key(fields: "a") { a: ID! inA: String }`,
    b: `${LINK}
      type Thing @key(fields: "a") @key(fields: "b { x y }") { a: ID! b: Pair! inB: Int }
      type Pair @shareable { x: ID! y: ID! }`,
    c: `${LINK}
      type Thing @key(fields: "b { x y }") { b: Pair! inC: [Int!] other: Thing }
      type Pair @shareable { x: ID! y: ID! }`,
  },

  'the same name for different things': {
    left: `${LINK}
      type Query { animals: [Animal] }
      union Animal = Cat | Dog
      type Cat @key(fields: "id") { id: ID! }
      type Dog @key(fields: "id") { id: ID! }`,
    right: `${LINK}
      type Cat @key(fields: "id") { id: ID! size(in: String): String detail: CatDetail sounds: [String] }
      type Dog @key(fields: "id") { id: ID! size(in: String): Int detail: DogDetail sounds: [String!]! }
      type CatDetail { purrs: Boolean! same: String }
      type DogDetail { barks: Boolean same: Int }`,
  },

  'mutations across subgraphs': {
    one: `${LINK}
      type Query { counter: Counter! }
      type Mutation { increase(by: Int! = 1): Counter! fail: Boolean }
      type Counter @key(fields: "id") { id: ID! value: Int! }`,
    two: `${LINK}
      type Mutation { rename(to: String): Counter reset: Boolean! }
      type Counter @key(fields: "id") { id: ID! label: String! history: [Counter] }`,
  },

  'overridden and shared fields, values without keys': {
    old: `${LINK}
      type Query { shared: Value @shareable box: Box }
      type Value @shareable { n: Int s: String deep: Value }
      type Box @key(fields: "id") { id: ID! content: [Value!] moved: String }`,
    new: `${LINK}
      type Query { shared: Value @shareable }
      type Value @shareable { n: Int s: String deep: Value }
      type Box @key(fields: "id") { id: ID! moved: String @override(from: "old") extra(of: Level): [Level!] }
      enum Level { LOW HIGH }`,
  },
};

/** @throws when a federation does not compose. */
export function composeFederation(subgraphs: Readonly<Record<string, string>>): string {
  const { supergraphSdl, errors } = composeServices(
    Object.entries(subgraphs).map(([name, sdl]) => ({ name, typeDefs: gql(sdl), url: `http://${name}` })),
  );
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}
