import { keyNameOf } from '@yagura/record'
import { expect, test } from 'vitest'

test.each([
  ['M. Satō', 'm-sato'],
  ['Ōta Jirō', 'ota-jiro'],
  ['佐藤', ''],
])('the key of %s is named “%s”, in the letters that key ids have', (person, name) => {
  expect(keyNameOf(person)).toBe(name)
})
