/**
 * What runs in the browser on the pages behind mailed links. The token is in the fragment, so that no server has seen
 * it; nothing happens before the button is pressed, as mail scanners open every link in a mail.
 */
export const PAGE_SCRIPT = `
const form = document.querySelector('form');
const button = form.querySelector('button');
const status = document.getElementById('status');
const code = document.getElementById('code');
const token = new URLSearchParams(location.hash.slice(1)).get('token');

function say(text, isError) {
  status.textContent = text;
  status.className = isError ? 'error' : 'good';
  status.focus();
}

function messageOf(error) {
  const reason = error.extensions && error.extensions.reason;
  if (reason === 'LINK_INVALID') return 'This link does not work any more: it was used or has expired. Ask for a new one.';
  return error.message || 'Something went wrong. Try again.';
}

async function perform(input) {
  const response = await fetch('../graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query: form.dataset.mutation, variables: { input } }),
  });
  const answer = await response.json();
  if (answer.errors && answer.errors.length > 0) throw answer.errors[0];
  if (!answer.data) throw new Error(answer.detail || 'Something went wrong. Try again.');
  return Object.values(answer.data)[0];
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const input = { token };
  for (const field of form.querySelectorAll('input[name]')) {
    if (!field.closest('[hidden]') && field.value !== '') input[field.name] = field.value;
  }
  button.disabled = true;
  say('One moment…', false);
  try {
    const result = await perform(input);
    form.hidden = true;
    // The link is used up; what is left of it need not stay in the history.
    history.replaceState(null, '', location.pathname);
    say(form.dataset.done, false);
    if (result.accessToken) {
      document.getElementById('session').hidden = false;
      document.getElementById('accessToken').value = result.accessToken;
      document.getElementById('refreshToken').value = result.refreshToken;
    }
  } catch (error) {
    const wantsCode = error.extensions && error.extensions.code === 'TOTP_REQUIRED';
    if (wantsCode && code) {
      code.hidden = false;
      code.querySelector('input').required = true;
    }
    say(wantsCode ? 'Type the code that your authenticator app shows now.' : messageOf(error), !wantsCode);
    button.disabled = false;
    if (wantsCode && code) code.querySelector('input').focus();
  }
});

const show = document.getElementById('show');
if (show) {
  show.addEventListener('change', () => {
    document.getElementById('newPassword').type = show.checked ? 'text' : 'password';
  });
}

if (token) {
  form.hidden = false;
} else {
  say('This link is not complete. Open it from the mail once more, or copy all of it.', true);
}
`;
