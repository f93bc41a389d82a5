import { viewSelf, viewUser, type Account } from './account';

const ada: Account = {
  id: 'ada',
  email: 'ada@example.com',
  name: 'Ada',
  roles: [],
  disabledAt: null,
  securityVersion: 0,
  createdAt: new Date('2030-01-01T00:00:00Z'),
};

it.each([
  ['Ada herself', { userId: 'ada', roles: [] }, 'ada@example.com'],
  ['an admin', { userId: 'bob', roles: ['admin'] }, 'ada@example.com'],
  ['somebody else', { userId: 'bob', roles: ['support'] }, null],
  ['nobody', null, null],
])('Z03 shows the e-mail address of Ada to %s as %s', (_who, viewer, email) => {
  expect(viewUser(ada, viewer).email).toBe(email);
});

it('Z03 shows what is on the list, whatever else an account carries', () => {
  const loaded = { ...ada, passwordHash: '$2b$', emailKey: 'x' };
  expect(Object.keys(viewSelf(loaded)).sort()).toEqual(['createdAt', 'email', 'id', 'name']);
});
