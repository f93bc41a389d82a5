const HOUR_MS = 3_600_000;

/** How much a value grows in an hour, by least squares over samples of {atMs, ...values}. */
export function slopePerHour(samples, value) {
  const meanAt = mean(samples.map(({ atMs }) => atMs));
  const meanValue = mean(samples.map(value));
  let up = 0;
  let across = 0;
  for (const sample of samples) {
    const away = sample.atMs - meanAt;
    up += away * (value(sample) - meanValue);
    across += away * away;
  }
  return across === 0 ? 0 : (up / across) * HOUR_MS;
}

function mean(numbers) {
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}
