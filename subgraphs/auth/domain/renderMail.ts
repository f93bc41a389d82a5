import type { MailText } from './mailText';

/** A mail's content in both forms. */
export interface RenderedMail {
  readonly text: string;
  readonly html: string;
}

/** Light colours first; mail programs that know dark mode take those below it. */
const STYLE = `
  body { margin: 0; padding: 24px 16px; background: #f3f4f6; color: #1f2328; font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; }
  .card { max-width: 520px; margin: 0 auto; padding: 24px 28px; background: #ffffff; border: 1px solid #d8dee4; border-radius: 8px; }
  .app { margin: 0 0 16px; font-weight: 600; color: #57606a; }
  .button { display: inline-block; margin: 8px 0; padding: 12px 22px; border-radius: 6px; background: #0b57d0; color: #ffffff; font-weight: 600; text-decoration: none; }
  .link { font-size: 13px; color: #57606a; word-break: break-all; }
  .link a { color: #0b57d0; }
  .small { font-size: 14px; color: #57606a; }
  @media (prefers-color-scheme: dark) {
    body { background: #0d1117; color: #e6edf3; }
    .card { background: #161b22; border-color: #30363d; }
    .app, .link, .small { color: #9da7b3; }
    .button { background: #a8c7fa; color: #062e6f; }
    .link a { color: #a8c7fa; }
  }
`;

/**
 * A mail as plain text and as HTML. The HTML loads nothing: no images, fonts or styles from elsewhere, so that opening
 * it tells nobody anything.
 */
export function renderMail(
  { subject, before, action, after }: MailText,
  link: string | null,
  appName: string,
): RenderedMail {
  const call = action === null || link === null ? null : { action, link };
  return {
    text: [
      ...before,
      ...(call === null ? [] : [`${call.action}:\n${call.link}`]),
      ...after,
      `-- \n${appName}\n`,
    ].join('\n\n'),
    html: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(subject)}</title>
<style>${STYLE}</style>
</head>
<body>
<div class="card">
<p class="app">${escapeHtml(appName)}</p>
${before.map((line) => `<p>${escapeHtml(line)}</p>`).join('\n')}
${call === null ? '' : button(call)}
${after.map((line) => `<p class="small">${escapeHtml(line)}</p>`).join('\n')}
</div>
</body>
</html>
`,
  };
}

function button({ action, link }: { action: string; link: string }): string {
  const href = escapeHtml(link);
  return `<p><a class="button" href="${href}">${escapeHtml(action)}</a></p>
<p class="link">If the button does nothing, open this address: <a href="${href}">${href}</a></p>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
