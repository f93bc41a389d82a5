import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { gql } from 'graphql-tag';
import { createMockSubgraph } from '../differential/mockSubgraph';
import { fakeService, startTestGateway, type FakeService, type TestGateway } from './testbed';

/** What subgraphs of tests begin with. */
export const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable",
  "@override", "@inaccessible", "@interfaceObject", "@tag"])\n`;

/** Subgraphs of a test's own, by name. */
export type Sdls = Readonly<Record<string, string>>;

/** A folder for supergraphs, and what a test has started. */
export class FederationBed {
  readonly folder = mkdtempSync(join(tmpdir(), 'supergraph-'));
  private readonly open: { close(): Promise<void> }[] = [];

  /** Closed by `close`. */
  keep<T extends { close(): Promise<void> }>(one: T): T {
    this.open.push(one);
    return one;
  }

  /** Serves a subgraph over HTTP; what it answers follows from what it is asked. */
  async serve(sdl: string): Promise<FakeService> {
    const mock = createMockSubgraph(sdl, { errors: 0, nulls: 0 });
    return this.keep(await fakeService(({ body }) => mock.process({ request: JSON.parse(body) as object })));
  }

  /** Serves these subgraphs and starts a gateway before them. */
  async start(
    sdls: Sdls,
    overrides: Parameters<typeof startTestGateway>[1] = {},
  ): Promise<{ gateway: TestGateway; services: Record<string, FakeService>; supergraphPath: string }> {
    const services: Record<string, FakeService> = {};
    for (const [name, sdl] of Object.entries(sdls)) services[name] = await this.serve(sdl);
    const supergraphPath = this.write(compose(sdls, services));
    const gateway = this.keep(await startTestGateway({}, { supergraphPath, ...overrides }));
    return { gateway, services, supergraphPath };
  }

  /** Writes a file and answers its path. */
  write(text: string): string {
    const path = join(this.folder, `${Math.random()}.graphql`);
    writeFileSync(path, text);
    return path;
  }

  /** Stops what was started, last first. */
  async close(): Promise<void> {
    for (const one of this.open.splice(0).reverse()) await one.close();
  }

  /** Removes the folder. */
  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** @throws when they do not compose. */
export function compose(sdls: Sdls, urls: Readonly<Record<string, { url: string }>>): string {
  const { supergraphSdl, errors } = composeServices(
    Object.entries(sdls).map(([name, sdl]) => ({ name, url: urls[name]?.url ?? '', typeDefs: gql(sdl) })),
  );
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}
