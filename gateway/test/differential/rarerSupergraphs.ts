import { LINK } from './supergraphs';

/** Further federations: shapes that are met less often. */
export const RARER_FEDERATIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'fields and types that clients do not see, needed by what they do see': {
    orders: `${LINK}
      type Query { orders: [Order!] order(id: ID!): Order hidden: Hidden @inaccessible }
      type Order @key(fields: "id") { id: ID! @inaccessible secret: Int @inaccessible state: State inner: Hidden @inaccessible }
      type Hidden @inaccessible @shareable { n: Int }
      enum State { OPEN CLOSED LOST @inaccessible }`,
    bills: `${LINK}
      type Order @key(fields: "id") { id: ID! secret: Int @external inner: Hidden @external
        shown: String @requires(fields: "secret") sum: Int! @requires(fields: "inner { n }") again: [Order] }
      type Hidden @inaccessible @shareable { n: Int }`,
  },

  'lists of lists, of entities and of abstract types too': {
    board: `${LINK}
      type Query { grid: [[Cell]!] shapes: [[Shape!]] deep: [[[Cell!]]]! }
      type Cell @key(fields: "id") { id: ID! row: Int }
      interface Shape { area: Float }
      type Round implements Shape { area: Float center: Cell }
      type Square implements Shape { area: Float corners: [[Cell!]!] }`,
    game: `${LINK}
      type Cell @key(fields: "id") { id: ID! links: [[Cell]] numbers: [[Int!]!]! row: Int @external
        next: [[Cell!]] @requires(fields: "row") }`,
  },

  'requirements with arguments, aliases beside them': {
    prices: `${LINK}
      type Query { wares: [Ware!] ware: Ware }
      type Ware @key(fields: "id") { id: ID! price(in: Currency, net: Boolean = true): Int tags(first: Int): [String!] }
      enum Currency { EUR USD }`,
    stock: `${LINK}
      type Ware @key(fields: "id") { id: ID! price(in: Currency, net: Boolean = true): Int @external
        tags(first: Int): [String!] @external
        inEuro: String @requires(fields: "price(in: EUR)")
        label(of: Int): String @requires(fields: "price(in: USD, net: false) tags(first: 2)") }
      enum Currency { EUR USD }`,
  },

  'requirements of objects, lists and entities': {
    carts: `${LINK}
      type Query { carts: [Cart] }
      type Cart @key(fields: "id") { id: ID! lines: [Line!] owner: Owner! }
      type Line { amount: Int ware: Ware }
      type Ware @key(fields: "id") { id: ID! }
      type Owner @key(fields: "id") { id: ID! }`,
    wares: `${LINK}
      type Ware @key(fields: "id") { id: ID! grams: Int! }
      type Owner @key(fields: "id") { id: ID! address: Address }
      type Address @shareable { city: String zone: Int! }`,
    freight: `${LINK}
      type Cart @key(fields: "id") { id: ID! lines: [Line!] @external owner: Owner! @external
        weight: Int @requires(fields: "lines { amount ware { id grams } }")
        route: [String] @requires(fields: "owner { address { city zone } }") }
      type Line @external { amount: Int ware: Ware }
      type Ware @key(fields: "id") { id: ID! grams: Int! @external }
      type Owner @key(fields: "id") { id: ID! address: Address @external }
      type Address @shareable { city: String zone: Int! }`,
  },

  'chains of requirements over four services': {
    one: `${LINK}
      type Query { jobs: [Job!]! }
      type Job @key(fields: "id") { id: ID! v1: Int }`,
    two: `${LINK}
      type Job @key(fields: "id") { id: ID! v1: Int @external v2: Int @requires(fields: "v1") sub: Job }`,
    three: `${LINK}
      type Job @key(fields: "id") { id: ID! v1: Int @external v2: Int @external v3: Int! @requires(fields: "v1 v2") }`,
    four: `${LINK}
      type Job @key(fields: "id") { id: ID! v3: Int! @external v4: [Job!] @requires(fields: "v3") }`,
  },

  'keys that hold another entity': {
    pets: `${LINK}
      type Query { pets: [Pet] owners: [Owner!] }
      type Pet @key(fields: "a owner { id }") { a: ID! owner: Owner! kind: String }
      type Owner @key(fields: "id") { id: ID! pet: Pet }`,
    vets: `${LINK}
      type Query { patients: [Pet!] }
      type Pet @key(fields: "a owner { id }") { a: ID! owner: Owner! visits: [Visit!] }
      type Owner @key(fields: "id") { id: ID! bills: Int! }
      type Visit { at: Int pet: Pet by: Owner }`,
  },

  'provided fields, nested and of members of a union': {
    feed: `${LINK}
      type Query { feed: [Post] @provides(fields: "author { name }") first: Post @provides(fields: "parts { ... on Text { words } }")
        plain: [Post!] }
      type Post @key(fields: "id") { id: ID! author: Author @shareable parts: [Part!] @shareable }
      type Author @key(fields: "id") { id: ID! name: String @external }
      union Part = Text | Photo
      type Text @key(fields: "id") { id: ID! words: Int @external }
      type Photo @key(fields: "id") { id: ID! }`,
    store: `${LINK}
      type Post @key(fields: "id") { id: ID! author: Author @shareable parts: [Part!] @shareable likes: Int! }
      type Author @key(fields: "id") { id: ID! name: String @shareable born: Int }
      union Part = Text | Photo
      type Text @key(fields: "id") { id: ID! words: Int @shareable html: String! }
      type Photo @key(fields: "id") { id: ID! alt: String }`,
  },

  'interfaces that know more in one service, interfaces of interfaces': {
    zoo: `${LINK}
      type Query { animals: [Animal] named: [Named!] pet: Pet }
      interface Named { name: String }
      interface Animal implements Named { id: ID! name: String }
      interface Pet implements Named { id: ID! name: String owner: String }
      type Dog implements Animal & Pet & Named @key(fields: "id") { id: ID! name: String owner: String legs: Int! }
      type Fish implements Animal & Named @key(fields: "id") { id: ID! name: String fins: Int }
      type City implements Named { name: String animals: [Animal!] }`,
    clinic: `${LINK}
      type Query { sick: [Animal!] }
      interface Animal { id: ID! age: Int friend: Animal }
      type Dog implements Animal @key(fields: "id") { id: ID! age: Int friend: Animal barks: Boolean }
      type Fish implements Animal @key(fields: "id") { id: ID! age: Int friend: Animal depth: Float! }`,
  },

  'an interface entity with fields from two interface objects': {
    core: `${LINK}
      type Query { docs: [Doc!] doc(id: ID): Doc anyOf: Some }
      interface Doc @key(fields: "id") { id: ID! title: String pages: Int! }
      type Letter implements Doc @key(fields: "id") { id: ID! title: String pages: Int! to: String }
      type Memo implements Doc @key(fields: "id") { id: ID! title: String pages: Int! urgent: Boolean! answers: [Doc] }
      union Some = Letter | Memo`,
    views: `${LINK}
      type Query { viewed: [Doc] }
      type Doc @key(fields: "id") @interfaceObject { id: ID! views: Int! related: [Doc!] }`,
    score: `${LINK}
      type Query { best: Doc! }
      type Doc @key(fields: "id") @interfaceObject { id: ID! views: Int! @external pages: Int! @external
        score: Float @requires(fields: "views pages") by: Reader }
      type Reader @key(fields: "id") { id: ID! reads: [Doc] }`,
  },

  'enums and inputs that each service knows a part of': {
    mail: `${LINK}
      type Query { mails(where: Filter, sort: [Sort!] = [NEWEST]): [Mail] }
      type Mutation { send(mail: Draft!, how: Way = SLOW): Mail! }
      input Filter { from: ID after: Int flags: [Flag!] not: Filter }
      input Draft { to: [ID!]! text: String! = "empty" style: Style }
      input Style { bold: Boolean = false size: Int }
      enum Sort { NEWEST OLDEST } enum Way { FAST SLOW } enum Flag { RED BLUE }
      type Mail @key(fields: "id") { id: ID! kind: Kind flags: [Flag] }
      enum Kind { PRIVATE LIST }`,
    archive: `${LINK}
      type Query { archived(where: Filter): [Mail!] }
      input Filter { from: ID! after: Int not: Filter hidden: Int }
      type Mail @key(fields: "id") { id: ID! kinds: [Kind!]! moved(how: Way, style: Style): Boolean }
      input Style { bold: Boolean = false size: Int }
      enum Way { FAST SLOW LOST } enum Kind { LIST NEWS }`,
  },

  'nothing may be null, across three services': {
    top: `${LINK}
      type Query { root: Root! maybe: Root list: [Root!] }
      type Root @key(fields: "id") { id: ID! sure: Mid! sures: [Mid!]! perhaps: [Mid]! }
      type Mid @key(fields: "id") { id: ID! }`,
    mid: `${LINK}
      type Mid @key(fields: "id") { id: ID! n: Int! low: Low! lows: [[Low!]!]! box: Box! }
      type Box { low: Low! s: String! }
      type Low @key(fields: "id") { id: ID! }`,
    low: `${LINK}
      type Low @key(fields: "id") { id: ID! n: Float! names: [String!]! up: Root! }
      type Root @key(fields: "id") { id: ID! back: Boolean! }`,
  },

  'mutations that answer unions, interfaces and entities': {
    write: `${LINK}
      type Query { note: Note }
      type Mutation { save(text: String!): Saved! both(a: ID): [Outcome!] touch: Note }
      union Saved = Note | Problem
      interface Outcome { ok: Boolean! }
      type Note implements Outcome @key(fields: "id") { id: ID! ok: Boolean! text: String }
      type Problem implements Outcome { ok: Boolean! why: String! near: Note }`,
    read: `${LINK}
      type Mutation { read(id: ID!): Note! }
      type Note @key(fields: "id") { id: ID! reads: Int! readers: [Reader] }
      type Reader @key(fields: "id", resolvable: false) { id: ID! }`,
    readers: `${LINK}
      type Mutation { follow(id: ID!): Reader }
      type Reader @key(fields: "id") { id: ID! name: String! notes: [Note!]! }
      type Note @key(fields: "id", resolvable: false) { id: ID! }`,
  },

  'values that hold entities, shared by all, and scalars of any shape': {
    site: `${LINK}
      type Query { page: Page @shareable pages: [Page!] }
      scalar JSON
      type Page @shareable { head: Head theme: JSON refs: [Ref] }
      type Head @shareable { title: String! author: User }
      union Ref = User | Page
      type User @key(fields: "id") { id: ID! settings: JSON }`,
    people: `${LINK}
      type Query { page: Page @shareable }
      scalar JSON
      type Page @shareable { head: Head theme: JSON refs: [Ref] }
      type Head @shareable { title: String! author: User }
      union Ref = User | Page
      type User @key(fields: "id") { id: ID! name: String settings: JSON @external
        wishes(like: JSON): [JSON!] @requires(fields: "settings") }`,
  },
};
