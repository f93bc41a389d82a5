import { clientBlock } from './clientBlock';

it.each([
  ['203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:0001:2::1', '2001:db8:1:2::/64'],
  ['2001:db8::5', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['64:ff9b::192.0.2.33', '64:ff9b:0:0::/64'],
  [null, 'unknown'],
])('counts %s as %s', (address, block) => {
  expect(clientBlock(address)).toBe(block);
});

it('counts the addresses of one IPv6 network as one, and those of two as two', () => {
  expect(clientBlock('2001:db8:1:2::1')).toBe(clientBlock('2001:db8:1:2:ffff::9'));
  expect(clientBlock('2001:db8:1:2::1')).not.toBe(clientBlock('2001:db8:1:3::1'));
});
