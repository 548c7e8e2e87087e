import { describe, expect, test } from 'vitest'
import {
  bannerOf,
  checkMarking,
  logOf,
  type Marking,
  originOf,
  parseOrigin,
  portionOf,
  readPolicy,
  shippedPolicies,
} from '../../src/index.ts'

const policies = shippedPolicies()
const jp = policyOf('JP')
const us = policyOf('US')

function policyOf(id: string): NonNullable<ReturnType<typeof policies.get>> {
  const policy = policies.get(id)
  if (policy === undefined) throw new Error(`${id} is not shipped`)
  return policy
}

/** Contrast of two colours. Source: WCAG 2.2, relative luminance and contrast ratio. */
function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [a, b].map(luminance).sort((first, second) => second - first)
  return (high + 0.05) / (low + 0.05)
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

describe.each([...policies.values()].map((policy) => [policy.id, policy] as const))('the policy %s', (_, policy) => {
  test('says in both languages that it is a sample without legal force', () => {
    expect(policy.notice.en).toMatch(/sample.*no legal force/i)
    expect(policy.notice.ja).toMatch(/見本.*法的効力はなく/)
    expect(policy.name.en).toContain('(sample)')
    expect(policy.name.ja).toContain('見本')
  })

  test('has five levels with words that differ and colours that can be read', () => {
    expect(policy.levels).toHaveLength(5)
    for (const language of ['en', 'ja'] as const) {
      expect(new Set(policy.levels.map(({ phrase }) => phrase[language])).size).toBe(5)
      expect(new Set(policy.levels.map(({ portion }) => portion[language])).size).toBe(5)
    }
    for (const { colour } of policy.levels) expect(contrast(colour.ground, colour.text)).toBeGreaterThanOrEqual(4.5)
  })

  test('is equivalent to whom finds it equivalent, and there and back is the same level', () => {
    for (const [id, levels] of Object.entries(policy.equivalences)) {
      const back = policyOf(id).equivalences[policy.id] ?? []
      expect(levels.map((level) => back[level])).toEqual([0, 1, 2, 3, 4])
    }
  })

  test('names the nations of the alliance, and its own', () => {
    for (const nation of ['JPN', 'USA', 'AUS', 'KOR', 'IND', policy.nation ?? 'JPN']) {
      expect(policy.nations[nation]?.ja).toBeTruthy()
    }
  })
})

describe('a policy file is refused', () => {
  test.each([
    ['that is no object', 'JP'],
    ['with a member too many', { ...jp, more: 1 }],
    ['with a level too many', { ...jp, levels: [...jp.levels, jp.levels[0]] }],
    ['without levels', { ...jp, levels: [] }],
    ['equivalent to itself', { ...jp, equivalences: { JP: [0] } }],
    ['with an equivalence that falls', { ...jp, equivalences: { US: [1, 0] } }],
    [
      'with an equivalent level that it does not have',
      { ...jp, levels: jp.levels.slice(0, 2), equivalences: { US: [0, 1, 2] } },
    ],
    [
      'with a control for nations that names none',
      { ...jp, controls: { X: { ...jp.controls['JPN-ONLY'], nations: undefined } } },
    ],
    [
      'with a control that asks nobody and names nations',
      { ...jp, controls: { X: { ...jp.controls['ORCON'], nations: ['JPN'] } } },
    ],
    [
      'with a colour that is none',
      { ...jp, levels: [{ ...jp.levels[0], colour: { ground: 'red', text: '#000000' } }] },
    ],
  ])('%s', (_, file) => {
    expect(readPolicy(JSON.parse(JSON.stringify(file)))).toMatchObject({
      ok: false,
      fault: { code: 'marking/malformed-policy' },
    })
  })
})

describe('a marking', () => {
  const good = {
    pol: 'JP',
    lvl: 2,
    mode: 'REAL',
    aud: { JPN: 2, USA: 1 },
    ctl: ['JPN-X', 'ORCON'],
    comp: [],
    tlp: 'GREEN',
  }

  test('is taken in its one spelling', () => {
    expect(checkMarking(good, policies)).toEqual({ ok: true, marking: good })
  })

  test.each([
    [null, 'marking/malformed'],
    [[], 'marking/malformed'],
    [{ ...good, lvl: 5 }, 'marking/malformed'],
    [{ ...good, lvl: 1.5 }, 'marking/malformed'],
    [{ ...good, mode: 'real' }, 'marking/malformed'],
    [{ ...good, aud: { JPN: 0 } }, 'marking/malformed'],
    [{ ...good, aud: { jpn: 1 } }, 'marking/malformed'],
    [{ ...good, tlp: 'WHITE' }, 'marking/malformed'],
    [{ ...good, secret: 1 }, 'marking/malformed'],
    [{ ...good, ctl: ['<b>'] }, 'marking/malformed'],
    [{ ...good, ctl: ['ORCON', 'A'] }, 'record/marking-order'],
    [{ ...good, until: '2026-02-30T00:00:00.000Z' }, 'record/no-such-instant'],
    [{ ...good, why: 'half \ud800' }, 'record/text'],
    [JSON.parse('{"__proto__":{},"pol":"JP","lvl":0,"mode":"REAL"}'), 'record/member'],
    [{ ...good, pol: 'XX' }, 'marking/unknown-policy'],
    [{ ...good, aud: { XXX: 1 } }, 'marking/unknown-nation'],
    [{ ...good, ctl: ['JPN-ONLY'] }, 'marking/audience-against-control'],
  ])('like %j is refused', (value, code) => {
    expect(checkMarking(value, policies)).toMatchObject({ ok: false, fault: { code } })
  })
})

