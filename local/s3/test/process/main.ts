import { startS3 } from '../../index';

/**
 * A server in a process of its own, to be killed: `node main.js <data folder>` prints its endpoint, and
 * for every line it reads the most memory it has used, in KiB.
 */
async function main(): Promise<void> {
  const keys = { accessKeyId: 'contract', secretAccessKey: 'contract-secret' };
  const server = await startS3({ dataFolder: process.argv[2] ?? '', ...keys });
  process.stdout.write(`${server.endpoint}\n`);
  process.stdin.on('data', () => process.stdout.write(`${process.resourceUsage().maxRSS}\n`));
}

void main();
