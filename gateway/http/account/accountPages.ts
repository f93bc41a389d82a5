import { Router } from 'express';
import { methodNotAllowed } from '../../../platform/service';
import { page, type Page } from '../page';
import { PAGE_SCRIPT } from './pageScript';

/** One page behind a mailed link: a form whose button performs one mutation. */
interface AccountPage {
  readonly path: string;
  readonly title: string;
  /** What the button is about to do. */
  readonly says: string;
  readonly button: string;
  /** What is shown once it is done. */
  readonly done: string;
  readonly mutation: string;
  /** Fields of the form, in HTML. */
  readonly fields?: string;
  /** What is shown below once somebody has signed in. */
  readonly after?: string;
}

const PASSWORD_FIELD = `<p><label for="newPassword">New password</label>
<input id="newPassword" name="newPassword" type="password" autocomplete="new-password" required maxlength="1024"></p>
<p class="check"><input id="show" type="checkbox"> <label for="show">Show the password</label></p>`;

/** Shown once the server has asked for it. */
const CODE_FIELD = `<p id="code" hidden><label for="totpCode">Code of your authenticator app</label>
<input id="totpCode" name="totpCode" inputmode="numeric" autocomplete="one-time-code" maxlength="10"></p>`;

const SESSION = `<div id="session" hidden>
<p>Your application would take these over now. This page belongs to none, so copy them:</p>
<p><label for="accessToken">Access token</label> <textarea id="accessToken" rows="5" readonly></textarea></p>
<p><label for="refreshToken">Refresh token</label> <textarea id="refreshToken" rows="2" readonly></textarea></p>
</div>`;

const PAGES: readonly AccountPage[] = [
  {
    path: '/account/verify-email',
    title: 'Verify your address',
    says: 'Confirm that the address to which this link was mailed is yours.',
    button: 'Verify my address',
    done: 'Your address is verified. You can close this page.',
    mutation: 'mutation ($input: VerifyEmailInput!) { verifyEmail(input: $input) { user { id } } }',
  },
  {
    path: '/account/confirm-email-change',
    title: 'Confirm your new address',
    says: 'Sign in with the address to which this link was mailed from now on.',
    button: 'Confirm my new address',
    done: 'Your account has its new address. You can close this page.',
    mutation:
      'mutation ($input: ConfirmEmailChangeInput!) { confirmEmailChange(input: $input) { user { id } } }',
  },
  {
    path: '/account/reset-password',
    title: 'Choose a new password',
    says: 'Choose a password that you use nowhere else. A sentence is a good one. All devices will be signed out.',
    button: 'Set the new password',
    done: 'Your new password works. Sign in with it; you can close this page.',
    mutation: 'mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { success } }',
    fields: PASSWORD_FIELD + CODE_FIELD,
  },
  {
    path: '/account/magic-link',
    title: 'Sign in',
    says: 'Sign in to the account to whose address this link was mailed.',
    button: 'Sign in',
    done: 'You are signed in.',
    mutation:
      'mutation ($input: LoginWithMagicLinkInput!) { loginWithMagicLink(input: $input) { accessToken refreshToken } }',
    fields: CODE_FIELD,
    after: SESSION,
  },
];

const STYLE = `
main { max-width: 26rem; margin: 0 auto; }
label { display: block; font-weight: 600; }
input:not([type=checkbox]), textarea { box-sizing: border-box; width: 100%; padding: 0.6rem; font: inherit; border: 1px solid #767676; border-radius: 6px; }
textarea { font: 13px/1.4 ui-monospace, monospace; word-break: break-all; }
.check label { display: inline; font-weight: normal; }
button { width: 100%; padding: 0.7rem; font: inherit; font-weight: 600; color: #fff; background: #0b57d0; border: 0; border-radius: 6px; cursor: pointer; }
button:disabled { opacity: 0.6; cursor: default; }
:focus-visible { outline: 3px solid #7aa7f7; outline-offset: 2px; }
#status:empty { display: none; }
#status { padding: 0.7rem 1rem; border-radius: 6px; border: 1px solid #2e7d32; }
#status.error { border-color: #c62828; }
[hidden] { display: none; }
`;

function render({ title, says, button, done, mutation, fields = '', after = '' }: AccountPage): Page {
  return page({
    title,
    body: `<main>
<h1>${title}</h1>
<noscript><p>This page needs JavaScript: the link's secret is in a part of the address that browsers keep to themselves.</p></noscript>
<form hidden data-done="${done}" data-mutation="${mutation}">
<p>${says}</p>
${fields}
<p><button type="submit">${button}</button></p>
</form>
<p id="status" role="status" tabindex="-1"></p>
${after}
</main>`,
    style: STYLE,
    scripts: [PAGE_SCRIPT],
    sources: { 'connect-src': "'self'" },
  });
}

/**
 * `/account/*`: the pages that mailed links lead to unless ACCOUNT_PAGES_URL names a team's own. Opening one does
 * nothing; its button performs the mutation through this gateway.
 */
export function accountPages(): Router {
  const router = Router();
  for (const one of PAGES) {
    const { text, policy } = render(one);
    router
      .route(one.path)
      .get((_request, response) => {
        response
          .set({ 'content-security-policy': policy, 'cache-control': 'no-store' })
          .type('html')
          .send(text);
      })
      .all(methodNotAllowed('GET, HEAD'));
  }
  return router;
}