describe('the words of a marking', () => {
  const marking: Marking = {
    pol: 'US',
    lvl: 3,
    mode: 'REAL',
    aud: { AUS: 1, JPN: 2, USA: 2 },
    ctl: ['ORCON'],
    comp: ['HARBOR', 'ORION'],
  }

  test('stand in the order of the policy, its own nation first', () => {
    expect(bannerOf(marking, us, 'en')).toBe('SECRET//HARBOR/ORION//ORCON//REL TO USA, JPN//DISPLAY ONLY AUS')
    expect(portionOf(marking, us, 'en')).toBe('(S//HBR/ORN//OC//REL TO USA, JPN//DISPLAY ONLY AUS)')
  })

  test('are those of the language, and say the mode unless it is real', () => {
    const ours: Marking = { pol: 'JP', lvl: 4, mode: 'EXERCISE', aud: { JPN: 2, USA: 2 }, tlp: 'AMBER+STRICT' }
    expect(bannerOf(ours, jp, 'ja')).toBe('演習 · 特定秘密 · REL TO JPN, USA · TLP:AMBER+STRICT')
    expect(bannerOf({ ...ours, aud: {} }, jp, 'ja')).toContain('提供不可')
    expect(portionOf({ pol: 'JP', lvl: 3, mode: 'REAL' }, jp, 'ja')).toBe('（極）')
  })

  test('say the stricter of the level and the label of a marking of TLP', () => {
    const tlp = policyOf('TLP')
    expect(bannerOf({ pol: 'TLP', lvl: 0, mode: 'REAL', tlp: 'AMBER' }, tlp, 'en')).toBe('TLP:AMBER')
    expect(portionOf({ pol: 'TLP', lvl: 0, mode: 'REAL', tlp: 'RED' }, tlp, 'ja')).toBe('[TLP:RED]')
    expect(bannerOf({ pol: 'TLP', lvl: 4, mode: 'REAL', tlp: 'CLEAR' }, tlp, 'en')).toBe('TLP:RED')
  })

  test('say TLP once for a marking of that policy', () => {
    expect(bannerOf({ pol: 'TLP', lvl: 3, mode: 'REAL', tlp: 'AMBER+STRICT' }, policyOf('TLP'), 'ja')).toBe(
      'TLP:AMBER+STRICT',
    )
  })
})

describe('the log of a record', () => {
  const mark: Marking = { pol: 'JP', lvl: 0, mode: 'REAL', aud: { USA: 2, JPN: 2, AUS: 2, KOR: 1 } }

  test('names the nations that have it released, in order, and its mode', () => {
    const log = logOf(mark)
    if (!log.ok) throw new Error(log.fault.reason)
    expect(originOf('jp.ncc.example', log.log)).toBe('jp.ncc.example/ch/AUS-JPN-USA')
    expect(originOf('jp.ncc.example', { ...log.log, mode: 'SIMULATED' })).toBe(
      'jp.ncc.example/simulated/ch/AUS-JPN-USA',
    )
  })

  test('depends on nothing but audience and mode', () => {
    const other: Marking = { ...mark, lvl: 4, ctl: ['ORCON'], comp: ['X'], tlp: 'RED', why: 'x' }
    expect(logOf(other)).toEqual(logOf(mark))
  })

  test('is none where fewer than two nations have it', () => {
    for (const aud of [undefined, {}, { JPN: 2 as const }, { JPN: 2 as const, USA: 1 as const }]) {
      expect(logOf({ mode: 'REAL', ...(aud && { aud }) })).toMatchObject({
        fault: { code: 'marking/no-log' },
      })
    }
  })

  test('is read back from its origin', () => {
    for (const mode of ['REAL', 'EXERCISE', 'TEST', 'SIMULATED'] as const) {
      const log = { mode, audience: 'AUS-JPN' }
      expect(parseOrigin(originOf('jp.ncc.example', log))).toEqual({ ok: true, node: 'jp.ncc.example', log })
    }
  })

  test.each([
    '',
    'jp/ch/JPN',
    'jp/ch/USA-JPN',
    'jp/ch/JPN-JPN',
    'jp/ch/jpn-usa',
    'jp/real/ch/JPN-USA',
    'jp/EXERCISE/ch/JPN-USA',
    'jp/x/JPN-USA',
    'jp/ch/JPN-USA/',
    'jp/ch/JPN-USA\n',
    '../ch/JPN-USA',
    'jp+/ch/JPN-USA',
    'a/b/exercise/ch/JPN-USA',
  ])('is not read from %j', (origin) => {
    expect(parseOrigin(origin)).toMatchObject({ ok: false, fault: { code: 'marking/no-origin' } })
  })
})
