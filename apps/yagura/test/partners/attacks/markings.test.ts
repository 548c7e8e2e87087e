import { readConfidentialityLabel, writeConfidentialityLabel } from '@yagura/formats'
import {
  checkDerived,
  checkMarking,
  checkTearLine,
  commitmentTo,
  coreKinds,
  fromDsse,
  type Marking,
  mayLeave,
  type RecordBody,
  readRecord,
  shippedPolicies,
  toDsse,
} from '@yagura/record'
import { describe, expect, test } from 'vitest'
import { labelOfMarking, markingOfLabel } from '../../../src/marking/label-of-marking.ts'
import { startLyingNode } from '../lying-node.ts'
import { evidenceAt, markFor, pin, pull, recordBy, recordsAt, startPartner } from '../partner-nodes.ts'

const policies = shippedPolicies()
const high: Marking = { pol: 'JP', lvl: 2, aud: { AUS: 1, JPN: 2, USA: 2 }, ctl: ['ORCON'], mode: 'REAL' }

async function liarAndVictim() {
  const [liar, jp] = await Promise.all([startLyingNode('KOR', 'kr.example'), startPartner('JPN', 'jp.example')])
  await pin(jp, liar)
  return { liar, jp }
}

describe('a marking that is lowered', () => {
  test.each([
    ['to another level', '"lvl":1', '"lvl":0'],
    ['to another nation', '"KOR":2}', '"KOR":2,"USA":2}'],
    ['out of TLP', '"tlp":"AMBER"', '"tlp":"CLEAR"'],
    ['to another mode', '"mode":"REAL"', '"mode":"TEST"'],
  ])('by an edit %s breaks the signature or the place', async (_, from, to) => {
    const { liar, jp } = await liarAndVictim()
    const origin = 'kr.example/ch/JPN-KOR'
    const mark: Marking = { ...markFor('JPN', 'KOR'), lvl: 1, tlp: 'AMBER' }
    const text = Buffer.from(await recordBy(liar.author, mark)).toString()
    expect(text).toContain(from)
    const edited = Buffer.from(text.replace(from, to))
    liar.show(origin, await liar.sign(origin, [liar.keyAdd, edited]))
    await pull(jp, liar)
    const [found] = await recordsAt(jp, liar)
    expect(found).toMatchObject({ position: 1, state: 'quarantined' })
    expect(found?.complaint).toMatch(/^(record\/(wrong-signature|spill|schema)|marking\/.*)$/)
    const isSpill = found?.complaint === 'record/spill'
    expect((await evidenceAt(jp)).map(({ kind }) => kind)).toEqual(isSpill ? ['spill'] : [])
  })

  test.each<[string, Partial<Marking>, string]>([
    ['to a lower level', { lvl: 1 }, 'marking/below-sources'],
    ['to more nations', { aud: { AUS: 2, JPN: 2, USA: 2 } }, 'marking/below-sources'],
    ['without its control', { ctl: [] }, 'marking/below-sources'],
    ['into an exercise', { mode: 'EXERCISE' }, 'marking/modes-differ'],
    ['into a policy that has no equivalent', { pol: 'XX' }, 'marking/unknown-policy'],
  ])('by derivation %s is refused', (_, less, code) => {
    expect(checkDerived({ ...high, why: 'made of two', ...less }, [high], policies)).toMatchObject({
      ok: false,
      fault: { code },
    })
  })

  test('by leaving it out releases to nobody', () => {
    const recipient = { nation: 'USA', mode: 'REAL', grade: 'release', policies: ['JP'], compartments: [] } as const
    const context = { policies, ownNation: 'JPN', originator: 'JPN', approvals: [] }
    expect(mayLeave(undefined, recipient, context)).toMatchObject({ may: false, rule: 'unmarked' })
    expect(checkMarking({ lvl: 0 }, policies)).toMatchObject({ ok: false, fault: { code: 'marking/malformed' } })
  })

  test('by a nation that hides in the prototype is refused', () => {
    const marking = JSON.parse('{"pol":"JP","lvl":0,"mode":"REAL","aud":{"__proto__":2}}')
    expect(checkMarking(marking, policies).ok).toBe(false)
  })
})

