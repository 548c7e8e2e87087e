import { expect, test } from 'vitest'
import { secondFrom } from '../../src/components/second-from.ts'
import { objectsOf, ruleFrom } from '../../src/pages/rules/rule-form.ts'
import { watchEndsFrom } from '../../src/pages/settings/settings-draft.ts'

const entered = {
  id: ' own ',
  kind: 'ids',
  objects: '25544、４１３９４',
  maxMissKm: '5',
  minMaxPc: '',
  leadTimeH: '168',
  priority: 'serious',
  consequence: 'Loss',
  action: 'Ask',
  timeAllowedMin: '60',
}

test('a rule is read from what was entered, in any width of digits', () => {
  expect(ruleFrom(new Map(Object.entries(entered)))).toEqual({
    id: 'own',
    objects: { ids: [25544, 41394] },
    maxMissKm: 5,
    leadTimeH: 168,
    priority: 'serious',
    consequence: 'Loss',
    action: 'Ask',
    timeAllowedMin: 60,
  })
})

test('what a rule says of its objects comes back as it was entered', () => {
  const rule = ruleFrom(new Map(Object.entries({ ...entered, kind: 'owner', objects: 'JPN', minMaxPc: '1e-5' })))
  expect(rule.minMaxPc).toBe(1e-5)
  expect(objectsOf(rule)).toEqual({ kind: 'owner', words: 'JPN' })
  expect(objectsOf(ruleFrom(new Map(Object.entries({ ...entered, kind: 'all' }))))).toEqual({ kind: 'all', words: '' })
})

test('a second administrator signs by name and password, by name alone where no password is entered, or not at all', () => {
  const signed = (secondName: string, secondPassword: string) =>
    secondFrom(new Map(Object.entries({ ...entered, secondName, secondPassword })))
  expect(signed(' K. Abe ', ' kept as typed ')).toEqual({ name: 'K. Abe', password: ' kept as typed ' })
  expect(signed('K. Abe', '')).toEqual({ name: 'K. Abe' })
  expect(signed(' ', 'without a name')).toBeUndefined()
  expect(secondFrom(new Map(Object.entries(entered)))).toBeUndefined()
})

test('times at which watches end are put in order and filled to five characters', () => {
  expect(watchEndsFrom('21:00、8:00, 00:00')).toEqual(['00:00', '08:00', '21:00'])
})
