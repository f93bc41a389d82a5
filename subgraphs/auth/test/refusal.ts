/** What a refused call threw, so that a test can look at its code, field and reason. */
export function refusal(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was refused');
}