describe('a round trip', () => {
  test('through a DSSE envelope gives the same bytes or no record', async () => {
    const { liar } = await liarAndVictim()
    const line = await recordBy(liar.author, markFor('JPN', 'KOR'))
    const read = readRecord(line, coreKinds)
    if (!read.ok) throw new TypeError(read.fault.reason)
    const envelope = toDsse(read)
    const back = fromDsse(JSON.parse(JSON.stringify(envelope)), coreKinds)
    expect(back).toMatchObject({ ok: true, bodySha256: read.bodySha256, record: read.record })
    const payload = Buffer.from(Buffer.from(envelope.payload, 'base64').toString().replace('GREEN', 'CLEAR')).toString(
      'base64',
    )
    const lowered = fromDsse({ ...envelope, payload }, coreKinds)
    expect(lowered.ok && lowered.bodySha256).not.toBe(read.bodySha256)
  })

  test('through a STANAG 4774 label loses nothing, or the label is not written', () => {
    for (const marking of [
      high,
      { ...high, tlp: 'RED' as const },
      { ...high, comp: ['HOSHI'] },
      { ...high, aud: { JPN: 1 as const } },
      { ...high, why: 'x' },
    ]) {
      const label = labelOfMarking(marking, policies)
      if (!label.ok) continue
      const written = writeConfidentialityLabel(label.label)
      if (!written.ok) throw new TypeError(written.reason)
      const read = readConfidentialityLabel(written.xml)
      expect(read.ok && markingOfLabel(read.label, policies)).toEqual({ ok: true, marking })
    }
    expect(labelOfMarking({ ...high, aud: { JPN: 1 } }, policies).ok).toBe(false)
    expect(labelOfMarking({ ...high, why: 'x' }, policies).ok).toBe(false)
  })

  test.each([
    ['the level', /<Classification>[^<]*/, '<Classification>UNCLASSIFIED'],
    ['a control', /<Category TagName="Controls".*?<\/Category>/, ''],
    ['the policy', /<PolicyIdentifier>JP/, '<PolicyIdentifier>ELSEWHERE'],
    ['a nation', /<GenericValue>USA/, '<GenericValue>KOR'],
  ])('through a label in which %s was edited is refused or another marking, never the same', (_, from, to) => {
    const label = labelOfMarking(high, policies)
    const written = label.ok ? writeConfidentialityLabel(label.label) : undefined
    if (written?.ok !== true) throw new TypeError('no label')
    const edited = written.xml.replace(from, to)
    expect(edited).not.toBe(written.xml)
    const read = readConfidentialityLabel(edited)
    expect(read.ok ? markingOfLabel(read.label, policies) : undefined).not.toEqual({ ok: true, marking: high })
  })
})

describe('guessing hidden evidence', () => {
  const body = {
    id: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
    kind: 'space.closeApproach',
    mark: high,
    data: { missKm: 1 },
    refs: [],
  }
  const salt = new Uint8Array(32).fill(7)

  test('from its commitment needs the salt: each guess of the record gives another', () => {
    const sha256 = 'ab'.repeat(32)
    const own = commitmentTo(sha256, salt)
    const guesses = Array.from({ length: 256 }, (_, byte) => commitmentTo(sha256, new Uint8Array(32).fill(byte)))
    expect(own.ok && guesses.filter((guess) => guess.ok && guess.commitment === own.commitment)).toHaveLength(1)
    expect(own.ok && own.commitment).not.toBe(sha256)
  })

  test('is not made easy by a short salt, nor by the same id or the source in clear', () => {
    const sha256 = 'ab'.repeat(32)
    expect(commitmentTo(sha256, new Uint8Array(15))).toMatchObject({ ok: false, fault: { code: 'marking/weak-salt' } })
    const tear = (more: object): RecordBody =>
      ({ ...body, id: '01ARZ3NDEKTSV4RRFFQ69G5FAW', refs: [{ rel: 'tearOf', to: sha256 }], ...more }) as RecordBody
    const judged = (more: object) =>
      checkTearLine({
        tear: tear(more),
        source: body as unknown as RecordBody,
        sourceSha256: sha256,
        salt,
        hasMandate: true,
      })
    expect(judged({})).toMatchObject({ fault: { code: 'marking/tear-source' } })
    expect(judged({ id: body.id })).toMatchObject({ fault: { code: 'marking/tear-source' } })
  })
})
