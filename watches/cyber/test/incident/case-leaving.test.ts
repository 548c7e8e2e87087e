import { type LeaveContext, mayLeave, type Recipient } from '@yagura/record'
import { describe, expect, test } from 'vitest'
import { readCase } from '../../src/incident/read-case.ts'
import { writeCase } from '../../src/incident/write-case.ts'
import { markingOf } from '../../src/stix/marking-of.ts'
import { checkStix } from '../../src/stix/validation/check-stix.ts'
import { caseOf, markedFor, partsOf, policies, ulid } from './case-of-parts.ts'

const usa: Recipient = { nation: 'USA', mode: 'REAL', grade: 'release', policies: ['JP', 'US'], compartments: [] }
const context: LeaveContext = { policies, ownNation: 'JPN', originator: 'JPN', approvals: [] }
const secret = markedFor()

const parts = partsOf([
  { kind: 'opened', title: 'Modems fell silent' },
  { what: { kind: 'renamed', title: 'SECRET-NAME' }, corrects: [ulid(0)], mark: secret },
  { what: { kind: 'owned', owner: 'SECRET-OWNER' }, mark: secret },
  { what: { kind: 'evidence', title: 'SECRET-EVIDENCE' }, mark: secret },
  { kind: 'hypothesis', title: 'A state did it' },
  { kind: 'rating', evidence: ulid(3), hypothesis: ulid(4), rating: 'C' },
  { what: { kind: 'hypothesis', title: 'SECRET-HYPOTHESIS' }, mark: secret },
  { kind: 'judgement', hypothesis: ulid(6), likelihood: 'likely', confidence: 'low' },
  { what: { kind: 'event', title: 'SECRET-EVENT', fromUtc: '2022-02-24T03:02:00Z' }, mark: secret },
  { what: { kind: 'impact', on: 'Turbines' }, mark: { ...markedFor('USA'), tlp: 'AMBER' } },
  { kind: 'note', text: 'What was said', about: ulid(3) },
  { kind: 'evidence', title: 'Earlier words' },
  { what: { kind: 'evidence', title: 'SECRET-LATER-WORDS' }, corrects: [ulid(11)], mark: secret },
])
const own = writeCase(caseOf(parts))
const leaving = writeCase(caseOf(parts, { view: 'USA', leaves: ({ mark }) => mayLeave(mark, usa, context).may }))

describe('a case for a partner', () => {
  test('holds nothing of what may not leave, neither words nor names of objects', () => {
    const text = JSON.stringify(leaving.bundle)
    expect(text).not.toContain('SECRET')
    expect(leaving.heldBack).toBe(6)
    const gone = own.bundle.objects.filter((object) => JSON.stringify(object).includes('SECRET-E'))
    expect(gone.length).toBeGreaterThan(1)
    for (const { id } of gone) expect(text).not.toContain(`"${id}"`)
  })

  test('names nothing that it does not hold', () => {
    const ids = new Set(leaving.bundle.objects.map(({ id }) => id))
    const named = JSON.stringify(leaving.bundle.objects).match(/"[a-z-]+--[0-9a-f-]{36}"(?!:)/g) ?? []
    const dangling = named.map((id) => id.slice(1, -1)).filter((id) => !ids.has(id) && !id.startsWith('bundle'))
    expect(dangling).toEqual([])
    expect(checkStix(leaving.bundle, { isStrict: true, enforcesRefs: true }).issues).toEqual([])
  })

  test('says which part is about something that its readers do not have', () => {
    expect(leaving.notCarried.map(({ what }) => what)).toEqual([`jp.ncc.example/${ulid(7)}`])
  })

  test('is another incident than for its own nation, for what lacks something is no version of the whole', () => {
    const idOf = (type: string, of: typeof own) =>
      of.bundle.objects.filter((one) => one.type === type).map(({ id }) => id)
    expect(idOf('incident', leaving)).not.toEqual(idOf('incident', own))
    expect(idOf('ach-rating', leaving)).not.toEqual(idOf('ach-rating', own))
    expect(idOf('impact', leaving)).toEqual(idOf('impact', own))
  })

  test('comes back with the markings that it left with', () => {
    const read = readCase(leaving.bundle.objects)
    const base = { pol: 'JP', lvl: 0, mode: 'REAL' } as const
    const find = (id: string) => leaving.bundle.objects.find((one) => one.id === id)
    const marks = read.ok ? read.case.parts.map(({ object }) => markingOf(object, find, base, policies)) : []
    expect(marks.length).toBe(4 + 1)
    for (const mark of marks) expect(mark.ok && mark.marking.aud).toEqual({ JPN: 2, USA: 2 })
    expect(marks.filter((mark) => mark.ok && mark.marking.tlp === 'AMBER')).toHaveLength(1)
  })
})

describe('what was withdrawn', () => {
  const withdrawn = partsOf([
    { kind: 'opened', title: 'Modems fell silent' },
    { kind: 'hypothesis', title: 'An update failed' },
    { what: { kind: 'withdrawn', why: 'Nobody made one.' }, corrects: [ulid(1)] },
  ])
  const { bundle } = writeCase(caseOf(withdrawn))

  test('is revoked, so that those who have it know', () => {
    const before = writeCase(caseOf(withdrawn.slice(0, 2))).bundle.objects.find(({ type }) => type === 'hypothesis')
    const after = bundle.objects.find(({ type }) => type === 'hypothesis')
    expect(after?.id).toBe(before?.id)
    expect(after).toMatchObject({ revoked: true, name: 'An update failed', modified: '2026-11-22T08:02:00.000Z' })
  })

  test('is no part of a case that is read, and is said to have been left out', () => {
    const read = readCase(bundle.objects)
    expect(read.ok && read.case.parts.map(({ what }) => what.kind)).toEqual(['opened'])
    expect(read.ok && read.case.notCarried.map(({ why }) => why)).toEqual(['its creator revoked it'])
  })
})
