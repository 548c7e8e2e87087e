import { type Marking, shippedPolicies, type Tlp } from '@yagura/record'
import { describe, expect, test } from 'vitest'
import { markingOf, type StixObject } from '../../src/index.ts'

const policies = shippedPolicies()
const base: Marking = { pol: 'TLP', lvl: 0, mode: 'REAL', aud: { JPN: 2, USA: 2 } }
const amber = 'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82'
const strict = 'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003'
const other = 'marking-definition--11111111-1111-4111-8111-111111111111'

function marked(refs: readonly string[], more: object = {}): StixObject {
  return { type: 'malware', id: 'malware--31b940d4-6f7f-459a-80ea-9c1f17b5891b', object_marking_refs: refs, ...more }
}

function definition(members: object): StixObject {
  return { type: 'marking-definition', spec_version: '2.1', id: other, ...members }
}

function answerFor(
  object: StixObject,
  known?: StixObject,
): { tlp?: Tlp; lvl?: number; aud?: object; unknown?: object } {
  const answer = markingOf(object, (id) => (known?.id === id ? known : undefined), base, policies)
  if (!answer.ok) throw new Error(answer.fault.reason)
  const { tlp, lvl, aud } = answer.marking
  return { lvl, unknown: answer.unknown, ...(tlp ? { tlp } : {}), ...(aud ? { aud } : {}) }
}

// Source of ids: STIX 2.1 §7.2.1.4; TLP 2.0 extension definition of OASIS.
describe('the marking of a STIX object', () => {
  test.each([
    ['marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9', 'CLEAR', 0],
    ['marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da', 'GREEN', 1],
    [amber, 'AMBER', 2],
    ['marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed', 'RED', 4],
    ['marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487', 'CLEAR', 0],
    ['marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb', 'GREEN', 1],
    ['marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421', 'AMBER', 2],
    [strict, 'AMBER+STRICT', 3],
    ['marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1', 'RED', 4],
  ])('%s is TLP %s without its definition at hand', (id, tlp, lvl) => {
    expect(answerFor(marked([id]))).toEqual({ tlp, lvl, aud: base.aud, unknown: [] })
  })

  test('is the narrower of two, whichever stands first', () => {
    expect(answerFor(marked([amber, strict])).tlp).toBe('AMBER+STRICT')
    expect(answerFor(marked([strict, amber])).tlp).toBe('AMBER+STRICT')
  })

  test('is never lower than what the source says', () => {
    const red: Marking = { ...base, lvl: 4, tlp: 'RED' }
    const answer = markingOf(marked([amber]), () => undefined, red, policies)
    expect(answer.ok && answer.marking).toEqual(red)
  })

  test('counts the marking of a part for the whole', () => {
    const object = marked([], { granular_markings: [{ marking_ref: amber, selectors: ['name'] }] })
    expect(answerFor(object).tlp).toBe('AMBER')
  })

  test('names nobody where a definition is not known', () => {
    expect(answerFor(marked([other]))).toEqual({ lvl: 0, aud: {}, unknown: [other] })
  })

  test('names nobody where a definition is of a kind that is not understood', () => {
    const known = definition({ definition_type: 'iep', definition: { id: 'x' } })
    expect(answerFor(marked([other]), known)).toEqual({ lvl: 0, aud: {}, unknown: [other] })
  })

  test('is not narrowed by a copyright', () => {
    const known = definition({ definition_type: 'statement', definition: { statement: 'Copyright 2015-2025, MITRE' } })
    expect(answerFor(marked([other]), known)).toEqual({ lvl: 0, aud: base.aud, unknown: [] })
  })

  test('reads TLP out of a definition of somebody’s own', () => {
    const known = definition({
      definition_type: 'TLP',
      name: 'TLP:AMBER+STRICT',
      definition: { TLP: 'TLP:AMBER+STRICT' },
    })
    expect(answerFor(marked([other]), known).tlp).toBe('AMBER+STRICT')
  })

  test('takes a marking of Yagura whole', () => {
    const marking: Marking = { pol: 'TLP', lvl: 2, tlp: 'AMBER', aud: { JPN: 2 }, ctl: ['ORCON'], mode: 'REAL' }
    const extension = { extension_type: 'property-extension', marking }
    const known = definition({
      extensions: { 'extension-definition--13e056d6-188b-403d-9a3c-c7c6b22ba0b7': extension },
    })
    const answer = markingOf(marked([other]), () => known, base, policies)
    expect(answer.ok && answer.marking).toEqual(marking)
  })
})
