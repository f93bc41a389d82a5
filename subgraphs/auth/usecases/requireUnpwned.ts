import { pwnedPassword } from '../domain/password';
import type { PwnedPasswords } from '../ports';

/**
 * Refuses a new password that was found in a data breach; lets all pass where nobody is asked about that. May take a
 * second, and is to be asked about passwords that the rules have let pass.
 * @throws AppError BAD_USER_INPUT, reason PWNED_PASSWORD.
 */
export async function requireUnpwned(
  pwnedPasswords: PwnedPasswords | null,
  password: string,
  field: string,
): Promise<void> {
  if (pwnedPasswords !== null && (await pwnedPasswords.isPwned(password))) throw pwnedPassword(field);
}
