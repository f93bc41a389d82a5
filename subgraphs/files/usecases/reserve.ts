import { AppError, INVALID_TOKEN } from '../../../platform/errors';
import type { Reservation } from '../ports';
import type { FilesDeps } from './deps';

/**
 * Sets quota aside for a new file, or finds what an earlier call with the same idempotency key has set aside.
 * @throws AppError QUOTA_EXCEEDED, IDEMPOTENCY_KEY_REUSED when that was for another size, UNAUTHENTICATED when the
 * account was deleted: the token is genuine, but its account is gone.
 */
export async function reserve(
  { usage, limits, ids, clock }: FilesDeps,
  ownerId: string,
  { size, idempotencyKey }: Pick<Reservation, 'size' | 'idempotencyKey'>,
): Promise<Reservation> {
  const wanted = { fileId: ids.nextId(), size, idempotencyKey, at: clock.now() };
  const outcome = await usage.reserve(ownerId, wanted, limits);
  switch (outcome.kind) {
    case 'RESERVED':
      return outcome.reservation;
    case 'ALREADY_RESERVED':
      if (outcome.reservation.size !== size) throw new AppError('IDEMPOTENCY_KEY_REUSED');
      return outcome.reservation;
    case 'OWNER_CLOSED':
      throw new AppError('UNAUTHENTICATED', { message: 'The account was deleted.', reason: INVALID_TOKEN });
    case 'QUOTA_EXCEEDED':
      throw new AppError('QUOTA_EXCEEDED');
    case 'TOO_MANY_FILES':
      throw new AppError('QUOTA_EXCEEDED', {
        message: 'As many files as the quota allows. Delete some first; those in the trash count as well.',
        reason: 'TOO_MANY_FILES',
      });
    case 'TOO_MANY_PENDING':
      throw new AppError('QUOTA_EXCEEDED', {
        message: `At most ${limits.maxPendingUploads} uploads may be under way. Complete or delete some first.`,
        reason: 'TOO_MANY_PENDING',
      });
  }
}
