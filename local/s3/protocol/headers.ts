/** The headers of a request as they came: names in lower case, order and repetition kept. */
export class HeaderList {
  constructor(private readonly pairs: readonly (readonly [name: string, value: string])[]) {}

  /** From node's `rawHeaders`, which keeps what `headers` merges or drops. */
  static fromRaw(raw: readonly string[]): HeaderList {
    const pairs: [string, string][] = [];
    for (let i = 0; i + 1 < raw.length; i += 2) {
      pairs.push([(raw[i] ?? '').toLowerCase(), raw[i + 1] ?? '']);
    }
    return new HeaderList(pairs);
  }

  /** All values of one header, in order. */
  all(name: string): string[] {
    return this.pairs.filter(([n]) => n === name).map(([, value]) => value);
  }

  /** The header's values joined by commas, as HTTP reads repeated headers; undefined when absent. */
  get(name: string): string | undefined {
    const values = this.all(name);
    return values.length > 0 ? values.map((value) => value.trim()).join(',') : undefined;
  }

  has(name: string): boolean {
    return this.pairs.some(([n]) => n === name);
  }

  /** Distinct names, in order of first appearance. */
  names(): string[] {
    return [...new Set(this.pairs.map(([name]) => name))];
  }

  /** These headers and `others`; a name already present here wins. */
  with(others: readonly (readonly [string, string])[]): HeaderList {
    return new HeaderList([...this.pairs, ...others.filter(([name]) => !this.has(name))]);
  }
}
