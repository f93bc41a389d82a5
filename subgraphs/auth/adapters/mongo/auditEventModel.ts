import { Schema, type Connection, type Model } from 'mongoose';
import type { AuditEventKind } from '../../domain/auditEvent';
import type { Device } from '../../domain/device';

/** An event as it is stored in `audit_log`. */
export interface AuditEventDocument {
  _id: string;
  at: Date;
  kind: AuditEventKind;
  accountId: string | null;
  actorId: string | null;
  sessionId: string | null;
  address: string | null;
  device: Device;
  requestId: string;
  forgetAt: Date;
}

const text = { type: String, required: true } as const;
const optional = { type: String, default: null } as const;
const moment = { type: Date, required: true } as const;

const auditEventSchema = new Schema<AuditEventDocument>(
  {
    _id: text,
    at: moment,
    kind: text,
    accountId: optional,
    actorId: optional,
    sessionId: optional,
    address: optional,
    device: { type: { type: String, required: true }, browser: optional, os: optional },
    requestId: text,
    forgetAt: moment,
  },
  { collection: 'audit_log', strict: 'throw', strictQuery: 'throw', versionKey: false },
);
auditEventSchema.index({ accountId: 1, at: -1, _id: -1 }, { name: 'account_newest' });
auditEventSchema.index(
  { actorId: 1 },
  { name: 'actor', partialFilterExpression: { actorId: { $type: 'string' } } },
);
auditEventSchema.index({ at: -1, _id: -1 }, { name: 'newest' });
auditEventSchema.index({ forgetAt: 1 }, { expireAfterSeconds: 0, name: 'forget' });

/** Defines the model on this connection. */
export function auditEventModel(connection: Connection): Model<AuditEventDocument> {
  return connection.model<AuditEventDocument>('AuditEvent', auditEventSchema);
}
