import type { Cancellation } from '../../platform/service';
import type { Reply } from './Exchange';
import { JointFetch, type Patience } from './JointFetch';

/** Sends a fetch, which `signal` ends, and which has `deadlineMs` from now on. */
export type SendFetch = (signal: Cancellation, deadlineMs: number) => Promise<Reply>;

/** When equal fetches go together. */
export interface EqualFetchLimits {
  /** So many are sent by themselves; further ones wait for one of these to end, and then go as one. */
  readonly atOnce: number;
  /** Milliseconds they wait at most. */
  readonly waitMs: number;
  /** So many go as one at most: their answers are all made in one turn of the event loop. */
  readonly together: number;
}

/**
 * A page that asks for the same thing in two places has both as soon as ever. Three are many pages, or a client that has
 * lost count, and the subgraph would do the same work for each.
 */
const LIMITS: EqualFetchLimits = { atOnce: 2, waitMs: 100, together: 50 };

/** All that an answer may depend on, always in the same order. */
export type FetchKind = readonly string[];

/** The fetches of one kind. */
interface Lane {
  readonly kind: FetchKind;
  readonly mark: number;
  underWay: number;
  /** Has not been sent, so that more may join. */
  next: JointFetch | null;
}

/**
 * Sends equal fetches that wait at the same time as one. Nobody joins a fetch that has been sent, as it may have been
 * answered from what there was before: whoever has changed something, by whatever way, sees it in all that is asked for
 * afterwards (docs/adr/equal-fetches.md).
 */
export class EqualFetches {
  private readonly lanes: Lane[] = [];

  /** `deadlineMs` is what a fetch has that goes for several. */
  constructor(
    private readonly deadlineMs: number,
    private readonly limits: EqualFetchLimits = LIMITS,
  ) {}

  /** How many kinds are under way. */
  get kinds(): number {
    return this.lanes.length;
  }

  /**
   * Answers what `send` answers, or what another's did of the same kind.
   * @throws AppError TIMEOUT after the deadline, SERVICE_UNAVAILABLE when the client is gone; else what the sender throws.
   */
  async run(kind: FetchKind, patience: Patience, send: SendFetch): Promise<Reply> {
    const lane = this.laneOf(kind);
    if (lane.underWay >= this.limits.atOnce) return this.join(lane, patience, send);
    lane.underWay += 1;
    try {
      return await send(patience.signal, patience.deadlineMs);
    } finally {
      this.end(lane);
    }
  }

  /** Few are under way at a time, so that looking at all takes less than keeping them in a map. */
  private laneOf(kind: FetchKind): Lane {
    const mark = markOf(kind);
    for (const lane of this.lanes) if (lane.mark === mark && isSame(lane.kind, kind)) return lane;
    const lane = { kind, mark, underWay: 0, next: null };
    this.lanes.push(lane);
    return lane;
  }

  private join(lane: Lane, patience: Patience, send: SendFetch): Promise<Reply> {
    lane.next ??= this.open(lane, send);
    const joint = lane.next;
    const reply = joint.join(patience);
    if (joint.joined >= this.limits.together) this.sendNext(lane);
    return reply;
  }

  private open(lane: Lane, send: SendFetch): JointFetch {
    const timer = setTimeout(() => this.sendNext(lane), this.limits.waitMs);
    return new JointFetch(async (signal) => {
      clearTimeout(timer);
      try {
        return await send(signal, this.deadlineMs);
      } finally {
        this.end(lane);
      }
    });
  }

  private sendNext(lane: Lane): void {
    const joint = lane.next;
    if (joint === null) return;
    lane.next = null;
    lane.underWay += 1;
    joint.begin();
  }

  private end(lane: Lane): void {
    lane.underWay -= 1;
    if (lane.underWay < this.limits.atOnce) this.sendNext(lane);
    if (lane.underWay === 0) this.forget(lane);
  }

  private forget(lane: Lane): void {
    const last = this.lanes.pop();
    if (last !== undefined && last !== lane) this.lanes[this.lanes.indexOf(lane)] = last;
  }
}

/** Ids and signatures differ at their ends. */
const TAIL = 12;

/** A number that fetches of different kinds seldom share. */
function markOf(kind: FetchKind): number {
  let mark = 0;
  for (const part of kind) {
    for (let index = Math.max(0, part.length - TAIL); index < part.length; index += 1) {
      mark = (mark * 31 + part.charCodeAt(index)) | 0;
    }
  }
  return mark;
}

function isSame(one: FetchKind, other: FetchKind): boolean {
  return one.length === other.length && one.every((part, index) => part === other[index]);
}
