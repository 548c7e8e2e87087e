import fc from 'fast-check'
import { expect, test } from 'vitest'
import { otherSpelling } from '../../src/detect/international-name.ts'

// RFC 3492 §7.1: (A) Arabic, (B) Chinese, (D) Czech, (I) Russian, (L) 3年B組金八先生, (S) Pafii.
test.each([
  ['ليهمابتكلموشعربي؟', 'egbpdaj6bu4bxfgehfvwxn'],
  ['他们为什么不说中文', 'ihqwcrb4cv8a8dqg056pqjye'],
  ['pročprostěnemluvíčesky', 'proprostnemluvesky-uyb24dma41a'],
  ['почемужеонинеговорятпорусски', 'b1abfaaepdrnnbgefbadotcwatmq2g4l'],
  ['3年b組金八先生', '3b-ww4c5e180e575a65lsy2b'],
  ['パフィーdeルンバ', 'de-jg4avhby1noc0d'],
])('%s is %s in ASCII, and back', (name, ascii) => {
  expect(otherSpelling(`www.${name}.example`)).toBe(`www.xn--${ascii}.example`)
  expect(otherSpelling(`http://xn--${ascii}.example/a.b`)).toBe(`http://${name}.example/a.b`)
})

test('names in ASCII have one spelling, and what only begins like another one stays as it is', () => {
  for (const name of [
    'evil.example',
    '198.51.100.9',
    'http://evil.example/b%C3%BC',
    'xn--.example',
    'xn--\u00fc.example',
  ])
    expect(otherSpelling(name)).toBeUndefined()
})

test('whatever a name is made of, the other spelling of the other spelling is the name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), (text) => {
      const label = `ü${text.replace(/[./:@A-Z\s]/g, '')}`
      const other = otherSpelling(label)
      if (other !== undefined && other.length <= 63) expect(otherSpelling(other)).toBe(label)
    }),
  )
})
