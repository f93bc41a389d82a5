import { composeServices } from '@apollo/composition';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gql } from 'graphql-tag';

/** What every subgraph begins with. */
export const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable",
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
  'own names of the roots, own scalars, inputs and enums that differ': {
    calendar: `${LINK}
      schema { query: Ask mutation: Do }
      type Ask { days(of: Span, in: [Zone!]): [Day!]! day(at: Moment): Day }
      type Do { plan(day: DayInput!): Day }
      scalar Moment
      input Span { from: Moment! to: Moment zone: Zone = UTC }
      input DayInput { at: Moment! name: String = "day" hidden: Int }
      enum Zone { UTC CET }
      type Day @key(fields: "at") { at: Moment! zone: Zone name(upper: Boolean = false): String }`,
    weather: `${LINK}
      type Query { forecast(for: Span): [Day] @shareable }
      scalar Moment
      input Span { from: Moment! to: Moment zone: Zone = UTC }
      enum Zone { UTC CET }
      type Day @key(fields: "at") { at: Moment! sun(of: Span, zones: [Zone!]): Float rain: [[Int]] }`,
  },

  'requires with fragments on interfaces and unions': {
    farm: `${LINK}
      type Query { farms: [Farm!]! farm: Farm }
      type Farm @key(fields: "id") { id: ID! crop: Crop yard: [Building] }
      union Crop = Wheat | Fruit
      type Wheat @shareable { tons: Float grade: Int }
      type Fruit @shareable { kind: String crates: Int! }
      interface Building { id: ID! rooms: Int }
      type Barn implements Building @key(fields: "id") { id: ID! rooms: Int hay: Int }
      type House implements Building @key(fields: "id") { id: ID! rooms: Int people: [String!] }`,
    trade: `${LINK}
      type Farm @key(fields: "id") { id: ID!
        crop: Crop @external
        worth: Int @requires(fields: "crop { ... on Wheat { tons } ... on Fruit { kind crates } }")
        offers: [Offer!] @requires(fields: "crop { __typename ... on Wheat { grade } }") }
      union Crop = Wheat | Fruit
      type Wheat @shareable { tons: Float grade: Int }
      type Fruit @shareable { kind: String crates: Int! }
      type Offer { cents: Int! from: House of: [Barn] }
      type House @key(fields: "id") { id: ID! debts: Int! }
      type Barn @key(fields: "id") { id: ID! hay: Int @external weight: Int @requires(fields: "hay") }`,
  },

  'requirements that need each other, and fields that are provided': {
    shop: `${LINK}
      type Query { items: [Item] best: Item @provides(fields: "label") }
      type Item @key(fields: "id") { id: ID! base: Int label: String @external
        total: Int @requires(fields: "tax") tax: Int @external }`,
    tax: `${LINK}
      type Query { taxed: [Item!] }
      type Item @key(fields: "id") { id: ID! base: Int @external tax: Int @requires(fields: "base") }`,
    print: `${LINK}
      type Item @key(fields: "id") { id: ID! label: String @shareable total: Int @external
        tag: String @requires(fields: "total") }`,
  },

  'members of a union and fields of an interface that only some know': {
    here: `${LINK}
      type Query { media: Media things: [Thing] }
      union Media = Book | Song
      interface Thing { id: ID! }
      type Book implements Thing @key(fields: "id") { id: ID! title: String @shareable }
      type Song implements Thing @key(fields: "id") { id: ID! title: String @shareable }
      type Viewer @shareable { media: Media book: Book }`,
    there: `${LINK}
      type Query { viewer: Viewer }
      union Media = Book | Movie
      interface Thing { id: ID! name: String }
      type Book implements Thing @key(fields: "id") { id: ID! name: String title: String @shareable }
      type Song implements Thing @key(fields: "id") { id: ID! name: String }
      type Movie @key(fields: "id") { id: ID! title: String }
      type Viewer @shareable { media: Media book: Book }`,
  },

  'interface objects of interface objects, keys that may be null': {
    nodes: `${LINK}
      type Query { accounts: [Account] account(id: ID): Account }
      interface Account @key(fields: "id") { id: ID! name: String }
      type Admin implements Account @key(fields: "id") { id: ID! name: String rights: [Right!] }
      type Guest implements Account @key(fields: "id") { id: ID! name: String host: Admin }
      enum Right { READ WRITE }`,
    posts: `${LINK}
      type Query { authors: [Account!]! }
      type Account @key(fields: "id") @interfaceObject { id: ID! posts(first: Int = 2): [Post] name: String @external
        title: String @requires(fields: "name") }
      type Post @key(fields: "a") @key(fields: "id") { a: ID id: ID text: String! author: Account }`,
    likes: `${LINK}
      type Account @key(fields: "id") @interfaceObject { id: ID! liked: [Post!] }
      type Post @key(fields: "a") { a: ID stars: Int }`,
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
