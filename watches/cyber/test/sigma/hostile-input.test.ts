import { describe, expect, test } from 'vitest'
import { createLogEvent } from '../../src/detect/log-event.ts'
import { createSigmaEngine, readSigmaRules } from '../../src/index.ts'

const mostMs = 2000
const head = 'title: A rule\nlogsource: {category: any}\ndetection:\n'
const reasonsOf = (text: string) => readSigmaRules([{ name: 'rules.yml', text }]).refused.map(({ reason }) => reason)

/** Quadratic time in texts of this length takes minutes. */
const long = 500_000

function elapsedMs(run: () => void): number {
  const begun = performance.now()
  run()
  return performance.now() - begun
}

describe('rules that would take the memory or the time of a node are refused', () => {
  test('a condition that names all of many searches again and again', () => {
    const searches = Array.from({ length: 2000 }, (_, number) => `  s${number}: {F: 1}`).join('\n')
    const [reason] = reasonsOf(`${head}${searches}\n  condition: ${Array(50).fill('1 of them').join(' or ')}`)
    expect(reason).toContain('stands for more than 10000 searches')
  })

  test('a condition that names a long search again and again', () => {
    const text = `${head}  s:\n    F: [${Array(2000).fill('a').join(', ')}]\n  condition: ${Array(200).fill('s').join(' or ')}`
    expect(reasonsOf(text)).toEqual(['the condition asks for more than 100000 values'])
  })

  test('a long chain of correlations', () => {
    const base = 'title: base\nname: c0\nlogsource: {category: any}\ndetection:\n  s: {F: 1}\n  condition: s\n'
    const link = (number: number) =>
      `---\ntitle: C\nname: c${number}\ncorrelation: {type: temporal, rules: [c${number - 1}], timespan: 1m}\n`
    const chain = Array.from({ length: 2000 }, (_, index) => link(2000 - index)).join('')
    expect(reasonsOf(base + chain)[0]).toContain('more than 32 correlations of correlations')
  })

  test('correlations that share their parts are each counted once', () => {
    const base = 'title: base\nname: c0\nlogsource: {category: any}\ndetection:\n  s: {F: 1}\n  condition: s\n'
    const link = (number: number) =>
      `---\ntitle: C\nname: c${number}\ncorrelation: {type: temporal, rules: [c${number - 1}, c${number - 1}], timespan: 1m}\n`
    const text = base + Array.from({ length: 30 }, (_, index) => link(index + 1)).join('')
    const { rules, refused } = readSigmaRules([{ name: 'rules.yml', text }])
    expect(refused).toEqual([])
    expect(elapsedMs(() => createSigmaEngine(rules))).toBeLessThan(mostMs)
  })
})

describe('events that are made to take long do not', () => {
  const texts: readonly (readonly [string, string])[] = [
    ['one long word', 'a'.repeat(long)],
    ['many names', 'devname=a '.repeat(long / 10)],
    ['open quotes', 'a="'.repeat(long / 3)],
    ['escaped quotes', `a="${'\\"'.repeat(long / 2)}`],
    ['signs of Cisco', '%A-'.repeat(long / 3)],
    ['signs of an audit', 'type=A '.repeat(long / 7)],
    ['dots', 'a.'.repeat(long / 2)],
  ]
  const rules = readSigmaRules([
    {
      name: 'rules.yml',
      text: `title: A rule
logsource: {category: any}
detection:
  s:
    - F|contains: 'a*a*a*b'
    - F|re: '(a+)+$b'
    - F|windash|contains: ' -a'
  k:
    - aaab
  condition: s or k
`,
    },
  ]).rules
  const told = { category: 'any', product: undefined, service: undefined }

  test.each(texts)('%s', (_, text) => {
    const engine = createSigmaEngine(rules, { told })
    const asLine = {
      format: 'syslog',
      kind: undefined,
      log: 'log',
      line: 1,
      timeMs: undefined,
      raw: text,
      members: { F: text },
    } as const
    expect(elapsedMs(() => engine.match(createLogEvent(asLine)))).toBeLessThan(mostMs)
    const asJson = { ...asLine, format: 'json', raw: '{}' } as const
    expect(elapsedMs(() => engine.match(createLogEvent(asJson)))).toBeLessThan(mostMs)
  })
})
