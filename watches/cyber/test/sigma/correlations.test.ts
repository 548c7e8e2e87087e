import { describe, expect, test } from 'vitest'
import { createLogEvent, type LogEvent } from '../../src/detect/log-event.ts'
import { createSigmaEngine, readSigmaRules } from '../../src/index.ts'

const base = (name: string, kind: string) =>
  `title: ${name}\nname: ${name}\nlogsource:\n  category: any\ndetection:\n  s:\n    kind: ${kind}\n  condition: s\n`
const failed = base('failed', 'failed')
const entered = base('entered', 'entered')
const scanned = base('scanned', 'scanned')
const correlation = (title: string, lines: string) => `title: ${title}\ncorrelation:\n${lines.replace(/^/gm, '  ')}\n`
const told = { category: 'any', product: undefined, service: undefined }

type Seen = readonly [timeS: number | undefined, kind: string, members?: { readonly [name: string]: unknown }]

function matchesOf(documents: readonly string[], seen: readonly Seen[]) {
  const { rules, refused } = readSigmaRules([{ name: 'rules.yml', text: documents.join('---\n') }])
  expect(refused).toEqual([])
  const engine = createSigmaEngine(rules, { told })
  const matches = seen.flatMap(([timeS, kind, members = { user: 'ann' }], index) =>
    engine.match(eventOf(index + 1, timeS, { kind, ...members })).map(({ rule, events, findings }) => ({
      line: index + 1,
      title: rule.title,
      lines: events.map(({ line }) => line),
      findings,
    })),
  )
  return { matches, counts: engine.counts() }
}

function eventOf(line: number, timeS: number | undefined, members: { readonly [name: string]: unknown }): LogEvent {
  const timeMs = timeS === undefined ? undefined : timeS * 1000
  return createLogEvent({
    format: 'json',
    kind: undefined,
    log: 'log',
    line,
    timeMs,
    raw: JSON.stringify(members),
    members,
  })
}

const linesOf = (documents: readonly string[], seen: readonly Seen[]) =>
  matchesOf(documents, seen).matches.map(({ line }) => line)

const brute = correlation(
  'brute',
  'type: event_count\nrules: [failed]\ngroup-by: [user]\ntimespan: 1m\ncondition: {gte: 3}',
)

describe('event_count', () => {
  test('matches with the event that makes the count full, and begins anew', () => {
    const seen: Seen[] = [0, 10, 20, 30, 40, 50].map((timeS) => [timeS, 'failed'])
    expect(linesOf([brute, failed], seen)).toEqual([3, 6])
  })

  test('tells which events counted, and for whom', () => {
    const { matches } = matchesOf(
      [brute, failed],
      [
        [0, 'failed'],
        [1, 'entered'],
        [2, 'failed'],
        [3, 'failed'],
      ],
    )
    expect(matches).toEqual([
      { line: 4, title: 'brute', lines: [1, 3, 4], findings: [{ field: 'user', value: 'ann' }] },
    ])
  })

  test('counts only what lies within the time', () => {
    expect(
      linesOf(
        [brute, failed],
        [
          [0, 'failed'],
          [59, 'failed'],
          [61, 'failed'],
          [119, 'failed'],
        ],
      ),
    ).toEqual([4])
  })

  test('counts groups apart', () => {
    const seen: Seen[] = [0, 1, 2, 3].map((timeS) => [timeS, 'failed', { user: timeS % 2 === 0 ? 'ann' : 'bob' }])
    expect(linesOf([brute, failed], seen)).toEqual([])
  })

  test('takes events that come late', () => {
    expect(
      linesOf(
        [brute, failed],
        [
          [100, 'failed'],
          [90, 'failed'],
          [95, 'failed'],
        ],
      ),
    ).toEqual([3])
  })
})

describe('a correlation', () => {
  test('says how many matches had no time or no field of the group', () => {
    const { matches, counts } = matchesOf(
      [brute, failed],
      [
        [undefined, 'failed'],
        [1, 'failed', { host: 'x' }],
        [2, 'failed'],
      ],
    )
    expect([matches.length, counts.uncounted]).toEqual([0, 2])
  })

  test('silences the rules that it counts, unless it generates them too', () => {
    const generating = brute.replace('correlation:\n', 'correlation:\n  generate: true\n')
    expect(linesOf([generating, failed], [[0, 'failed']])).toEqual([1])
    expect(linesOf([brute, failed], [[0, 'failed']])).toEqual([])
  })
})

