// Checks what is read out of the first row of a table.
import { expect, test } from 'vitest';
import { firstCsvRow, firstJsonRow } from './table';

function check(text: string, expected: object | null) {
  expect(firstCsvRow(text)).toEqual(expected);
}

test('two pictures and a text', () =>
  check('left,right,caption\na.jpg,b.jpg,two dogs\nc.jpg,d.jpg,x\n', {
    left: 'a.jpg',
    right: 'b.jpg',
    caption: 'two dogs',
  }));
test('quoted fields hold commas, quotes and line ends', () =>
  check('id,caption\n1,"a ""red"" sofa,\na dog"\n', { id: '1', caption: 'a "red" sofa,\na dog' }));
test('a byte order mark and Windows line ends', () =>
  check('\ufeffid,caption\r\n1,x\r\n', { id: '1', caption: 'x' }));
test('semicolons', () => check('id;caption\n1;a, b\n', { id: '1', caption: 'a, b' }));
test('Arabic and emoji', () => check('id,caption\n1,كلبان 🐕\n', { id: '1', caption: 'كلبان 🐕' }));
test('no last line end', () => check('id,caption\n1,x', { id: '1', caption: 'x' }));
test('only a head', () => check('id,caption\n', null));

test('slots of a JSON line are columns', () =>
  expect(firstJsonRow('{"id":"1","slots":{"image":"a.jpg"}}\n')).toMatchObject({ id: '1', image: 'a.jpg' }));
test('a broken JSON line is no row', () => expect(firstJsonRow('{"id":')).toBeNull());
