import { expect, test } from 'vitest'
import { createCommandRegistry, keyOf } from '../../src/keys/commands.ts'
import { createKeySequence, isSingleKey, nameOfKey } from '../../src/keys/key-map.ts'
import { findCommands } from '../../src/palette/find-commands.ts'

const plainKey = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, isComposing: false }
const run = () => undefined

test.each([
  [{ key: 'a' }, 'a'],
  [{ key: 'A', shiftKey: true }, 'a'],
  [{ key: '?', shiftKey: true }, '?'],
  [{ key: 'k', ctrlKey: true }, 'Control+k'],
  [{ key: 'k', metaKey: true }, 'Control+k'],
  [{ key: 'Enter', shiftKey: true }, 'Shift+Enter'],
  [{ key: 'F6' }, 'F6'],
])('%o is named %s', (event, name) => {
  expect(nameOfKey({ ...plainKey, ...event })).toBe(name)
})

test('no key is named while Japanese is being composed', () => {
  expect(nameOfKey({ ...plainKey, key: 'a', isComposing: true })).toBeUndefined()
  expect(nameOfKey({ ...plainKey, key: 'Process' })).toBeUndefined()
})

test('keys with Control and function keys act in fields, single ones do not', () => {
  expect(['a', '/', 'Enter', '?'].map(isSingleKey)).toEqual([true, true, true, true])
  expect(['Control+k', 'F6', 'Escape', 'Alt+x'].map(isSingleKey)).toEqual([false, false, false, false])
})

test('two keys in time make one binding', () => {
  const sequence = createKeySequence()
  const bindings = new Set(['g w', 'w'])
  expect(sequence.press('g', bindings, 0)).toEqual({ pending: true })
  expect(sequence.press('w', bindings, 500).hit).toBe('g w')
})

test('a second key that comes too late stands for itself', () => {
  const sequence = createKeySequence()
  const bindings = new Set(['g w', 'w'])
  sequence.press('g', bindings, 0)
  expect(sequence.press('w', bindings, 5000).hit).toBe('w')
})

test('an own key replaces the one delivered and an empty one takes it away', () => {
  const command = { id: 'theme', label: 'Theme', key: 'd', run }
  expect(keyOf(command, {})).toBe('d')
  expect(keyOf(command, { theme: 'x' })).toBe('x')
  expect(keyOf(command, { theme: '' })).toBeUndefined()
})

test('the command that was added last holds its id until it is taken away', () => {
  const registry = createCommandRegistry()
  registry.add(() => [{ id: 'open', label: 'first', run }])
  const remove = registry.add(() => [{ id: 'open', label: 'second', run }])
  expect(registry.all().map((command) => command.label)).toEqual(['second'])
  remove()
  expect(registry.all().map((command) => command.label)).toEqual(['first'])
})

test('commands are found by words in any width and kana, those that can be done first', () => {
  const commands = [
    { id: 'a', label: 'Print page', run, disabledBecause: 'no' },
    { id: 'b', label: 'Next page', run },
    { id: 'c', label: 'カタログへ移動', run },
  ]
  expect(findCommands(commands, 'ＰＡＧＥ').map(({ id }) => id)).toEqual(['b', 'a'])
  expect(findCommands(commands, 'かたろぐ').map(({ id }) => id)).toEqual(['c'])
})
