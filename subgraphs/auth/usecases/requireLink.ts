import { badUserInput, type AppError } from '../../../platform/errors';
import type { LinkKind, MailLink } from '../domain/mailLink';
import type { Clock, LinkTokens, MailLinkStore } from '../ports';

/** The reason that goes with a token that opens nothing. */
export const LINK_INVALID = 'LINK_INVALID';

/** What requireLink and takeLink need. */
export interface LinkDeps {
  readonly mailLinks: MailLinkStore;
  readonly linkTokens: LinkTokens;
  readonly clock: Clock;
}

/**
 * The link with this token, which still works afterwards: for what must be in order before it is used up.
 * @throws AppError BAD_USER_INPUT, reason LINK_INVALID: unknown, used and expired are all the same.
 */
export async function requireLink(
  { mailLinks, linkTokens, clock }: LinkDeps,
  kind: LinkKind,
  token: string,
): Promise<MailLink> {
  const hash = linkTokens.hashToken(token);
  const link = hash === null ? null : await mailLinks.findLink(kind, hash, clock());
  if (link === null) throw linkInvalid();
  return link;
}

/**
 * Uses up a link. From then on it is gone: should the process die before what it was for is done, the person asks for
 * another link, which is better than one that works twice.
 * @throws AppError BAD_USER_INPUT, reason LINK_INVALID, when somebody else was faster.
 */
export async function takeLink({ mailLinks, clock }: LinkDeps, link: MailLink): Promise<void> {
  if ((await mailLinks.takeLink(link.kind, link.tokenHash, clock())) === null) throw linkInvalid();
}

/** The answer to a link that does not work; nothing tells why. */
export function linkInvalid(): AppError {
  return badUserInput(
    'token',
    'This link does not work: it was used, has expired, or is not complete. Ask for a new one.',
    LINK_INVALID,
  );
}
