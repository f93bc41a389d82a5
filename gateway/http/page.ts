import { createHash } from 'node:crypto';

/** A page, and the policy it is to be sent with (Content Security Policy Level 3). */
export interface Page {
  readonly text: string;
  readonly policy: string;
}

/** What a page is made of. */
export interface PageParts {
  readonly title: string;
  /** HTML; nothing of a client's may be in it. */
  readonly body: string;
  readonly style?: string;
  /** Scripts in the page itself, run in this order behind the body. */
  readonly scripts?: readonly string[];
  /** What else the policy allows, by directive. */
  readonly sources?: Readonly<Record<string, string>>;
}

const STYLE = `
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 3rem auto; padding: 0 1rem; }
pre { padding: 1rem; overflow-x: auto; border: 1px solid #8886; border-radius: 6px; }
code { font-family: ui-monospace, monospace; font-size: 0.9em; }
`;

/** Puts a page together: no script or style runs but those given here, each allowed by its hash. */
export function page({ title, body, style = '', scripts = [], sources = {} }: PageParts): Page {
  const allStyle = STYLE + style;
  const directives: Record<string, string> = {
    'default-src': "'none'",
    'style-src': hash(allStyle),
    'frame-ancestors': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
    ...(scripts.length === 0 ? {} : { 'script-src': scripts.map(hash).join(' ') }),
  };
  for (const [name, value] of Object.entries(sources)) {
    directives[name] = directives[name] === undefined ? value : `${directives[name]} ${value}`;
  }
  return {
    policy: Object.entries(directives)
      .map(([name, value]) => `${name} ${value}`)
      .join('; '),
    text: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${allStyle}</style>
</head>
<body>
${body}
${scripts.map((script) => `<script>${script}</script>`).join('\n')}
</body>
</html>
`,
  };
}

function hash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
