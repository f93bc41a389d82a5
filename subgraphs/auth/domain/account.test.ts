import { viewSelf, viewUser, type Account } from './account';

const ada: Account = {
  id: 'ada',
  email: 'ada@example.com',
  name: 'Ada',
  roles: [],
  secondFactor: null,
  emailVerifiedAt: new Date('2030-01-02T00:00:00Z'),
  disabledAt: null,
  securityVersion: 0,
  createdAt: new Date('2030-01-01T00:00:00Z'),
};

it.each([
  ['Ada herself', { userId: 'ada', roles: [] }, 'ada@example.com'],
  ['an admin', { userId: 'bob', roles: ['admin'] }, 'ada@example.com'],
  ['somebody else', { userId: 'bob', roles: ['support'] }, null],
  ['nobody', null, null],
])('Z03 shows the e-mail address of Ada, and all that is private, to %s as %s', (_who, viewer, email) => {
  const disabledAt = new Date('2030-02-01T00:00:00Z');
  const { id, name, createdAt, ...privateFields } = viewUser({ ...ada, disabledAt }, viewer);
  expect({ id, name, createdAt }).toEqual({ id: 'ada', name: 'Ada', createdAt: ada.createdAt });
  expect(privateFields.email).toBe(email);
  const nulls = Object.values(privateFields).filter((value) => value === null);
  expect(nulls).toHaveLength(email === null ? Object.keys(privateFields).length : 0);
});

it('Z03 shows what is on the list, whatever else an account carries', () => {
  const loaded = { ...ada, passwordHash: '$2b$', emailKey: 'x' };
  expect(Object.keys(viewSelf(loaded)).sort()).toEqual([
    'createdAt',
    'disabledAt',
    'email',
    'emailVerifiedAt',
    'id',
    'isTotpEnabled',
    'name',
    'recoveryCodesLeft',
    'roles',
  ]);
});
