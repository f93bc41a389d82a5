import { LINK_KINDS, type LinkKind } from './mailLink';

/** The mails there are: those with a link, and those that only tell something. */
export const MAIL_KINDS = [
  'VERIFY_EMAIL',
  'CHANGE_EMAIL',
  'PASSWORD_RESET',
  'MAGIC_LINK',
  'ALREADY_REGISTERED',
  'PASSWORD_CHANGED',
  'EMAIL_CHANGED',
] as const;

/** One of the mails. */
export type MailKind = (typeof MAIL_KINDS)[number];

/** What a mail says: paragraphs, and between them a button where it has a link. */
export interface MailText {
  readonly subject: string;
  readonly before: readonly string[];
  /** The words on the button; null for a mail without a link. */
  readonly action: string | null;
  readonly after: readonly string[];
}

/** What mails are made with. */
export interface MailWording {
  /** The name of the product, as people know it. */
  readonly appName: string;
  /** The subject of each mail; `{app}` stands for the name. */
  readonly subjects: Readonly<Record<MailKind, string>>;
}

/** The subjects of mails where none are configured. */
export const DEFAULT_SUBJECTS: Readonly<Record<MailKind, string>> = {
  VERIFY_EMAIL: 'Verify your e-mail address for {app}',
  CHANGE_EMAIL: 'Confirm your new e-mail address for {app}',
  PASSWORD_RESET: 'Choose a new password for {app}',
  MAGIC_LINK: 'Sign in to {app}',
  ALREADY_REGISTERED: 'You have an account at {app}',
  PASSWORD_CHANGED: 'Your password for {app} was changed',
  EMAIL_CHANGED: 'Your e-mail address for {app} was changed',
};

/**
 * No mail shows anything that somebody typed into a form, such as the name of the account: whoever registers a
 * stranger's address could make us send that stranger any text.
 */
const TEXTS: Readonly<Record<MailKind, Omit<MailText, 'subject'>>> = {
  VERIFY_EMAIL: {
    before: ['An account at {app} has this e-mail address. Confirm that it is yours.'],
    action: 'Verify my address',
    after: [
      `The link works once, within ${duration('VERIFY_EMAIL')}.`,
      'You have no account at {app}? Then somebody mistyped their address: ignore this mail and do not use the link.',
    ],
  },
  CHANGE_EMAIL: {
    before: ['You want to sign in to {app} with this e-mail address from now on. Confirm that it is yours.'],
    action: 'Confirm my new address',
    after: [
      `The link works once, within ${duration('CHANGE_EMAIL')}.`,
      'You did not ask for this? Ignore this mail, and nothing changes.',
    ],
  },
  PASSWORD_RESET: {
    before: ['Somebody asked for a new password for your account at {app}. If it was you, choose one now.'],
    action: 'Choose a new password',
    after: [
      `The link works once, within ${duration('PASSWORD_RESET')}. A new password signs out all devices.`,
      'It was not you? Ignore this mail, and your password stays as it is.',
    ],
  },
  MAGIC_LINK: {
    before: ['Somebody asked for a link to sign in to your account at {app}. If it was you, here it is.'],
    action: 'Sign in',
    after: [
      `The link works once, within ${duration('MAGIC_LINK')}. Give it to nobody: whoever has it can sign in as you.`,
      'It was not you? Ignore this mail.',
    ],
  },
  ALREADY_REGISTERED: {
    before: [
      'Somebody, probably you, wanted to use this e-mail address for an account at {app}. It has one already.',
      'Sign in with its password. If you have forgotten it, ask for a new one.',
    ],
    action: null,
    after: ['It was not you? There is nothing to do.'],
  },
  PASSWORD_CHANGED: {
    before: ['The password of your account at {app} was changed, and its other devices were signed out.'],
    action: null,
    after: ['It was not you? Ask for a new password at once: somebody else has got into your account.'],
  },
  EMAIL_CHANGED: {
    before: [
      'Your account at {app} has another e-mail address from now on. Mails about it will no longer come here.',
    ],
    action: null,
    after: ['It was not you? Write to those who run {app} at once: somebody else has got into your account.'],
  },
};

/** What a sign-in link says in addition to an account whose address nobody has proved yet. */
const FIRST_PROOF =
  'Nobody has verified the address of this account yet; the link does. To be sure that the account is yours alone, it ' +
  'signs out all other devices, switches a second factor off, and the password that the account was opened with stops ' +
  'working. You can ask for a new one.';

/** The words of one mail. @param isFirstProof whether its link is the first to prove that the address is the person's. */
export function mailText(kind: MailKind, wording: MailWording, isFirstProof: boolean): MailText {
  const fill = (text: string): string => text.replaceAll('{app}', () => wording.appName);
  const { before, action, after } = TEXTS[kind];
  const [first = '', ...rest] = after;
  const said = kind === 'MAGIC_LINK' && isFirstProof ? [first, FIRST_PROOF, ...rest] : after;
  return { subject: fill(wording.subjects[kind]), before: before.map(fill), action, after: said.map(fill) };
}

function duration(kind: LinkKind): string {
  const minutes = LINK_KINDS[kind].seconds / 60;
  return minutes < 120 ? `${minutes} minutes` : `${minutes / 60} hours`;
}
