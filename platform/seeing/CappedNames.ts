/**
 * Keeps the values of a label few, whoever chooses them: a name counts by itself as long as there is room, and as
 * `other` else. With `fromSecondTimeOn` it has to come twice, so that a client that makes up a new name for each request
 * takes up no room.
 */
export class CappedNames {
  private readonly kept = new Set<string>();
  /** Seen once lately; forgotten all at once when there are too many. */
  private readonly seen = new Set<string>();

  /** At most `max` names count by themselves. */
  constructor(
    private readonly max: number,
    private readonly fromSecondTimeOn = false,
  ) {}

  /** The value for the label. */
  labelOf(name: string): string {
    if (this.kept.has(name)) return name;
    if (this.kept.size >= this.max) return OTHER;
    if (this.fromSecondTimeOn && !this.seen.delete(name)) {
      if (this.seen.size >= this.max) this.seen.clear();
      this.seen.add(name);
      return OTHER;
    }
    this.kept.add(name);
    return name;
  }
}

/** The value for what does not count by itself. */
export const OTHER = 'other';
