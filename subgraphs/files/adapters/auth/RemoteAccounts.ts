import { AppError } from '../../../../platform/errors';
import type { Accounts } from '../../ports';

const DEADLINE_MS = 2_000;

/** Asks auth for its accounts, one at a time: for what is seldom done. */
export class RemoteAccounts implements Accounts {
  /** `pass` is the service's current pass; null in local mode, where auth asks for none. */
  constructor(private readonly options: { readonly authUrl: string; readonly pass: (() => string) | null }) {}

  async has(accountId: string): Promise<boolean> {
    const status = await this.ask(`/accounts/${encodeURIComponent(accountId)}`).catch((cause: unknown) => {
      throw new AppError('SERVICE_UNAVAILABLE', { cause });
    });
    if (status === 200 || status === 404) return status === 200;
    throw new AppError('SERVICE_UNAVAILABLE', { cause: new Error(`auth answers ${status}`) });
  }

  private async ask(path: string): Promise<number> {
    const { authUrl, pass } = this.options;
    const response = await fetch(authUrl + path, {
      headers: pass === null ? {} : { authorization: `Bearer ${pass()}` },
      redirect: 'manual',
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    await response.body?.cancel();
    return response.status;
  }
}