describe('value_count', () => {
  const spray = correlation(
    'spray',
    'type: value_count\nrules: [failed]\ngroup-by: [from]\ntimespan: 1m\ncondition: {field: user, gt: 2}',
  )
  const at = (timeS: number, user: string): Seen => [timeS, 'failed', { user, from: '10.0.0.1' }]

  test('counts different values', () => {
    expect(linesOf([spray, failed], [at(0, 'a'), at(1, 'a'), at(2, 'b'), at(3, 'b'), at(4, 'c')])).toEqual([5])
  })

  test('forgets values that are too long ago', () => {
    expect(linesOf([spray, failed], [at(0, 'a'), at(30, 'b'), at(70, 'c'), at(80, 'd')])).toEqual([4])
  })
})

describe('temporal', () => {
  const recon = correlation(
    'recon',
    'type: temporal\nrules: [failed, entered, scanned]\ngroup-by: [user]\ntimespan: 10s',
  )

  test('matches when all rules did, in any order', () => {
    expect(
      linesOf(
        [recon, failed, entered, scanned],
        [
          [0, 'scanned'],
          [3, 'failed'],
          [9, 'entered'],
        ],
      ),
    ).toEqual([3])
  })

  test('does not match when one is too long ago', () => {
    expect(
      linesOf(
        [recon, failed, entered, scanned],
        [
          [0, 'scanned'],
          [3, 'failed'],
          [11, 'entered'],
        ],
      ),
    ).toEqual([])
  })

  test('some of the rules are enough where the condition says so', () => {
    const some = recon.replace('timespan', 'condition: {gte: 2}\n  timespan')
    expect(
      linesOf(
        [some, failed, entered, scanned],
        [
          [0, 'scanned'],
          [3, 'failed'],
        ],
      ),
    ).toEqual([2])
  })

  test('fields have other names in other events', () => {
    const aliased = correlation(
      'there and back',
      'type: temporal\nrules: [failed, entered]\ngroup-by: [who]\ntimespan: 10s\naliases:\n  who:\n    failed: source\n    entered: target',
    )
    const seen: Seen[] = [
      [0, 'failed', { source: 'a' }],
      [1, 'entered', { target: 'b', source: 'a' }],
      [2, 'entered', { target: 'a' }],
    ]
    expect(linesOf([aliased, failed, entered], seen)).toEqual([3])
  })
})

describe('temporal_ordered', () => {
  const ordered = correlation(
    'ordered',
    'type: temporal_ordered\nrules: [scanned, failed, entered]\ngroup-by: [user]\ntimespan: 10s',
  )
  const documents = [ordered, failed, entered, scanned]

  test('matches in the order of the rules', () => {
    expect(
      linesOf(documents, [
        [0, 'scanned'],
        [1, 'failed'],
        [2, 'entered'],
      ]),
    ).toEqual([3])
  })

  test('does not match in another order', () => {
    expect(
      linesOf(documents, [
        [0, 'failed'],
        [1, 'scanned'],
        [2, 'entered'],
      ]),
    ).toEqual([])
  })

  test('takes the latest beginning that serves', () => {
    expect(
      linesOf(documents, [
        [0, 'scanned'],
        [8, 'scanned'],
        [9, 'failed'],
        [15, 'entered'],
      ]),
    ).toEqual([4])
  })

  test('a chain of correlations: many failures, then an entry, as the specification has it', () => {
    const chain = correlation(
      'chain',
      'type: temporal_ordered\nrules: [brute, entered]\ngroup-by: [user]\ntimespan: 10m',
    )
    const parts = [chain, brute.replace('title: brute', 'title: brute\nname: brute'), failed, entered]
    const seen: Seen[] = [
      [0, 'entered'],
      [1, 'failed'],
      [2, 'failed'],
      [3, 'failed'],
      [60, 'entered'],
      [61, 'entered'],
    ]
    expect(matchesOf(parts, seen).matches.map(({ line, title }) => [line, title])).toEqual([[5, 'chain']])
  })
})

