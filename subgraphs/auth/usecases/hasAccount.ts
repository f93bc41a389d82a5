import type { AccountStore } from '../ports';

/**
 * Whether there is an account with this id, for other services that keep things for people; one that was deleted is
 * none.
 * @throws AppError SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function hasAccount(
  { accounts }: { readonly accounts: AccountStore },
  { id }: { readonly id: string },
): Promise<boolean> {
  return (await accounts.findByIds([id])).length > 0;
}
