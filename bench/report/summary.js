/** The middle one of several numbers; of an even count the lower of the two in the middle. */
export const median = (values) => [...values].sort((one, other) => one - other)[(values.length - 1) >> 1];

/**
 * One line for each query and target: the medians of its rounds, the memory it had in the end, and how ours compares, as
 * it comes and with equal fetches not merged. For that each round is compared by itself, as a machine that is shared may
 * be twice as slow a minute later.
 */
export function summarize(measured) {
  const groups = new Map();
  for (const one of measured) {
    const key = `${one.query} ${one.target}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((rounds) => {
    const { target, query } = rounds[0];
    const of = (name) => median(rounds.map((round) => round[name]));
    const ours = groups.get(`${query} ours`);
    const each = groups.get(`${query} oursEach`);
    return {
      target,
      query,
      rate: of('rate'),
      bad: rounds.reduce((sum, { bad }) => sum + bad, 0),
      p50: of('p50'),
      p99: of('p99'),
      cpuMicros: of('cpuMicros'),
      oursTimesRate: median(rounds.map(({ rate }, round) => ours[round].rate / rate)),
      eachTimesRate: each && median(rounds.map(({ rate }, round) => each[round].rate / rate)),
      eachTimesCpu: each && median(rounds.map(({ cpuMicros }, round) => cpuMicros / each[round].cpuMicros)),
      oursTimesCpu: median(rounds.map(({ cpuMicros }, round) => cpuMicros / ours[round].cpuMicros)),
      rssBytes: Math.max(...rounds.map(({ rssBytes }) => rssBytes)),
    };
  });
}
