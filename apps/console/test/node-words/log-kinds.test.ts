import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createText } from '../../src/i18n/text.ts'
import { logKindMessages, logKindWord } from '../../src/pages/log/kind-messages.ts'

const node = fileURLToPath(new URL('../../../yagura/src/node/', import.meta.url))
const sources = readdirSync(node, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(node, file), 'utf8'))
/** Kinds as the node's sources spell them: in one piece, and as a stem to which an event is put. */
const whole = new Set(
  sources.flatMap((source) => [...source.matchAll(/\bkind: '([a-z]+\/[a-z-]+)'/g)].map(([, kind]) => kind ?? '')),
)
const stems = new Set(
  sources.flatMap((source) => [...source.matchAll(/\bkind: `([a-z]+\/)\$\{/g)].map(([, stem]) => stem ?? '')),
)

test('every kind that the node writes in one piece has a word', () => {
  expect(whole.size).toBeGreaterThan(8)
  expect([...whole].filter((kind) => !(kind in logKindMessages.en))).toEqual([])
})

test('of every family of kinds some have words', () => {
  expect(stems.size).toBeGreaterThan(5)
  const known = Object.keys(logKindMessages.en)
  expect([...stems].filter((stem) => !known.some((kind) => kind.startsWith(stem)))).toEqual([])
})

test('a kind of a newer node is shown as it is', () => {
  const text = createText(logKindMessages, 'ja', { pseudo: false })
  expect([logKindWord(text, 'job/finished'), logKindWord(text, 'weather/changed')]).toEqual([
    'ジョブ 完了',
    'weather/changed',
  ])
})
