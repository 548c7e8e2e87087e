import { checkDerived, type Marking, shippedPolicies } from '@yagura/record'
import { expect, test } from 'vitest'
import { createJapanese } from '../../src/node-words/japanese.ts'

const policies = shippedPolicies()
const say = createJapanese(2026)
const source: Marking = {
  ...{ pol: 'JP', lvl: 2, aud: { JPN: 2, USA: 2 }, ctl: ['ORCON'], comp: ['HOSHI'] },
  ...{ tlp: 'AMBER', mode: 'SIMULATED' },
}
const { aud: _aud, ...toAll } = source
const { tlp: _tlp, ...unlabelled } = source

test.each([
  ['a lower level', { ...source, lvl: 1 }, /^marking\/lvl：JPの区分1は区分2より低い/],
  ['a lower label', { ...source, tlp: 'GREEN' }, /^marking\/tlp：GREENはAMBERより低い/],
  ['no label', unlabelled, /^marking\/tlp：TLPなしはAMBERより低い/],
  ['one control less', { ...source, ctl: [] }, /^marking\/ctl：取扱条件ORCONがない/],
  ['one compartment less', { ...source, comp: [] }, /^marking\/comp：区画HOSHIがない/],
  ['a nation more', { ...source, aud: { AUS: 2, JPN: 2, USA: 2 } }, /^marking\/aud：AUSに元より多くが渡る/],
  ['no nations', toAll, /^marking\/aud：開示先の指定がない/],
  ['an end', { ...source, until: '2026-12-24T18:00:00.000Z' }, /^marking\/until：期限12-24 18:00:00Z/],
  ['a higher level and no reason', { ...source, lvl: 3 }, /その理由がない$/],
] as readonly (readonly [
  string,
  Marking,
  RegExp,
])[])('that a marking with %s is refused is said in Japanese', (_, marking, expected) => {
  const answer = checkDerived(marking, [source], policies)
  const runs = say(answer.ok ? '' : answer.fault.reason)
  expect(runs.map(({ text }) => text).join('')).toMatch(expected)
  expect(runs.filter(({ isEnglish }) => isEnglish)).toEqual([])
})
