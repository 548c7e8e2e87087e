import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, test } from 'vitest'
import { componentMessages } from '../../src/components/messages.ts'
import { createText, isolate, type Language, pseudoLocalise } from '../../src/i18n/text.ts'
import { findCatalogues } from './catalogues.ts'

const catalogues = await findCatalogues()
const languages: readonly Language[] = ['en', 'ja']

/** Names of the values that a message takes. */
function valuesOf(message: string, language: Language): readonly string[] {
  const names = new Set<string>()
  const walk = (elements: unknown): void => {
    if (!Array.isArray(elements)) return
    for (const element of elements) {
      if (element.type !== 0 && element.type !== 7 && element.type !== 8) names.add(element.value)
      for (const option of Object.values(element.options ?? {})) walk((option as { value: unknown }).value)
    }
  }
  walk(new IntlMessageFormat(message, language).getAst())
  return [...names].sort()
}

/** Terms that the glossary of the project fixes: a Japanese catalogue that speaks of the one must use the other. */
const glossary: readonly (readonly [english: RegExp, japanese: string])[] = [
  [/^Critical$/, '緊急'],
  [/^Serious$/, '重大'],
  [/^Caution$/, '注意'],
  [/^Advisory$/, '参考'],
  [/^Normal$/, '正常'],
  [/^Acknowledge$/, '確認'],
  [/^Shelve…$/, '一時保留…'],
  [/^Handover$/, '引継ぎ'],
  [/^SIMULATED$/, '模擬'],
  [/^EXERCISE$/, '演習'],
  [/^REAL$/, '実'],
]

test('the sources hold catalogues of messages', () => {
  expect(catalogues.length).toBeGreaterThan(10)
})

describe.each(catalogues.map(({ name, catalogue }) => [name, catalogue] as const))('%s', (_, catalogue) => {
  test('has the same ids in English and Japanese', () => {
    expect(Object.keys(catalogue.ja).sort()).toEqual(Object.keys(catalogue.en).sort())
  })

  test.each(languages)('can be parsed in %s', (language) => {
    for (const message of Object.values(catalogue[language])) {
      expect(() => new IntlMessageFormat(message, language), message).not.toThrow()
    }
  })

  test('asks for no value in one language that it does not know in the other', () => {
    for (const [id, message] of Object.entries(catalogue.ja)) {
      const known = valuesOf(catalogue.en[id] ?? '', 'en')
      expect(known, id).toEqual(expect.arrayContaining([...valuesOf(message, 'ja')]))
    }
  })

  test('has no empty message', () => {
    for (const language of languages)
      for (const message of Object.values(catalogue[language])) expect(message).not.toBe('')
  })

  test('can be parsed when it is lengthened for tests of the layout', () => {
    for (const message of Object.values(catalogue.en)) {
      expect(() => new IntlMessageFormat(pseudoLocalise(message), 'en'), message).not.toThrow()
    }
  })

  test('keeps to the words of the glossary', () => {
    for (const [id, message] of Object.entries(catalogue.en)) {
      const term = glossary.find(([english]) => english.test(message))
      if (term !== undefined) expect(catalogue.ja[id], id).toBe(term[1])
    }
  })
})

describe('speaking a catalogue', () => {
  const catalogue = {
    en: { alerts: '{count, plural, one {# alert} other {# alerts}}', close: 'Close' },
    ja: { alerts: '警報{count}件', close: '閉じる' },
  }

  test('takes the plural inside the message', () => {
    const text = createText(catalogue, 'en', { pseudo: false })
    expect([text('alerts', { count: 1 }), text('alerts', { count: 2 })]).toEqual(['1 alert', '2 alerts'])
    expect(createText(catalogue, 'ja', { pseudo: false })('alerts', { count: 2 })).toBe('警報2件')
  })

  test('makes words of the pseudo-locale two fifths longer', () => {
    const spoken = createText(catalogue, 'en', { pseudo: true })('close')
    expect([...spoken].length).toBeGreaterThanOrEqual(Math.ceil('Close'.length * 1.4))
  })

  test('isolates a name between FSI and PDI', () => {
    expect(isolate('SIM')).toBe('\u2068SIM\u2069')
  })
})

test.each([
  ['en', '1 row', '12,345 rows'],
  ['ja', '1行', '12,345行'],
] as const)('rows are counted in %s as people count', (language, one, many) => {
  const text = createText(componentMessages, language, { pseudo: false })
  expect([1, 12_345].map((count) => text('rowCount', { count }))).toEqual([one, many])
})
