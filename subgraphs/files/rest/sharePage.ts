import { createHash } from 'node:crypto';

/** What the page says above its form. */
export type ShareNotice = 'PASSWORD_REQUIRED' | 'WRONG_PASSWORD' | 'RATE_LIMITED' | 'NOT_FOUND';

const NOTICES: Readonly<Record<ShareNotice, string>> = {
  PASSWORD_REQUIRED: '<p>Enter the password of this link to download the file.</p>',
  WRONG_PASSWORD: '<p role="alert">The password is wrong. Try again.</p>',
  RATE_LIMITED: '<p role="alert">Too many wrong passwords. Try again in a quarter of an hour.</p>',
  NOT_FOUND: '<p>This link does not lead to a file, or not any more.</p>',
};

const STYLE = `:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 28rem; margin: 4rem auto; padding: 0 1rem }
label, input, button { display: block; font: inherit }
input, button { margin: .25rem 0 1rem; padding: .5rem .75rem }
input { width: 100%; box-sizing: border-box }`;

/** Sent with the page: nothing in it runs, nothing is loaded, nobody frames it. */
export const SHARE_PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** The page in which a browser asks for a link's password; without the form for a link that does not open. */
export function sharePage(notice: ShareNotice): string {
  const form = `<form method="post">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="off" required autofocus>
<button type="submit">Download</button>
</form>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Shared file</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Shared file</h1>
${NOTICES[notice]}
${notice === 'NOT_FOUND' ? '' : form}
</main>
</body>
</html>
`;
}
