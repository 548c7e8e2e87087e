import { type Marking, shippedPolicies } from '@yagura/record'
import { expect, test } from 'vitest'
import { jointMark } from '../src/node/joint-mark.ts'

const policies = shippedPolicies()
const us: Marking = { pol: 'US', lvl: 2, aud: { JPN: 2, USA: 2 }, mode: 'REAL' }
const jp: Marking = { pol: 'JP', lvl: 1, ctl: ['ORCON'], mode: 'REAL' }
const tlp: Marking = { pol: 'TLP', lvl: 2, tlp: 'AMBER', mode: 'REAL' }
const nobody: Marking = { pol: 'TLP', lvl: 4, tlp: 'RED', aud: {}, mode: 'REAL' }

test('what rests on several marked things is marked by the join of all, in a policy that has words for them', () => {
  expect(jointMark([us, jp], 'REAL', policies)).toEqual({ ...us, ctl: ['ORCON'] })
})

test('where no policy has words for all, or nobody can say how a thing is marked, nothing may leave', () => {
  expect(jointMark([us, tlp], 'REAL', policies)).toEqual(nobody)
  expect(jointMark([us, { ...jp, mode: 'EXERCISE' }], 'REAL', policies)).toEqual(nobody)
  expect(jointMark([], 'REAL', policies)).toEqual(nobody)
})
