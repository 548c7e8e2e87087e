import { seededRandom } from '@yagura/testkit'
import { describe, expect, test } from 'vitest'
import { readSigmaRules } from '../../src/index.ts'

const head = 'title: A rule\nid: r1\nlogsource:\n  category: any\n'
const rule = (detection: string) => `${head}detection:\n${detection}`
const one = (line: string) => rule(`  s:\n    ${line}\n  condition: s`)
const reasonOf = (text: string) =>
  readSigmaRules([{ name: 'rule.yml', text }])
    .refused.map(({ reason }) => reason)
    .join('|')

describe('what cannot be asked is refused with its reason', () => {
  test.each([
    ['an unknown modifier', one('F|sounds_like: x'), 'the modifier sounds_like is not known'],
    ['a placeholder without values', one("F|expand: '%servers%'"), 'no values are given for the placeholder %servers%'],
    ['look-around', one("F|re: '(?!a)b'"), 'linear time'],
    ['a back-reference', one(String.raw`F|re: '(a)\1'`), 'linear time'],
    ['a fault in an expression', one("F|re: '(a'"), 'linear time'],
    ['no network', one('F|cidr: 10.0.0.0/33'), 'no network'],
    ['an encoded wildcard', one("F|base64: 'a*'"), 'wildcards'],
    ['more dashes than three', one("F|windash: '-a -b -c -d'"), 'windash of more than 3'],
    ['a comparison with a text', one('F|gt: many'), 'gt takes a number'],
    ['exists with a text', one('F|exists: maybe'), 'exists takes true or false'],
    ['a flag without an expression', one('F|i: x'), 'without re'],
    ['a comparison of networks', one('F|cidr|gt: 10.0.0.0/8'), 'gt beside cidr means nothing'],
    ['a place of a comparison', one('F|contains|lt: 3'), 'contains beside lt means nothing'],
    ['a comparison of fields', one('F|fieldref|gt: G'), 'gt beside fieldref means nothing'],
    ['an expression of a field', one('F|fieldref|re: G'), 're beside fieldref means nothing'],
    ['a comparison of expressions', one('F|re|gt: a'), 'gt beside re means nothing'],
    ['a place of presence', one('F|exists|contains: true'), 'contains beside exists means nothing'],
    ['two comparisons', one('F|gt|lt: 3'), 'lt beside gt means nothing'],
    ['two parts of a date', one('F|hour|day: 3'), 'day beside hour means nothing'],
    ['one byte anywhere in base64', one('F|base64offset|contains: a'), 'less than two bytes'],
    ['a number of programs', one("F|gt: '0x17'"), 'gt takes a number'],
    ['a number that is not exact', one('F: 9007199254740993'), 'not exact'],
    ['no values', one('F: []'), 'empty list of values'],
    ['a map as a value', one('F: {G: 1}'), 'no text, number'],
    ['an empty search', rule('  s: {}\n  condition: s'), 'empty map'],
    ['no condition', rule('  s:\n    F: 1'), 'no condition'],
    ['a name without a search', rule('  s:\n    F: 1\n  condition: t'), 'names t'],
    ['a pattern that names nothing', rule('  s:\n    F: 1\n  condition: 1 of t*'), 'no search is named t*'],
    ['another quantity', rule('  s:\n    F: 1\n  condition: 2 of s*'), '2 of is not known'],
    ['an open bracket', rule('  s:\n    F: 1\n  condition: (s'), 'not closed'],
    ['a condition that goes on', rule('  s:\n    F: 1\n  condition: s s'), 'goes on with s'],
    ['an aggregation', rule('  s:\n    F: 1\n  condition: s | count() > 5'), 'correlation rule'],
    ['a timeframe', rule('  s:\n    F: 1\n  timeframe: 5m\n  condition: s'), 'correlation rule'],
    ['no log source', 'title: A rule\ndetection:\n  s:\n    F: 1\n  condition: s', 'logsource names no'],
    ['another taxonomy', `${one('F: 1')}\ntaxonomy: ours`, 'the taxonomy "ours" is not known'],
    ['no title', 'logsource:\n  category: any\ndetection:\n  s:\n    F: 1\n  condition: s', 'has a title'],
    ['an unknown level', `${one('F: 1')}\nlevel: scary`, '"scary" is no level'],
    ['a filter', `${head}filter:\n  rules: [a]\n  s:\n    F: 1\n  condition: s`, 'filters are not supported'],
    ['a field twice in a map', one('F: 1\n    F: 2'), 'no YAML'],
    ['no YAML', 'title: [', 'no YAML'],
    ['nothing', '', 'no rule in it'],
    ['a list', '- a\n- b', 'neither detection nor correlation'],
    [
      'aliases that multiply',
      `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [${'*a,'.repeat(60)}]\nc: [${'*b,'.repeat(60)}]`,
      'no YAML',
    ],
    ['deep nesting', `detection: ${'['.repeat(20_000)}`, 'no YAML'],
    ['a file that is too long', `#${'x'.repeat(1 << 20)}`, 'more than 1048576 characters'],
  ])('%s', (_, text, reason) => {
    expect(reasonOf(text)).toContain(reason)
  })
})

