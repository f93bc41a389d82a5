import { Writable } from 'node:stream';
import { AppError } from '../../../../platform/errors';
import { createLog } from '../../../../platform/service';
import type { AuditEventKind } from '../../domain/auditEvent';
import { createMemoryAuditEventStore } from '../../test/memory/memoryAuditEventStore';
import { readDevice } from '../bowser/readDevice';
import { createAuditLog } from './auditLog';

const NOW = new Date('2030-01-01T00:00:00Z');
const ORIGIN = {
  requestId: 'r',
  client: {
    address: '192.0.2.1',
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko Firefox/128.0',
  },
};

function build(events = createMemoryAuditEventStore()) {
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(...chunk.toString().trim().split('\n'));
      done();
    },
  });
  const log = createLog('auth', 'info', destination);
  return {
    events,
    lines,
    auditLog: createAuditLog({ log, events, readDevice, clock: () => NOW, keptDays: 30 }),
  };
}

it('B02 keeps who, what, when, from where and in which request', async () => {
  const { auditLog, events } = build();
  await auditLog.record({ kind: 'ROLE_GRANTED', accountId: 'ada', actorId: 'eve', sessionId: 's' }, ORIGIN);
  expect(await events.listEvents({}, null, 10)).toEqual([
    {
      id: expect.any(String) as unknown,
      at: NOW,
      kind: 'ROLE_GRANTED',
      accountId: 'ada',
      actorId: 'eve',
      sessionId: 's',
      address: '192.0.2.1',
      device: { type: 'DESKTOP', browser: 'Firefox', os: 'Linux' },
      requestId: 'r',
    },
  ]);
  expect(events.forgetAt()).toEqual([new Date('2030-01-31T00:00:00Z')]);
});

it('B02 writes one line for each, whatever is in it', async () => {
  const { auditLog, lines } = build();
  const nasty = 'x\n{"level":"fatal"}\r\n';
  const client = { address: nasty, userAgent: nasty };
  await auditLog.record({ kind: 'LOGIN_REFUSED', accountId: nasty }, { requestId: nasty, client });
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0]!)).toMatchObject({
    securityEvent: 'LOGIN_REFUSED',
    level: 'warn',
    address: nasty,
  });
});

it('leaves the line in the log, and a word about it, when the database fails', async () => {
  const { auditLog, lines } = build({
    ...createMemoryAuditEventStore(),
    appendEvent: () => Promise.reject(new AppError('SERVICE_UNAVAILABLE')),
  });
  await auditLog.record({ kind: 'LOGGED_IN' satisfies AuditEventKind, accountId: 'ada' }, ORIGIN);
  expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
    'security event',
    'a security event could not be kept',
  ]);
});
