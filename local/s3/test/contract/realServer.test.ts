test('says which real server the contract suite also runs against, or why there is none', () => {
  const endpoint = process.env['S3_CONTRACT_ENDPOINT'];
  process.stderr.write(
    endpoint === undefined
      ? 'The S3 contract suite runs against the embedded server only: S3_CONTRACT_ENDPOINT is not set.\n'
      : `The S3 contract suite also runs against ${endpoint}.\n`,
  );
  expect(endpoint === undefined || URL.canParse(endpoint)).toBe(true);
});