describe('a refusal', () => {
  test('comes with its file, id and title, and all that is wrong', () => {
    expect(readSigmaRules([{ name: 'a/b.yml', text: one('F|foo|bar: x') }]).refused).toEqual([
      {
        file: 'a/b.yml',
        id: 'r1',
        title: 'A rule',
        reason: 'the modifier foo is not known; the modifier bar is not known',
      },
    ])
  })

  test('leaves the other rules of the file and of other files', () => {
    const files = [
      { name: 'a.yml', text: `${one('F|foo: x')}\n---\n${one('F: x').replace('id: r1', 'id: r2')}` },
      { name: 'b.yml', text: one('F: y').replace('id: r1', 'id: r3') },
    ]
    expect(readSigmaRules(files).rules.map(({ id }) => id)).toEqual(['r2', 'r3'])
  })

  test('is the lot of the second of two rules with one id', () => {
    const { rules, refused } = readSigmaRules([
      { name: 'a.yml', text: one('F: x') },
      { name: 'b.yml', text: one('F: y') },
    ])
    expect([rules[0]?.file, refused[0]?.file, refused[0]?.reason]).toEqual([
      'a.yml',
      'b.yml',
      'another rule has this id',
    ])
  })

  test('is spared to placeholders whose values are given', () => {
    const placeholders = new Map([['servers', ['srv*', 'dc1']]])
    const read = readSigmaRules([{ name: 'a.yml', text: one("F|expand: '%servers%'") }], { placeholders })
    expect(read.refused).toEqual([])
  })
})

test('texts that are broken at random are read or refused, and nothing is thrown', () => {
  const { uniform: random } = seededRandom(11)
  const whole = rule(
    "  s:\n    - F|contains|windash: ['-a*', \"b\"]\n      G|re|i: '^x{2}'\n    - H|cidr: 10.0.0.0/8\n  t: &t\n    I: null\n  u: *t\n  condition: (s or not t) and 1 of u*",
  )
  for (let round = 0; round < 500; round += 1) {
    const letters = [...whole]
    for (let edit = 0; edit < 1 + random() * 4; edit += 1) {
      const at = Math.floor(random() * letters.length)
      const with_ =
        ['', '*', '&', '[', '{', '|', ':', "'", '\n', ' ', '\u0000', '(', '\\'][Math.floor(random() * 13)] ?? ''
      letters.splice(at, random() < 0.5 ? 1 : 0, with_)
    }
    const read = readSigmaRules([{ name: 'rule.yml', text: letters.join('') }])
    expect(read.rules.length + read.refused.length).toBeGreaterThan(0)
  }
})