describe('correlations that cannot be asked are refused', () => {
  const reasonOf = (...documents: readonly string[]) =>
    readSigmaRules([{ name: 'rules.yml', text: documents.join('---\n') }])
      .refused.map(({ reason }) => reason)
      .join('|')
  const with_ = (from: string, to: string) => reasonOf(brute.replace(from, to), failed)

  test.each([
    ['a rule that is not there', reasonOf(brute), 'there is no rule failed'],
    ['another type', with_('event_count', 'value_avg'), 'the correlation type "value_avg" is not supported'],
    ['no time', with_('timespan: 1m', 'x: 1'), 'timespan'],
    ['a count that has to stay low', with_('gte: 3', 'lte: 3'), 'the condition lte is not supported'],
    ['no condition', with_('condition: {gte: 3}', ''), 'has a condition'],
    ['a count of nothing', with_('gte: 3', 'gte: 0'), 'a count of 1 to'],
    [
      'itself',
      reasonOf(brute.replace('title: brute', 'title: brute\nname: brute').replace('[failed]', '[brute]')),
      'part of itself',
    ],
  ])('%s', (_, reason, expected) => {
    expect(reason).toContain(expected)
  })
})

test('an event that fits several rules is of the group of each, by the field that the alias names for it', () => {
  const either = correlation(
    'either',
    'type: temporal\nrules: [failed, entered]\ngroup-by: [ip]\ntimespan: 10s\naliases:\n  ip:\n    failed: src\n    entered: dst',
  )
  const both = 'title: both\nname: entered\nlogsource:\n  category: any\ndetection:\n  s:\n    q: 1\n  condition: s\n'
  const { matches } = matchesOf(
    [either, failed, both],
    [
      [0, 'failed', { src: '10.0.0.9', dst: 'zzz' }],
      [1, 'failed', { src: 'other', dst: '10.0.0.9', q: 1 }],
    ],
  )
  expect(matches).toEqual([
    { line: 2, title: 'either', lines: [1, 2], findings: [{ field: 'dst', value: '10.0.0.9' }] },
  ])
})

describe('rules of correlations', () => {
  const read = (documents: readonly string[]) => readSigmaRules([{ name: 'rules.yml', text: documents.join('---\n') }])
  const silentOf = (documents: readonly string[]) =>
    read(documents).rules.flatMap(({ kind, title, isSilent }) => (kind === 'event' && isSilent ? [title] : []))

  test('alert by themselves where the correlation is refused, by its text or for what it names', () => {
    const [lost, less] = ['rules: [failed, nosuchrule]', 'rules: [failed]'].map((rules, index) =>
      correlation('c', `type: event_count\n${rules}\ntimespan: 1m\ncondition: {${index === 0 ? 'gte' : 'lt'}: 3}`),
    )
    for (const refused of [lost ?? '', less ?? '']) {
      expect(read([refused, failed]).refused).toHaveLength(1)
      expect(silentOf([refused, failed])).toEqual([])
    }
    expect(silentOf([brute, lost ?? '', failed])).toEqual(['failed'])
  })

  test('alert by themselves where one of their correlations generates them', () => {
    expect(silentOf([brute, brute.replace('correlation:\n', 'correlation:\n  generate: true\n'), failed])).toEqual([])
  })
})

describe('events of an older log behind those of a newer one', () => {
  const day = 86_400
  test('are counted as if they were read first', () => {
    const late: Seen[] = [0, 10, 20, 30].map((timeS) => [timeS, 'failed'])
    const { matches, counts } = matchesOf([brute, failed], [[day, 'failed'], ...late])
    expect(matches.map(({ line, lines }) => [line, lines])).toEqual([[4, [2, 3, 4]]])
    expect(counts.late).toBe(3)
  })

  test('are told where they may have been enough with others', () => {
    const near = correlation('near', 'type: temporal\nrules: [failed, entered]\ngroup-by: [user]\ntimespan: 10s')
    const seen: Seen[] = [[0, 'failed'], [20, 'failed'], [2, 'entered']] // biome-ignore format: in the order of reading
    const { matches, counts } = matchesOf([near, failed, entered], seen)
    expect([matches.length, counts.late]).toEqual([0, 1])
  })

  test('do not count across more than the time', () => {
    const seen: Seen[] = [[100, 'failed'], [30, 'failed'], [65, 'failed']] // biome-ignore format: in the order of reading
    expect(linesOf([brute, failed], seen)).toEqual([])
    expect(linesOf([brute, failed], [...seen, [40, 'failed']])).toEqual([4])
  })
})
