import { linkUrl } from './mailLink';
import { DEFAULT_SUBJECTS, MAIL_KINDS, mailText } from './mailText';
import { renderMail } from './renderMail';

const LINK = linkUrl('https://app.example.com/account', 'PASSWORD_RESET', 'abc-_123');
const wording = { appName: 'Cloakroom', subjects: DEFAULT_SUBJECTS };
const write = (kind: (typeof MAIL_KINDS)[number], appName = 'Cloakroom') => {
  const words = mailText(kind, { ...wording, appName }, false);
  return { ...words, ...renderMail(words, words.action === null ? null : LINK, appName) };
};

it('puts the token behind a #, which no server is sent', () => {
  expect(LINK).toBe('https://app.example.com/account/reset-password#token=abc-_123');
  expect(new URL(LINK).search).toBe('');
});

it.each(MAIL_KINDS)('says the same as text and as HTML, and fills in the name: %s', (kind) => {
  const { subject, before, after, action, text, html } = write(kind);
  expect(subject).toContain('Cloakroom');
  for (const part of [...before, ...after]) {
    expect(text).toContain(part);
    expect(html).toContain(part.replaceAll("'", '&#39;'));
  }
  expect(`${text}${html}`).not.toContain('{app}');
  expect(text.includes(LINK)).toBe(action !== null);
  expect(html.includes(`href="${LINK}"`)).toBe(action !== null);
});

it.each(MAIL_KINDS)('loads nothing from anywhere: %s', (kind) => {
  const { html } = write(kind);
  expect(html).not.toMatch(/<img|<link|<script|@import|url\(|src=|background=/i);
});

it('lets no name of a product become HTML', () => {
  const { html } = write('MAGIC_LINK', `<img src=x onerror="alert('1')">&`);
  expect(html).not.toContain('<img');
  expect(html).toContain('&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;');
});

it('takes a name with $ for what it is', () => {
  expect(write('MAGIC_LINK', "$& $' $1").subject).toBe("Sign in to $& $' $1");
});

it('warns the holder of a sign-in link that is the first proof of the address', () => {
  expect(mailText('MAGIC_LINK', wording, true).after.join(' ')).toContain('stops working');
  expect(mailText('MAGIC_LINK', wording, false).after.join(' ')).not.toContain('stops working');
});
