import { describe, expect, test } from 'vitest'
import { attackViewOf, narrowed, techniquesOf } from '../../src/cyber/attack/attack-query.ts'
import { heatScale, SHADES, shadeOf, stepsOf } from '../../src/cyber/attack/heat.ts'

const technique = (attackId: string, name: string, groups: number, detections = 0) => ({
  ...{ id: `attack-pattern--${attackId}`, attackId, name, variants: 0 },
  uses: { indicators: 0, detections, groups, campaigns: 0, software: 0 },
})
const matrix = {
  ...{ id: 'x-mitre-matrix--1', domain: 'enterprise-attack', name: 'Enterprise' },
  tactics: [
    {
      ...{ id: 't1', attackId: 'TA0001', name: 'Initial Access' },
      techniques: [technique('T1566', 'Phishing', 96), technique('T1078', 'Valid Accounts', 63)],
    },
    {
      ...{ id: 't2', attackId: 'TA0003', name: 'Persistence' },
      techniques: [technique('T1078', 'Valid Accounts', 63), technique('T1653', 'Power Settings', 0)],
    },
  ],
}

describe('shades of a matrix', () => {
  test('none has no shade, the most has the strongest, and more is never paler', () => {
    const counts = [0, 1, 1, 2, 5, 6, 14, 15, 31, 32, 120]
    const scale = heatScale(counts)
    const shades = counts.map((count) => shadeOf(count, scale))
    expect(shades[0]).toBe(0)
    expect(shades.at(-1)).toBe(SHADES)
    expect(shades).toEqual([...shades].sort((a, b) => a - b))
  })

  test('where all that is counted is equal there is one shade, the strongest', () => {
    const scale = heatScale([0, 3, 3, 3])
    expect(stepsOf(scale, 3)).toEqual([{ low: 3, high: 3 }])
    expect(shadeOf(3, scale)).toBe(SHADES)
  })

  test('the legend covers every count once', () => {
    const scale = heatScale([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    const steps = stepsOf(scale, 10)
    expect(steps[0]?.low).toBe(1)
    expect(steps.at(-1)?.high).toBe(10)
    for (const [index, { low }] of steps.entries()) if (index > 0) expect(low).toBe((steps[index - 1]?.high ?? 0) + 1)
  })

  test('without anything to count there is no shade', () => {
    expect(heatScale([0, 0])).toEqual([])
  })
})

describe('what the page of the matrix shows', () => {
  test('counts what the node knows most closely, unless the address says what', () => {
    expect(attackViewOf({ matrices: [matrix], marks: [] }, new URLSearchParams()).counted).toBe('groups')
    expect(attackViewOf({ matrices: [matrix], marks: [] }, new URLSearchParams('count=software')).counted).toBe(
      'software',
    )
    const detected = {
      ...matrix,
      tactics: [{ ...matrix.tactics[0], techniques: [technique('T1566', 'Phishing', 9, 1)] }],
    }
    const view = attackViewOf({ matrices: [detected as typeof matrix], marks: [] }, new URLSearchParams())
    expect(view.counted).toBe('detections')
  })

  test('every typed word must occur, in any width of letters; unused ones can be left out', () => {
    const view = { counted: 'groups', usedOnly: false } as const
    const ids = (words: string, usedOnly = false) =>
      narrowed(matrix, { ...view, usedOnly }, words).tactics.flatMap(({ techniques }) =>
        techniques.map((one) => one.attackId),
      )
    expect(ids('accounts valid')).toEqual(['T1078', 'T1078'])
    expect(ids('Ｔ１６５３')).toEqual(['T1653'])
    expect(ids('', true)).toEqual(['T1566', 'T1078', 'T1078'])
  })

  test('as a list a technique of two tactics stands once, with both', () => {
    expect(techniquesOf(matrix).map(({ attackId, tactics }) => [attackId, tactics])).toEqual([
      ['T1566', ['Initial Access']],
      ['T1078', ['Initial Access', 'Persistence']],
      ['T1653', ['Persistence']],
    ])
  })

  test('without ATT&CK there is no matrix to show', () => {
    expect(attackViewOf({ matrices: [], marks: [] }, new URLSearchParams()).matrix).toBeUndefined()
  })
})
